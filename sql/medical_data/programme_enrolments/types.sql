-- Functions that the definition of the table needs. Frozen like the table.

-- A-050: completed years on a day. Who was born on 29 February is a year older on 1 March.
create or replace function medical_data.age_in_years(p_birth_date date, p_on date) returns int
language sql immutable strict parallel safe set search_path = pg_catalog, pg_temp as $$
  select extract(year from age(p_on::timestamp, p_birth_date::timestamp))::int
$$;

-- A-051: both ends belong to the range.
create or replace function medical_data.is_age_within(p_birth_date date, p_on date, p_min int default 29, p_max int default 69) returns boolean
language sql immutable strict parallel safe set search_path = pg_catalog, pg_temp as $$
  select p_on >= p_birth_date and medical_data.age_in_years(p_birth_date, p_on) between p_min and p_max
$$;
