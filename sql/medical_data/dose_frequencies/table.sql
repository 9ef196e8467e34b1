-- How often: doses per day, for the daily limit; null: as needed, no daily amount can be told.
create table medical_data.dose_frequencies (
  frequency_code text primary key check (frequency_code ~ '^[A-Z][A-Z0-9_]{1,20}$'),
  doses_per_day  numeric check (doses_per_day > 0),
  name_en        text not null unique,
  name_es        text not null,
  sort_order     smallint not null
);
