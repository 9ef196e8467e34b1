-- Who is, and was, the attending clinician of somebody in a ward. Kept by the rows of patients (functions.sql): it begins with
-- the name at admission and ends with another name or with the discharge; seven days later it is no reason for access any more.
create table access.attendings (
  attending_id    uuid primary key default gen_random_uuid(),
  patient_id      uuid not null references medical_data.patients on delete restrict,
  practitioner_id uuid not null references access.practitioners on delete restrict,
  starts_at       timestamptz not null default clock_timestamp(),
  ends_at         timestamptz not null default 'infinity',
  check (starts_at <= ends_at)
);
-- The reason for access "attending".
create index attendings_as_reason on access.attendings (practitioner_id, patient_id, ends_at);
create unique index attendings_one_now on access.attendings (patient_id) where ends_at = 'infinity';
