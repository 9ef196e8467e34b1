create table medical_data.ingredient_codes (
  ingredient_id smallint not null references medical_data.ingredients on delete restrict,
  atc           text not null check (atc ~ '^[A-Z][0-9]{2}[A-Z]{2}[0-9]{2}$'),
  primary key (ingredient_id, atc)
);
