create table medical_data.patient_allergies (
  record_id     uuid not null default gen_random_uuid(),
  version       int  not null default 1 check (version > 0),
  patient_id    uuid not null references medical_data.patients on delete restrict,
  substance     text not null check (length(substance) between 1 and 200),
  severity      text not null check (severity in ('MILD', 'MODERATE', 'SEVERE')),
  reaction      text check (length(reaction) between 1 and 400),
  recorded_by   uuid not null references access.users on delete restrict,
  session_id    uuid references access.sessions on delete restrict,
  recorded_at   timestamptz not null default clock_timestamp(),
  superseded_at timestamptz,
  primary key (record_id, version)
);
create index patient_allergies_of_patient on medical_data.patient_allergies (patient_id);
