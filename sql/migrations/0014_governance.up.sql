-- governance: who may see by a task, requests to prescribe, emergency access to its end, cases, catalogues and their sign-off.

-- Something about one patient that one person hands to another by name. Taken it is her reason for access "task" until it is
-- closed or over: 24 hours at most.
create table access.tasks (
  task_id    uuid primary key default gen_random_uuid(),
  patient_id uuid not null references medical_data.patients on delete restrict,
  from_user  uuid not null references access.users on delete restrict,
  from_name  text not null,                                 -- as printed at that time
  to_user    uuid not null references access.users on delete restrict,
  to_name    text not null,
  what       text not null check (length(what) between 3 and 200 and what is nfc normalized),
  handed_at  timestamptz not null default clock_timestamp(),
  ends_at    timestamptz not null,
  taken_at   timestamptz,
  closed_at  timestamptz,
  outcome    text check (outcome in ('DONE', 'DECLINED', 'WITHDRAWN')),
  note       text check (length(note) between 1 and 200 and note is nfc normalized),
  session_id uuid references access.sessions on delete restrict,
  check (from_user <> to_user),
  check (ends_at > handed_at and ends_at <= handed_at + interval '24 hours'),
  check ((closed_at is null) = (outcome is null)),
  check (outcome <> 'DONE' or taken_at is not null)
);
-- The reason for access, and the list of who has to do it.
create index tasks_as_reason on access.tasks (to_user, patient_id, ends_at);
create index tasks_from on access.tasks (from_user, handed_at desc);
create index tasks_of_patient on access.tasks (patient_id);

-- A request to prescribe: who gives medicines asks by name who prescribes them. Nothing is ordered by it. It changes in place,
-- once: prescribed (which), declined, withdrawn.
create table medical_data.prescription_requests (
  request_id  uuid primary key default gen_random_uuid(),
  patient_id  uuid not null references medical_data.patients on delete restrict,
  medication  text not null check (length(medication) between 2 and 200 and medication is nfc normalized),
  details     text not null check (length(details) between 2 and 500 and details is nfc normalized),
  asked_of    uuid not null references access.practitioners on delete restrict,
  asked_of_name text not null,                              -- as printed at that time
  recorded_by uuid not null references access.users on delete restrict,
  recorded_by_name text not null,
  session_id  uuid references access.sessions on delete restrict,
  recorded_at timestamptz not null default clock_timestamp(),
  status      text not null default 'OPEN' check (status in ('OPEN', 'PRESCRIBED', 'DECLINED', 'WITHDRAWN')),
  prescription_id uuid,
  closed_by   uuid references access.users on delete restrict,
  closed_at   timestamptz,
  closing_reason text check (length(closing_reason) between 3 and 300 and closing_reason is nfc normalized),
  check ((status = 'OPEN') = (closed_at is null) and (status = 'OPEN') = (closed_by is null)),
  check ((status = 'PRESCRIBED') = (prescription_id is not null)),
  check (status <> 'DECLINED' or closing_reason is not null)
);
create index prescription_requests_of_patient on medical_data.prescription_requests (patient_id, recorded_at desc);
-- What waits for a prescriber.
create index prescription_requests_open on medical_data.prescription_requests (asked_of, recorded_at) where status = 'OPEN';

