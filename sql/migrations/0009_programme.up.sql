-- programme

-- What kind of diabetes a patient has, if any (X-37), as a clinician decided it. One living answer; NONE is an answer.
create table medical_data.diabetes_diagnoses (
  record_id     uuid not null default gen_random_uuid(),
  version       int  not null default 1 check (version > 0),
  patient_id    uuid not null references medical_data.patients on delete restrict,
  diabetes_type text not null check (diabetes_type in ('TYPE_1', 'TYPE_2', 'GESTATIONAL', 'PREDIABETES', 'MODY', 'SECONDARY', 'NONE', 'UNKNOWN')),
  diagnosed_on  date,
  basis         text not null check (basis in ('LABORATORY', 'CLINICAL', 'HISTORY', 'GENETIC')),
  note          text check (length(note) between 1 and 2000 and note is nfc normalized),
  recorded_by   uuid not null references access.users on delete restrict,
  recorded_by_name text not null,                           -- as printed at that time
  session_id    uuid references access.sessions on delete restrict,
  recorded_at   timestamptz not null default clock_timestamp(),
  superseded_at timestamptz,
  correction_reason text check (length(correction_reason) between 3 and 500 and correction_reason is nfc normalized),
  primary key (record_id, version)
);
create index diabetes_diagnoses_of_patient on medical_data.diabetes_diagnoses (patient_id, recorded_at desc);
create unique index diabetes_diagnoses_living on medical_data.diabetes_diagnoses (patient_id) where superseded_at is null;
-- Patients of one kind (A-029).
create index diabetes_diagnoses_by_type on medical_data.diabetes_diagnoses (diabetes_type) where superseded_at is null;

-- Programmes with their conditions, as data. Who may be enrolled is checked by the database at enrolment (X-01).
create table medical_data.programmes (
  code       text primary key check (code ~ '^[A-Z][A-Z0-9_]{1,40}$'),
  name_en    text not null check (length(name_en) between 1 and 100 and name_en is nfc normalized),
  name_es    text not null check (length(name_es) between 1 and 100 and name_es is nfc normalized),
  sex        text check (sex in ('FEMALE', 'MALE')),        -- null: any
  min_age    smallint not null check (min_age between 0 and 150),
  max_age    smallint not null check (max_age between 0 and 150),
  check (min_age <= max_age)
);

-- Which kinds of diabetes a programme takes.
create table medical_data.programme_diabetes_types (
  programme_code text not null references medical_data.programmes on delete restrict,
  diabetes_type  text not null check (diabetes_type in ('TYPE_1', 'TYPE_2', 'GESTATIONAL', 'PREDIABETES', 'MODY', 'SECONDARY', 'NONE', 'UNKNOWN')),
  primary key (programme_code, diabetes_type)
);

-- Functions that the definition of the table needs. Frozen like the table.

-- A-050: completed years on a day. Who was born on 29 February is a year older on 1 March.
create or replace function medical_data.age_in_years(p_birth_date date, p_on date) returns int
language sql immutable strict parallel safe set search_path = pg_catalog, pg_temp as $$
  select extract(year from age(p_on::timestamp, p_birth_date::timestamp))::int
$$;

-- A-051: both ends belong to the range.
create or replace function medical_data.is_age_within(p_birth_date date, p_on date, p_min int default 29, p_max int default 69) returns boolean
language sql immutable strict parallel safe set search_path = pg_catalog, pg_temp as $$
  select p_on >= p_birth_date and medical_data.age_in_years(p_birth_date, p_on) between p_min and p_max
$$;

-- Enrolment of a patient in a programme (X-01): ELIGIBLE (a nurse proposes), ENROLLED (a clinician decides), WITHDRAWN,
-- AGED_OUT (beyond the age; follow-up stays allowed). The evidence of the day of enrolment stays with every version: sex, birth
-- date, age, kind of diabetes, and the limits that applied. check_enrolment() compares it with the patient when it is written.
create table medical_data.programme_enrolments (
  record_id     uuid not null default gen_random_uuid(),
  version       int  not null default 1 check (version > 0),
  patient_id    uuid not null references medical_data.patients on delete restrict,
  programme_code text not null references medical_data.programmes on delete restrict,
  state         text not null check (state in ('ELIGIBLE', 'ENROLLED', 'WITHDRAWN', 'AGED_OUT')),
  checked_on    date not null,                              -- where the clinic is
  sex           text not null,
  birth_date    date not null,
  age           smallint not null,
  min_age       smallint not null,
  max_age       smallint not null,
  diabetes_type text not null,
  diagnosis_id  uuid not null,
  diagnosis_version int not null,
  recorded_by   uuid references access.users on delete restrict,                 -- nobody: the clock
  recorded_by_name text,                                    -- as printed at that time
  session_id    uuid references access.sessions on delete restrict,
  recorded_at   timestamptz not null default clock_timestamp(),
  superseded_at timestamptz,
  correction_reason text check (length(correction_reason) between 3 and 500 and correction_reason is nfc normalized),
  primary key (record_id, version),
  foreign key (diagnosis_id, diagnosis_version) references medical_data.diabetes_diagnoses on delete restrict,
  foreign key (programme_code, diabetes_type) references medical_data.programme_diabetes_types on delete restrict,
  constraint programme_enrolments_age_check check (age = medical_data.age_in_years(birth_date, checked_on) and age between min_age and max_age),
  constraint programme_enrolments_state_check1 check (state in ('ELIGIBLE', 'ENROLLED') or version > 1),
  constraint programme_enrolments_recorded_by_check check ((recorded_by is null) = (recorded_by_name is null)
    and (recorded_by is not null or state = 'AGED_OUT'))
);
create index programme_enrolments_of_patient on medical_data.programme_enrolments (patient_id, programme_code);
create unique index programme_enrolments_living on medical_data.programme_enrolments (patient_id, programme_code)
  where superseded_at is null and state <> 'WITHDRAWN';

