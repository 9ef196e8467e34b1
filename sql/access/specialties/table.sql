-- What a practitioner is a specialist of. Forms and custom fields may belong to one.
create table access.specialties (
  code       text primary key check (code ~ '^[A-Z][A-Z_]{1,40}$'),
  name_en    text not null unique check (length(name_en) between 1 and 100),
  name_es    text not null unique check (length(name_es) between 1 and 100),
  sort_order int not null
);
