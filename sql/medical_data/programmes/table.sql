-- Programmes with their conditions, as data. Who may be enrolled is checked by the database at enrolment (X-01).
create table medical_data.programmes (
  code       text primary key check (code ~ '^[A-Z][A-Z0-9_]{1,40}$'),
  name_en    text not null check (length(name_en) between 1 and 100 and name_en is nfc normalized),
  name_es    text not null check (length(name_es) between 1 and 100 and name_es is nfc normalized),
  sex        text check (sex in ('FEMALE', 'MALE')),        -- null: any
  min_age    smallint not null check (min_age between 0 and 150),
  max_age    smallint not null check (max_age between 0 and 150),
  check (min_age <= max_age)
);
