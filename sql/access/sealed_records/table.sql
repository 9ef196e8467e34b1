-- Which facts lie in a sealed compartment: all versions of a record. Identifiers are random and used once, so that one list
-- serves every table, and what hangs on a record (its notes, doses, files) is hidden with it.
create table access.sealed_records (
  seal_id        uuid not null references access.seals on delete restrict,
  record_id      uuid not null,
  patient_id     uuid not null references medical_data.patients on delete restrict,
  entity         text not null check (entity in ('BIOMARKER', 'NOTE', 'VITAL_SIGNS', 'HISTORY', 'TEST', 'REPORT', 'ATTACHMENT', 'PRESCRIPTION',
    'TREATMENT', 'ADMINISTRATION', 'ALLERGY', 'HORMONAL_PROFILE', 'MENSTRUAL_CYCLE', 'PREGNANCY', 'MENOPAUSE', 'HORMONAL_THERAPY',
    'DIABETES', 'ENROLMENT', 'OBSERVATION', 'CUSTOM_VALUE', 'PREDICTION', 'METRIC', 'TARGET')),
  sealed_by      uuid not null references access.users on delete restrict,
  session_id     uuid references access.sessions on delete restrict,
  sealed_at      timestamptz not null default clock_timestamp(),
  released_by    uuid references access.users on delete restrict,
  released_at    timestamptz,
  release_reason text check (length(release_reason) between 3 and 500 and release_reason is nfc normalized),
  primary key (seal_id, record_id),
  check (num_nulls(released_by, released_at, release_reason) in (0, 3))
);
-- Behind every policy: mostly nothing.
create index sealed_records_of_patient on access.sealed_records (patient_id, seal_id, record_id) where released_at is null;
-- "Is this record sealed", for writing and for checks of prescriptions.
create index sealed_records_by_record on access.sealed_records (record_id) where released_at is null;
