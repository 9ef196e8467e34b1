-- Tests asked for: REQUESTED, COLLECTED, RESULTED or CANCELLED; each step is a version. Values are biomarkers, findings reports.
create table medical_data.medical_tests (
  record_id       uuid not null default gen_random_uuid(),
  version         int  not null default 1 check (version > 0),
  patient_id      uuid not null references medical_data.patients on delete restrict,
  consultation_id uuid references medical_data.consultations on delete restrict,
  name            text not null check (length(name) between 1 and 200 and name is normalized),
  loinc           text check (loinc ~ '^[0-9]{1,7}-[0-9]$'),
  priority        text not null check (priority in ('ROUTINE', 'URGENT', 'STAT')),
  protocol        text check (length(protocol) between 2 and 100 and protocol is normalized),   -- under which a nurse asks for it
  status          text not null default 'REQUESTED' check (status in ('REQUESTED', 'COLLECTED', 'RESULTED', 'CANCELLED')),
  detail          text check (length(detail) between 1 and 2000 and detail is normalized),
      -- specimen, result in a sentence, or why cancelled
  requested_by    uuid not null references access.users on delete restrict,
  requested_by_name text not null check (length(requested_by_name) between 1 and 100),          -- as printed on the request
  recorded_by     uuid not null references access.users on delete restrict,
  session_id      uuid references access.sessions on delete restrict,
  recorded_at     timestamptz not null default clock_timestamp(),
  superseded_at   timestamptz,
  primary key (record_id, version),
  check (status not in ('RESULTED', 'CANCELLED') or detail is not null)
);
create index medical_tests_of_patient on medical_data.medical_tests (patient_id, recorded_at desc);
