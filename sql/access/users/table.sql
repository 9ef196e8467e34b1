-- People who sign in. One role each, so that PRIVACY_OFFICER and ADMIN exclude the others.
create table access.users (
  user_id       uuid primary key default gen_random_uuid(),
  number        int generated always as identity unique,   -- names the two counters of sign-in attempts
  email         text not null unique check (email = lower(email) and email like '%_@_%'),
  display_name  text not null check (length(display_name) between 1 and 100),
  role_code     text not null references access.roles on delete restrict,
  status        text not null default 'ACTIVE' check (status in ('ACTIVE', 'SUSPENDED', 'LOCKED')),
  password_hash text not null,
  attempts_at_last_success bigint not null default 0,      -- value of the counter when the password was last right
  created_at    timestamptz not null default clock_timestamp(),
  updated_at    timestamptz not null default clock_timestamp(),
  row_version   int not null default 1
);
