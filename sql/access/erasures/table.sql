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
