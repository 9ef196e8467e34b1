-- Schemas, extensions, and what PostgreSQL leaves open to PUBLIC. Once per database; safe to run again.
do $$
begin
  execute format('revoke all on database %I from public', current_database());            -- CONNECT and TEMP
  execute format('grant connect on database %I to clinic_people, clinic_migrator, clinic_watch, clinic_backup', current_database());
end $$;
revoke all on schema public from public;
revoke usage on language plpgsql from public;                       -- no DO blocks for people
grant  usage on language plpgsql to clinic_owner, clinic_definer, clinic_keyreader, clinic_archivist;

create schema if not exists extensions;
create extension if not exists pgcrypto      schema extensions;
create extension if not exists unaccent      schema extensions;
create extension if not exists fuzzystrmatch schema extensions;
revoke execute on all functions in schema extensions from public;   -- crypt() with cost 31 is a way to burn a core
grant usage on schema extensions to clinic_owner, clinic_definer, clinic_keyreader;
grant execute on all functions in schema extensions to clinic_owner, clinic_definer, clinic_keyreader;

create schema if not exists access       authorization clinic_owner;
create schema if not exists medical_data authorization clinic_owner;
create schema if not exists audit_logs   authorization clinic_archivist;
create schema if not exists api          authorization clinic_owner;
create schema if not exists analytics    authorization clinic_owner;
create schema if not exists mlflow_experiments authorization clinic_owner;
comment on schema mlflow_experiments is 'Reserved for the tables of an MLflow tracking server; the clinic keeps nothing here.';
grant usage, create on schema access, medical_data, api, analytics to clinic_definer;
grant usage on schema api, medical_data, analytics to clinic_people;           -- not access, not audit_logs
grant usage on schema access to clinic_keyreader, clinic_watch;
grant usage, create on schema audit_logs to clinic_definer;         -- functions only; the tables stay the archivist's
grant usage on schema audit_logs to clinic_watch, clinic_owner;
grant usage on schema medical_data to clinic_archivist;

alter default privileges for role clinic_owner     revoke execute on functions from public;
alter default privileges for role clinic_definer   revoke execute on functions from public;
alter default privileges for role clinic_keyreader revoke execute on functions from public;
alter default privileges for role clinic_archivist revoke execute on functions from public;

-- Side doors that are open to everybody by default: advisory locks (squatting), large objects (storage and smuggling),
-- WAL messages and exported snapshots, statement texts, counters and signals of other sessions of the same login.
do $$
declare
  f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_catalog.pg_proc p
            where p.pronamespace = 'pg_catalog'::regnamespace
              and (p.proname ~ '^pg_(try_)?advisory_' or p.proname ~ '^lo_' or p.proname in ('loread', 'lowrite')
                or p.proname ~ '^pg_stat_get_' or p.proname in ('pg_logical_emit_message', 'pg_export_snapshot',
                   'pg_terminate_backend', 'pg_cancel_backend', 'pg_blocking_pids', 'pg_lock_status')) loop
    execute format('revoke execute on function %s from public', f);
  end loop;
end $$;
grant execute on function pg_catalog.pg_advisory_xact_lock(bigint) to clinic_definer;
grant execute on function pg_catalog.pg_advisory_lock(bigint), pg_catalog.pg_advisory_unlock(bigint),
  pg_catalog.pg_try_advisory_lock(bigint), pg_catalog.pg_advisory_xact_lock(bigint),
  pg_catalog.pg_try_advisory_xact_lock(bigint) to clinic_migrator;  -- one migration at a time
grant execute on function pg_catalog.pg_terminate_backend(int, bigint), pg_catalog.pg_stat_get_activity(int) to clinic_watch;
