-- tables without a policy
select c.oid::regclass as found
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where n.nspname in ('access', 'medical_data', 'analytics', 'audit_logs', 'api') and c.relkind in ('r', 'p')
   and not exists (select 1 from pg_policy p where p.polrelid = c.oid);
