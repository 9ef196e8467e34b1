-- encounters

create table access.specialties (
  code       text primary key check (code ~ '^[A-Z][A-Z_]{1,40}$'),
  name_en    text not null unique check (length(name_en) between 1 and 100),
  name_es    text not null unique check (length(name_es) between 1 and 100),
  sort_order int not null
);

insert into access.specialties (code, name_en, name_es, sort_order) values
  ('ENDOCRINOLOGY', 'Endocrinology', 'Endocrinología', 10), ('INTERNAL_MEDICINE', 'Internal medicine', 'Medicina interna', 20),
  ('GENERAL_PRACTICE', 'General practice', 'Medicina de familia', 30), ('GYNAECOLOGY', 'Gynaecology', 'Ginecología', 40),
  ('OBSTETRICS', 'Obstetrics', 'Obstetricia', 50), ('CARDIOLOGY', 'Cardiology', 'Cardiología', 60),
  ('NEPHROLOGY', 'Nephrology', 'Nefrología', 70), ('OPHTHALMOLOGY', 'Ophthalmology', 'Oftalmología', 80),
  ('PODIATRY', 'Podiatry', 'Podología', 90), ('NUTRITION', 'Nutrition', 'Nutrición', 100),
  ('PSYCHIATRY', 'Psychiatry', 'Psiquiatría', 110), ('SURGERY', 'Surgery', 'Cirugía', 120),
  ('EMERGENCY_MEDICINE', 'Emergency medicine', 'Medicina de urgencias', 130), ('INTENSIVE_CARE', 'Intensive care',
      'Medicina intensiva', 140),
  ('LABORATORY', 'Laboratory medicine', 'Análisis clínicos', 150), ('RADIOLOGY', 'Radiology', 'Radiología', 160),
  ('PATHOLOGY', 'Pathology', 'Anatomía patológica', 170);

alter table access.practitioners
  add column status text not null default 'ACTIVE' check (status in ('ACTIVE', 'ON_LEAVE', 'RETIRED')),
  add column specialty_code text references access.specialties on delete restrict;
-- Printed specialties that are the name of one are linked to it.
do $$
declare
  forced boolean := (select c.relforcerowsecurity from pg_catalog.pg_class c where c.oid = 'access.practitioners'::regclass);
begin
  alter table access.practitioners no force row level security;
  update access.practitioners p set specialty_code = s.code from access.specialties s
      where lower(p.specialty) in (lower(s.name_en), lower(s.name_es));
  if forced then alter table access.practitioners force row level security; end if;
end $$;

-- Appointments and what becomes of them: one row per slot. No clinical text, so that the reception may keep the calendar;
-- what was asked and found is in consultation_notes. gives_access: whether it is a reason for access for its clinician; not
-- where she booked herself a patient she had no other reason to see (access.booking_gives_access).
create table medical_data.consultations (
  consultation_id uuid primary key default gen_random_uuid(),
  patient_id      uuid not null references medical_data.patients on delete restrict,
  practitioner_id uuid not null references access.practitioners on delete restrict,
  kind            text not null check (kind in ('FIRST_VISIT', 'FOLLOW_UP', 'WARD_ROUND', 'TELEPHONE', 'PROCEDURE', 'URGENT')),
  status          text not null default 'PLANNED' check (status in ('PLANNED', 'ARRIVED', 'IN_PROGRESS', 'COMPLETED', 'CANCELLED',
      'NO_SHOW')),
  starts_at       timestamptz not null,
  ends_at         timestamptz not null,
  arrived_at      timestamptz,
  started_at      timestamptz,
  closed_at       timestamptz,
  cancel_reason   text check (cancel_reason in ('PATIENT', 'CLINIC', 'CLINICIAN_AWAY', 'DUPLICATE', 'ERROR')),
  gives_access    boolean not null,
  booked_by       uuid not null references access.users on delete restrict,
  session_id      uuid references access.sessions on delete restrict,
  created_at      timestamptz not null default clock_timestamp(),
  updated_at      timestamptz not null default clock_timestamp(),
  row_version     int not null default 1,
  check (ends_at > starts_at and ends_at <= starts_at + interval '12 hours'),
  check ((status = 'CANCELLED') = (cancel_reason is not null)),
  check ((status in ('COMPLETED', 'CANCELLED', 'NO_SHOW')) = (closed_at is not null))
);
create index consultations_of_patient on medical_data.consultations (patient_id, starts_at desc);
create index consultations_of_practitioner on medical_data.consultations (practitioner_id, starts_at) include (ends_at, status);
create index consultations_by_time on medical_data.consultations (starts_at);
create index consultations_as_reason on medical_data.consultations (practitioner_id, patient_id, starts_at) include (ends_at)
  where gives_access and status in ('PLANNED', 'ARRIVED', 'IN_PROGRESS', 'COMPLETED');

