-- What is normal while somebody is pregnant, where that differs: for a meal context, or ANY. Values are in the unit of the type.
create table medical_data.biomarker_pregnancy_limits (
  type_id        smallint not null references medical_data.biomarker_types on delete restrict,
  meal_context   text not null check (meal_context in ('ANY', 'FASTING', 'BEFORE_MEAL', 'AFTER_MEAL_1H', 'AFTER_MEAL_2H',
    'BEDTIME', 'NIGHT', 'RANDOM')),
  reference_low  numeric,
  reference_high numeric,
  source         text not null check (length(source) between 3 and 200),
  primary key (type_id, meal_context),
  constraint biomarker_pregnancy_limits_reference_high_check check (reference_low <= reference_high),
  constraint biomarker_pregnancy_limits_some check (num_nonnulls(reference_low, reference_high) > 0)
);
