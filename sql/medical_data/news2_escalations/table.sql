-- A NEWS2 that asks for somebody: raised by the row of vital signs, answered once, with what was done or why nothing was needed.
create table medical_data.news2_escalations (
  escalation_id   uuid primary key default gen_random_uuid(),
  patient_id      uuid not null references medical_data.patients on delete restrict,
  record_id       uuid not null,
  version         int  not null,
  level           text not null check (level in ('SINGLE_3', 'MEDIUM', 'HIGH')),
  raised_at       timestamptz not null default clock_timestamp(),
  action          text check (action in ('ESCALATED', 'NOT_NEEDED', 'CORRECTED')),
  answer          text check (length(answer) between 3 and 500 and answer is normalized),
  answered_by     uuid references access.users on delete restrict,
  answered_by_name text check (length(answered_by_name) between 1 and 100),
  session_id      uuid references access.sessions on delete restrict,
  answered_at     timestamptz,
  foreign key (record_id, version) references medical_data.vital_signs on delete restrict,
  unique (record_id, version),
  check (num_nonnulls(action, answer, answered_by, answered_by_name, answered_at) in (0, 5))
);
create index news2_escalations_of_patient on medical_data.news2_escalations (patient_id, raised_at desc);
-- What a ward board shows: few of all that ever were.
create index news2_escalations_open on medical_data.news2_escalations (patient_id) where answered_at is null;
