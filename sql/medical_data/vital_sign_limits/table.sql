-- What may be typed for an adult, as data: beyond hard it is refused, beyond confirm it is asked back. Owned by a named clinician.
-- code is the column of vital_signs. Children are held to that table's own, wider limits.
create table medical_data.vital_sign_limits (
  code         text primary key check (code ~ '^[a-z][a-z0-9_]{1,40}$'),
  loinc        text not null,
  unit         text not null,                               -- UCUM
  name_en      text not null,
  name_es      text not null,
  decimals     smallint not null check (decimals between 0 and 1),
  hard_low     numeric not null,
  hard_high    numeric not null,
  confirm_low  numeric,
  confirm_high numeric,
  sort_order   int not null check (sort_order > 0),
  check (hard_low < hard_high and confirm_low >= hard_low and confirm_high <= hard_high)
);
