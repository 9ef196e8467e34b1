-- The author team of a seal: its members read what it holds, with a reason for access like everybody.
create table access.seal_readers (
  seal_id   uuid not null references access.seals on delete restrict,
  user_id   uuid not null references access.users on delete restrict,
  starts_at timestamptz not null default clock_timestamp(),
  ends_at   timestamptz not null default 'infinity',
  primary key (seal_id, user_id)
);
