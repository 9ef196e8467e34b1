-- functions with another owner than the definer (or, for keys and definitions, their own), or not SECURITY DEFINER in api and access
-- (but for what asks no table, and what a superuser alone runs, with rights of her own)
select p.oid::regprocedure || ' ' || p.proowner::regrole as found
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
 where (n.nspname in ('api', 'access')
        and (p.proowner not in ('clinic_definer'::regrole, 'clinic_keyreader'::regrole) or (not p.prosecdef and p.proname not in ('wal_end', 'place_in', 'is_place', 'secret_columns', 'secret_versions', 'reencrypt'))))
    or (n.nspname = 'audit_logs' and p.proowner not in ('clinic_definer'::regrole, 'clinic_archivist'::regrole))
    or (n.nspname in ('medical_data', 'analytics') and p.proowner not in ('clinic_definer'::regrole, 'clinic_owner'::regrole))
    or (n.nspname in ('medical_data', 'analytics') and p.proowner = 'clinic_owner'::regrole and p.prosecdef);
