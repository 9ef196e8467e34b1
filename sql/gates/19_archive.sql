-- the event stream: another owner than the archivist, a trigger that does not fire, anything that the owner of tables may do to it
select c.oid::regclass || ' owned by ' || c.relowner::regrole as found
  from pg_class c where c.relnamespace = 'audit_logs'::regnamespace and c.relkind in ('r', 'p') and c.relowner <> 'clinic_archivist'::regrole
union all
select t || ' without ' || v from unnest(array['events', 'seals']) t cross join unnest(array['_append_only', '_no_truncate']) v
 where not exists (select 1 from pg_trigger g where g.tgrelid = ('audit_logs.' || t)::regclass and g.tgname = t || v and g.tgenabled = 'O')
union all
select 'clinic_owner ' || v || ' ' || c.oid::regclass
  from pg_class c cross join unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) v
 where c.relnamespace = 'audit_logs'::regnamespace and c.relkind in ('r', 'p') and has_table_privilege('clinic_owner', c.oid, v)
union all
select 'clinic_owner creates in audit_logs' where has_schema_privilege('clinic_owner', 'audit_logs', 'CREATE');
