-- What the sign-in screen shows. No session needed; nothing here concerns a person.
create or replace function api.site()
returns table (site_name text, environment text, time_zone text, email_domain text, schema_version int)
language plpgsql volatile security definer rows 1 set search_path = pg_catalog, pg_temp as $$
begin
  return query select access.setting('site_name'), access.setting('environment'), access.setting('time_zone'),
                      access.setting('email_domain'), access.schema_version();
end $$;

create or replace function api.local_today() returns date
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform access.require_session(null);
  return access.local_today();
end $$;
