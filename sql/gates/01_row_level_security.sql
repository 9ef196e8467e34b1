-- tables without enabled and forced row-level security
select c.oid::regclass as found
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where n.nspname in ('access', 'medical_data', 'analytics', 'audit_logs', 'api') and c.relkind in ('r', 'p')
   and not (c.relrowsecurity and c.relforcerowsecurity);
