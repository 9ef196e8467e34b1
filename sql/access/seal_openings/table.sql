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
