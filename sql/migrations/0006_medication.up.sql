-- medication: biomarkers whole, allergies, the catalogue of medicines, prescriptions, treatments, administrations.
-- Columns added to big tables are empty or have a constant default: one pass to check, no rewrite.

alter table medical_data.biomarkers
  add column method             text check (length(method) between 1 and 80 and method is nfc normalized),
  add column device             text check (length(device) between 1 and 80 and device is nfc normalized),
  add column quality            text not null default 'GOOD' check (quality in ('GOOD', 'SUSPECT', 'HAEMOLYSED', 'LIPAEMIC', 'INSUFFICIENT', 'UNRELIABLE')),
  add column hormonal_context   text check (hormonal_context in ('MENSTRUAL', 'FOLLICULAR', 'OVULATORY', 'LUTEAL', 'PERIMENOPAUSE', 'POSTMENOPAUSE',
                                  'PREGNANCY_1', 'PREGNANCY_2', 'PREGNANCY_3', 'POSTPARTUM', 'LACTATION', 'CONTRACEPTION', 'HORMONE_THERAPY')),
  add column meal_context       text check (meal_context in ('FASTING', 'BEFORE_MEAL', 'AFTER_MEAL_1H', 'AFTER_MEAL_2H', 'BEDTIME', 'NIGHT', 'RANDOM')),
  add column medication_context text check (medication_context in ('NONE', 'BEFORE_DOSE', 'AFTER_DOSE', 'DOSE_MISSED', 'DOSE_CHANGED', 'NEW_MEDICINE',
                                  'STEROIDS')),
  add column activity_context   text check (activity_context in ('REST', 'LIGHT', 'MODERATE', 'INTENSE', 'AFTER_EXERCISE')),
  add column stress_context     text check (stress_context in ('NONE', 'MILD', 'MODERATE', 'SEVERE', 'ACUTE_ILLNESS')),
  add column notes              text check (length(notes) between 1 and 500 and notes is nfc normalized),
  add column is_confirmed       boolean not null default false,
  add column needs_second_check boolean not null default false,
  add column entered_in_error   boolean not null default false,
  add column reason             text check (length(reason) between 3 and 300 and reason is nfc normalized);

-- What happened to a value after it was stored: a critical one was read back and acted on; a transcription was compared by
-- a second person. Append-only; it speaks of one version.
create table medical_data.biomarker_confirmations (
  confirmation_id uuid primary key default gen_random_uuid(),
  record_id    uuid not null,
  version      int  not null,
  patient_id   uuid not null references medical_data.patients on delete restrict,
  kind         text not null check (kind in ('CRITICAL_READ_BACK', 'SECOND_CHECK')),
  read_back    numeric not null check (read_back <> 'NaN'),
  action_taken text check (length(action_taken) between 3 and 500 and action_taken is nfc normalized),
  told_to      text check (length(told_to) between 2 and 100 and told_to is nfc normalized),
  recorded_by  uuid not null references access.users on delete restrict,
  recorded_by_name text not null,
  session_id   uuid references access.sessions on delete restrict,
  recorded_at  timestamptz not null default clock_timestamp(),
  foreign key (record_id, version) references medical_data.biomarkers on delete restrict,
  constraint biomarker_confirmations_action check (kind = 'SECOND_CHECK' or action_taken is not null)
);
-- One answer of each kind per version; a second one is refused as DONE.
create unique index biomarker_confirmations_once on medical_data.biomarker_confirmations (record_id, version, kind);
create index biomarker_confirmations_of_patient on medical_data.biomarker_confirmations (patient_id, recorded_at desc);

-- What a model said about a value; never the value itself. A newer model adds a row.
create table medical_data.biomarker_analyses (
  analysis_id   uuid primary key default gen_random_uuid(),
  record_id     uuid not null,
  version       int  not null,
  patient_id    uuid not null references medical_data.patients on delete restrict,
  model         text not null check (length(model) between 1 and 100),
  model_version text check (length(model_version) between 1 and 40),
  analysis      text not null check (length(analysis) between 1 and 4000 and analysis is nfc normalized),
  confidence    numeric not null check (confidence >= 0 and confidence <= 1),
  processing_ms int  not null check (processing_ms >= 0),
  analysed_at   timestamptz not null default clock_timestamp(),
  foreign key (record_id, version) references medical_data.biomarkers on delete restrict
);
create index biomarker_analyses_of_patient on medical_data.biomarker_analyses (patient_id, analysed_at desc);
create index biomarker_analyses_of_record on medical_data.biomarker_analyses (record_id, version);
-- A-034: what a model was unsure of.
create index biomarker_analyses_by_confidence on medical_data.biomarker_analyses (confidence);
