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
-- A-039: what somebody found severe.
create index medical_observations_by_severity on medical_data.medical_observations (severity, observed_at desc)
  where severity is not null;
create unique index medical_observations_of_import on medical_data.medical_observations (import_id) where version = 1;
