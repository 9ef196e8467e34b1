-- A signed-in person. Bound to token, process, login and to a number that lives only in the memory of the backend:
-- currval() of session_numbers. People hold no right on that sequence, so nobody can set, read or replay it,
-- and a later process with the same pid does not have it.
create sequence access.session_numbers;
-- More private memory of a backend: the last opening known to be on disk, and the one that is waited for with the place in
-- the WAL it waits for. Unlogged: setval() writes no WAL.
create unlogged sequence access.durable_openings minvalue 0;
create unlogged sequence access.awaited_opening minvalue 0;
create unlogged sequence access.awaited_place minvalue 0;

create table access.sessions (
  session_id     uuid primary key default gen_random_uuid(),
  session_number bigint not null unique,
  token_hash     bytea not null unique,
  user_id        uuid not null references access.users on delete restrict,
  login_role     name not null,
  pid            int  not null,
  started_at     timestamptz not null default clock_timestamp(),
  started_xid    xid8 not null default pg_current_xact_id(),
  expires_at     timestamptz not null default clock_timestamp() + interval '12 hours',
  locked_at      timestamptz,
  ended_at       timestamptz,
  end_reason     text check (end_reason in ('SIGNED_OUT', 'REPLACED', 'SUSPENDED')),
  check ((ended_at is null) = (end_reason is null))
);
create index sessions_of_user on access.sessions (user_id, started_at desc);
create index sessions_of_backend on access.sessions (pid) where ended_at is null;
