-- What kind of diabetes a patient has, if any (X-37), as a clinician decided it. One living answer; NONE is an answer.
create table medical_data.diabetes_diagnoses (
  record_id     uuid not null default gen_random_uuid(),
  version       int  not null default 1 check (version > 0),
  patient_id    uuid not null references medical_data.patients on delete restrict,
  diabetes_type text not null check (diabetes_type in ('TYPE_1', 'TYPE_2', 'GESTATIONAL', 'PREDIABETES', 'MODY', 'SECONDARY', 'NONE', 'UNKNOWN')),
  diagnosed_on  date,
  basis         text not null check (basis in ('LABORATORY', 'CLINICAL', 'HISTORY', 'GENETIC')),
  note          text check (length(note) between 1 and 2000 and note is nfc normalized),
  recorded_by   uuid not null references access.users on delete restrict,
  recorded_by_name text not null,                           -- as printed at that time
  session_id    uuid references access.sessions on delete restrict,
  recorded_at   timestamptz not null default clock_timestamp(),
  superseded_at timestamptz,
  correction_reason text check (length(correction_reason) between 3 and 500 and correction_reason is nfc normalized),
  primary key (record_id, version)
);
create index diabetes_diagnoses_of_patient on medical_data.diabetes_diagnoses (patient_id, recorded_at desc);
create unique index diabetes_diagnoses_living on medical_data.diabetes_diagnoses (patient_id) where superseded_at is null;
-- Patients of one kind (A-029).
create index diabetes_diagnoses_by_type on medical_data.diabetes_diagnoses (diabetes_type) where superseded_at is null;
