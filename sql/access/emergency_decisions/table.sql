-- One row per approver who decided; append-only.
create table access.emergency_decisions (
  emergency_id  uuid not null references access.emergency_access on delete restrict,
  approver_id   uuid not null references access.users on delete restrict,
  approver_name text not null,                              -- as printed at that time
  decision      text not null check (decision in ('APPROVED', 'DENIED')),
  hours         int check (hours in (1, 4, 12)),
  reason        text check (length(reason) between 3 and 500),
  decided_at    timestamptz not null default clock_timestamp(),
  primary key (emergency_id, approver_id),
  check ((decision = 'APPROVED') = (hours is not null)),
  check (decision = 'APPROVED' or reason is not null)
);
