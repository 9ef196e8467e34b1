-- views that do not act as their reader, materialized views, foreign tables
select c.oid::regclass as found
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where n.nspname in ('access', 'medical_data', 'analytics', 'audit_logs', 'api')
   and (c.relkind in ('m', 'f') or (c.relkind = 'v' and not 'security_invoker=true' = any (coalesce(c.reloptions, '{}'))));
