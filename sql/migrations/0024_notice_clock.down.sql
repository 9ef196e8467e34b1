drop table access.notice_clock;
create unlogged sequence access.notice_clock minvalue 0;
