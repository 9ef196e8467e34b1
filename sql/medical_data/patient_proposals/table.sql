-- What one person may not do to a patient's record alone: one proposes, another decides.
create table medical_data.patient_proposals (
  proposal_id uuid primary key default gen_random_uuid(),
  patient_id  uuid not null references medical_data.patients on delete restrict,
  kind        text not null check (kind in ('DECEASED', 'MERGE', 'UNMERGE', 'VOID', 'PROTECT', 'UNPROTECT', 'BLOCK', 'UNBLOCK')),
  deceased_on date,
  other_patient_id uuid references medical_data.patients on delete restrict,      -- the one that stays
  reason      text check (length(reason) between 3 and 500 and reason is nfc normalized),
  proposed_by uuid not null references access.users on delete restrict,
  session_id  uuid references access.sessions on delete restrict,
  proposed_at timestamptz not null default clock_timestamp(),
  decision    text check (decision in ('APPROVED', 'DENIED', 'REPLACED')),
  decided_by  uuid references access.users on delete restrict,
  decided_at  timestamptz,
  decision_reason text check (length(decision_reason) between 3 and 500 and decision_reason is nfc normalized),
  about_user  uuid references access.users on delete restrict,                    -- whom the patient does not want, or does again
  check ((decision is null) = (decided_at is null) and (decision is null) = (decided_by is null)),
  check (decision <> 'APPROVED' or decided_by <> proposed_by),
  check (decision <> 'DENIED' or decision_reason is not null),
  constraint patient_proposals_kinds check (case kind
    when 'DECEASED' then deceased_on is not null and other_patient_id is null and reason is null
    when 'VOID' then deceased_on is null and other_patient_id is null and reason is not null
    when 'PROTECT' then deceased_on is null and other_patient_id is null and reason is not null
    when 'UNPROTECT' then deceased_on is null and other_patient_id is null and reason is not null
    when 'BLOCK' then deceased_on is null and other_patient_id is null and reason is not null
    when 'UNBLOCK' then deceased_on is null and other_patient_id is null and reason is not null
    else deceased_on is null and other_patient_id is not null and reason is not null and patient_id <> other_patient_id end),
  constraint patient_proposals_about check ((about_user is not null) = (kind in ('BLOCK', 'UNBLOCK')))
);
create index patient_proposals_of_patient on medical_data.patient_proposals (patient_id, proposed_at desc);
create unique index patient_proposals_open on medical_data.patient_proposals (patient_id, kind, about_user) nulls not distinct
  where decision is null;
