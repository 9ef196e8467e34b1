-- When "look again" was said last, in microseconds.
create unlogged sequence access.notice_clock minvalue 0;
