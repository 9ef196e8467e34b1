-- Roles of the cluster, once; safe to run again, and by two databases at the same time (pg_authid is locked: an advisory
-- lock would hold in one database only). Nobody logs in as an owner; no role here is a superuser or may create roles.
do $$
declare
  r record;
begin
  lock table pg_catalog.pg_authid in share row exclusive mode;
  for r in select * from (values
      ('clinic_owner',     'nologin noinherit'),    -- owns schemas and tables; row-level security is forced, so it sees nothing either
      ('clinic_definer',   'nologin noinherit'),    -- owns the SECURITY DEFINER functions; no BYPASSRLS: it has policies of its own, by name
      ('clinic_archivist', 'nologin noinherit'),    -- owns the tables of audit_logs; nobody may become it
      ('clinic_keyreader', 'nologin inherit'),      -- reads the key file and can do nothing else
      ('clinic_people',    'nologin inherit'),      -- what every person's login may do: EXECUTE on api, SELECT under policies
      ('clinic_migrator',  'login noinherit'),      -- may become clinic_owner and, through it, clinic_definer; inherits neither
      ('clinic_watch',     'login inherit connection limit 4'),
      ('clinic_backup',    'login inherit connection limit 2')) v(name, options) loop
    if not exists (select 1 from pg_catalog.pg_roles where rolname = r.name) then
      execute format('create role %I', r.name);
    end if;
    execute format('alter role %I nosuperuser nocreatedb nocreaterole noreplication nobypassrls %s', r.name, r.options);
  end loop;
  alter role clinic_backup bypassrls;

  -- The owner may install functions for the definer. NOINHERIT keeps the definer's policies from applying to the owner.
  grant clinic_definer to clinic_owner;
  grant clinic_owner   to clinic_migrator;
  -- A forced owner's UPDATE then fails loudly instead of touching 0 rows.
  alter role clinic_migrator set row_security = off;
  grant pg_read_all_data to clinic_backup;
  grant pg_read_all_stats, pg_signal_backend to clinic_watch;
  grant pg_read_server_files to clinic_keyreader;
end $$;
