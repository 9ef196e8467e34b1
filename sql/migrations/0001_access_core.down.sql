-- Undoes 0001_access_core. CASCADE: policies, triggers and functions that use the row type go with a table.
drop table access.sessions cascade;
drop sequence access.session_numbers;
drop sequence access.durable_openings;
drop sequence access.awaited_opening;
drop sequence access.awaited_place;
drop table access.roster cascade;
drop table access.beds cascade;
drop table access.wards cascade;
drop table access.practitioners cascade;
drop table access.user_login_roles cascade;
drop table access.login_roles cascade;
drop table access.preferences cascade;
drop table access.user_capabilities cascade;
drop table access.users cascade;
drop table access.capabilities cascade;
drop table access.roles cascade;
drop table access.settings cascade;

-- The counters of sign-in attempts, and what re-applying the current files left: nothing of the application stays.
do $$
declare
  f record;
begin
  for f in select c.oid::regclass as name from pg_catalog.pg_class c
            where c.relnamespace = 'access'::regnamespace and c.relkind = 'S' and c.relname ~ '^attempt(s|_time)_[0-9]+$' loop
    execute format('drop sequence %s', f.name);
  end loop;
  set local role clinic_definer;
  for f in select p.oid::regprocedure as name from pg_catalog.pg_proc p
            where p.proowner = 'clinic_definer'::regrole
              and p.pronamespace in ('access'::regnamespace, 'medical_data'::regnamespace, 'api'::regnamespace, 'audit_logs'::regnamespace) loop
    execute format('drop function %s cascade', f.name);
  end loop;
  set local role clinic_owner;
end $$;
