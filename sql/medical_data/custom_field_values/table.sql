-- What stands in such a field: one column for each type, and exactly the one of the field's type is filled (C-017). Cleared is a
-- version too. Not readable by people themselves: each field has its own list of roles, which api.custom_values applies.
create table medical_data.custom_field_values (
  record_id     uuid not null default gen_random_uuid(),
  version       int  not null default 1 check (version > 0),
  patient_id    uuid not null references medical_data.patients on delete restrict,
  field_id      uuid not null,
  value_type    text not null,
  entity_id     uuid,                                       -- null: the patient herself
  value_text    text check (length(value_text) between 1 and 2000 and value_text is nfc normalized),
  value_number  numeric check (value_number > '-Infinity' and value_number < 'Infinity'),
  value_date    date check (value_date > '-infinity' and value_date < 'infinity'),
  value_boolean boolean,
  value_choice  text,
  is_cleared    boolean not null,
  recorded_by   uuid not null references access.users on delete restrict,
  recorded_by_name text not null,                           -- as printed at that time
  session_id    uuid references access.sessions on delete restrict,
  recorded_at   timestamptz not null default clock_timestamp(),
  superseded_at timestamptz,
  correction_reason text check (length(correction_reason) between 3 and 500 and correction_reason is nfc normalized),
  unit text,                                                -- of the number, as the field had it when it was typed
  primary key (record_id, version),
  foreign key (field_id, value_type) references medical_data.custom_fields (field_id, value_type) on delete restrict,
  constraint custom_field_values_value_choice_fkey foreign key (field_id, value_choice) references medical_data.custom_field_choices (field_id, code) on delete restrict,
  constraint custom_field_values_unit_check check (value_number is not null or unit is null),
  constraint custom_field_values_value_check check (
    case when is_cleared then num_nonnulls(value_text, value_number, value_date, value_boolean, value_choice) = 0 and version > 1
         else num_nonnulls(value_text, value_number, value_date, value_boolean, value_choice) = 1
              and case value_type when 'TEXT' then value_text is not null when 'NUMBER' then value_number is not null
                                  when 'DATE' then value_date is not null when 'BOOLEAN' then value_boolean is not null
                                  when 'CHOICE' then value_choice is not null end end)
);
create index custom_field_values_of_patient on medical_data.custom_field_values (patient_id, field_id);
create unique index custom_field_values_living on medical_data.custom_field_values (patient_id, field_id, coalesce(entity_id, patient_id))
  where superseded_at is null;
