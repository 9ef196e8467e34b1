-- Personal targets of biomarkers.
-- What a clinician agreed with one patient for one biomarker (FHIR Goal: measure, detailRange, start, lifecycleStatus). Bounds are
-- in `unit`, which is the unit of the catalogue's values, so that a value and its target are never in two units; a bound belongs
-- to the target. A change is a new version, an end too. One active target for each patient and biomarker.
create table medical_data.biomarker_targets (
  record_id     uuid not null default gen_random_uuid(),
  version       int  not null default 1 check (version > 0),
  patient_id    uuid not null references medical_data.patients on delete restrict,
  type_id       smallint not null references medical_data.biomarker_types on delete restrict,
  low           numeric,
  high          numeric,
  unit          text not null,
  starts_on     date not null,
  status        text not null check (status in ('ACTIVE', 'ENDED', 'ENTERED_IN_ERROR')),
  note          text check (length(note) between 1 and 500 and note is nfc normalized),
  recorded_by   uuid not null references access.users on delete restrict,
  recorded_by_name text not null,                           -- who set it, as printed at that time
  session_id    uuid references access.sessions on delete restrict,
  recorded_at   timestamptz not null default clock_timestamp(),
  superseded_at timestamptz,
  correction_reason text check (length(correction_reason) between 3 and 500 and correction_reason is nfc normalized),
  primary key (record_id, version),
  constraint biomarker_targets_low_check check (num_nonnulls(low, high) > 0),
  constraint biomarker_targets_high_check check (low <= high),
  constraint biomarker_targets_status_check1 check (status = 'ACTIVE' or version > 1)
);
create index biomarker_targets_of_patient on medical_data.biomarker_targets (patient_id, type_id);
create unique index biomarker_targets_living on medical_data.biomarker_targets (patient_id, type_id)
  where superseded_at is null and status = 'ACTIVE';

-- A target can lie in a sealed compartment.
do $$
declare
  forced boolean := (select c.relforcerowsecurity from pg_catalog.pg_class c where c.oid = 'access.sealed_records'::regclass);
begin
  alter table access.sealed_records no force row level security;
  alter table access.sealed_records drop constraint sealed_records_entity_check;
  alter table access.sealed_records
    add constraint sealed_records_entity_check check (entity in ('BIOMARKER', 'NOTE', 'VITAL_SIGNS', 'HISTORY', 'TEST', 'REPORT', 'ATTACHMENT',
      'PRESCRIPTION', 'TREATMENT', 'ADMINISTRATION', 'ALLERGY', 'HORMONAL_PROFILE', 'MENSTRUAL_CYCLE', 'PREGNANCY', 'MENOPAUSE',
      'HORMONAL_THERAPY', 'DIABETES', 'ENROLMENT', 'OBSERVATION', 'CUSTOM_VALUE', 'PREDICTION', 'METRIC', 'TARGET'));
  if forced then alter table access.sealed_records force row level security; end if;
end $$;

-- The unit of a field of numbers, and of each number the one it was typed in: empty in old rows, one pass without a rewrite.
do $$
declare
  t regclass;
  forced boolean;
begin
  foreach t in array array['medical_data.custom_fields', 'medical_data.custom_field_values']::regclass[] loop
    forced := (select c.relforcerowsecurity from pg_catalog.pg_class c where c.oid = t);
    execute format('alter table %s no force row level security', t);
    if t = 'medical_data.custom_fields'::regclass then
      alter table medical_data.custom_fields
        add column unit text check (length(unit) between 1 and 20 and unit is nfc normalized and unit !~ '[[:cntrl:][:space:]]'),
        add constraint custom_fields_unit_check1 check (value_type = 'NUMBER' or unit is null);
    else
      alter table medical_data.custom_field_values
        add column unit text,
        add constraint custom_field_values_unit_check check (value_number is not null or unit is null);
    end if;
    if forced then execute format('alter table %s force row level security', t); end if;
  end loop;
end $$;
