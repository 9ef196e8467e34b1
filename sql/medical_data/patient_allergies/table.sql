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
  -- What it is in the catalogue, where it is there. Refuted and entered in error close a record: such a version is superseded
  -- from the beginning, and no list shows it.
  allergy_id   smallint references medical_data.allergies on delete restrict,
  kind         text not null default 'ALLERGY' check (kind in ('ALLERGY', 'INTOLERANCE')),
  verification text not null default 'UNVERIFIED' check (verification in ('UNVERIFIED', 'CONFIRMED', 'REFUTED',
    'ENTERED_IN_ERROR')),
  reason       text check (length(reason) between 3 and 300 and reason is nfc normalized),
  constraint patient_allergies_closed check (verification in ('UNVERIFIED', 'CONFIRMED') or superseded_at is not null),
  primary key (record_id, version)
);
create index patient_allergies_of_patient on medical_data.patient_allergies (patient_id);
