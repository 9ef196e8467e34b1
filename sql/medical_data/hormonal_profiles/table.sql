-- Women's health (A-025, A-026): the hormonal phase a doctor or nurse established on a day, and how.
create table medical_data.hormonal_profiles (
  record_id     uuid not null default gen_random_uuid(),
  version       int  not null default 1 check (version > 0),
  patient_id    uuid not null references medical_data.patients on delete restrict,
  assessed_on   date not null,
  phase         text not null check (phase in ('MENSTRUAL', 'FOLLICULAR', 'OVULATORY', 'LUTEAL', 'PREGNANT', 'POSTPARTUM', 'LACTATING',
                                               'PERIMENOPAUSE', 'POSTMENOPAUSE', 'SUPPRESSED', 'UNKNOWN')),
  method        text not null check (method in ('HISTORY', 'LABORATORY', 'ULTRASOUND', 'TRACKER')),
  has_polycystic_ovaries boolean,                           -- null: not known
  note          text check (length(note) between 1 and 2000 and note is nfc normalized),
  recorded_by   uuid not null references access.users on delete restrict,
  recorded_by_name text not null,                           -- as printed at that time
  session_id    uuid references access.sessions on delete restrict,
  recorded_at   timestamptz not null default clock_timestamp(),
  superseded_at timestamptz,
  correction_reason text check (length(correction_reason) between 3 and 500 and correction_reason is nfc normalized),
  primary key (record_id, version)
);
create index hormonal_profiles_of_patient on medical_data.hormonal_profiles (patient_id, assessed_on desc);
-- The current phase of many (A-029).
create index hormonal_profiles_by_phase on medical_data.hormonal_profiles (phase) where superseded_at is null;