-- What was asked, found and decided; nurses' notes too. Encrypted free text. A note is written and signed by one author: until
-- it is signed each change is a new version, afterwards there are only addenda, notes of their own that name what they amend.
create table medical_data.consultation_notes (
  record_id       uuid not null default gen_random_uuid(),
  version         int  not null default 1 check (version > 0),
  patient_id      uuid not null references medical_data.patients on delete restrict,
  consultation_id uuid references medical_data.consultations on delete restrict,
  kind            text not null check (kind in ('REASON', 'CONSULTATION', 'NURSING', 'ADDENDUM')),
  amends          uuid,                                     -- the record_id of a signed note
  body_encrypted  bytea not null,                           -- access.encrypt_text(.., 'consultation_notes.body/<record_id>/<version>')
  signed_at       timestamptz,
  recorded_by     uuid not null references access.users on delete restrict,
  recorded_by_name text not null check (length(recorded_by_name) between 1 and 100),   -- as printed under it at that time
  session_id      uuid references access.sessions on delete restrict,
  recorded_at     timestamptz not null default clock_timestamp(),
  superseded_at   timestamptz,
  primary key (record_id, version),
  check ((kind = 'ADDENDUM') = (amends is not null))
);
create index consultation_notes_of_patient on medical_data.consultation_notes (patient_id, recorded_at desc);

-- Who is, and was, the attending clinician of somebody in a ward. Kept by the rows of patients (functions.sql): it begins with
-- the name at admission and ends with another name or with the discharge; seven days later it is no reason for access any more.
create table access.attendings (
  attending_id    uuid primary key default gen_random_uuid(),
  patient_id      uuid not null references medical_data.patients on delete restrict,
  practitioner_id uuid not null references access.practitioners on delete restrict,
  starts_at       timestamptz not null default clock_timestamp(),
  ends_at         timestamptz not null default 'infinity',
  check (starts_at <= ends_at)
);
create index attendings_as_reason on access.attendings (practitioner_id, patient_id, ends_at);
create unique index attendings_one_now on access.attendings (patient_id) where ends_at = 'infinity';

-- Who attends now, attends from now on.
do $$
declare
  forced boolean := (select c.relforcerowsecurity from pg_catalog.pg_class c where c.oid = 'medical_data.patients'::regclass);
begin
  alter table medical_data.patients no force row level security;
  insert into access.attendings (patient_id, practitioner_id)
  select p.patient_id, p.attending_id from medical_data.patients p
   where p.attending_id is not null and p.ward_id is not null and p.deleted_at is null;
  if forced then alter table medical_data.patients force row level security; end if;
end $$;

