-- Whom a case is about, and which emergency access. Added, never taken away.
create table access.privacy_case_links (
  case_id      uuid not null references access.privacy_cases on delete restrict,
  patient_id   uuid not null references medical_data.patients on delete restrict,
  emergency_id uuid references access.emergency_access on delete restrict,
  added_by     uuid not null references access.users on delete restrict,
  added_at     timestamptz not null default clock_timestamp(),
  link_id      uuid primary key default gen_random_uuid()
);
create unique index privacy_case_links_once on access.privacy_case_links (case_id, patient_id, emergency_id) nulls not distinct;
create index privacy_case_links_of_patient on access.privacy_case_links (patient_id);
