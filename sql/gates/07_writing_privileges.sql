-- writing privileges of logins and of their group
select r.rolname || ' ' || v || ' ' || c.oid::regclass as found
  from pg_roles r cross join pg_class c join pg_namespace n on n.oid = c.relnamespace
 cross join unnest(array['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) v
 where (r.rolcanlogin or r.rolname = 'clinic_people') and not r.rolsuper
   and n.nspname in ('access', 'medical_data', 'analytics', 'audit_logs', 'api') and c.relkind in ('r', 'p', 'v')
   and (has_table_privilege(r.oid, c.oid, v) or (v in ('INSERT', 'UPDATE', 'REFERENCES') and has_any_column_privilege(r.oid, c.oid, v)));
