-- what the definer may never hold: DELETE, TRUNCATE, anything but adding in audit_logs
select v || ' ' || c.oid::regclass as found
  from pg_class c join pg_namespace n on n.oid = c.relnamespace cross join unnest(array['DELETE', 'TRUNCATE', 'UPDATE', 'REFERENCES', 'TRIGGER']) v
 where n.nspname in ('access', 'medical_data', 'analytics', 'audit_logs', 'api') and c.relkind in ('r', 'p')
   and (v <> 'UPDATE' or n.nspname = 'audit_logs') and has_table_privilege('clinic_definer', c.oid, v);