-- BG-22: the patient is told of each emergency access within seven days. Made by the grant itself (functions.sql); it can be
-- put off with a justification, and is done when it was sent.
create table access.patient_notices (
  notice_id    uuid primary key default gen_random_uuid(),
  emergency_id uuid not null unique references access.emergency_access on delete restrict,
  patient_id   uuid not null references medical_data.patients on delete restrict,
  due_at       timestamptz not null,
  delayed_until timestamptz,
  delay_class  text check (delay_class in ('VITAL_INTEREST', 'SAFEGUARDING', 'LEGAL_ORDER')),
  delay_reason text check (length(delay_reason) between 10 and 500 and delay_reason is nfc normalized),
  delayed_by   uuid references access.users on delete restrict,
  delayed_at   timestamptz,
  sent_on      date,
  channel      text check (channel in ('LETTER', 'PORTAL', 'IN_PERSON', 'REPRESENTATIVE')),
  sent_by      uuid references access.users on delete restrict,
  created_at   timestamptz not null default clock_timestamp(),
  check (num_nulls(delayed_until, delay_class, delay_reason, delayed_by, delayed_at) in (0, 5)),
  check (delayed_until is null or delayed_until <= delayed_at + interval '90 days'),
  check (num_nulls(sent_on, channel, sent_by) in (0, 3))
);
create index patient_notices_of_patient on access.patient_notices (patient_id);
-- The work list of the privacy officer.
create index patient_notices_to_send on access.patient_notices (due_at) where sent_on is null;

-- What the privacy officer looks into: a complaint, a breach, a request of a patient. Without a case she reads nobody's details.
create sequence access.case_numbers;

create table access.privacy_cases (
  case_id      uuid primary key default gen_random_uuid(),
  case_number  text not null unique,                        -- C-20261121-007: notices name it and nobody
  kind         text not null check (kind in ('BREACH', 'COMPLAINT', 'SUBJECT_ACCESS', 'ERASURE', 'LEGAL', 'MODEL_REVIEW')),
  summary      text not null check (length(summary) between 10 and 1000 and summary is nfc normalized),
  opened_by    uuid not null references access.users on delete restrict,
  opened_at    timestamptz not null default clock_timestamp(),
  -- The clocks of a breach run from its discovery: 72 hours to the authority, 60 days to those concerned (BG-26).
  discovered_at timestamptz,
  authority_due_at timestamptz,
  individuals_due_at timestamptz,
  authority_told_at timestamptz,
  individuals_told_at timestamptz,
  status       text not null default 'OPEN' check (status in ('OPEN', 'CLOSED')),
  closed_by    uuid references access.users on delete restrict,
  closed_at    timestamptz,
  outcome      text check (length(outcome) between 10 and 1000 and outcome is nfc normalized),
  session_id   uuid references access.sessions on delete restrict,
  check ((kind = 'BREACH') = (discovered_at is not null) and num_nulls(discovered_at, authority_due_at,
    individuals_due_at) in (0, 3)),
  check (authority_due_at = discovered_at + interval '72 hours'),
  check (kind = 'BREACH' or num_nonnulls(authority_told_at, individuals_told_at) = 0),
  check ((status = 'CLOSED') = (closed_at is not null) and num_nulls(closed_by, closed_at, outcome) in (0, 3))
);
create index privacy_cases_open on access.privacy_cases (opened_at) where status = 'OPEN';

-- Whom a case is about, and which emergency access. Added, never taken away.
create table access.privacy_case_links (
  case_id      uuid not null references access.privacy_cases on delete restrict,
  patient_id   uuid not null references medical_data.patients on delete restrict,
  emergency_id uuid references access.emergency_access on delete restrict,
  added_by     uuid not null references access.users on delete restrict,
  added_at     timestamptz not null default clock_timestamp(),
  link_id      uuid primary key default gen_random_uuid()
);
create unique index privacy_case_links_once on access.privacy_case_links (case_id, patient_id, emergency_id) nulls not distinct;
create index privacy_case_links_of_patient on access.privacy_case_links (patient_id);

