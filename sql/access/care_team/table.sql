create table access.care_team (
  patient_id uuid not null references medical_data.patients on delete restrict,
  user_id    uuid not null references access.users on delete restrict,
  starts_at  timestamptz not null default clock_timestamp(),
  ends_at    timestamptz not null default 'infinity',
  primary key (user_id, patient_id, starts_at),
  check (starts_at < ends_at)
);
create index care_team_of_patient on access.care_team (patient_id);
