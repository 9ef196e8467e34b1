-- Kidney limits are eGFR in mL/min/{1.73_m2}; null with renal_is_known: none needed. Thresholds are data of a clinical owner.
create table medical_data.ingredients (
  ingredient_id     smallint primary key check (ingredient_id > 0),
  name              text not null unique check (length(name) between 2 and 100),
  name_es           text not null,
  pregnancy         text not null check (pregnancy in ('USUAL', 'CAUTION', 'AVOID', 'UNKNOWN')),
  renal_is_known    boolean not null,
  renal_avoid_below numeric check (renal_avoid_below between 1 and 120),
  renal_reduce_below numeric check (renal_reduce_below between 1 and 120),
  source            text not null,
  constraint ingredients_renal check (renal_is_known or (renal_avoid_below is null and renal_reduce_below is null))
);
