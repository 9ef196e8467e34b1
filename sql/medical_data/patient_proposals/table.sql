-- What one person may not do to a patient's record alone: one proposes, another decides.
create table medical_data.patient_proposals (
  proposal_id uuid primary key default gen_random_uuid(),
  patient_id  uuid not null references medical_data.patients on delete restrict,
  kind        text not null check (kind in ('DECEASED')),
  deceased_on date not null,
  proposed_by uuid not null references access.users on delete restrict,
  session_id  uuid references access.sessions on delete restrict,
  proposed_at timestamptz not null default clock_timestamp(),
  decision    text check (decision in ('APPROVED', 'REPLACED')),
  decided_by  uuid references access.users on delete restrict,
  decided_at  timestamptz,
  check ((decision is null) = (decided_at is null) and (decision is null) = (decided_by is null)),
  check (decision <> 'APPROVED' or decided_by <> proposed_by)
);
create index patient_proposals_of_patient on medical_data.patient_proposals (patient_id, proposed_at desc);
create unique index patient_proposals_open on medical_data.patient_proposals (patient_id, kind) where decision is null;