-- What waits for one person's own action: a test or a report to read, a prescription to sign. Open it is her reason for access
-- "order" to this patient; closed it stays one for 30 days. Written by the functions of the thing itself (functions.sql).
create table access.awaited_actions (
  action_id  uuid primary key default gen_random_uuid(),
  user_id    uuid not null references access.users on delete restrict,
  patient_id uuid not null references medical_data.patients on delete restrict,
  kind       text not null check (kind in ('TEST', 'REPORT', 'PRESCRIPTION')),
  record_id  uuid not null,
  opened_at  timestamptz not null default clock_timestamp(),
  closed_at  timestamptz,
  ends_at    timestamptz not null default 'infinity',
  check ((closed_at is null) = (ends_at = 'infinity'))
);
create index awaited_actions_as_reason on access.awaited_actions (user_id, patient_id, ends_at);
create unique index awaited_actions_open on access.awaited_actions (record_id, user_id) where closed_at is null;

-- What may be typed for an adult, as data: beyond hard it is refused, beyond confirm it is asked back. Owned by a named clinician.
-- code is the column of vital_signs. Children are held to that table's own, wider limits.
create table medical_data.vital_sign_limits (
  code         text primary key check (code ~ '^[a-z][a-z0-9_]{1,40}$'),
  loinc        text not null,
  unit         text not null,                               -- UCUM
  name_en      text not null,
  name_es      text not null,
  decimals     smallint not null check (decimals between 0 and 1),
  hard_low     numeric not null,
  hard_high    numeric not null,
  confirm_low  numeric,
  confirm_high numeric,
  sort_order   int not null check (sort_order > 0),
  check (hard_low < hard_high and confirm_low >= hard_low and confirm_high <= hard_high)
);

-- Source: the project's clinical reference, 6.1; adults.
insert into medical_data.vital_sign_limits (code, loinc, unit, name_en, name_es, decimals, hard_low, hard_high, confirm_low,
    confirm_high, sort_order) values
  ('respiratory_rate', '9279-1', '/min', 'Respiratory rate', 'Frecuencia respiratoria', 0, 1, 80, 6, 40, 10),
  ('spo2', '59408-5', '%', 'Oxygen saturation', 'Saturación de oxígeno', 0, 50, 100, 80, null, 20),
  ('oxygen_flow', '3151-8', 'L/min', 'Oxygen flow', 'Flujo de oxígeno', 1, 0, 80, null, 15, 30),
  ('systolic', '8480-6', 'mm[Hg]', 'Systolic blood pressure', 'Presión sistólica', 0, 30, 300, 70, 230, 40),
  ('diastolic', '8462-4', 'mm[Hg]', 'Diastolic blood pressure', 'Presión diastólica', 0, 10, 200, 30, 130, 50),
  ('pulse', '8867-4', '/min', 'Pulse', 'Pulso', 0, 10, 300, 35, 180, 60),
  ('temperature', '8310-5', 'Cel', 'Temperature', 'Temperatura', 1, 25, 45, 34, 41, 70),
  ('weight', '29463-7', 'kg', 'Weight', 'Peso', 1, 20, 350, null, null, 80),
  ('height', '8302-2', 'cm', 'Height', 'Talla', 1, 100, 230, null, null, 90),
  ('waist', '8280-0', 'cm', 'Waist', 'Cintura', 1, 40, 200, null, null, 100),
  ('pain', '72514-3', '{score}', 'Pain', 'Dolor', 0, 0, 10, null, null, 110),
  ('coma_scale', '9269-2', '{score}', 'Glasgow coma scale', 'Escala de coma de Glasgow', 0, 3, 15, null, null, 120);
