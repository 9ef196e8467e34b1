-- analytics

-- Quarantine: what an administrator loaded and no clinician has accepted for a patient. Nobody reads it but the clinician whose
-- opened chart has the record number; whether that number exists is not told when it is loaded.
create table medical_data.observation_imports (
  import_id     uuid primary key default gen_random_uuid(),
  source_system text not null check (length(source_system) between 1 and 200 and source_system is nfc normalized),
  record_number text collate "C" not null check (record_number ~ '^[0-9]{9}$'),
  resource      jsonb not null check (jsonb_typeof(resource) = 'object' and resource ->> 'resourceType' = 'Observation'
                                      and pg_column_size(resource) <= 2097152),
  resource_hash bytea not null,                             -- the same one loaded again changes nothing
  imported_by   uuid not null references access.users on delete restrict,
  session_id    uuid references access.sessions on delete restrict,
  imported_at   timestamptz not null default clock_timestamp(),
  decision      text check (decision in ('ACCEPTED', 'REJECTED')),
  patient_id    uuid references medical_data.patients on delete restrict,
  decided_by    uuid references access.users on delete restrict,
  decided_at    timestamptz,
  reason        text check (length(reason) between 3 and 500 and reason is nfc normalized),
  unique (source_system, record_number, resource_hash),
  check ((decision is null) = (decided_by is null) and (decision is null) = (decided_at is null) and (decision is null) = (patient_id is null)),
  constraint observation_imports_reason_check1 check (decision <> 'REJECTED' or reason is not null)
);
create index observation_imports_waiting on medical_data.observation_imports (record_number) where decision is null;
create index observation_imports_of_patient on medical_data.observation_imports (patient_id);

-- Observations from elsewhere (A-035 to A-039): the FHIR resource as it came, and as columns what is searched and shown.
create table medical_data.medical_observations (
  record_id     uuid not null default gen_random_uuid(),
  version       int  not null default 1 check (version > 0),
  patient_id    uuid not null references medical_data.patients on delete restrict,
  resource      jsonb not null check (jsonb_typeof(resource) = 'object' and resource ->> 'resourceType' = 'Observation'
                                      and pg_column_size(resource) <= 2097152),
  observation_type text not null check (length(observation_type) between 1 and 200 and observation_type is nfc normalized),
  loinc         text check (loinc ~ '^[0-9]{1,7}-[0-9]$'),
  value_number  numeric check (value_number > '-Infinity' and value_number < 'Infinity'),
  value_unit    text check (length(value_unit) between 1 and 40),
  value_text    text check (length(value_text) between 1 and 2000 and value_text is nfc normalized),
  category      text check (length(category) between 1 and 80 and category is nfc normalized),
  severity      text check (severity in ('MILD', 'MODERATE', 'SEVERE')),
  urgency       text check (urgency in ('ROUTINE', 'URGENT', 'EMERGENCY')),
  status        text not null default 'ACTIVE' check (status in ('ACTIVE', 'AMENDED', 'CANCELLED', 'ENTERED_IN_ERROR')),
  hormonal_context  text check (length(hormonal_context) between 1 and 500 and hormonal_context is nfc normalized),
  treatment_context text check (length(treatment_context) between 1 and 500 and treatment_context is nfc normalized),
  lifestyle_context text check (length(lifestyle_context) between 1 and 500 and lifestyle_context is nfc normalized),
  is_ai_processed boolean not null default false,
  ai_analysis   text check (length(ai_analysis) between 1 and 2000 and ai_analysis is nfc normalized),
  ai_confidence numeric check (ai_confidence between 0 and 1),
  observed_by   text check (length(observed_by) between 1 and 200 and observed_by is nfc normalized),
  observed_at   timestamptz not null,
  source_system text not null check (length(source_system) between 1 and 200 and source_system is nfc normalized),
  import_id     uuid,                                       -- observation_imports, where it came that way
  recorded_by   uuid not null references access.users on delete restrict,
  recorded_by_name text not null,                           -- as printed at that time
  session_id    uuid references access.sessions on delete restrict,
  recorded_at   timestamptz not null default clock_timestamp(),
  superseded_at timestamptz,
  correction_reason text check (length(correction_reason) between 3 and 500 and correction_reason is nfc normalized),
  primary key (record_id, version),
  constraint medical_observations_ai_check check (is_ai_processed or num_nonnulls(ai_analysis, ai_confidence) = 0)
);
create index medical_observations_of_patient on medical_data.medical_observations (patient_id, observed_at desc);
create index medical_observations_by_type on medical_data.medical_observations (patient_id, observation_type, observed_at desc);
create unique index medical_observations_of_import on medical_data.medical_observations (import_id) where version = 1;

