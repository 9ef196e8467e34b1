-- The professional side of a user: who prescribes and who attends. At most one per user. On leave or retired she neither signs
-- nor approves (access.user_may, access.may_sign), though she may still read.
create table access.practitioners (
  practitioner_id uuid primary key default gen_random_uuid(),
  user_id      uuid not null unique references access.users on delete restrict,
  display_name text not null check (length(display_name) between 1 and 100),   -- as printed, e.g. "Dr Osei"
  licence      text not null unique,
  specialty    text,                            -- as printed under the name
  created_at   timestamptz not null default clock_timestamp(),
  updated_at   timestamptz not null default clock_timestamp(),
  row_version  int not null default 1,
  status       text not null default 'ACTIVE' check (status in ('ACTIVE', 'ON_LEAVE', 'RETIRED')),
  specialty_code text references access.specialties on delete restrict
);
