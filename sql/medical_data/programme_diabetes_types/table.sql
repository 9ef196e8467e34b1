-- Which kinds of diabetes a programme takes.
create table medical_data.programme_diabetes_types (
  programme_code text not null references medical_data.programmes on delete restrict,
  diabetes_type  text not null check (diabetes_type in ('TYPE_1', 'TYPE_2', 'GESTATIONAL', 'PREDIABETES', 'MODY', 'SECONDARY', 'NONE', 'UNKNOWN')),
  primary key (programme_code, diabetes_type)
);
