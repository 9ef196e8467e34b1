-- Appointments and what becomes of them: one row per slot. No clinical text, so that the reception may keep the calendar;
-- what was asked and found is in consultation_notes. gives_access: whether it is a reason for access for its clinician; not
-- where she booked herself a patient she had no other reason to see (access.booking_gives_access).
create table medical_data.consultations (
  consultation_id uuid primary key default gen_random_uuid(),
  patient_id      uuid not null references medical_data.patients on delete restrict,
  practitioner_id uuid not null references access.practitioners on delete restrict,
  kind            text not null check (kind in ('FIRST_VISIT', 'FOLLOW_UP', 'WARD_ROUND', 'TELEPHONE', 'PROCEDURE', 'URGENT')),
  status          text not null default 'PLANNED' check (status in ('PLANNED', 'ARRIVED', 'IN_PROGRESS', 'COMPLETED', 'CANCELLED',
      'NO_SHOW')),
  starts_at       timestamptz not null,
  ends_at         timestamptz not null,
  arrived_at      timestamptz,
  started_at      timestamptz,
  closed_at       timestamptz,
  cancel_reason   text check (cancel_reason in ('PATIENT', 'CLINIC', 'CLINICIAN_AWAY', 'DUPLICATE', 'ERROR')),
  gives_access    boolean not null,
  booked_by       uuid not null references access.users on delete restrict,
  session_id      uuid references access.sessions on delete restrict,
  created_at      timestamptz not null default clock_timestamp(),
  updated_at      timestamptz not null default clock_timestamp(),
  row_version     int not null default 1,
  check (ends_at > starts_at and ends_at <= starts_at + interval '12 hours'),
  check ((status = 'CANCELLED') = (cancel_reason is not null)),
  check ((status in ('COMPLETED', 'CANCELLED', 'NO_SHOW')) = (closed_at is not null))
);
create index consultations_of_patient on medical_data.consultations (patient_id, starts_at desc);
-- A clinician's calendar, and whether a slot is free.
create index consultations_of_practitioner on medical_data.consultations (practitioner_id, starts_at) include (ends_at, status);
-- The calendar of the whole clinic.
create index consultations_by_time on medical_data.consultations (starts_at);
-- The reason for access "encounter".
create index consultations_as_reason on medical_data.consultations (practitioner_id, patient_id, starts_at) include (ends_at)
  where gives_access and status in ('PLANNED', 'ARRIVED', 'IN_PROGRESS', 'COMPLETED');
