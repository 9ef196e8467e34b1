create table medical_data.medications (
  medication_id smallint primary key check (medication_id > 0),
  name          text not null unique check (length(name) between 2 and 100),
  name_es       text not null,
  tall_man      text check (lower(tall_man) = name),
  dose_unit     text not null check (dose_unit in ('mg', 'g', 'micrograms', 'units', 'mL', 'mmol', 'tablets')),
  is_high_alert boolean not null default false,             -- a second person checks before it counts as given
  is_active     boolean not null default true
);
