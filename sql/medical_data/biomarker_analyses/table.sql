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
