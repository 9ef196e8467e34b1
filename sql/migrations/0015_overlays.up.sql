-- overlays: sealed compartments, restricted charts, relatives of the staff, what the privacy officer is told.

-- consents: a constant default, no rewrite.
alter table medical_data.consents add column without_parts text[] not null default '{}'
  check (without_parts <@ array['RESULTS', 'MEDICINES', 'NOTES', 'HISTORY', 'VITAL_SIGNS', 'WOMENS_HEALTH']);

-- A compartment of a chart that the patient closed. Proposed by one person, decided by the privacy officer; lifted the same way.
-- What lies in it is access.sealed_records; who reads it all the same, access.seal_readers and access.seal_openings.
create table access.seals (
  seal_id          uuid primary key default gen_random_uuid(),
  patient_id       uuid not null references medical_data.patients on delete restrict,
  compartment      text not null check (compartment in ('MENTAL_HEALTH', 'SEXUAL_HEALTH', 'HIV', 'ABUSE', 'GENETICS', 'CUSTOM')),
  name             text not null default '' check (length(name) <= 80 and name is nfc normalized),    -- of a free choice
  is_shown         boolean not null,                       -- others may know that something is sealed, not what
  allows_emergency boolean not null,                       -- false: not even a vital interest opens it
  instruction      text not null check (length(instruction) between 3 and 200 and instruction is nfc normalized),   -- where the signed one is filed
  reason           text not null check (length(reason) between 3 and 500 and reason is nfc normalized),
  team             uuid[] not null,                        -- as proposed
  proposed_by      uuid not null references access.users on delete restrict,
  proposed_at      timestamptz not null default clock_timestamp(),
  decision         text check (decision in ('SET', 'DENIED')),
  decided_by       uuid references access.users on delete restrict,
  decided_at       timestamptz,
  decision_reason  text check (length(decision_reason) between 3 and 500 and decision_reason is nfc normalized),
  lift_instruction text check (length(lift_instruction) between 3 and 200 and lift_instruction is nfc normalized),
  lift_proposed_by uuid references access.users on delete restrict,
  lift_proposed_at timestamptz,
  lifted_by        uuid references access.users on delete restrict,
  lifted_at        timestamptz,
  lift_reason      text check (length(lift_reason) between 3 and 500 and lift_reason is nfc normalized),
  updated_at       timestamptz not null default clock_timestamp(),
  row_version      int not null default 1,
  check ((compartment = 'CUSTOM') = (name <> '')),
  check (num_nulls(decision, decided_by, decided_at) in (0, 3)),
  check (decided_by <> proposed_by),
  check (decision <> 'DENIED' or decision_reason is not null),
  check (num_nulls(lift_instruction, lift_proposed_by, lift_proposed_at) in (0, 3)),
  check (num_nulls(lifted_by, lifted_at, lift_reason) in (0, 3)),
  check (lift_proposed_at is null or decision = 'SET'),
  check (lifted_at is null or (lift_proposed_at is not null and lifted_by <> lift_proposed_by))
);
-- Looked at by every reader of the chart.
create index seals_of_patient on access.seals (patient_id, proposed_at desc);
create unique index seals_living on access.seals (patient_id, compartment, name) where lifted_at is null and decision is distinct from 'DENIED';
-- What waits for the privacy officer.
create index seals_waiting on access.seals (proposed_at) where decision is null or (lift_proposed_at is not null and lifted_at is null);

-- The author team of a seal: its members read what it holds, with a reason for access like everybody.
create table access.seal_readers (
  seal_id   uuid not null references access.seals on delete restrict,
  user_id   uuid not null references access.users on delete restrict,
  starts_at timestamptz not null default clock_timestamp(),
  ends_at   timestamptz not null default 'infinity',
  primary key (seal_id, user_id)
);

-- Which facts lie in a sealed compartment: all versions of a record. Identifiers are random and used once, so that one list
-- serves every table, and what hangs on a record (its notes, doses, files) is hidden with it.
create table access.sealed_records (
  seal_id        uuid not null references access.seals on delete restrict,
  record_id      uuid not null,
  patient_id     uuid not null references medical_data.patients on delete restrict,
  entity         text not null check (entity in ('BIOMARKER', 'NOTE', 'VITAL_SIGNS', 'HISTORY', 'TEST', 'REPORT', 'ATTACHMENT', 'PRESCRIPTION',
    'TREATMENT', 'ADMINISTRATION', 'ALLERGY', 'HORMONAL_PROFILE', 'MENSTRUAL_CYCLE', 'PREGNANCY', 'MENOPAUSE', 'HORMONAL_THERAPY',
    'DIABETES', 'ENROLMENT', 'OBSERVATION', 'CUSTOM_VALUE', 'PREDICTION', 'METRIC')),
  sealed_by      uuid not null references access.users on delete restrict,
  session_id     uuid references access.sessions on delete restrict,
  sealed_at      timestamptz not null default clock_timestamp(),
  released_by    uuid references access.users on delete restrict,
  released_at    timestamptz,
  release_reason text check (length(release_reason) between 3 and 500 and release_reason is nfc normalized),
  primary key (seal_id, record_id),
  check (num_nulls(released_by, released_at, release_reason) in (0, 3))
);
-- Behind every policy: mostly nothing.
create index sealed_records_of_patient on access.sealed_records (patient_id, seal_id, record_id) where released_at is null;
-- "Is this record sealed", for writing and for checks of prescriptions.
create index sealed_records_by_record on access.sealed_records (record_id) where released_at is null;

