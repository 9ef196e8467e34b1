-- While a hold lives nothing of this patient is erased, whatever period is over.
create table access.legal_holds (
  hold_id     uuid primary key default gen_random_uuid(),
  patient_id  uuid not null references medical_data.patients on delete restrict,
  case_id     uuid not null references access.privacy_cases on delete restrict,
  reason      text not null check (length(reason) between 10 and 500 and reason is nfc normalized),
  placed_by   uuid not null references access.users on delete restrict,
  placed_at   timestamptz not null default clock_timestamp(),
  lifted_by   uuid references access.users on delete restrict,
  lifted_at   timestamptz,
  lift_reason text check (length(lift_reason) between 10 and 500 and lift_reason is nfc normalized),
  check (num_nulls(lifted_by, lifted_at, lift_reason) in (0, 3))
);
create index legal_holds_of_patient on access.legal_holds (patient_id);
create unique index legal_holds_living on access.legal_holds (case_id, patient_id) where lifted_at is null;
