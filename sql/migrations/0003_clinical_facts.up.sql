-- clinical_facts

-- The catalogue: thresholds are data, owned by a named clinician. Values are in `unit` (UCUM).
create table medical_data.biomarker_types (
  type_id        smallint primary key check (type_id > 0),
  code           text not null unique check (code ~ '^[A-Z][A-Z0-9_]{1,40}$'),
  loinc          text not null,
  name_en        text not null,
  name_es        text not null,
  unit           text not null,
  decimals       smallint not null check (decimals between 0 and 4),
  reference_low  numeric,
  reference_high numeric,
  critical_low   numeric,
  critical_high  numeric,
  plausible_low  numeric not null,
  plausible_high numeric not null,
  nurse_may_record boolean not null default false,
  sort_order     smallint not null,
  check (reference_low <= reference_high and plausible_low < plausible_high),
  check (critical_low <= reference_low and critical_high >= reference_high)
);

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
  primary key (record_id, version)
);
-- Not partial: a statement without "superseded_at is null" must find an index on patient_id too. Otherwise the policy
-- becomes a filter over the whole table, slow, and EXPLAIN ANALYZE tells how many rows were hidden (gate 18).
create index biomarkers_series on medical_data.biomarkers (patient_id, type_id, measured_at desc) include (value, status, superseded_at);
-- The newest value of any kind, for lists.
create index biomarkers_latest on medical_data.biomarkers (patient_id, measured_at desc);

create table medical_data.prescriptions (
  record_id       uuid not null default gen_random_uuid(),
  version         int  not null default 1 check (version > 0),
  patient_id      uuid not null references medical_data.patients on delete restrict,
  medication      text not null check (length(medication) between 1 and 200),
  dose_amount     numeric not null check (dose_amount > 0 and dose_amount < 'Infinity'),
  dose_unit       text not null check (length(dose_unit) between 1 and 40 and dose_unit not in ('U', 'IU')),
  route           text not null check (length(route) between 1 and 40),
  frequency       text not null check (length(frequency) between 1 and 80),
  starts_on       date not null,
  ends_on         date check (ends_on >= starts_on),
  status          text not null default 'ACTIVE' check (status in ('ACTIVE', 'COMPLETED', 'CANCELLED')),
  prescriber_id   uuid not null references access.practitioners on delete restrict,
  prescriber_name text not null,                            -- as printed at that time
  recorded_by     uuid not null references access.users on delete restrict,
  session_id      uuid references access.sessions on delete restrict,
  recorded_at     timestamptz not null default clock_timestamp(),
  superseded_at   timestamptz,
  primary key (record_id, version)
);
create index prescriptions_of_patient on medical_data.prescriptions (patient_id, starts_on desc);

create table medical_data.patient_allergies (
  record_id     uuid not null default gen_random_uuid(),
  version       int  not null default 1 check (version > 0),
  patient_id    uuid not null references medical_data.patients on delete restrict,
  substance     text not null check (length(substance) between 1 and 200),
  severity      text not null check (severity in ('MILD', 'MODERATE', 'SEVERE')),
  reaction      text check (length(reaction) between 1 and 400),
  recorded_by   uuid not null references access.users on delete restrict,
  session_id    uuid references access.sessions on delete restrict,
  recorded_at   timestamptz not null default clock_timestamp(),
  superseded_at timestamptz,
  primary key (record_id, version)
);
create index patient_allergies_of_patient on medical_data.patient_allergies (patient_id);

-- Whether somebody asked. No row: not asked (an empty list of allergies is no answer). The latest row counts.
create table medical_data.allergy_reviews (
  review_id   uuid primary key default gen_random_uuid(),
  patient_id  uuid not null references medical_data.patients on delete restrict,
  outcome     text not null check (outcome in ('NOT_OBTAINABLE', 'NONE_KNOWN', 'HAS_SOME')),
  reviewed_by uuid not null references access.users on delete restrict,
  session_id  uuid references access.sessions on delete restrict,
  reviewed_at timestamptz not null default clock_timestamp()
);
create index allergy_reviews_of_patient on medical_data.allergy_reviews (patient_id, reviewed_at desc);

