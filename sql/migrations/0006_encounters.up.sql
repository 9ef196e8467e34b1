-- encounters

-- What a practitioner is a specialist of. Forms and custom fields may belong to one.
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
  ('EMERGENCY_MEDICINE', 'Emergency medicine', 'Medicina de urgencias', 130), ('INTENSIVE_CARE', 'Intensive care', 'Medicina intensiva', 140),
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
  update access.practitioners p set specialty_code = s.code from access.specialties s where lower(p.specialty) in (lower(s.name_en), lower(s.name_es));
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
  status          text not null default 'PLANNED' check (status in ('PLANNED', 'ARRIVED', 'IN_PROGRESS', 'COMPLETED', 'CANCELLED', 'NO_SHOW')),
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
-- A clinician's calendar, and whether a slot is free.
create index consultations_of_practitioner on medical_data.consultations (practitioner_id, starts_at) include (ends_at, status);
-- The calendar of the whole clinic.
create index consultations_by_time on medical_data.consultations (starts_at);
-- The reason for access "encounter".
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
-- The reason for access "attending".
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
-- The reason for access "order".
create index awaited_actions_as_reason on access.awaited_actions (user_id, patient_id, ends_at);
create unique index awaited_actions_open on access.awaited_actions (record_id, user_id) where closed_at is null;
