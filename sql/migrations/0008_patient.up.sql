-- patient: who she is and how to reach her, her consents, her profile

alter table medical_data.patients
  add column email_encrypted   bytea,
  add column email_blind_index bytea,
  add column address_encrypted bytea,
  add column language      text check (language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$'),
  add column needs_interpreter boolean not null default false,
  add column deceased_on   date,
  add constraint patients_deceased_on_check check (deceased_on is null or (deceased_on >= birth_date and status in ('DECEASED', 'MERGED')));
-- Records that were merged into this one.
create index patients_merged_into on medical_data.patients (merged_into) where merged_into is not null;

alter table medical_data.patient_identifiers
  drop constraint patient_identifiers_system_value_key,
  drop constraint patient_identifiers_system_value_index_key,
  drop constraint patient_identifiers_type_check,
  add constraint patient_identifiers_type_check check (type in ('MR', 'NI', 'PPN', 'SS', 'MB', 'DL', 'TAX', 'JHN', 'PI'));
-- One living number of one system belongs to one patient (X-03); one recorded by mistake is ended and frees it.
create unique index patient_identifiers_value on medical_data.patient_identifiers (system, value) where ended_at is null;
create unique index patient_identifiers_value_index on medical_data.patient_identifiers (system, value_index) where ended_at is null;

-- Whom to call: people around the patient. Who they are and how to reach them is encrypted, bound to column and row
-- ('patient_contacts.name/<contact_id>' and so on); equality is found by blind index. Nothing is removed: a contact ends.
create table medical_data.patient_contacts (
  contact_id        uuid primary key default gen_random_uuid(),
  patient_id        uuid not null references medical_data.patients on delete restrict,
  kind              text not null check (kind in ('EMERGENCY', 'NEXT_OF_KIN', 'GUARDIAN', 'CAREGIVER', 'OTHER')),
  relationship      text not null check (relationship in ('SPOUSE', 'PARTNER', 'PARENT', 'CHILD', 'SIBLING', 'GRANDPARENT', 'GRANDCHILD',
                                                          'RELATIVE', 'FRIEND', 'NEIGHBOUR', 'PROFESSIONAL', 'OTHER')),
  priority          smallint not null check (priority between 1 and 9),       -- who is called first
  name_encrypted    bytea not null,
  phone_encrypted   bytea,
  phone_blind_index bytea,
  email_encrypted   bytea,
  email_blind_index bytea,
  address_encrypted bytea,
  recorded_by       uuid not null references access.users on delete restrict,
  session_id        uuid references access.sessions on delete restrict,
  ended_at          timestamptz,
  end_reason        text check (length(end_reason) between 3 and 500 and end_reason is nfc normalized),
  created_at        timestamptz not null default clock_timestamp(),
  updated_at        timestamptz not null default clock_timestamp(),
  row_version       int not null default 1,
  check (num_nonnulls(phone_encrypted, email_encrypted, address_encrypted) > 0),
  check ((phone_encrypted is null) = (phone_blind_index is null) and (email_encrypted is null) = (email_blind_index is null)),
  check ((ended_at is null) = (end_reason is null))
);
create index patient_contacts_of_patient on medical_data.patient_contacts (patient_id, priority);
-- Whose contact calls from this number, or writes from this address.
create index patient_contacts_by_phone on medical_data.patient_contacts (phone_blind_index) where phone_blind_index is not null;
create index patient_contacts_by_email on medical_data.patient_contacts (email_blind_index) where email_blind_index is not null;

-- What one person may not do to a patient's record alone: one proposes, another decides.
create table medical_data.patient_proposals (
  proposal_id uuid primary key default gen_random_uuid(),
  patient_id  uuid not null references medical_data.patients on delete restrict,
  kind        text not null check (kind in ('DECEASED', 'MERGE', 'UNMERGE')),
  deceased_on date,
  other_patient_id uuid references medical_data.patients on delete restrict,      -- the one that stays
  reason      text check (length(reason) between 3 and 500 and reason is nfc normalized),
  proposed_by uuid not null references access.users on delete restrict,
  session_id  uuid references access.sessions on delete restrict,
  proposed_at timestamptz not null default clock_timestamp(),
  decision    text check (decision in ('APPROVED', 'DENIED', 'REPLACED')),
  decided_by  uuid references access.users on delete restrict,
  decided_at  timestamptz,
  decision_reason text check (length(decision_reason) between 3 and 500 and decision_reason is nfc normalized),
  check ((decision is null) = (decided_at is null) and (decision is null) = (decided_by is null)),
  check (decision <> 'APPROVED' or decided_by <> proposed_by),
  check (decision <> 'DENIED' or decision_reason is not null),
  check ((kind = 'DECEASED') = (deceased_on is not null) and (kind = 'DECEASED') = (other_patient_id is null)
         and (kind = 'DECEASED') = (reason is null) and patient_id <> other_patient_id)
);
create index patient_proposals_of_patient on medical_data.patient_proposals (patient_id, proposed_at desc);
create unique index patient_proposals_open on medical_data.patient_proposals (patient_id, kind) where decision is null;

-- What the patient agreed to, purpose by purpose. No row: never asked, which allows nothing beyond treatment. A withdrawal is
-- a new version; what was recorded before stays.
create table medical_data.consents (
  record_id     uuid not null default gen_random_uuid(),
  version       int  not null default 1 check (version > 0),
  patient_id    uuid not null references medical_data.patients on delete restrict,
  purpose       text not null check (purpose in ('PROGRAMME', 'ANALYTICS', 'SHARING', 'EXPORT', 'RESEARCH')),
  state         text not null check (state in ('GIVEN', 'REFUSED', 'WITHDRAWN')),
  given_by      text not null check (given_by in ('PATIENT', 'GUARDIAN', 'REPRESENTATIVE')),
  method        text not null check (method in ('WRITTEN', 'VERBAL', 'ELECTRONIC')),
  form_version  text check (length(form_version) between 1 and 40 and form_version is nfc normalized),
  decided_on    date not null,
  expires_on    date constraint consents_expires_on_check check (expires_on > decided_on),
  details       text check (length(details) between 1 and 2000 and details is nfc normalized),
  recorded_by   uuid not null references access.users on delete restrict,
  recorded_by_name text not null,                           -- as printed at that time
  session_id    uuid references access.sessions on delete restrict,
  recorded_at   timestamptz not null default clock_timestamp(),
  superseded_at timestamptz,
  correction_reason text check (length(correction_reason) between 3 and 500 and correction_reason is nfc normalized),
  primary key (record_id, version),
  constraint consents_state_check1 check (state <> 'WITHDRAWN' or version > 1)
);
create index consents_of_patient on medical_data.consents (patient_id, purpose, recorded_at desc);
-- One living answer per purpose; consent_allows() looks here.
create unique index consents_living on medical_data.consents (patient_id, purpose) where superseded_at is null;

-- How the patient wants to be reached, and who may be told. No row: nobody asked; then nothing is left on an answering
-- machine and nobody is told.
create table medical_data.privacy_settings (
  record_id     uuid not null default gen_random_uuid(),
  version       int  not null default 1 check (version > 0),
  patient_id    uuid not null references medical_data.patients on delete restrict,
  may_phone     boolean not null,
  may_leave_message boolean not null,
  may_email     boolean not null,
  may_post      boolean not null,
  may_tell_relatives boolean not null,
  hide_on_boards boolean not null,                          -- no name on screens that others can see
  note          text check (length(note) between 1 and 2000 and note is nfc normalized),
  recorded_by   uuid not null references access.users on delete restrict,
  recorded_by_name text not null,                           -- as printed at that time
  session_id    uuid references access.sessions on delete restrict,
  recorded_at   timestamptz not null default clock_timestamp(),
  superseded_at timestamptz,
  correction_reason text check (length(correction_reason) between 3 and 500 and correction_reason is nfc normalized),
  primary key (record_id, version)
);
create index privacy_settings_of_patient on medical_data.privacy_settings (patient_id, recorded_at desc);
create unique index privacy_settings_living on medical_data.privacy_settings (patient_id) where superseded_at is null;

-- Women's health (A-025, A-026): the hormonal phase a doctor or nurse established on a day, and how.
create table medical_data.hormonal_profiles (
  record_id     uuid not null default gen_random_uuid(),
  version       int  not null default 1 check (version > 0),
  patient_id    uuid not null references medical_data.patients on delete restrict,
  assessed_on   date not null,
  phase         text not null check (phase in ('MENSTRUAL', 'FOLLICULAR', 'OVULATORY', 'LUTEAL', 'PREGNANT', 'POSTPARTUM', 'LACTATING',
                                               'PERIMENOPAUSE', 'POSTMENOPAUSE', 'SUPPRESSED', 'UNKNOWN')),
  method        text not null check (method in ('HISTORY', 'LABORATORY', 'ULTRASOUND', 'TRACKER')),
  has_polycystic_ovaries boolean,                           -- null: not known
  note          text check (length(note) between 1 and 2000 and note is nfc normalized),
  recorded_by   uuid not null references access.users on delete restrict,
  recorded_by_name text not null,                           -- as printed at that time
  session_id    uuid references access.sessions on delete restrict,
  recorded_at   timestamptz not null default clock_timestamp(),
  superseded_at timestamptz,
  correction_reason text check (length(correction_reason) between 3 and 500 and correction_reason is nfc normalized),
  primary key (record_id, version)
);
create index hormonal_profiles_of_patient on medical_data.hormonal_profiles (patient_id, assessed_on desc);
-- The current phase of many (A-029).
create index hormonal_profiles_by_phase on medical_data.hormonal_profiles (phase) where superseded_at is null;

-- One cycle: its first day, how long the bleeding and the cycle lasted.
create table medical_data.menstrual_cycles (
  record_id     uuid not null default gen_random_uuid(),
  version       int  not null default 1 check (version > 0),
  patient_id    uuid not null references medical_data.patients on delete restrict,
  started_on    date not null,
  period_days   smallint check (period_days between 1 and 30),
  cycle_days    smallint check (cycle_days between 10 and 200),
  flow          text check (flow in ('LIGHT', 'NORMAL', 'HEAVY')),
  regularity    text check (regularity in ('REGULAR', 'IRREGULAR', 'ABSENT')),
  note          text check (length(note) between 1 and 2000 and note is nfc normalized),
  recorded_by   uuid not null references access.users on delete restrict,
  recorded_by_name text not null,                           -- as printed at that time
  session_id    uuid references access.sessions on delete restrict,
  recorded_at   timestamptz not null default clock_timestamp(),
  superseded_at timestamptz,
  correction_reason text check (length(correction_reason) between 3 and 500 and correction_reason is nfc normalized),
  primary key (record_id, version),
  constraint menstrual_cycles_cycle_days_check1 check (period_days <= cycle_days)
);
create index menstrual_cycles_of_patient on medical_data.menstrual_cycles (patient_id, started_on desc);

-- One pregnancy from its last period to its outcome; ONGOING until there is another. Weeks are completed weeks.
create table medical_data.pregnancies (
  record_id     uuid not null default gen_random_uuid(),
  version       int  not null default 1 check (version > 0),
  patient_id    uuid not null references medical_data.patients on delete restrict,
  last_period_on date,
  due_on        date,
  outcome       text not null check (outcome in ('ONGOING', 'LIVE_BIRTH', 'STILLBIRTH', 'MISCARRIAGE', 'TERMINATION', 'ECTOPIC', 'UNKNOWN')),
  ended_on      date,
  weeks         smallint check (weeks between 2 and 45),
  children      smallint check (children between 1 and 9),
  birth_weight_g int check (birth_weight_g between 200 and 8000),
  had_gestational_diabetes boolean,
  note          text check (length(note) between 1 and 2000 and note is nfc normalized),
  recorded_by   uuid not null references access.users on delete restrict,
  recorded_by_name text not null,                           -- as printed at that time
  session_id    uuid references access.sessions on delete restrict,
  recorded_at   timestamptz not null default clock_timestamp(),
  superseded_at timestamptz,
  correction_reason text check (length(correction_reason) between 3 and 500 and correction_reason is nfc normalized),
  primary key (record_id, version),
  constraint pregnancies_due_on_check check (due_on > last_period_on and due_on <= last_period_on + 330),
  constraint pregnancies_ended_on_check check (ended_on >= last_period_on),
  constraint pregnancies_outcome_check1 check (outcome <> 'ONGOING' or (ended_on is null and birth_weight_g is null and weeks is null))
);
create index pregnancies_of_patient on medical_data.pregnancies (patient_id, last_period_on desc);
create unique index pregnancies_ongoing on medical_data.pregnancies (patient_id) where superseded_at is null and outcome = 'ONGOING';

-- Where the patient stands, established on a day; the last period where there was one.
create table medical_data.menopause_statuses (
  record_id     uuid not null default gen_random_uuid(),
  version       int  not null default 1 check (version > 0),
  patient_id    uuid not null references medical_data.patients on delete restrict,
  assessed_on   date not null,
  stage         text not null check (stage in ('PREMENOPAUSAL', 'PERIMENOPAUSAL', 'POSTMENOPAUSAL', 'SURGICAL', 'UNKNOWN')),
  last_period_on date,
  has_vasomotor_symptoms boolean,
  note          text check (length(note) between 1 and 2000 and note is nfc normalized),
  recorded_by   uuid not null references access.users on delete restrict,
  recorded_by_name text not null,                           -- as printed at that time
  session_id    uuid references access.sessions on delete restrict,
  recorded_at   timestamptz not null default clock_timestamp(),
  superseded_at timestamptz,
  correction_reason text check (length(correction_reason) between 3 and 500 and correction_reason is nfc normalized),
  primary key (record_id, version),
  constraint menopause_statuses_last_period_on_check check (last_period_on <= assessed_on)
);
create index menopause_statuses_of_patient on medical_data.menopause_statuses (patient_id, assessed_on desc);

-- Hormones taken, prescribed here or elsewhere: contraception, menopause, fertility.
create table medical_data.hormonal_therapies (
  record_id     uuid not null default gen_random_uuid(),
  version       int  not null default 1 check (version > 0),
  patient_id    uuid not null references medical_data.patients on delete restrict,
  kind          text not null check (kind in ('CONTRACEPTIVE', 'MENOPAUSAL', 'FERTILITY', 'THYROID', 'OTHER')),
  product       text not null check (length(product) between 1 and 200 and product is nfc normalized),
  route         text check (route in ('ORAL', 'TRANSDERMAL', 'VAGINAL', 'INTRAUTERINE', 'IMPLANT', 'INJECTION', 'OTHER')),
  started_on    date not null,
  ended_on      date constraint hormonal_therapies_ended_on_check check (ended_on >= started_on),
  note          text check (length(note) between 1 and 2000 and note is nfc normalized),
  recorded_by   uuid not null references access.users on delete restrict,
  recorded_by_name text not null,                           -- as printed at that time
  session_id    uuid references access.sessions on delete restrict,
  recorded_at   timestamptz not null default clock_timestamp(),
  superseded_at timestamptz,
  correction_reason text check (length(correction_reason) between 3 and 500 and correction_reason is nfc normalized),
  primary key (record_id, version)
);
create index hormonal_therapies_of_patient on medical_data.hormonal_therapies (patient_id, started_on desc);