-- Somebody outside the author team looks into sealed compartments: one of them, or (no seal_id) all that the ground opens. In this
-- session, for thirty minutes, from the next transaction on; like an opening of a chart.
create table access.seal_openings (
  opening_id     uuid primary key default gen_random_uuid(),
  opening_number bigint not null default nextval('access.opening_numbers'),
  session_id     uuid not null references access.sessions on delete restrict,
  user_id        uuid not null references access.users on delete restrict,
  patient_id     uuid not null references medical_data.patients on delete restrict,
  seal_id        uuid references access.seals on delete restrict,
  ground         text not null check (ground in ('CONSENT', 'LEGAL', 'VITAL')),
  reason         text not null check (length(reason) between 10 and 500 and reason is nfc normalized),
  emergency_id   uuid references access.emergency_access on delete restrict,
  opened_at      timestamptz not null default clock_timestamp(),
  expires_at     timestamptz not null default clock_timestamp() + interval '30 minutes',
  opened_xid     xid8 not null default pg_current_xact_id(),
  check ((ground = 'VITAL') = (emergency_id is not null))
);
create index seal_openings_of_session on access.seal_openings (session_id, expires_at);
create index seal_openings_of_patient on access.seal_openings (patient_id, opened_at desc);

-- Processing of a chart is restricted (GDPR Art. 18): it is read, not written, and in no list. Set and ended by the privacy officer.
create table access.restrictions (
  restriction_id uuid primary key default gen_random_uuid(),
  patient_id     uuid not null references medical_data.patients on delete restrict,
  ground         text not null check (ground in ('ACCURACY', 'UNLAWFUL', 'CLAIMS', 'OBJECTION')),     -- Art. 18(1) a to d
  reason         text not null check (length(reason) between 3 and 500 and reason is nfc normalized),
  started_by     uuid not null references access.users on delete restrict,
  started_at     timestamptz not null default clock_timestamp(),
  ended_by       uuid references access.users on delete restrict,
  ended_at       timestamptz,
  end_reason     text check (length(end_reason) between 3 and 500 and end_reason is nfc normalized),
  check (num_nulls(ended_by, ended_at, end_reason) in (0, 3))
);
create index restrictions_of_patient on access.restrictions (patient_id, started_at desc);
create unique index restrictions_living on access.restrictions (patient_id) where ended_at is null;

-- A member of staff is a relative of a patient: she gives a reason each 24 hours, the privacy officer is told, and she approves no
-- emergency access to that chart.
create table access.relatives (
  patient_id  uuid not null references medical_data.patients on delete restrict,
  user_id     uuid not null references access.users on delete restrict,
  relation    text not null check (relation in ('PARTNER', 'PARENT', 'CHILD', 'SIBLING', 'OTHER_FAMILY', 'HOUSEHOLD', 'FRIEND')),
  declared_by uuid not null references access.users on delete restrict,        -- herself, or the privacy officer
  declared_at timestamptz not null default clock_timestamp(),
  ended_by    uuid references access.users on delete restrict,
  ended_at    timestamptz,
  end_reason  text check (length(end_reason) between 3 and 500 and end_reason is nfc normalized),
  primary key (user_id, patient_id),
  check (num_nulls(ended_by, ended_at, end_reason) in (0, 3))
);
create index relatives_of_patient on access.relatives (patient_id);

-- What the privacy officer is told the same day. Who and whose chart, no content.
create table access.privacy_notices (
  notice_id  uuid primary key default gen_random_uuid(),
  kind       text not null check (kind in ('RELATIVE_DECLARED', 'RELATIVE_OPENED', 'SEAL_OPENED', 'SEAL_PROPOSED')),
  patient_id uuid not null references medical_data.patients on delete restrict,
  user_id    uuid not null references access.users on delete restrict,
  detail     text check (length(detail) between 1 and 500),
  created_at timestamptz not null default clock_timestamp(),
  seen_by    uuid references access.users on delete restrict,
  seen_at    timestamptz,
  check ((seen_by is null) = (seen_at is null))
);
create index privacy_notices_unseen on access.privacy_notices (created_at) where seen_at is null;
create index privacy_notices_of_patient on access.privacy_notices (patient_id, created_at desc);
