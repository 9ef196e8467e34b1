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
