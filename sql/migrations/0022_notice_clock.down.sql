drop sequence access.notice_clock;
