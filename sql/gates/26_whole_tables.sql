-- where a role writes or reads some columns of a table, it does not hold the whole table too: the list of columns would say nothing
select distinct g.grantee::regrole || ' ' || g.privilege_type || ' ' || c.oid::regclass as found
  from pg_class c join pg_namespace n on n.oid = c.relnamespace cross join aclexplode(c.relacl) g
 where n.nspname in ('access', 'medical_data', 'analytics', 'audit_logs', 'api') and c.relkind in ('r', 'p', 'v')
   and exists (select 1 from pg_attribute a, aclexplode(a.attacl) h
                where a.attrelid = c.oid and not a.attisdropped and h.grantee = g.grantee and h.privilege_type = g.privilege_type);