-- Changes of catalogues, settings, wards, shifts and capabilities: what was, what shall be, who says so and who signs. What
-- needs a second person is applied by her signature, and only if the row is still what it was. api.propose_change,
-- api.decide_change.
create table access.catalogue_changes (
  change_id   uuid primary key default gen_random_uuid(),
  catalogue   text not null check (catalogue ~ '^[a-z_]{3,40}$'),
  operation   text not null check (operation in ('ADD', 'CHANGE')),
  row_key     jsonb not null,                               -- of an ADD: the whole row, so that it is proposed once
  old_row     jsonb,
  fields      jsonb not null check (jsonb_typeof(fields) = 'object'),
  reason      text not null check (length(reason) between 3 and 500 and reason is nfc normalized),
  signer      text check (signer in ('CLINICIAN', 'PRIVACY_OFFICER', 'ADMIN')),       -- null: applied at once
  proposed_by uuid not null references access.users on delete restrict,
  proposed_by_name text not null,                           -- as printed at that time
  proposed_at timestamptz not null default clock_timestamp(),
  session_id  uuid references access.sessions on delete restrict,
  decision    text check (decision in ('APPLIED', 'APPROVED', 'DENIED', 'WITHDRAWN')),
  decided_by  uuid references access.users on delete restrict,
  decided_by_name text,
  decided_at  timestamptz,
  decision_reason text check (length(decision_reason) between 3 and 500 and decision_reason is nfc normalized),
  check ((operation = 'CHANGE') = (old_row is not null)),
  check (num_nulls(decision, decided_by, decided_by_name, decided_at) in (0, 4)),
  check (signer is not null or decision = 'APPLIED'),
  check (decision <> 'APPLIED' or (signer is null and decided_by = proposed_by)),
  check (decision <> 'APPROVED' or decided_by <> proposed_by),
  check (decision <> 'DENIED' or decision_reason is not null),
  check (decision <> 'WITHDRAWN' or decided_by = proposed_by)
);
create unique index catalogue_changes_open on access.catalogue_changes (catalogue, row_key) where decision is null;
create index catalogue_changes_by_time on access.catalogue_changes (proposed_at desc);

-- What is normal while somebody is pregnant, where that differs: for a meal context, or ANY. Values are in the unit of the type.
create table medical_data.biomarker_pregnancy_limits (
  type_id        smallint not null references medical_data.biomarker_types on delete restrict,
  meal_context   text not null check (meal_context in ('ANY', 'FASTING', 'BEFORE_MEAL', 'AFTER_MEAL_1H', 'AFTER_MEAL_2H',
    'BEDTIME', 'NIGHT', 'RANDOM')),
  reference_low  numeric,
  reference_high numeric,
  source         text not null check (length(source) between 3 and 200),
  primary key (type_id, meal_context),
  constraint biomarker_pregnancy_limits_reference_high_check check (reference_low <= reference_high),
  constraint biomarker_pregnancy_limits_some check (num_nonnulls(reference_low, reference_high) > 0)
);

-- While a hold lives nothing of this patient is erased, whatever period is over.
create table access.legal_holds (
  hold_id     uuid primary key default gen_random_uuid(),
  patient_id  uuid not null references medical_data.patients on delete restrict,
  case_id     uuid not null references access.privacy_cases on delete restrict,
  reason      text not null check (length(reason) between 10 and 500 and reason is nfc normalized),
  placed_by   uuid not null references access.users on delete restrict,
  placed_at   timestamptz not null default clock_timestamp(),
  lifted_by   uuid references access.users on delete restrict,
  lifted_at   timestamptz,
  lift_reason text check (length(lift_reason) between 10 and 500 and lift_reason is nfc normalized),
  check (num_nulls(lifted_by, lifted_at, lift_reason) in (0, 3))
);
create index legal_holds_of_patient on access.legal_holds (patient_id);
create unique index legal_holds_living on access.legal_holds (case_id, patient_id) where lifted_at is null;