-- Models (A-047). Nothing estimates for a patient before a named clinician, who is not the one that registered it, has approved it.
create table analytics.ai_models (
  model_id      uuid primary key default gen_random_uuid(),
  name          text not null check (length(name) between 1 and 100 and name is nfc normalized),
  model_type    text not null check (model_type in ('CLASSIFICATION', 'REGRESSION', 'FORECAST', 'LANGUAGE', 'OCR', 'RULES')),
  version       text not null check (length(version) between 1 and 40 and version is nfc normalized),
  description   text not null check (length(description) between 1 and 2000 and description is nfc normalized),
  accuracy      numeric check (accuracy between 0 and 1),
  precision_    numeric check (precision_ between 0 and 1),
  recall        numeric check (recall between 0 and 1),
  f1            numeric check (f1 between 0 and 1),
  auc           numeric check (auc between 0 and 1),
  parameters    jsonb not null default '{}' check (jsonb_typeof(parameters) = 'object' and pg_column_size(parameters) <= 65536),
  training_data text not null check (length(training_data) between 1 and 2000 and training_data is nfc normalized),   -- described, no patient
  feature_importance jsonb not null default '{}' check (jsonb_typeof(feature_importance) = 'object' and pg_column_size(feature_importance) <= 65536),
  clinical_owner uuid not null references access.users on delete restrict,        -- who answers for it, and approves it
  validation_status text not null default 'NOT_VALIDATED' check (validation_status in ('NOT_VALIDATED', 'APPROVED', 'REJECTED', 'RETIRED')),
  validation_note text check (length(validation_note) between 3 and 2000 and validation_note is nfc normalized),
  approved_by   uuid references access.users on delete restrict,
  approved_at   timestamptz,
  registered_by uuid not null references access.users on delete restrict,
  is_active     boolean not null generated always as (validation_status = 'APPROVED') stored,
  created_at    timestamptz not null default clock_timestamp(),
  updated_at    timestamptz not null default clock_timestamp(),
  row_version   int not null default 1,
  unique (name, version),
  constraint ai_models_approved_by_check check ((approved_by is null) = (approved_at is null)
    and (validation_status <> 'APPROVED' or (approved_by = clinical_owner and approved_by <> registered_by and validation_note is not null)))
);

