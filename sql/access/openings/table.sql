-- What a session opened: a chart, the directory, a work list, the emergency queue, the event stream,
-- the file of a case. Renewed in place, so that the gate
-- reads few rows; every opening and renewal is an event of its own. Nothing is shown before the opening is committed
-- and on disk (functions.sql). The number grows with every renewal: it is what the flush barrier waits for.
create sequence access.opening_numbers;

create table access.openings (
  opening_id     uuid primary key default gen_random_uuid(),
  opening_number bigint not null default nextval('access.opening_numbers'),
  session_id     uuid not null references access.sessions on delete restrict,
  user_id        uuid not null references access.users on delete restrict,
  kind           text not null check (kind in ('CHART', 'DIRECTORY', 'WORK_LIST', 'EMERGENCY_QUEUE', 'AUDIT', 'CASE')),
  patient_id     uuid references medical_data.patients on delete restrict,
  ward_id        uuid references access.wards on delete restrict,
  shown_patients uuid[],                        -- a work list records whom it may show before it shows them
  purpose        text not null check (length(purpose) between 3 and 200),
  special_reason text check (length(special_reason) between 3 and 200),   -- for protected patients
  special_at     timestamptz,
  opened_at      timestamptz not null default clock_timestamp(),
  renewed_at     timestamptz not null default clock_timestamp(),
  expires_at     timestamptz not null default clock_timestamp() + interval '30 minutes',
  opened_xid     xid8 not null default pg_current_xact_id(),
  case_id        uuid references access.privacy_cases on delete restrict,      -- the file of a case
  constraint openings_case check ((kind = 'CASE') = (case_id is not null)),
  check ((kind = 'CHART') = (patient_id is not null)),
  check ((kind = 'WORK_LIST') = (shown_patients is not null)),
  check ((special_reason is null) = (special_at is null))
);
create unique index openings_of_session on access.openings (session_id, kind, patient_id) nulls not distinct;
create index openings_of_patient on access.openings (patient_id, opened_at) where patient_id is not null;
create index openings_of_user on access.openings (user_id, renewed_at) where kind = 'CHART';
