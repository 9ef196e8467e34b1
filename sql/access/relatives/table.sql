-- A member of staff is a relative of a patient: she gives a reason each 24 hours, the privacy officer is told, and she approves no
-- emergency access to that chart.
create table access.relatives (
  patient_id  uuid not null references medical_data.patients on delete restrict,
  user_id     uuid not null references access.users on delete restrict,
  relation    text not null check (relation in ('PARTNER', 'PARENT', 'CHILD', 'SIBLING', 'OTHER_FAMILY', 'HOUSEHOLD', 'FRIEND')),
  declared_by uuid not null references access.users on delete restrict,        -- herself, or the privacy officer
  declared_at timestamptz not null default clock_timestamp(),
  ended_by    uuid references access.users on delete restrict,
  ended_at    timestamptz,
  end_reason  text check (length(end_reason) between 3 and 500 and end_reason is nfc normalized),
  primary key (user_id, patient_id),
  check (num_nulls(ended_by, ended_at, end_reason) in (0, 3))
);
create index relatives_of_patient on access.relatives (patient_id);
