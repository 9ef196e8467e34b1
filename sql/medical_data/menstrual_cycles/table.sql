-- One cycle: its first day, how long the bleeding and the cycle lasted.
create table medical_data.menstrual_cycles (
  record_id     uuid not null default gen_random_uuid(),
  version       int  not null default 1 check (version > 0),
  patient_id    uuid not null references medical_data.patients on delete restrict,
  started_on    date not null,
  period_days   smallint check (period_days between 1 and 30),
  cycle_days    smallint check (cycle_days between 10 and 200),
  flow          text check (flow in ('LIGHT', 'NORMAL', 'HEAVY')),
  regularity    text check (regularity in ('REGULAR', 'IRREGULAR', 'ABSENT')),
  note          text check (length(note) between 1 and 2000 and note is nfc normalized),
  recorded_by   uuid not null references access.users on delete restrict,
  recorded_by_name text not null,                           -- as printed at that time
  session_id    uuid references access.sessions on delete restrict,
  recorded_at   timestamptz not null default clock_timestamp(),
  superseded_at timestamptz,
  correction_reason text check (length(correction_reason) between 3 and 500 and correction_reason is nfc normalized),
  primary key (record_id, version),
  constraint menstrual_cycles_cycle_days_check1 check (period_days <= cycle_days)
);
create index menstrual_cycles_of_patient on medical_data.menstrual_cycles (patient_id, started_on desc);
