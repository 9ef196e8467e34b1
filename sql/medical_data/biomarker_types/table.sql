-- The catalogue: thresholds are data, owned by a named clinician. Values are in `unit` (UCUM).
create table medical_data.biomarker_types (
  type_id        smallint primary key check (type_id > 0),
  code           text not null unique check (code ~ '^[A-Z][A-Z0-9_]{1,40}$'),
  loinc          text not null,
  name_en        text not null,
  name_es        text not null,
  unit           text not null,
  decimals       smallint not null check (decimals between 0 and 4),
  reference_low  numeric,
  reference_high numeric,
  critical_low   numeric,
  critical_high  numeric,
  plausible_low  numeric not null,
  plausible_high numeric not null,
  nurse_may_record boolean not null default false,
  sort_order     smallint not null,
  check (reference_low <= reference_high and plausible_low < plausible_high),
  check (critical_low <= reference_low and critical_high >= reference_high)
);