-- What became of a request to erase (X-12): refused, or redacted by two. The row is the tombstone: it says that there was a
-- record, under which number, and why it is empty.
create table access.erasures (
  erasure_id      uuid primary key default gen_random_uuid(),
  case_id         uuid not null references access.privacy_cases on delete restrict,
  patient_id      uuid not null references medical_data.patients on delete restrict,
  record_number   text not null,
  decision        text not null check (decision in ('PROPOSED', 'REFUSED', 'REDACTED')),
  grounds         text not null check (length(grounds) between 10 and 1000 and grounds is nfc normalized),
  retention_until date,                                     -- as it was then; null: nothing clinical was ever recorded
  proposed_by     uuid not null references access.users on delete restrict,
  proposed_at     timestamptz not null default clock_timestamp(),
  decided_by      uuid references access.users on delete restrict,
  decided_at      timestamptz,
  redacted        jsonb,                                    -- how many rows of which tables
  check ((decision = 'PROPOSED') = (decided_at is null) and (decision = 'PROPOSED') = (decided_by is null)),
  check (decision <> 'REDACTED' or (decided_by <> proposed_by and redacted is not null))
);
create index erasures_of_patient on access.erasures (patient_id);
create unique index erasures_open on access.erasures (patient_id) where decision = 'PROPOSED';

-- emergency_access: for what was granted in the last seven days the patient is told too.
do $$
declare
  is_forced boolean := (select c.relforcerowsecurity from pg_catalog.pg_class c where c.oid = 'access.emergency_access'::regclass);
begin
  alter table access.emergency_access no force row level security;
  insert into access.patient_notices (emergency_id, patient_id, due_at)
  select e.emergency_id, e.patient_id, e.granted_at + interval '7 days' from access.emergency_access e
   where e.granted_at > clock_timestamp() - interval '7 days';
  if is_forced then alter table access.emergency_access force row level security; end if;
end $$;

-- patients: the age of a person whom nobody can name. Empty, or a constant default: one pass to check, no rewrite.
alter table medical_data.patients
  add column birth_date_is_estimate boolean not null default false,
  add column estimated_age_from smallint check (estimated_age_from between 0 and 110),
  add column estimated_age_to   smallint check (estimated_age_to <= 120),
  add constraint patients_estimate check (estimated_age_to >= estimated_age_from and (estimated_age_from is null) = (estimated_age_to is null)
                                          and (not birth_date_is_estimate or estimated_age_from is not null));
create index patients_unknown on medical_data.patients (created_at) where estimated_age_from is not null;

-- openings: the file of a case.
do $$
declare
  is_forced boolean := (select c.relforcerowsecurity from pg_catalog.pg_class c where c.oid = 'access.openings'::regclass);
begin
  alter table access.openings no force row level security;
  alter table access.openings drop constraint openings_kind_check,
    add column case_id uuid references access.privacy_cases on delete restrict,
    add constraint openings_kind_check check (kind in ('CHART', 'DIRECTORY', 'WORK_LIST', 'EMERGENCY_QUEUE', 'AUDIT', 'CASE')),
    add constraint openings_case check ((kind = 'CASE') = (case_id is not null));
  if is_forced then alter table access.openings force row level security; end if;
end $$;

-- patient_proposals: voiding a registration in error that is older than a day.
alter table medical_data.patient_proposals drop constraint patient_proposals_kind_check, drop constraint patient_proposals_check3,
  add constraint patient_proposals_kind_check check (kind in ('DECEASED', 'MERGE', 'UNMERGE', 'VOID')),
  add constraint patient_proposals_kinds check (case kind
    when 'DECEASED' then deceased_on is not null and other_patient_id is null and reason is null
    when 'VOID' then deceased_on is null and other_patient_id is null and reason is not null
    else deceased_on is null and other_patient_id is not null and reason is not null and patient_id <> other_patient_id end);

-- capabilities: who plans the shifts of the ward where she is.
do $$
declare
  is_forced boolean := (select c.relforcerowsecurity from pg_catalog.pg_class c where c.oid = 'access.capabilities'::regclass);
begin
  alter table access.capabilities no force row level security;
  alter table access.capabilities drop constraint capabilities_code_check,
    add constraint capabilities_code_check check (code in ('PRESCRIBE', 'APPROVE_BREAK_GLASS', 'MERGE_PATIENTS', 'AUDIT_READ', 'CHARGE'));
  insert into access.capabilities (code, description) values ('CHARGE', 'plans the shifts of her ward');
  if is_forced then alter table access.capabilities force row level security; end if;
