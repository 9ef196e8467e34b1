create table medical_data.medication_interactions (
  interaction_id smallint primary key check (interaction_id > 0),
  atc_a     text not null check (atc_a ~ '^[A-Z][A-Z0-9]{0,6}$'),
  atc_b     text not null check (atc_b ~ '^[A-Z][A-Z0-9]{0,6}$'),
  severity  text not null check (severity in ('CONTRAINDICATED', 'MAJOR', 'MODERATE', 'MINOR')),
  effect_en text not null,
  effect_es text not null,
  dated     date not null,
  valid_to  date check (valid_to >= dated),
  source    text not null,
  unique (atc_a, atc_b, dated)
);
