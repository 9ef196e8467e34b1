-- Figures over a period (A-046): behind the chart gate, while the patient agrees.
create table analytics.medical_metrics (
  record_id     uuid not null default gen_random_uuid(),
  version       int  not null default 1 check (version > 0),
  patient_id    uuid not null references medical_data.patients on delete restrict,
  metric_type   text not null check (metric_type ~ '^[A-Z][A-Z0-9_]{1,40}$'),
  name          text not null check (length(name) between 1 and 100 and name is nfc normalized),
  value         numeric not null check (value > '-Infinity' and value < 'Infinity'),
  unit          text check (length(unit) between 1 and 40),
  period_from   date not null,
  period_to     date not null,
  hormonal_phase text check (hormonal_phase in ('MENSTRUAL', 'FOLLICULAR', 'OVULATORY', 'LUTEAL', 'PREGNANT', 'POSTPARTUM', 'LACTATING',
                                                'PERIMENOPAUSE', 'POSTMENOPAUSE', 'SUPPRESSED', 'UNKNOWN')),
  treatment_period text check (length(treatment_period) between 1 and 100 and treatment_period is nfc normalized),
  method        text not null check (length(method) between 1 and 100 and method is nfc normalized),
  interval_low  numeric,
  interval_high numeric,
  p_value       numeric check (p_value between 0 and 1),
  data_points   int not null check (data_points >= 0),
  calculated_at timestamptz not null,
  recorded_by   uuid not null references access.users on delete restrict,
  recorded_by_name text not null,                           -- as printed at that time
  session_id    uuid references access.sessions on delete restrict,
  recorded_at   timestamptz not null default clock_timestamp(),
  superseded_at timestamptz,
  correction_reason text check (length(correction_reason) between 3 and 500 and correction_reason is nfc normalized),
  primary key (record_id, version),
  constraint medical_metrics_period_to_check check (period_to >= period_from),
  constraint medical_metrics_interval_low_check check (interval_low <= interval_high and interval_low > '-Infinity' and interval_high < 'Infinity')
);
create index medical_metrics_of_patient on analytics.medical_metrics (patient_id, metric_type, calculated_at desc);