-- NEWS2 (Royal College of Physicians 2017). Points of the seven parts in the order of the chart; null: not measured.
-- Scale 2 above 92 % depends on oxygen: unknown oxygen, unknown points.
create or replace function medical_data.news2_points(p_respiratory_rate int, p_spo2 int, p_scale int, p_on_oxygen boolean, p_systolic int,
  p_pulse int, p_consciousness text, p_temperature numeric) returns int[]
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select array[
    case when p_respiratory_rate <= 8 then 3 when p_respiratory_rate <= 11 then 1 when p_respiratory_rate <= 20 then 0
         when p_respiratory_rate <= 24 then 2 when p_respiratory_rate >= 25 then 3 end,
    case when p_scale = 1 then case when p_spo2 <= 91 then 3 when p_spo2 <= 93 then 2 when p_spo2 <= 95 then 1 when p_spo2 >= 96 then 0 end
         when p_scale = 2 then case when p_spo2 <= 83 then 3 when p_spo2 <= 85 then 2 when p_spo2 <= 87 then 1 when p_spo2 <= 92 then 0
                                    when not p_on_oxygen then 0
                                    when p_on_oxygen then case when p_spo2 <= 94 then 1 when p_spo2 <= 96 then 2 when p_spo2 >= 97
                                        then 3 end end end,
    case when p_on_oxygen then 2 when not p_on_oxygen then 0 end,
    case when p_systolic <= 90 then 3 when p_systolic <= 100 then 2 when p_systolic <= 110 then 1 when p_systolic <= 219 then 0
         when p_systolic >= 220 then 3 end,
    case when p_pulse <= 40 then 3 when p_pulse <= 50 then 1 when p_pulse <= 90 then 0 when p_pulse <= 110 then 1 when p_pulse <= 130 then 2
         when p_pulse >= 131 then 3 end,
    case when p_consciousness = 'A' then 0 when p_consciousness in ('C', 'V', 'P', 'U') then 3 end,
    case when p_temperature <= 35.0 then 3 when p_temperature <= 36.0 then 1 when p_temperature <= 38.0
        then 0 when p_temperature <= 39.0 then 1
         when p_temperature > 39.0 then 2 end]
$$;

-- The total, only where every part is known: what is missing never counts as nothing.
create or replace function medical_data.news2_total(p_points int[]) returns int
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select case when array_position(p_points, null) is null then (select sum(x)::int from unnest(p_points) x) end
$$;

-- HIGH (7 or more), MEDIUM (5, 6), SINGLE_3 (one part alone scores 3), LOW (1 to 4), NONE (0). With parts missing: what is known is
-- already enough for one of the first three, or else INCOMPLETE; null: no part was measured.
create or replace function medical_data.news2_level(p_points int[]) returns text
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select case when known is null then null when known >= 7 then 'HIGH' when known >= 5 then 'MEDIUM' when 3 = any (p_points) then 'SINGLE_3'
              when array_position(p_points, null) is not null then 'INCOMPLETE' when known > 0 then 'LOW' else 'NONE' end
    from (select sum(x) as known from unnest(p_points) x) s
$$;

