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
