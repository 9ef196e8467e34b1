-- treatments: biomarkers whole, allergies of patients, prescriptions, treatments, administrations.
-- Columns added to big tables are empty or have a constant default: one pass to check, no rewrite.

alter table medical_data.biomarkers
  add column method             text check (length(method) between 1 and 80 and method is nfc normalized),
  add column device             text check (length(device) between 1 and 80 and device is nfc normalized),
  add column quality            text not null default 'GOOD' check (quality in ('GOOD', 'SUSPECT', 'HAEMOLYSED', 'LIPAEMIC',
    'INSUFFICIENT', 'UNRELIABLE')),
  add column hormonal_context   text check (hormonal_context in ('MENSTRUAL', 'FOLLICULAR', 'OVULATORY', 'LUTEAL',
    'PERIMENOPAUSE', 'POSTMENOPAUSE',
                                  'PREGNANCY_1', 'PREGNANCY_2', 'PREGNANCY_3', 'POSTPARTUM', 'LACTATION', 'CONTRACEPTION',
                                    'HORMONE_THERAPY')),
  add column meal_context       text check (meal_context in ('FASTING', 'BEFORE_MEAL', 'AFTER_MEAL_1H', 'AFTER_MEAL_2H',
    'BEDTIME', 'NIGHT', 'RANDOM')),
  add column medication_context text check (medication_context in ('NONE', 'BEFORE_DOSE', 'AFTER_DOSE', 'DOSE_MISSED',
    'DOSE_CHANGED', 'NEW_MEDICINE',
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

-- Refuted and entered in error close a record: such a version is superseded from the beginning, and no list shows it.
alter table medical_data.patient_allergies
  add column allergy_id   smallint references medical_data.allergies on delete restrict,
  add column kind         text not null default 'ALLERGY' check (kind in ('ALLERGY', 'INTOLERANCE')),
  add column verification text not null default 'UNVERIFIED' check (verification in ('UNVERIFIED', 'CONFIRMED', 'REFUTED',
    'ENTERED_IN_ERROR')),
  add column reason       text check (length(reason) between 3 and 300 and reason is nfc normalized),
  add constraint patient_allergies_closed check (verification in ('UNVERIFIED', 'CONFIRMED') or superseded_at is not null);

-- Each state is a version with its reason: held and resumed, stopped (begun), cancelled (never begun), completed, voided
-- (entered in error).
alter table medical_data.prescriptions
  drop constraint prescriptions_status_check,
  add constraint prescriptions_status_check check (status in ('ACTIVE', 'ON_HOLD', 'COMPLETED', 'STOPPED', 'CANCELLED',
    'VOIDED')),
  add column medication_id  smallint references medical_data.medications on delete restrict,
  add column frequency_code text references medical_data.dose_frequencies on delete restrict,
  add column indication     text check (length(indication) between 2 and 200 and indication is nfc normalized),
  add column instructions   text check (length(instructions) between 2 and 300 and instructions is nfc normalized),
  add column reason         text check (length(reason) between 3 and 300 and reason is nfc normalized);

-- What the checks said when a version was signed (PASS too), with the data they used, and why somebody signed all the same.
create table medical_data.prescription_findings (
  finding_id      uuid primary key default gen_random_uuid(),
  record_id       uuid not null,
  version         int  not null,
  patient_id      uuid not null references medical_data.patients on delete restrict,
  check_code      text not null check (check_code in ('ALLERGY', 'DUPLICATE', 'INTERACTION', 'DOSE', 'RENAL', 'PREGNANCY')),
  outcome         text not null check (outcome in ('PASS', 'ALERT', 'NOT_RUN')),
  severity        text check (severity in ('BLOCKING', 'WARNING')),
  finding         text not null check (length(finding) between 1 and 300),
  note            text,
  data_version    text,
  override_reason text check (length(override_reason) between 3 and 300 and override_reason is nfc normalized),
  recorded_by     uuid not null references access.users on delete restrict,
  session_id      uuid references access.sessions on delete restrict,
  recorded_at     timestamptz not null default clock_timestamp(),
  foreign key (record_id, version) references medical_data.prescriptions on delete restrict,
  constraint prescription_findings_pass check ((outcome = 'PASS') = (severity is null)),
  constraint prescription_findings_override check (severity is distinct from 'BLOCKING' or override_reason is not null)
);
create unique index prescription_findings_once on medical_data.prescription_findings (record_id, version, finding);
create index prescription_findings_of_patient on medical_data.prescription_findings (patient_id, recorded_at desc);

-- What is done besides ordering a medicine, and what was taken elsewhere or before: the regimen with its follow-up. A
-- prescription it belongs to is named with its version.
create table medical_data.treatments (
  record_id     uuid not null default gen_random_uuid(),
  version       int  not null default 1 check (version > 0),
  patient_id    uuid not null references medical_data.patients on delete restrict,
  kind          text not null check (kind in ('DIET', 'EXERCISE', 'EDUCATION', 'DEVICE', 'SURGERY', 'PSYCHOLOGICAL',
    'MEDICINE_HISTORY', 'OTHER')),
  medication    text check (length(medication) between 1 and 200 and medication is nfc normalized),
  dosage        text check (length(dosage) between 1 and 100 and dosage is nfc normalized),
  frequency     text check (length(frequency) between 1 and 100 and frequency is nfc normalized),
  starts_on     date not null check (starts_on >= date '1900-01-01'),
  ends_on       date constraint treatments_ends_on_check check (ends_on >= starts_on),
  duration_days int check (duration_days between 1 and 36500),
  status        text not null default 'ACTIVE' check (status in ('ACTIVE', 'ENDED', 'VOIDED')),
  prescription_id      uuid,
  prescription_version int,
  hormonal_considerations  text check (length(hormonal_considerations) between 1 and 1000
    and hormonal_considerations is nfc normalized),
  pregnancy_considerations text check (length(pregnancy_considerations) between 1 and 1000
    and pregnancy_considerations is nfc normalized),
  cycle_adjustments        text check (length(cycle_adjustments) between 1 and 1000 and cycle_adjustments is nfc normalized),
  effectiveness smallint check (effectiveness between 1 and 5),
  side_effects  text check (length(side_effects) between 1 and 1000 and side_effects is nfc normalized),
  adherence     smallint check (adherence between 0 and 100),
  is_ai_optimised         boolean not null default false,
  personalisation_factors text check (length(personalisation_factors) between 1 and 1000
    and personalisation_factors is nfc normalized),
  predicted_effectiveness numeric check (predicted_effectiveness between 1 and 5),
  notes         text check (length(notes) between 1 and 1000 and notes is nfc normalized),
  prescriber_id   uuid references access.practitioners on delete restrict,
  prescriber_name text,                                     -- as printed at that time
  recorded_by   uuid not null references access.users on delete restrict,
  session_id    uuid references access.sessions on delete restrict,
  recorded_at   timestamptz not null default clock_timestamp(),
  superseded_at timestamptz,
  reason        text check (length(reason) between 3 and 300 and reason is nfc normalized),
  primary key (record_id, version),
  foreign key (prescription_id, prescription_version) references medical_data.prescriptions on delete restrict,
  constraint treatments_prescription check ((prescription_id is null) = (prescription_version is null)),
  constraint treatments_medication check (kind <> 'MEDICINE_HISTORY' or medication is not null)
);
create index treatments_of_patient on medical_data.treatments (patient_id, starts_on desc);
-- A-044: by kind, and by medicine.
create index treatments_by_kind on medical_data.treatments (kind, patient_id);
create index treatments_by_medication on medical_data.treatments (medication) where medication is not null;

-- The administration record: what was due, given, refused or omitted. A high-alert medicine counts as given only when another
-- person has checked it within ten minutes: until then the version awaits its check.
create table medical_data.medication_administrations (
  record_id       uuid not null default gen_random_uuid(),
  version         int  not null default 1 check (version > 0),
  patient_id      uuid not null references medical_data.patients on delete restrict,
  prescription_id uuid not null,
  prescription_version int not null,
  medication      text not null,                            -- as printed at that time
  scheduled_at    timestamptz,
  status          text not null check (status in ('SCHEDULED', 'AWAITING_CHECK', 'GIVEN', 'REFUSED', 'OMITTED', 'VOIDED')),
  given_at        timestamptz,
  dose_amount     numeric check (dose_amount > 0 and dose_amount < 'Infinity'),
  dose_unit       text not null,
  route           text not null,
  needs_second_check boolean not null,
  administered_by uuid references access.users on delete restrict,
  administered_by_name text,
  administered_recorded_at timestamptz,
  checked_by      uuid references access.users on delete restrict,
  checked_by_name text,
  glucose_id      uuid,                                     -- what the meter showed before insulin
  glucose_version int,
  reason          text check (length(reason) between 3 and 300 and reason is nfc normalized),
  recorded_by     uuid not null references access.users on delete restrict,
  session_id      uuid references access.sessions on delete restrict,
  recorded_at     timestamptz not null default clock_timestamp(),
  superseded_at   timestamptz,
  primary key (record_id, version),
  foreign key (prescription_id, prescription_version) references medical_data.prescriptions on delete restrict,
  foreign key (glucose_id, glucose_version) references medical_data.biomarkers on delete restrict,
  constraint medication_administrations_scheduled check (status <> 'SCHEDULED'
    or (scheduled_at is not null and administered_by is null)),
  constraint medication_administrations_given check (status not in ('AWAITING_CHECK', 'GIVEN')
    or num_nulls(given_at, dose_amount, administered_by) = 0),
  constraint medication_administrations_checked check (status <> 'GIVEN' or not needs_second_check
    or (checked_by is not null and checked_by <> administered_by)),
  constraint medication_administrations_why check (status not in ('REFUSED', 'OMITTED', 'VOIDED') or reason is not null)
);
create index medication_administrations_of_patient on medical_data.medication_administrations (patient_id, recorded_at desc);
create index medication_administrations_of_prescription on medical_data.medication_administrations (prescription_id,
  given_at desc);
-- One scheduled time of a prescription once.
create unique index medication_administrations_once on medical_data.medication_administrations (prescription_id, scheduled_at)
  where superseded_at is null and status <> 'VOIDED';
