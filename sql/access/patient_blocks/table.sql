-- A patient does not want this member of staff. Only a grant with two approvers opens the chart for her.
create table access.patient_blocks (
  patient_id uuid not null references medical_data.patients on delete restrict,
  user_id    uuid not null references access.users on delete restrict,
  starts_at  timestamptz not null default clock_timestamp(),
  ends_at    timestamptz not null default 'infinity',
  primary key (user_id, patient_id)
);
