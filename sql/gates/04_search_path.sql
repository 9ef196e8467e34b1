-- functions whose search_path is not pinned with pg_temp last, definer or not (access.is_place and access.place_in are C and look nothing up)
select p.oid::regprocedure as found
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
 where n.nspname in ('access', 'medical_data', 'analytics', 'audit_logs', 'api')
   and p.oid::regprocedure::text not in ('access.place_in(uuid[],uuid)', 'access.is_place(uuid,uuid)')
   and not exists (select 1 from unnest(coalesce(p.proconfig, '{}')) c where c = 'search_path=pg_catalog, pg_temp');
