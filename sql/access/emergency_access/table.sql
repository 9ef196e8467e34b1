-- Break-glass. A grant is a row and ends by comparing expires_at with the clock; status keeps the sources' four values and
-- is only tidied; the precise phase is computed (access.emergency_phase). What may become of a row, self-grant, extension and
-- review included, is guarded by the state machine (guard_emergency_access).
create sequence access.emergency_numbers;

create table access.emergency_access (
  emergency_id     uuid primary key default gen_random_uuid(),
  emergency_number text not null unique,                    -- E-20261121-007, spoken on the telephone
  requester_id     uuid not null references access.users on delete restrict,
  requester_name   text not null,                           -- as printed at that time
  patient_id       uuid not null references medical_data.patients on delete restrict,
  reason_class     text not null check (reason_class in ('LIFE_THREAT', 'CANNOT_CONSENT', 'COVERING', 'HANDOVER_GAP',
                                                         'CRITICAL_RESULT', 'SAFEGUARDING', 'LEGAL_ORDER')),
  reason           text not null check (length(reason) between 10 and 500),
  hours            int  not null check (hours in (1, 4, 12)),
  scope            text not null default 'FULL' check (scope in ('SUMMARY', 'FULL')),
  approvals_needed int  not null check (approvals_needed in (1, 2)),   -- two where the patient blocked the requester
  requested_at     timestamptz not null default clock_timestamp(),
  lapses_at        timestamptz not null default clock_timestamp() + interval '15 minutes',
  claimed_by       uuid references access.users on delete restrict,
  claimed_at       timestamptz,
  status           text not null default 'PENDING' check (status in ('PENDING', 'APPROVED', 'DENIED', 'EXPIRED')),
  withdrawn_at     timestamptz,
  decided_at       timestamptz,
  is_self_grant    boolean not null default false,
  granted_at       timestamptz,
  expires_at       timestamptz,
  extensions       int not null default 0 check (extensions between 0 and 2),
  ended_at         timestamptz,
  ended_by         uuid references access.users on delete restrict,
  end_kind         text check (end_kind in ('CLOSED', 'REVOKED', 'SUPERSEDED')),
  end_reason       text check (length(end_reason) between 1 and 500),
  review_status    text check (review_status in ('DUE', 'IN_REVIEW', 'QUESTIONED', 'JUSTIFIED', 'INAPPROPRIATE')),
  review_due_at    timestamptz,
  reviewed_by      uuid references access.users on delete restrict,
  updated_at       timestamptz not null default clock_timestamp(),
  row_version      int not null default 1,
  review_note      text check (length(review_note) between 3 and 1000),
  check ((granted_at is null) = (expires_at is null)),
  check (expires_at > granted_at and expires_at <= granted_at + interval '24 hours'),
  check ((ended_at is null) = (end_kind is null)),
  check (ended_at is null or granted_at is not null),
  check (withdrawn_at is null or granted_at is null),
  check ((claimed_by is null) = (claimed_at is null)),
  check (requester_id is distinct from reviewed_by)
);
create index emergency_of_requester on access.emergency_access (requester_id, patient_id, expires_at);
create unique index emergency_one_pending on access.emergency_access (requester_id, patient_id) where status = 'PENDING';
create index emergency_by_time on access.emergency_access (requested_at desc);
