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
