-- strength: amount per dose unit; null: the dose is the ingredient's own amount.
create table medical_data.medication_ingredients (
  medication_id smallint not null references medical_data.medications on delete restrict,
  ingredient_id smallint not null references medical_data.ingredients on delete restrict,
  strength      numeric check (strength > 0),
  strength_unit text,
  primary key (medication_id, ingredient_id),
  constraint medication_ingredients_strength check ((strength is null) = (strength_unit is null))
);