-- One round of measurements; a correction is a new version. The limits here are those of what can be at all; what is
-- usual is data (vital_sign_limits). NEWS2 is computed by the database from the parts of the row and cannot be written.
create table medical_data.vital_signs (
  record_id        uuid not null default gen_random_uuid(),
  version          int  not null default 1 check (version > 0),
  patient_id       uuid not null references medical_data.patients on delete restrict,
  consultation_id  uuid references medical_data.consultations on delete restrict,
  measured_at      timestamptz not null,
  respiratory_rate smallint check (respiratory_rate between 1 and 80),
  spo2             smallint check (spo2 between 50 and 100),
  spo2_scale       smallint not null default 1 check (spo2_scale in (1, 2)),   -- the one set by a clinician at that time
  on_oxygen        boolean,
  oxygen_flow      numeric(3, 1) check (oxygen_flow between 0 and 80),         -- L/min
  systolic         smallint check (systolic between 30 and 300),
  diastolic        smallint check (diastolic between 10 and 200),
  pulse            smallint check (pulse between 10 and 300),
  consciousness    text check (consciousness in ('A', 'C', 'V', 'P', 'U')),
  temperature      numeric(3, 1) check (temperature between 25.0 and 45.0),
  weight           numeric(4, 1) check (weight between 0.3 and 350),           -- kg
  height           numeric(4, 1) check (height between 20 and 230),            -- cm
  waist            numeric(4, 1) check (waist between 20 and 200),             -- cm
  pain             smallint check (pain between 0 and 10),
  coma_scale       smallint check (coma_scale between 3 and 15),
  news2_excluded   text check (news2_excluded in ('UNDER_16', 'PREGNANCY')),   -- NEWS2 does not hold for them
  news2            smallint generated always as (case when news2_excluded is null then medical_data.news2_total(medical_data.news2_points(
                     respiratory_rate, spo2, spo2_scale, on_oxygen, systolic, pulse, consciousness, temperature)) end) stored,
  news2_level      text generated always as (case when news2_excluded is null then medical_data.news2_level(medical_data.news2_points(
                     respiratory_rate, spo2, spo2_scale, on_oxygen, systolic, pulse, consciousness, temperature)) end) stored,
  is_confirmed     boolean not null default false,          -- asked back about unusual values, and said yes
  is_void          boolean not null default false,          -- entered in error: a version without values
  correction_reason text check (length(correction_reason) between 3 and 500 and correction_reason is normalized),
  recorded_by      uuid not null references access.users on delete restrict,
  recorded_by_name text not null check (length(recorded_by_name) between 1 and 100),   -- as printed at that time
  session_id       uuid references access.sessions on delete restrict,
  recorded_at      timestamptz not null default clock_timestamp(),
  superseded_at    timestamptz,
  primary key (record_id, version),
  check (diastolic < systolic),
  check (oxygen_flow is null or on_oxygen),
  check ((version > 1) = (correction_reason is not null)),
  check (is_void = (num_nonnulls(respiratory_rate, spo2, on_oxygen, systolic, diastolic, pulse, consciousness, temperature, weight, height,
                                 waist, pain, coma_scale) = 0))
);
create index vital_signs_of_patient on medical_data.vital_signs (patient_id, measured_at desc);

-- Which SpO2 scale of NEWS2 holds for a patient: 2 where a clinician has set and signed a target of 88 to 92 %. The latest row
-- counts; without one it is scale 1.
create table medical_data.spo2_scales (
  scale_id   uuid primary key default gen_random_uuid(),
  patient_id uuid not null references medical_data.patients on delete restrict,
  scale      smallint not null check (scale in (1, 2)),
  reason     text not null check (length(reason) between 3 and 500 and reason is normalized),
  set_by     uuid not null references access.users on delete restrict,
  set_by_name text not null check (length(set_by_name) between 1 and 100),             -- as signed at that time
  session_id uuid references access.sessions on delete restrict,
  set_at     timestamptz not null default clock_timestamp()
);
create index spo2_scales_of_patient on medical_data.spo2_scales (patient_id, set_at desc);

-- A NEWS2 that asks for somebody: raised by the row of vital signs, answered once, with what was done or why nothing was needed.
create table medical_data.news2_escalations (
  escalation_id   uuid primary key default gen_random_uuid(),
  patient_id      uuid not null references medical_data.patients on delete restrict,
  record_id       uuid not null,
  version         int  not null,
  level           text not null check (level in ('SINGLE_3', 'MEDIUM', 'HIGH')),
  raised_at       timestamptz not null default clock_timestamp(),
  action          text check (action in ('ESCALATED', 'NOT_NEEDED', 'CORRECTED')),
  answer          text check (length(answer) between 3 and 500 and answer is normalized),
  answered_by     uuid references access.users on delete restrict,
  answered_by_name text check (length(answered_by_name) between 1 and 100),
  session_id      uuid references access.sessions on delete restrict,
  answered_at     timestamptz,
  foreign key (record_id, version) references medical_data.vital_signs on delete restrict,
  unique (record_id, version),
  check (num_nonnulls(action, answer, answered_by, answered_by_name, answered_at) in (0, 5))
);
create index news2_escalations_of_patient on medical_data.news2_escalations (patient_id, raised_at desc);