-- Fields that a site adds, per entity and, where one is named, per specialty (its code). What may stand in them is data here
-- and checked by the database (medical_data.check_custom_value). A field ends; its values stay.
create table medical_data.custom_fields (
  field_id    uuid primary key default gen_random_uuid(),
  code        text not null unique check (code ~ '^[A-Z][A-Z0-9_]{1,40}$'),
  entity      text not null check (entity in ('PATIENT', 'CONSULTATION', 'PRESCRIPTION', 'MEDICAL_TEST', 'MEDICAL_REPORT')),
  specialty_code text check (specialty_code ~ '^[A-Z][A-Z0-9_]{1,40}$'),
  name_en     text not null check (length(name_en) between 1 and 100 and name_en is nfc normalized),
  name_es     text not null check (length(name_es) between 1 and 100 and name_es is nfc normalized),
  value_type  text not null check (value_type in ('TEXT', 'NUMBER', 'DATE', 'BOOLEAN', 'CHOICE')),
  is_administrative boolean not null,                       -- nothing clinical: reception may be on its role list
  min_number  numeric,
  max_number  numeric,
  max_length  int check (max_length between 1 and 2000),
  sort_order  int not null default 0,
  ended_at    timestamptz,
  created_at  timestamptz not null default clock_timestamp(),
  updated_at  timestamptz not null default clock_timestamp(),
  row_version int not null default 1,
  unique (field_id, value_type),
  constraint custom_fields_max_number_check check (min_number <= max_number),
  constraint custom_fields_min_number_check check (value_type = 'NUMBER' or num_nonnulls(min_number, max_number) = 0),
  constraint custom_fields_max_length_check1 check ((value_type = 'TEXT') = (max_length is not null))
);

-- Who sees a field, and who fills it in.
create table medical_data.custom_field_roles (
  field_id  uuid not null references medical_data.custom_fields on delete restrict,
  role_code text not null references access.roles on delete restrict check (role_code in ('CLINICIAN', 'NURSE', 'RECEPTIONIST')),
  may_write boolean not null,
  primary key (field_id, role_code)
);

create table medical_data.custom_field_choices (
  field_id   uuid not null,
  value_type text not null default 'CHOICE' check (value_type = 'CHOICE'),
  code       text not null check (code ~ '^[A-Z0-9][A-Z0-9_]{0,40}$'),
  name_en    text not null check (length(name_en) between 1 and 100 and name_en is nfc normalized),
  name_es    text not null check (length(name_es) between 1 and 100 and name_es is nfc normalized),
  sort_order int not null default 0,
  primary key (field_id, code),
  foreign key (field_id, value_type) references medical_data.custom_fields (field_id, value_type) on delete restrict
);

-- What stands in such a field: one column for each type, and exactly the one of the field's type is filled (C-017). Cleared is a
-- version too. Not readable by people themselves: each field has its own list of roles, which api.custom_values applies.
create table medical_data.custom_field_values (
  record_id     uuid not null default gen_random_uuid(),
  version       int  not null default 1 check (version > 0),
  patient_id    uuid not null references medical_data.patients on delete restrict,
  field_id      uuid not null,
  value_type    text not null,
  entity_id     uuid,                                       -- null: the patient herself
  value_text    text check (length(value_text) between 1 and 2000 and value_text is nfc normalized),
  value_number  numeric check (value_number > '-Infinity' and value_number < 'Infinity'),
  value_date    date check (value_date > '-infinity' and value_date < 'infinity'),
  value_boolean boolean,
  value_choice  text,
  is_cleared    boolean not null,
  recorded_by   uuid not null references access.users on delete restrict,
  recorded_by_name text not null,                           -- as printed at that time
  session_id    uuid references access.sessions on delete restrict,
  recorded_at   timestamptz not null default clock_timestamp(),
  superseded_at timestamptz,
  correction_reason text check (length(correction_reason) between 3 and 500 and correction_reason is nfc normalized),
  primary key (record_id, version),
  foreign key (field_id, value_type) references medical_data.custom_fields (field_id, value_type) on delete restrict,
  constraint custom_field_values_value_choice_fkey foreign key (field_id, value_choice) references medical_data.custom_field_choices (field_id, code) on delete restrict,
  constraint custom_field_values_value_check check (
    case when is_cleared then num_nonnulls(value_text, value_number, value_date, value_boolean, value_choice) = 0 and version > 1
         else num_nonnulls(value_text, value_number, value_date, value_boolean, value_choice) = 1
              and case value_type when 'TEXT' then value_text is not null when 'NUMBER' then value_number is not null
                                  when 'DATE' then value_date is not null when 'BOOLEAN' then value_boolean is not null
                                  when 'CHOICE' then value_choice is not null end end)
);
create index custom_field_values_of_patient on medical_data.custom_field_values (patient_id, field_id);
create unique index custom_field_values_living on medical_data.custom_field_values (patient_id, field_id, coalesce(entity_id, patient_id))
  where superseded_at is null;

insert into medical_data.programmes (code, name_en, name_es, sex, min_age, max_age) values
  ('DIABETES_WOMEN', 'Women aged 29 to 69 with diabetes', 'Mujeres de 29 a 69 años con diabetes', 'FEMALE', 29, 69);
insert into medical_data.programme_diabetes_types (programme_code, diabetes_type) values
  ('DIABETES_WOMEN', 'TYPE_2'), ('DIABETES_WOMEN', 'GESTATIONAL'), ('DIABETES_WOMEN', 'PREDIABETES');
