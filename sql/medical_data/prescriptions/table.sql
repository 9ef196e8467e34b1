create table medical_data.prescriptions (
  record_id       uuid not null default gen_random_uuid(),
  version         int  not null default 1 check (version > 0),
  patient_id      uuid not null references medical_data.patients on delete restrict,
  medication      text not null check (length(medication) between 1 and 200),
  dose_amount     numeric not null check (dose_amount > 0 and dose_amount < 'Infinity'),
  dose_unit       text not null check (length(dose_unit) between 1 and 40 and dose_unit not in ('U', 'IU')),
  route           text not null check (length(route) between 1 and 40),
  frequency       text not null check (length(frequency) between 1 and 80),
  starts_on       date not null,
  ends_on         date check (ends_on >= starts_on),
  status          text not null default 'ACTIVE'
                  check (status in ('ACTIVE', 'ON_HOLD', 'COMPLETED', 'STOPPED', 'CANCELLED', 'VOIDED')),
  prescriber_id   uuid not null references access.practitioners on delete restrict,
  prescriber_name text not null,                            -- as printed at that time
  recorded_by     uuid not null references access.users on delete restrict,
  session_id      uuid references access.sessions on delete restrict,
  recorded_at     timestamptz not null default clock_timestamp(),
  superseded_at   timestamptz,
  -- The medicine and the frequency of the catalogues, where they are there; the words above are as printed at that time.
  medication_id  smallint references medical_data.medications on delete restrict,
  frequency_code text references medical_data.dose_frequencies on delete restrict,
  indication     text check (length(indication) between 2 and 200 and indication is nfc normalized),
  instructions   text check (length(instructions) between 2 and 300 and instructions is nfc normalized),
  reason         text check (length(reason) between 3 and 300 and reason is nfc normalized),   -- of this version
  -- Goes on after another one: which version of it was renewed.
  renews         uuid,
  renews_version int,
  primary key (record_id, version),
  constraint prescriptions_renews_check check ((renews is null) = (renews_version is null) and renews <> record_id),
  constraint prescriptions_renews_fkey foreign key (renews, renews_version) references medical_data.prescriptions on delete restrict
);
create index prescriptions_of_patient on medical_data.prescriptions (patient_id, starts_on desc);
-- Whether an order was renewed already.
create index prescriptions_renews on medical_data.prescriptions (renews) where renews is not null and superseded_at is null;
