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