end $$;

-- biomarker_types: the limits of pregnancy, as data. Starting values of the clinical reference: a named clinician has to own them.
do $$
declare
  is_forced boolean := (select c.relforcerowsecurity from pg_catalog.pg_class c where c.oid = 'medical_data.biomarker_types'::regclass);
begin
  alter table medical_data.biomarker_types no force row level security;
  insert into medical_data.biomarker_pregnancy_limits (type_id, meal_context, reference_low, reference_high, source)
  select t.type_id, v.meal, v.low, v.high, 'ADA Standards of Care 2025, pregnancy'
    from (values ('HBA1C', 'ANY', null, 5.9), ('HBA1C_IFCC', 'ANY', null, 41),
               ('GLUCOSE_FASTING', 'ANY', 70, 95), ('GLUCOSE_FASTING_SI', 'ANY', 3.9, 5.3),
               ('GLUCOSE_RANDOM', 'ANY', 63, 140), ('GLUCOSE_RANDOM_SI', 'ANY', 3.5, 7.8),
               ('GLUCOSE_CAPILLARY', 'ANY', 63, 140), ('GLUCOSE_CAPILLARY_SI', 'ANY', 3.5, 7.8),
               ('GLUCOSE_CAPILLARY', 'FASTING', 63, 95), ('GLUCOSE_CAPILLARY_SI', 'FASTING', 3.5, 5.3),
               ('GLUCOSE_CAPILLARY', 'BEFORE_MEAL', 63, 95), ('GLUCOSE_CAPILLARY_SI', 'BEFORE_MEAL', 3.5, 5.3),
               ('GLUCOSE_CAPILLARY', 'AFTER_MEAL_2H', 63, 120), ('GLUCOSE_CAPILLARY_SI', 'AFTER_MEAL_2H', 3.5, 6.7),
               ('CGM_MEAN', 'ANY', 63, 140), ('OGTT_2H', 'ANY', null, 152),
               ('GLUCOSE_SENSOR', 'ANY', 63, 140), ('GLUCOSE_SENSOR_SI', 'ANY', 3.5, 7.8)) v(code, meal, low, high)
    join medical_data.biomarker_types t on t.code = v.code;
  if is_forced then alter table medical_data.biomarker_types force row level security; end if;
end $$;

-- custom_fields: a specialty is one of the list. What was typed before becomes part of it.
do $$
declare
  fields_forced boolean := (select c.relforcerowsecurity from pg_catalog.pg_class c where c.oid = 'medical_data.custom_fields'::regclass);
  list_forced boolean := (select c.relforcerowsecurity from pg_catalog.pg_class c where c.oid = 'access.specialties'::regclass);
begin
  alter table medical_data.custom_fields no force row level security;
  alter table access.specialties no force row level security;
  insert into access.specialties (code, name_en, name_es, sort_order)
  select distinct f.specialty_code, f.specialty_code, f.specialty_code, 900 from medical_data.custom_fields f
   where f.specialty_code is not null and not exists (select 1 from access.specialties s where s.code = f.specialty_code);
  alter table medical_data.custom_fields add foreign key (specialty_code) references access.specialties on delete restrict;
  if fields_forced then alter table medical_data.custom_fields force row level security; end if;
  if list_forced then alter table access.specialties force row level security; end if;
end $$;

-- medical_observations: what somebody found severe. The table is small where a site imports nothing; the index holds assessed rows only.
create index medical_observations_by_severity on medical_data.medical_observations (severity, observed_at desc) where severity is not null;

-- settings: how long the law keeps a record after the last clinical fact.
do $$
declare
  is_forced boolean := (select c.relforcerowsecurity from pg_catalog.pg_class c where c.oid = 'access.settings'::regclass);
begin
  alter table access.settings no force row level security;
  insert into access.settings (name, value) values ('retention_years', '10');
  if is_forced then alter table access.settings force row level security; end if;
end $$;
