create or replace function access.setting(p_name text) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select s.value from access.settings s where s.name = p_name);
end $$;

-- "Today" where the clinic is, whatever the client's time zone says.
create or replace function access.local_today() returns date
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (clock_timestamp() at time zone access.setting('time_zone'))::date;
end $$;

-- The number of the last migration; 0 in a database that was built from the table files.
create or replace function access.schema_version() returns int
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  n int := 0;
begin
  if to_regclass('clinic_migrations.applied') is not null then
    select max(a.number) into n from clinic_migrations.applied a;
  end if;
  return coalesce(n, 0);
end $$;

-- For every table whose rows change: when, and how often. ClinicStore compares row_version before it writes.
create or replace function access.touch_row() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.updated_at := clock_timestamp();
  new.row_version := old.row_version + 1;
  return new;
end $$;

create or replace function access.refuse_change() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = '42501';
end $$;

grant execute on function access.touch_row(), access.refuse_change() to clinic_owner;
