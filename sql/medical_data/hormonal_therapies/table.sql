-- Hormones taken, prescribed here or elsewhere: contraception, menopause, fertility.
create table medical_data.hormonal_therapies (
  record_id     uuid not null default gen_random_uuid(),
  version       int  not null default 1 check (version > 0),
  patient_id    uuid not null references medical_data.patients on delete restrict,
  kind          text not null check (kind in ('CONTRACEPTIVE', 'MENOPAUSAL', 'FERTILITY', 'THYROID', 'OTHER')),
  product       text not null check (length(product) between 1 and 200 and product is nfc normalized),
  route         text check (route in ('ORAL', 'TRANSDERMAL', 'VAGINAL', 'INTRAUTERINE', 'IMPLANT', 'INJECTION', 'OTHER')),
  started_on    date not null,
  ended_on      date constraint hormonal_therapies_ended_on_check check (ended_on >= started_on),
  note          text check (length(note) between 1 and 2000 and note is nfc normalized),
  recorded_by   uuid not null references access.users on delete restrict,
  recorded_by_name text not null,                           -- as printed at that time
  session_id    uuid references access.sessions on delete restrict,
  recorded_at   timestamptz not null default clock_timestamp(),
  superseded_at timestamptz,
  correction_reason text check (length(correction_reason) between 3 and 500 and correction_reason is nfc normalized),
  primary key (record_id, version)
);
create index hormonal_therapies_of_patient on medical_data.hormonal_therapies (patient_id, started_on desc);
