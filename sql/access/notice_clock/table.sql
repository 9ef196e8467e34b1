-- When "look again" was said last and committed: said too often it would hold up everybody's commits (access.tell_charts). One row, or none
-- after a crash.
create unlogged table access.notice_clock (
  is_one  boolean primary key default true check (is_one),
  told_at timestamptz not null
);

-- When somebody was about to say it, in microseconds; kept by a rollback too.
create unlogged sequence access.notice_claims minvalue 0;
