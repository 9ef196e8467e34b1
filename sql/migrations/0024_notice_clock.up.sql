-- The clock of notices is a row, not a sequence: a sequence keeps what was rolled back, so that one person could silence all boards.
drop sequence access.notice_clock;
create unlogged table access.notice_clock (
  is_one  boolean primary key default true check (is_one),
  told_at timestamptz not null
);
