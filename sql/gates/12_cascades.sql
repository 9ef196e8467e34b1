-- foreign keys that remove or empty rows
select c.conrelid::regclass || ' ' || c.conname as found
  from pg_constraint c join pg_namespace n on n.oid = c.connamespace
 where c.contype = 'f' and c.confdeltype not in ('r', 'a') and n.nspname in ('access', 'medical_data', 'analytics', 'audit_logs', 'api');
