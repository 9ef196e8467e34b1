-- functions that PUBLIC may execute
select p.oid::regprocedure as found
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
 where n.nspname in ('access', 'medical_data', 'analytics', 'audit_logs', 'api', 'extensions')
   and exists (select 1 from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0);
