-- What is done besides ordering a medicine, and what was taken elsewhere or before: the regimen with its follow-up. A
-- prescription it belongs to is named with its version.
create table medical_data.treatments (
  record_id     uuid not null default gen_random_uuid(),
  version       int  not null default 1 check (version > 0),
  patient_id    uuid not null references medical_data.patients on delete restrict,
  kind          text not null check (kind in ('DIET', 'EXERCISE', 'EDUCATION', 'DEVICE', 'SURGERY', 'PSYCHOLOGICAL',
    'MEDICINE_HISTORY', 'OTHER')),
  medication    text check (length(medication) between 1 and 200 and medication is nfc normalized),
  dosage        text check (length(dosage) between 1 and 100 and dosage is nfc normalized),
  frequency     text check (length(frequency) between 1 and 100 and frequency is nfc normalized),
  starts_on     date not null check (starts_on >= date '1900-01-01'),
  ends_on       date constraint treatments_ends_on_check check (ends_on >= starts_on),
  duration_days int check (duration_days between 1 and 36500),
  status        text not null default 'ACTIVE' check (status in ('ACTIVE', 'ENDED', 'VOIDED')),
  prescription_id      uuid,
  prescription_version int,
  hormonal_considerations  text check (length(hormonal_considerations) between 1 and 1000
    and hormonal_considerations is nfc normalized),
  pregnancy_considerations text check (length(pregnancy_considerations) between 1 and 1000
    and pregnancy_considerations is nfc normalized),
  cycle_adjustments        text check (length(cycle_adjustments) between 1 and 1000 and cycle_adjustments is nfc normalized),
  effectiveness smallint check (effectiveness between 1 and 5),
  side_effects  text check (length(side_effects) between 1 and 1000 and side_effects is nfc normalized),
  adherence     smallint check (adherence between 0 and 100),
  is_ai_optimised         boolean not null default false,
  personalisation_factors text check (length(personalisation_factors) between 1 and 1000
    and personalisation_factors is nfc normalized),
  predicted_effectiveness numeric check (predicted_effectiveness between 1 and 5),
  notes         text check (length(notes) between 1 and 1000 and notes is nfc normalized),
  prescriber_id   uuid references access.practitioners on delete restrict,
  prescriber_name text,                                     -- as printed at that time
  recorded_by   uuid not null references access.users on delete restrict,
  session_id    uuid references access.sessions on delete restrict,
  recorded_at   timestamptz not null default clock_timestamp(),
  superseded_at timestamptz,
  reason        text check (length(reason) between 3 and 300 and reason is nfc normalized),
  primary key (record_id, version),
  foreign key (prescription_id, prescription_version) references medical_data.prescriptions on delete restrict,
  constraint treatments_prescription check ((prescription_id is null) = (prescription_version is null)),
  constraint treatments_medication check (kind <> 'MEDICINE_HISTORY' or medication is not null)
);
create index treatments_of_patient on medical_data.treatments (patient_id, starts_on desc);
-- A-044: by kind, and by medicine.
create index treatments_by_kind on medical_data.treatments (kind, patient_id);
create index treatments_by_medication on medical_data.treatments (medication) where medication is not null;
