-- What happened to a value after it was stored: a critical one was read back and acted on; a transcription was compared by
-- a second person. Append-only; it speaks of one version.
create table medical_data.biomarker_confirmations (
  confirmation_id uuid primary key default gen_random_uuid(),
  record_id    uuid not null,
  version      int  not null,
  patient_id   uuid not null references medical_data.patients on delete restrict,
  kind         text not null check (kind in ('CRITICAL_READ_BACK', 'SECOND_CHECK')),
  read_back    numeric not null check (read_back <> 'NaN'),
  action_taken text check (length(action_taken) between 3 and 500 and action_taken is nfc normalized),
  told_to      text check (length(told_to) between 2 and 100 and told_to is nfc normalized),
  recorded_by  uuid not null references access.users on delete restrict,
  recorded_by_name text not null,
  session_id   uuid references access.sessions on delete restrict,
  recorded_at  timestamptz not null default clock_timestamp(),
  foreign key (record_id, version) references medical_data.biomarkers on delete restrict,
  constraint biomarker_confirmations_action check (kind = 'SECOND_CHECK' or action_taken is not null)
);
-- One answer of each kind per version; a second one is refused as DONE.
create unique index biomarker_confirmations_once on medical_data.biomarker_confirmations (record_id, version, kind);
create index biomarker_confirmations_of_patient on medical_data.biomarker_confirmations (patient_id, recorded_at desc);
