-- What a clinician agreed with one patient for one biomarker (FHIR Goal: measure, detailRange, start, lifecycleStatus). Bounds are
-- in `unit`, which is the unit of the catalogue's values, so that a value and its target are never in two units; a bound belongs
-- to the target. A change is a new version, an end too. One active target for each patient and biomarker.
create table medical_data.biomarker_targets (
  record_id     uuid not null default gen_random_uuid(),
  version       int  not null default 1 check (version > 0),
  patient_id    uuid not null references medical_data.patients on delete restrict,
  type_id       smallint not null references medical_data.biomarker_types on delete restrict,
  low           numeric,
  high          numeric,
  unit          text not null,
  starts_on     date not null,
  status        text not null check (status in ('ACTIVE', 'ENDED', 'ENTERED_IN_ERROR')),
  note          text check (length(note) between 1 and 500 and note is nfc normalized),
  recorded_by   uuid not null references access.users on delete restrict,
  recorded_by_name text not null,                           -- who set it, as printed at that time
  session_id    uuid references access.sessions on delete restrict,
  recorded_at   timestamptz not null default clock_timestamp(),
  superseded_at timestamptz,
  correction_reason text check (length(correction_reason) between 3 and 500 and correction_reason is nfc normalized),
  primary key (record_id, version),
  constraint biomarker_targets_low_check check (num_nonnulls(low, high) > 0),
  constraint biomarker_targets_high_check check (low <= high),
  constraint biomarker_targets_status_check1 check (status = 'ACTIVE' or version > 1)
);
create index biomarker_targets_of_patient on medical_data.biomarker_targets (patient_id, type_id);
create unique index biomarker_targets_living on medical_data.biomarker_targets (patient_id, type_id)
  where superseded_at is null and status = 'ACTIVE';
