-- Where the patient stands, established on a day; the last period where there was one.
create table medical_data.menopause_statuses (
  record_id     uuid not null default gen_random_uuid(),
  version       int  not null default 1 check (version > 0),
  patient_id    uuid not null references medical_data.patients on delete restrict,
  assessed_on   date not null,
  stage         text not null check (stage in ('PREMENOPAUSAL', 'PERIMENOPAUSAL', 'POSTMENOPAUSAL', 'SURGICAL', 'UNKNOWN')),
  last_period_on date,
  has_vasomotor_symptoms boolean,
  note          text check (length(note) between 1 and 2000 and note is nfc normalized),
  recorded_by   uuid not null references access.users on delete restrict,
  recorded_by_name text not null,                           -- as printed at that time
  session_id    uuid references access.sessions on delete restrict,
  recorded_at   timestamptz not null default clock_timestamp(),
  superseded_at timestamptz,
  correction_reason text check (length(correction_reason) between 3 and 500 and correction_reason is nfc normalized),
  primary key (record_id, version),
  constraint menopause_statuses_last_period_on_check check (last_period_on <= assessed_on)
);
create index menopause_statuses_of_patient on medical_data.menopause_statuses (patient_id, assessed_on desc);
