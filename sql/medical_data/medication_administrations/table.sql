-- The administration record: what was due, given, refused or omitted. A high-alert medicine counts as given only when another
-- person has checked it within ten minutes: until then the version awaits its check.
create table medical_data.medication_administrations (
  record_id       uuid not null default gen_random_uuid(),
  version         int  not null default 1 check (version > 0),
  patient_id      uuid not null references medical_data.patients on delete restrict,
  prescription_id uuid not null,
  prescription_version int not null,
  medication      text not null,                            -- as printed at that time
  scheduled_at    timestamptz,
  status          text not null check (status in ('SCHEDULED', 'AWAITING_CHECK', 'GIVEN', 'REFUSED', 'OMITTED', 'VOIDED')),
  given_at        timestamptz,
  dose_amount     numeric check (dose_amount > 0 and dose_amount < 'Infinity'),
  dose_unit       text not null,
  route           text not null,
  needs_second_check boolean not null,
  administered_by uuid references access.users on delete restrict,
  administered_by_name text,
  administered_recorded_at timestamptz,
  checked_by      uuid references access.users on delete restrict,
  checked_by_name text,
  glucose_id      uuid,                                     -- what the meter showed before insulin
  glucose_version int,
  reason          text check (length(reason) between 3 and 300 and reason is nfc normalized),
  recorded_by     uuid not null references access.users on delete restrict,
  session_id      uuid references access.sessions on delete restrict,
  recorded_at     timestamptz not null default clock_timestamp(),
  superseded_at   timestamptz,
  primary key (record_id, version),
  foreign key (prescription_id, prescription_version) references medical_data.prescriptions on delete restrict,
  foreign key (glucose_id, glucose_version) references medical_data.biomarkers on delete restrict,
  constraint medication_administrations_scheduled check (status <> 'SCHEDULED'
    or (scheduled_at is not null and administered_by is null)),
  constraint medication_administrations_given check (status not in ('AWAITING_CHECK', 'GIVEN')
    or num_nulls(given_at, dose_amount, administered_by) = 0),
  constraint medication_administrations_checked check (status <> 'GIVEN' or not needs_second_check
    or (checked_by is not null and checked_by <> administered_by)),
  constraint medication_administrations_why check (status not in ('REFUSED', 'OMITTED', 'VOIDED') or reason is not null)
);
create index medication_administrations_of_patient on medical_data.medication_administrations (patient_id, recorded_at desc);
create index medication_administrations_of_prescription on medical_data.medication_administrations (prescription_id,
  given_at desc);
-- One scheduled time of a prescription once.
create unique index medication_administrations_once on medical_data.medication_administrations (prescription_id, scheduled_at)
  where superseded_at is null and status <> 'VOIDED';
-- What a ward board counts: doses that nobody answered yet, or that wait for a second person.
create index medication_administrations_waiting on medical_data.medication_administrations (patient_id)
  where superseded_at is null and status in ('SCHEDULED', 'AWAITING_CHECK');
