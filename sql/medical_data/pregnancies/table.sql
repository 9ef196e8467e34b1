-- One pregnancy from its last period to its outcome; ONGOING until there is another. Weeks are completed weeks.
create table medical_data.pregnancies (
  record_id     uuid not null default gen_random_uuid(),
  version       int  not null default 1 check (version > 0),
  patient_id    uuid not null references medical_data.patients on delete restrict,
  last_period_on date,
  due_on        date,
  outcome       text not null check (outcome in ('ONGOING', 'LIVE_BIRTH', 'STILLBIRTH', 'MISCARRIAGE', 'TERMINATION', 'ECTOPIC', 'UNKNOWN')),
  ended_on      date,
  weeks         smallint check (weeks between 2 and 45),
  children      smallint check (children between 1 and 9),
  birth_weight_g int check (birth_weight_g between 200 and 8000),
  had_gestational_diabetes boolean,
  note          text check (length(note) between 1 and 2000 and note is nfc normalized),
  recorded_by   uuid not null references access.users on delete restrict,
  recorded_by_name text not null,                           -- as printed at that time
  session_id    uuid references access.sessions on delete restrict,
  recorded_at   timestamptz not null default clock_timestamp(),
  superseded_at timestamptz,
  correction_reason text check (length(correction_reason) between 3 and 500 and correction_reason is nfc normalized),
  primary key (record_id, version),
  constraint pregnancies_due_on_check check (due_on > last_period_on and due_on <= last_period_on + 330),
  constraint pregnancies_ended_on_check check (ended_on >= last_period_on),
  constraint pregnancies_outcome_check1 check (outcome <> 'ONGOING' or (ended_on is null and birth_weight_g is null and weeks is null))
);
create index pregnancies_of_patient on medical_data.pregnancies (patient_id, last_period_on desc);
create unique index pregnancies_ongoing on medical_data.pregnancies (patient_id) where superseded_at is null and outcome = 'ONGOING';