-- Source: the project's clinical reference, 6.2; adult women. No interval: UNCLASSIFIED, nothing is guessed.
insert into medical_data.biomarker_types (type_id, code, loinc, name_en, name_es, unit, decimals, reference_low, reference_high,
  critical_low, critical_high, plausible_low, plausible_high, nurse_may_record, sort_order) values
  (1, 'HBA1C', '4548-4', 'HbA1c (NGSP)', 'HbA1c (NGSP)', '%', 1, null, 5.6, null, 14, 3.0, 20.0, false, 10),
  (2, 'HBA1C_IFCC', '59261-8', 'HbA1c (IFCC)', 'HbA1c (IFCC)', 'mmol/mol', 0, null, 38, null, null, 9, 195, false, 20),
  (3, 'GLUCOSE_FASTING', '1558-6', 'Fasting glucose', 'Glucosa en ayunas', 'mg/dL', 0, 70, 99, 46, 484, 5, 2000, false, 30),
  (4, 'GLUCOSE_FASTING_SI', '14771-0', 'Fasting glucose (SI)', 'Glucosa en ayunas (SI)', 'mmol/L', 1, 3.9, 5.5, 2.6, 26.9, 0.3, 111, false, 40),
  (5, 'GLUCOSE_RANDOM', '2345-7', 'Random plasma glucose', 'Glucosa plasmática al azar', 'mg/dL', 0, 70, 199, 46, 484, 5, 2000, false, 50),
  (6, 'GLUCOSE_RANDOM_SI', '14749-6', 'Random plasma glucose (SI)', 'Glucosa plasmática al azar (SI)', 'mmol/L', 1, 3.9, 11.0, 2.6, 26.9, 0.3, 111, false, 60),
  (7, 'GLUCOSE_CAPILLARY', '41653-7', 'Capillary glucose', 'Glucosa capilar', 'mg/dL', 0, 70, 180, 54, 400, 10, 1000, true, 70),
  (8, 'GLUCOSE_CAPILLARY_SI', '14743-9', 'Capillary glucose (SI)', 'Glucosa capilar (SI)', 'mmol/L', 1, 4.0, 10.0, 3.0, 22.2, 0.6, 55.5, true, 80),
  (9, 'GLUCOSE_BLOOD', '2339-0', 'Whole-blood glucose', 'Glucosa en sangre total', 'mg/dL', 0, null, null, 46, 484, 5, 2000, false, 90),
  (10, 'CGM_MEAN', '97507-8', 'CGM mean glucose', 'Glucosa media (MCG)', 'mg/dL', 0, 70, 180, null, null, 20, 600, false, 100),
  (11, 'GMI', '97506-0', 'Glucose management indicator', 'Indicador de gestión de la glucosa', '%', 1, null, null, null, null, 3, 20, false, 110),
  (12, 'CGM_IN_RANGE', '97510-2', 'CGM time in range', 'Tiempo en rango (MCG)', '%', 0, 70, null, null, null, 0, 100, false, 120),
  (13, 'OGTT_1H', '1507-3', 'OGTT 75 g, 1 hour', 'SOG 75 g, 1 hora', 'mg/dL', 0, null, 179, null, 484, 5, 2000, false, 130),
  (14, 'OGTT_2H', '1518-0', 'OGTT 75 g, 2 hours', 'SOG 75 g, 2 horas', 'mg/dL', 0, null, 139, null, 484, 5, 2000, false, 140),
  (15, 'INSULIN_FASTING', '27873-9', 'Fasting insulin', 'Insulina en ayunas', 'u[IU]/mL', 1, 2.6, 24.9, null, null, 0, 1000, false, 150),
  (16, 'C_PEPTIDE', '1986-9', 'C-peptide', 'Péptido C', 'ng/mL', 1, 1.1, 4.4, null, null, 0, 50, false, 160),
  (17, 'FRUCTOSAMINE', '15069-8', 'Fructosamine', 'Fructosamina', 'umol/L', 0, 205, 285, null, null, 50, 1500, false, 170),
  (18, 'KETONES', '6873-4', 'Beta-hydroxybutyrate', 'Beta-hidroxibutirato', 'mmol/L', 1, null, 0.5, null, 3.0, 0, 25, true, 180),
  (19, 'CHOLESTEROL', '2093-3', 'Total cholesterol', 'Colesterol total', 'mg/dL', 0, null, 199, null, null, 20, 1500, false, 190),
  (20, 'LDL', '13457-7', 'LDL cholesterol', 'Colesterol LDL', 'mg/dL', 0, null, 99, null, null, 5, 1000, false, 200),
  (21, 'HDL', '2085-9', 'HDL cholesterol', 'Colesterol HDL', 'mg/dL', 0, 50, null, null, null, 2, 200, false, 210),
  (22, 'TRIGLYCERIDES', '2571-8', 'Triglycerides', 'Triglicéridos', 'mg/dL', 0, null, 149, null, 1000, 10, 15000, false, 220),
  (23, 'NON_HDL', '43396-1', 'Non-HDL cholesterol', 'Colesterol no HDL', 'mg/dL', 0, null, 129, null, null, 5, 1500, false, 230),
  (24, 'CREATININE', '2160-0', 'Creatinine', 'Creatinina', 'mg/dL', 2, 0.59, 1.04, null, 7.4, 0.1, 30, false, 240),
  (25, 'EGFR', '98979-8', 'eGFR (CKD-EPI 2021)', 'TFGe (CKD-EPI 2021)', 'mL/min/{1.73_m2}', 0, 60, null, 15, null, 1, 200, false, 250),
  (26, 'URINE_ACR', '9318-7', 'Urine albumin/creatinine', 'Albúmina/creatinina en orina', 'mg/g', 0, null, 29, null, null, 0, 30000, false, 260),
  (27, 'POTASSIUM', '2823-3', 'Potassium', 'Potasio', 'mmol/L', 1, 3.5, 5.1, 2.8, 6.2, 1.0, 12.0, false, 270),
  (28, 'SODIUM', '2951-2', 'Sodium', 'Sodio', 'mmol/L', 0, 136, 145, 120, 158, 90, 200, false, 280),
  (29, 'BICARBONATE', '1963-8', 'Bicarbonate', 'Bicarbonato', 'mmol/L', 0, 22, 29, 11, 40, 1, 60, false, 290),
  (30, 'ALT', '1742-6', 'ALT', 'ALT (GPT)', 'U/L', 0, null, 33, null, null, 1, 20000, false, 300),
  (31, 'AST', '1920-8', 'AST', 'AST (GOT)', 'U/L', 0, null, 32, null, null, 1, 20000, false, 310),
  (32, 'HS_CRP', '30522-7', 'hs-CRP', 'PCR ultrasensible', 'mg/L', 1, null, 3.0, null, null, 0, 500, false, 320),
  (33, 'HAEMOGLOBIN', '718-7', 'Haemoglobin', 'Hemoglobina', 'g/dL', 1, 12.0, 16.0, 6.6, 19.9, 2, 25, false, 330),
  (34, 'FERRITIN', '2276-4', 'Ferritin', 'Ferritina', 'ng/mL', 0, 15, 150, null, null, 0, 100000, false, 340),
  (35, 'VITAMIN_B12', '2132-9', 'Vitamin B12', 'Vitamina B12', 'pg/mL', 0, 200, 900, null, null, 0, 20000, false, 350),
  (36, 'TSH', '3016-3', 'TSH', 'TSH', 'm[IU]/L', 2, 0.45, 4.12, null, null, 0, 500, false, 360),
  (37, 'ESTRADIOL', '2243-4', 'Estradiol', 'Estradiol', 'pg/mL', 0, null, null, null, null, 0, 10000, false, 370),
  (38, 'FSH', '15067-2', 'FSH', 'FSH', 'm[IU]/mL', 1, null, null, null, null, 0, 300, false, 380),
  (39, 'LH', '10501-5', 'LH', 'LH', 'm[IU]/mL', 1, null, null, null, null, 0, 300, false, 390),
  (40, 'PROGESTERONE', '2839-9', 'Progesterone', 'Progesterona', 'ng/mL', 1, null, null, null, null, 0, 500, false, 400),
  (41, 'TESTOSTERONE', '2986-8', 'Testosterone', 'Testosterona', 'ng/dL', 0, null, null, null, null, 0, 5000, false, 410),
  (42, 'SHBG', '13967-5', 'SHBG', 'SHBG', 'nmol/L', 0, null, null, null, null, 0, 1000, false, 420);
