create table medical_data.dose_limits (
  medication_id smallint not null references medical_data.medications on delete restrict,
  route         text not null check (length(route) between 1 and 40),
  max_single    numeric not null check (max_single > 0),
  max_daily     numeric not null check (max_daily > 0),
  valid_from    date not null,
  valid_to      date check (valid_to >= valid_from),
  source        text not null,
  primary key (medication_id, route, valid_from)
);
