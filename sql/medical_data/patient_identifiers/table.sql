-- Numbers that others gave the patient: record numbers elsewhere, insurers, national identifiers. Those that identify a
-- person by law are stored encrypted and found by their blind index.
create table medical_data.patient_identifiers (
  identifier_id   uuid primary key default gen_random_uuid(),
  patient_id      uuid not null references medical_data.patients on delete restrict,
  system          text not null check (length(system) between 1 and 200),     -- a URI, as in FHIR Identifier.system
  type            text not null check (type in ('MR', 'NI', 'PPN', 'SS', 'MB', 'DL', 'TAX', 'JHN', 'PI')),  -- HL7 table 0203
  value           text check (length(value) between 1 and 100),
  value_encrypted bytea,
  value_index     bytea,
  assigner        text,
  created_at      timestamptz not null default clock_timestamp(),
  ended_at        timestamptz,
  check ((value is null) <> (value_encrypted is null) and (value_encrypted is null) = (value_index is null))
);
create index patient_identifiers_of_patient on medical_data.patient_identifiers (patient_id);
-- One living number of one system belongs to one patient (X-03); one recorded by mistake is ended and frees it.
create unique index patient_identifiers_value on medical_data.patient_identifiers (system, value) where ended_at is null;
create unique index patient_identifiers_value_index on medical_data.patient_identifiers (system, value_index) where ended_at is null;
