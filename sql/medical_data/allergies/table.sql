-- Allergies: the catalogue. A substance or a class of medicines by the beginning of its ATC codes; what has no medicine
-- behind it (food, latex) has none.
create table medical_data.allergies (
  allergy_id  smallint primary key check (allergy_id > 0),
  code        text not null unique check (code ~ '^[A-Z][A-Z0-9_]{1,40}$'),
  name_en     text not null unique,
  name_es     text not null,
  kind        text not null check (kind in ('MEDICINE', 'MEDICINE_CLASS', 'FOOD', 'CONTACT', 'ENVIRONMENT')),
  code_system text not null check (code_system in ('ATC', 'LOCAL')),
  system_code text not null check (length(system_code) between 1 and 20),
  is_active   boolean not null default true,
  unique (code_system, system_code),
  constraint allergies_of_medicines check ((kind in ('MEDICINE', 'MEDICINE_CLASS')) = (code_system = 'ATC'))
);
