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