create table medical_data.medical_histories (
  record_id     uuid not null default gen_random_uuid(),
  version       int  not null default 1 check (version > 0),
  patient_id    uuid not null references medical_data.patients on delete restrict,
  kind          text not null check (kind in ('PROBLEM', 'PAST_ILLNESS', 'SURGERY', 'FAMILY', 'SOCIAL', 'GYNAECOLOGICAL')),
  title         text not null check (length(title) between 1 and 200 and title is normalized),
  icd10         text check (icd10 ~ '^[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?$'),
  onset_on      date,
  onset_precision text check (onset_precision in ('DAY', 'MONTH', 'YEAR')),
  resolved_on   date check (resolved_on >= onset_on),
  status        text not null check (status in ('ACTIVE', 'INACTIVE', 'RESOLVED', 'ENTERED_IN_ERROR')),
  verification  text not null check (verification in ('UNCONFIRMED', 'PROVISIONAL', 'CONFIRMED', 'REFUTED')),
  correction_reason text check (length(correction_reason) between 3 and 500 and correction_reason is normalized),
  recorded_by   uuid not null references access.users on delete restrict,
  session_id    uuid references access.sessions on delete restrict,
  recorded_at   timestamptz not null default clock_timestamp(),
  superseded_at timestamptz,
  primary key (record_id, version),
  check ((onset_on is null) = (onset_precision is null)),
  check (resolved_on is null or status in ('RESOLVED', 'ENTERED_IN_ERROR')),
  check ((version > 1) = (correction_reason is not null))
);
create index medical_histories_of_patient on medical_data.medical_histories (patient_id, recorded_at desc);

create table medical_data.history_notes (
  note_id        uuid primary key default gen_random_uuid(),
  patient_id     uuid not null references medical_data.patients on delete restrict,
  record_id      uuid not null,                             -- of medical_histories
  body_encrypted bytea not null,                            -- access.encrypt_text(.., 'history_notes.body/<note_id>')
  recorded_by    uuid not null references access.users on delete restrict,
  recorded_by_name text not null check (length(recorded_by_name) between 1 and 100),   -- as printed under it at that time
  session_id     uuid references access.sessions on delete restrict,
  recorded_at    timestamptz not null default clock_timestamp()
);
create index history_notes_of_patient on medical_data.history_notes (patient_id, record_id, recorded_at desc);

create table medical_data.medical_tests (
  record_id       uuid not null default gen_random_uuid(),
  version         int  not null default 1 check (version > 0),
  patient_id      uuid not null references medical_data.patients on delete restrict,
  consultation_id uuid references medical_data.consultations on delete restrict,
  name            text not null check (length(name) between 1 and 200 and name is normalized),
  loinc           text check (loinc ~ '^[0-9]{1,7}-[0-9]$'),
  priority        text not null check (priority in ('ROUTINE', 'URGENT', 'STAT')),
  protocol        text check (length(protocol) between 2 and 100 and protocol is normalized),   -- under which a nurse asks for it
  status          text not null default 'REQUESTED' check (status in ('REQUESTED', 'COLLECTED', 'RESULTED', 'CANCELLED')),
  detail          text check (length(detail) between 1 and 2000 and detail is normalized),
      -- specimen, result in a sentence, or why cancelled
  requested_by    uuid not null references access.users on delete restrict,
  requested_by_name text not null check (length(requested_by_name) between 1 and 100),          -- as printed on the request
  recorded_by     uuid not null references access.users on delete restrict,
  session_id      uuid references access.sessions on delete restrict,
  recorded_at     timestamptz not null default clock_timestamp(),
  superseded_at   timestamptz,
  primary key (record_id, version),
  check (status not in ('RESULTED', 'CANCELLED') or detail is not null)
);
create index medical_tests_of_patient on medical_data.medical_tests (patient_id, recorded_at desc);

