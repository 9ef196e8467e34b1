-- What the patient agreed to, purpose by purpose. No row: never asked, which allows nothing beyond treatment. A withdrawal is
-- a new version; what was recorded before stays.
create table medical_data.consents (
  record_id     uuid not null default gen_random_uuid(),
  version       int  not null default 1 check (version > 0),
  patient_id    uuid not null references medical_data.patients on delete restrict,
  purpose       text not null check (purpose in ('PROGRAMME', 'ANALYTICS', 'SHARING', 'EXPORT', 'RESEARCH')),
  state         text not null check (state in ('GIVEN', 'REFUSED', 'WITHDRAWN')),
  given_by      text not null check (given_by in ('PATIENT', 'GUARDIAN', 'REPRESENTATIVE')),
  method        text not null check (method in ('WRITTEN', 'VERBAL', 'ELECTRONIC')),
  form_version  text check (length(form_version) between 1 and 40 and form_version is nfc normalized),
  decided_on    date not null,
  expires_on    date constraint consents_expires_on_check check (expires_on > decided_on),
  details       text check (length(details) between 1 and 2000 and details is nfc normalized),
  recorded_by   uuid not null references access.users on delete restrict,
  recorded_by_name text not null,                           -- as printed at that time
  session_id    uuid references access.sessions on delete restrict,
  recorded_at   timestamptz not null default clock_timestamp(),
  superseded_at timestamptz,
  correction_reason text check (length(correction_reason) between 3 and 500 and correction_reason is nfc normalized),
  -- Parts of the chart that she left out of what she gave.
  without_parts text[] not null default '{}' check (without_parts <@ array['RESULTS', 'MEDICINES', 'NOTES', 'HISTORY', 'VITAL_SIGNS', 'WOMENS_HEALTH']),
  primary key (record_id, version),
  constraint consents_state_check1 check (state <> 'WITHDRAWN' or version > 1)
);
create index consents_of_patient on medical_data.consents (patient_id, purpose, recorded_at desc);
-- One living answer per purpose; consent_allows() looks here.
create unique index consents_living on medical_data.consents (patient_id, purpose) where superseded_at is null;
