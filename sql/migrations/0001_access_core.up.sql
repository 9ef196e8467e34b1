-- access_core

-- Settings of the site, as rows: names and limits that an administrator owns. Nothing secret.
create table access.settings (
  name       text primary key check (name ~ '^[a-z][a-z0-9_]{1,60}$'),
  value      text not null,
  updated_at timestamptz not null default clock_timestamp()
);

-- Roles are rows, not database roles: a change holds from the next statement on (CVE-2026-14666 concerns GRANTed roles).
create table access.roles (
  code        text primary key check (code in ('ADMIN', 'CLINICIAN', 'NURSE', 'RECEPTIONIST', 'PRIVACY_OFFICER')),
  description text not null
);

-- What a person may do beyond her role.
create table access.capabilities (
  code        text primary key check (code in ('PRESCRIBE', 'APPROVE_BREAK_GLASS', 'MERGE_PATIENTS', 'AUDIT_READ')),
  description text not null
);

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

create table access.user_capabilities (
  user_id         uuid not null references access.users on delete restrict,
  capability_code text not null references access.capabilities on delete restrict,
  starts_at       timestamptz not null default clock_timestamp(),
  ends_at         timestamptz not null default 'infinity',
  primary key (user_id, capability_code)
);

-- What a person chose for herself: language and theme.
create table access.preferences (
  user_id    uuid not null references access.users on delete restrict,
  name       text not null check (name in ('LANGUAGE', 'THEME')),
  value      text not null check (length(value) between 1 and 60),
  updated_at timestamptz not null default clock_timestamp(),
  primary key (user_id, name),
  check (name <> 'LANGUAGE' or value in ('en', 'es'))
);

-- The database logins (SSH accounts). A terminal is shared by users who sign in and out; a personal login is one person's.
create table access.login_roles (
  login_role name primary key,
  kind       text not null check (kind in ('TERMINAL', 'PERSONAL'))
);

-- From which logins a user may sign in. No row for a user: from any terminal, from no personal login.
create table access.user_login_roles (
  user_id    uuid not null references access.users on delete restrict,
  login_role name not null references access.login_roles on delete restrict,
  primary key (user_id, login_role)
);

-- The professional side of a user: who prescribes and who attends. At most one per user.
create table access.practitioners (
  practitioner_id uuid primary key default gen_random_uuid(),
  user_id      uuid not null unique references access.users on delete restrict,
  display_name text not null check (length(display_name) between 1 and 100),   -- as printed, e.g. "Dr Osei"
  licence      text not null unique,
  specialty    text,
  created_at   timestamptz not null default clock_timestamp(),
  updated_at   timestamptz not null default clock_timestamp(),
  row_version  int not null default 1
);

create table access.wards (
  ward_id    uuid primary key default gen_random_uuid(),
  code       text not null unique check (length(code) between 1 and 20),
  name       text not null check (length(name) between 1 and 60),
  sort_order int  not null default 0,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp(),
  row_version int not null default 1
);

create table access.beds (
  ward_id uuid not null references access.wards on delete restrict,
  bed     text not null check (length(bed) between 1 and 10),
  primary key (ward_id, bed)
);

-- Who is on shift where. A nurse's reason for access to the patients of the ward, with a charting tail of 60 minutes.
create table access.roster (
  roster_id uuid primary key default gen_random_uuid(),
  user_id   uuid not null references access.users on delete restrict,
  ward_id   uuid not null references access.wards on delete restrict,
  starts_at timestamptz not null,
  ends_at   timestamptz not null,
  check (starts_at < ends_at)
);
create index roster_by_user on access.roster (user_id, ends_at) include (ward_id, starts_at);

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

insert into access.settings (name, value) values
  ('site_name', 'Clinic'),
  ('environment', 'PRODUCTION'),              -- PRODUCTION, TRAINING or DEMO
  ('time_zone', 'UTC'),                       -- "today" and age are reckoned here
  ('email_domain', 'clinic.example'),         -- added to a sign-in name without @
  ('phone_country_code', '+34'),              -- added to a telephone number without +
  ('charts_per_10_minutes', '30');            -- distinct charts a user may open; the next one is refused

insert into access.roles (code, description) values
  ('ADMIN', 'users and settings; sees no patient'), ('CLINICIAN', 'doctor'), ('NURSE', 'nurse'),
  ('RECEPTIONIST', 'directory and contacts'), ('PRIVACY_OFFICER', 'reviews accesses; excludes the other roles');

insert into access.capabilities (code, description) values
  ('PRESCRIBE', 'signs prescriptions'), ('APPROVE_BREAK_GLASS', 'decides about emergency access'),
  ('MERGE_PATIENTS', 'merges records of one person'), ('AUDIT_READ', 'reads the event stream');