create table medical_data.medical_reports (
  record_id         uuid not null default gen_random_uuid(),
  version           int  not null default 1 check (version > 0),
  patient_id        uuid not null references medical_data.patients on delete restrict,
  type              text not null check (type in ('LAB', 'IMAGING', 'PATHOLOGY', 'CONSULTATION')),
  title             text not null check (length(title) between 1 and 200 and title is normalized),
  report_on         date not null,
  summary_encrypted bytea,                                  -- access.encrypt_text(.., 'medical_reports.summary/<record_id>/<version>')
  summary_source    text check (summary_source in ('MANUAL', 'AI')),
  status            text not null check (status in ('PROCESSING', 'COMPLETED', 'REVIEWED', 'ARCHIVED')),
  test_record_id    uuid,                                   -- of medical_tests, where it answers one
  reviewer_id       uuid references access.practitioners on delete restrict,   -- who is to review it
  reviewed_by       uuid references access.practitioners on delete restrict,
  reviewed_by_name  text check (length(reviewed_by_name) between 1 and 100),   -- as signed at that time
  reviewed_at       timestamptz,
  recorded_by       uuid not null references access.users on delete restrict,
  session_id        uuid references access.sessions on delete restrict,
  recorded_at       timestamptz not null default clock_timestamp(),
  superseded_at     timestamptz,
  primary key (record_id, version),
  check ((summary_encrypted is null) = (summary_source is null)),
  check (num_nonnulls(reviewed_by, reviewed_by_name, reviewed_at) in (0, 3)),
  check (case status when 'REVIEWED' then reviewed_at is not null when 'ARCHIVED' then true else reviewed_at is null end)
);
create index medical_reports_of_patient on medical_data.medical_reports (patient_id, report_on desc);

create table medical_data.file_attachments (
  attachment_id uuid primary key default gen_random_uuid(),
  patient_id    uuid not null references medical_data.patients on delete restrict,
  category      text not null check (category in ('CLINICAL', 'ADMINISTRATIVE')),
  file_name     text not null check (length(file_name) between 1 and 200 and file_name is normalized and file_name !~ '[/\\]'),
  media_type    text not null check (media_type in ('application/pdf', 'image/jpeg', 'image/png', 'image/tiff',
      'application/dicom', 'text/plain')),
  byte_size     bigint not null check (byte_size between 1 and 536870912),
  sha256        bytea not null check (length(sha256) = 32),
  storage_key   uuid not null unique default gen_random_uuid(),
  scan_state    text not null default 'PENDING' check (scan_state in ('PENDING', 'CLEAN', 'INFECTED', 'FAILED')),
  scanned_at    timestamptz,
  is_missing    boolean not null default false,
  uploaded_by   uuid not null references access.users on delete restrict,
  session_id    uuid references access.sessions on delete restrict,
  created_at    timestamptz not null default clock_timestamp(),
  updated_at    timestamptz not null default clock_timestamp(),
  row_version   int not null default 1,
  check ((scan_state = 'PENDING') = (scanned_at is null))
);
create index file_attachments_of_patient on medical_data.file_attachments (patient_id, created_at desc);
create index file_attachments_of_uploader on medical_data.file_attachments (uploaded_by, patient_id, created_at desc);

create table medical_data.attachment_links (
  attachment_id uuid not null references medical_data.file_attachments on delete restrict,
  entity        text not null check (entity in ('CONSULTATION', 'NOTE', 'VITAL_SIGNS', 'HISTORY', 'TEST', 'REPORT')),
  record_id     uuid not null,
  patient_id    uuid not null references medical_data.patients on delete restrict,
  linked_by     uuid not null references access.users on delete restrict,
  session_id    uuid references access.sessions on delete restrict,
  linked_at     timestamptz not null default clock_timestamp(),
  primary key (attachment_id, entity, record_id)
);
create index attachment_links_of_patient on medical_data.attachment_links (patient_id, entity, record_id);
