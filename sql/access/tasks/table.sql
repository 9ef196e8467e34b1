-- Something about one patient that one person hands to another by name. Taken it is her reason for access "task" until it is
-- closed or over: 24 hours at most.
create table access.tasks (
  task_id    uuid primary key default gen_random_uuid(),
  patient_id uuid not null references medical_data.patients on delete restrict,
  from_user  uuid not null references access.users on delete restrict,
  from_name  text not null,                                 -- as printed at that time
  to_user    uuid not null references access.users on delete restrict,
  to_name    text not null,
  what       text not null check (length(what) between 3 and 200 and what is nfc normalized),
  handed_at  timestamptz not null default clock_timestamp(),
  ends_at    timestamptz not null,
  taken_at   timestamptz,
  closed_at  timestamptz,
  outcome    text check (outcome in ('DONE', 'DECLINED', 'WITHDRAWN')),
  note       text check (length(note) between 1 and 200 and note is nfc normalized),
  session_id uuid references access.sessions on delete restrict,
  check (from_user <> to_user),
  check (ends_at > handed_at and ends_at <= handed_at + interval '24 hours'),
  check ((closed_at is null) = (outcome is null)),
  check (outcome <> 'DONE' or taken_at is not null)
);
-- The reason for access, and the list of who has to do it.
create index tasks_as_reason on access.tasks (to_user, patient_id, ends_at);
create index tasks_from on access.tasks (from_user, handed_at desc);
create index tasks_of_patient on access.tasks (patient_id);
