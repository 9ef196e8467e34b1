-- Fields that a site adds, per entity and, where one is named, per specialty (its code). What may stand in them is data here
-- and checked by the database (medical_data.check_custom_value). A field ends; its values stay.
create table medical_data.custom_fields (
  field_id    uuid primary key default gen_random_uuid(),
  code        text not null unique check (code ~ '^[A-Z][A-Z0-9_]{1,40}$'),
  entity      text not null check (entity in ('PATIENT', 'CONSULTATION', 'PRESCRIPTION', 'MEDICAL_TEST', 'MEDICAL_REPORT')),
  specialty_code text check (specialty_code ~ '^[A-Z][A-Z0-9_]{1,40}$') references access.specialties on delete restrict,
  name_en     text not null check (length(name_en) between 1 and 100 and name_en is nfc normalized),
  name_es     text not null check (length(name_es) between 1 and 100 and name_es is nfc normalized),
  value_type  text not null check (value_type in ('TEXT', 'NUMBER', 'DATE', 'BOOLEAN', 'CHOICE')),
  is_administrative boolean not null,                       -- nothing clinical: reception may be on its role list
  min_number  numeric,
  max_number  numeric,
  max_length  int check (max_length between 1 and 2000),
  sort_order  int not null default 0,
  ended_at    timestamptz,
  created_at  timestamptz not null default clock_timestamp(),
  updated_at  timestamptz not null default clock_timestamp(),
  row_version int not null default 1,
  unit        text check (length(unit) between 1 and 20 and unit is nfc normalized and unit !~ '[[:cntrl:][:space:]]'),
  unique (field_id, value_type),
  constraint custom_fields_max_number_check check (min_number <= max_number),
  constraint custom_fields_min_number_check check (value_type = 'NUMBER' or num_nonnulls(min_number, max_number) = 0),
  constraint custom_fields_unit_check1 check (value_type = 'NUMBER' or unit is null),
  constraint custom_fields_max_length_check1 check ((value_type = 'TEXT') = (max_length is not null))
);