-- What a model estimated for a patient (A-045): shown as an estimate, behind the chart gate, while the patient agrees. Later
-- validation is a new version with what really happened.
create table analytics.medical_predictions (
  record_id     uuid not null default gen_random_uuid(),
  version       int  not null default 1 check (version > 0),
  patient_id    uuid not null references medical_data.patients on delete restrict,
  model_id      uuid not null references analytics.ai_models on delete restrict,
  prediction_type text not null check (prediction_type ~ '^[A-Z][A-Z0-9_]{1,40}$'),
  horizon_hours int not null check (horizon_hours between 0 and 876000),
  predicted_value numeric check (predicted_value > '-Infinity' and predicted_value < 'Infinity'),
  unit          text check (length(unit) between 1 and 40),
  interval_low  numeric,
  interval_high numeric,
  confidence    numeric not null check (confidence between 0 and 1),
  risk_level    text check (risk_level in ('LOW', 'MODERATE', 'HIGH', 'CRITICAL')),
  risk_factors  text check (length(risk_factors) between 1 and 1000 and risk_factors is nfc normalized),
  input_features jsonb not null check (jsonb_typeof(input_features) = 'object' and pg_column_size(input_features) <= 65536),
  hormonal_context  text check (length(hormonal_context) between 1 and 500 and hormonal_context is nfc normalized),
  treatment_context text check (length(treatment_context) between 1 and 500 and treatment_context is nfc normalized),
  lifestyle_context text check (length(lifestyle_context) between 1 and 500 and lifestyle_context is nfc normalized),
  predicted_at  timestamptz not null,
  actual_value  numeric check (actual_value > '-Infinity' and actual_value < 'Infinity'),
  validated_on  date,
  recorded_by   uuid not null references access.users on delete restrict,
  recorded_by_name text not null,                           -- as printed at that time
  session_id    uuid references access.sessions on delete restrict,
  recorded_at   timestamptz not null default clock_timestamp(),
  superseded_at timestamptz,
  correction_reason text check (length(correction_reason) between 3 and 500 and correction_reason is nfc normalized),
  primary key (record_id, version),
  constraint medical_predictions_predicted_value_check1 check (num_nonnulls(predicted_value, risk_level) > 0),
  constraint medical_predictions_interval_low_check check (interval_low <= predicted_value and predicted_value <= interval_high
    and interval_low > '-Infinity' and interval_high < 'Infinity'),
  constraint medical_predictions_actual_value_check1 check ((actual_value is null) = (validated_on is null))
);
create index medical_predictions_of_patient on analytics.medical_predictions (patient_id, prediction_type, predicted_at desc);
create index medical_predictions_by_risk on analytics.medical_predictions (patient_id, predicted_at desc)
  where superseded_at is null and risk_level is not null;
create index medical_predictions_of_model on analytics.medical_predictions (model_id, predicted_at desc);

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

-- Requests to models (B-015, X-33). What went in and came out is encrypted ('ai_request_logs.input/<request_id>') and blanked after
-- 90 days; the technical fields stay: performance, cost, debugging.
create table analytics.ai_request_logs (
  request_id    uuid primary key default gen_random_uuid(),
  kind          text not null check (kind in ('OCR', 'SYMPTOM_PREDICTION', 'CHAT')),
  purpose       text not null check (purpose in ('TREATMENT', 'RESULT_REVIEW', 'ADMINISTRATION')),
  model_id      uuid references analytics.ai_models on delete restrict,
  patient_id    uuid references medical_data.patients on delete restrict,
  input_encrypted  bytea,
  output_encrypted bytea,
  redaction     text not null check (redaction in ('REDACTED', 'NOTHING_TO_REDACT', 'NOT_REDACTED')),
  latency_ms    int not null check (latency_ms >= 0),
  input_units   int check (input_units >= 0),
  output_units  int check (output_units >= 0),
  cost          numeric check (cost >= 0 and cost < 'Infinity'),
  outcome       text not null check (outcome in ('ANSWERED', 'REFUSED', 'FAILED', 'TIMED_OUT')),
  user_id       uuid not null references access.users on delete restrict,
  session_id    uuid references access.sessions on delete restrict,
  created_at    timestamptz not null default clock_timestamp(),
  keep_until    timestamptz not null default clock_timestamp() + interval '90 days',
  blanked_at    timestamptz,
  check (blanked_at is null or num_nonnulls(input_encrypted, output_encrypted) = 0)
);
create index ai_request_logs_of_patient on analytics.ai_request_logs (patient_id, created_at desc);
create index ai_request_logs_by_time on analytics.ai_request_logs (created_at desc);
create index ai_request_logs_by_kind on analytics.ai_request_logs (kind, created_at desc);
create index ai_request_logs_to_blank on analytics.ai_request_logs (keep_until) where blanked_at is null;
