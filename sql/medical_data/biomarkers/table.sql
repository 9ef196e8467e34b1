-- A correction is a new version of the same record; of an old version only superseded_at changes.
-- The reference interval is the one that applied when the value was recorded: the laboratory's, or the catalogue's.
create table medical_data.biomarkers (
  record_id      uuid not null default gen_random_uuid(),
  version        int  not null default 1 check (version > 0),
  patient_id     uuid not null references medical_data.patients on delete restrict,
  type_id        smallint not null references medical_data.biomarker_types on delete restrict,
  measured_at    timestamptz not null,
  value          numeric not null check (value <> 'NaN' and value < 'Infinity' and value > '-Infinity'),
  status         text not null check (status in ('NORMAL', 'LOW', 'HIGH', 'CRITICAL_LOW', 'CRITICAL_HIGH', 'UNCLASSIFIED')),
  reference_low  numeric,
  reference_high numeric,
  source         text not null default 'LABORATORY'
                 check (source in ('LABORATORY', 'POINT_OF_CARE', 'DEVICE', 'PATIENT', 'IMPORT')),
  recorded_by    uuid not null references access.users on delete restrict,
  recorded_by_name text not null,                           -- as printed at that time
  session_id     uuid references access.sessions on delete restrict,
  recorded_at    timestamptz not null default clock_timestamp(),
  superseded_at  timestamptz,
  -- How and in which circumstances it was measured; what the recorder said about it.
  method             text check (length(method) between 1 and 80 and method is nfc normalized),
  device             text check (length(device) between 1 and 80 and device is nfc normalized),
  quality            text not null default 'GOOD' check (quality in ('GOOD', 'SUSPECT', 'HAEMOLYSED', 'LIPAEMIC', 'INSUFFICIENT',
    'UNRELIABLE')),
  hormonal_context   text check (hormonal_context in ('MENSTRUAL', 'FOLLICULAR', 'OVULATORY', 'LUTEAL', 'PERIMENOPAUSE',
    'POSTMENOPAUSE',
                                'PREGNANCY_1', 'PREGNANCY_2', 'PREGNANCY_3', 'POSTPARTUM', 'LACTATION', 'CONTRACEPTION',
                                  'HORMONE_THERAPY')),
  meal_context       text check (meal_context in ('FASTING', 'BEFORE_MEAL', 'AFTER_MEAL_1H', 'AFTER_MEAL_2H', 'BEDTIME', 'NIGHT',
    'RANDOM')),
  medication_context text check (medication_context in ('NONE', 'BEFORE_DOSE', 'AFTER_DOSE', 'DOSE_MISSED', 'DOSE_CHANGED',
    'NEW_MEDICINE',
                                'STEROIDS')),
  activity_context   text check (activity_context in ('REST', 'LIGHT', 'MODERATE', 'INTENSE', 'AFTER_EXERCISE')),
  stress_context     text check (stress_context in ('NONE', 'MILD', 'MODERATE', 'SEVERE', 'ACUTE_ILLNESS')),
  notes              text check (length(notes) between 1 and 500 and notes is nfc normalized),
  is_confirmed       boolean not null default false,
  needs_second_check boolean not null default false,
  entered_in_error   boolean not null default false,
  reason             text check (length(reason) between 3 and 300 and reason is nfc normalized),
  primary key (record_id, version)
);
-- Not partial: a statement without "superseded_at is null" must find an index on patient_id too. Otherwise the policy
-- becomes a filter over the whole table, slow, and EXPLAIN ANALYZE tells how many rows were hidden (gate 18).
create index biomarkers_series on medical_data.biomarkers (patient_id, type_id, measured_at desc) include (value, status,
  superseded_at);
-- The newest value of any kind, for lists.
create index biomarkers_latest on medical_data.biomarkers (patient_id, measured_at desc);
-- What somebody has to have heard of; readings of a sensor are not confirmed one by one.
create index biomarkers_critical on medical_data.biomarkers (patient_id, measured_at)
  where superseded_at is null and status in ('CRITICAL_LOW', 'CRITICAL_HIGH') and method is distinct from 'CGM';
