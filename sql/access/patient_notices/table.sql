-- BG-22: the patient is told of each emergency access within seven days. Made by the grant itself (functions.sql); it can be
-- put off with a justification, and is done when it was sent.
create table access.patient_notices (
  notice_id    uuid primary key default gen_random_uuid(),
  emergency_id uuid not null unique references access.emergency_access on delete restrict,
  patient_id   uuid not null references medical_data.patients on delete restrict,
  due_at       timestamptz not null,
  delayed_until timestamptz,
  delay_class  text check (delay_class in ('VITAL_INTEREST', 'SAFEGUARDING', 'LEGAL_ORDER')),
  delay_reason text check (length(delay_reason) between 10 and 500 and delay_reason is nfc normalized),
  delayed_by   uuid references access.users on delete restrict,
  delayed_at   timestamptz,
  sent_on      date,
  channel      text check (channel in ('LETTER', 'PORTAL', 'IN_PERSON', 'REPRESENTATIVE')),
  sent_by      uuid references access.users on delete restrict,
  created_at   timestamptz not null default clock_timestamp(),
  check (num_nulls(delayed_until, delay_class, delay_reason, delayed_by, delayed_at) in (0, 5)),
  check (delayed_until is null or delayed_until <= delayed_at + interval '90 days'),
  check (num_nulls(sent_on, channel, sent_by) in (0, 3))
);
create index patient_notices_of_patient on access.patient_notices (patient_id);
-- The work list of the privacy officer.
create index patient_notices_to_send on access.patient_notices (due_at) where sent_on is null;
