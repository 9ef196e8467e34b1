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
