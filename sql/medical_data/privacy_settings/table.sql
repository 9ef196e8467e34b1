-- How the patient wants to be reached, and who may be told. No row: nobody asked; then nothing is left on an answering
-- machine and nobody is told.
create table medical_data.privacy_settings (
  record_id     uuid not null default gen_random_uuid(),
  version       int  not null default 1 check (version > 0),
  patient_id    uuid not null references medical_data.patients on delete restrict,
  may_phone     boolean not null,
  may_leave_message boolean not null,
  may_email     boolean not null,
  may_post      boolean not null,
  may_tell_relatives boolean not null,
  hide_on_boards boolean not null,                          -- no name on screens that others can see
  note          text check (length(note) between 1 and 2000 and note is nfc normalized),
  recorded_by   uuid not null references access.users on delete restrict,
  recorded_by_name text not null,                           -- as printed at that time
  session_id    uuid references access.sessions on delete restrict,
  recorded_at   timestamptz not null default clock_timestamp(),
  superseded_at timestamptz,
  correction_reason text check (length(correction_reason) between 3 and 500 and correction_reason is nfc normalized),
  primary key (record_id, version)
);
create index privacy_settings_of_patient on medical_data.privacy_settings (patient_id, recorded_at desc);
create unique index privacy_settings_living on medical_data.privacy_settings (patient_id) where superseded_at is null;
