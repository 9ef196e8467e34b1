-- anything that PUBLIC may do with tables, views and sequences; tables that people may read without a policy for them
select c.oid::regclass || ' ' || a.privilege_type as found
  from pg_class c join pg_namespace n on n.oid = c.relnamespace cross join lateral aclexplode(c.relacl) a
 where n.nspname in ('access', 'medical_data', 'analytics', 'audit_logs', 'api') and a.grantee = 0
union all
select t.attrelid::regclass || '.' || t.attname || ' ' || a.privilege_type
  from pg_attribute t join pg_class c on c.oid = t.attrelid join pg_namespace n on n.oid = c.relnamespace cross join lateral aclexplode(t.attacl) a
 where n.nspname in ('access', 'medical_data', 'analytics', 'audit_logs', 'api') and a.grantee = 0
union all
select c.oid::regclass || ' without a policy for people'
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where n.nspname in ('access', 'medical_data', 'analytics', 'audit_logs', 'api') and c.relkind in ('r', 'p')
   and has_any_column_privilege('clinic_people', c.oid, 'SELECT')
   and not exists (select 1 from pg_policy p where p.polrelid = c.oid and 'clinic_people'::regrole = any (p.polroles));
