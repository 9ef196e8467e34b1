-- the event stream: another owner than the archivist, or a trigger that does not fire
select c.oid::regclass || ' owned by ' || c.relowner::regrole as found
  from pg_class c where c.relnamespace = 'audit_logs'::regnamespace and c.relkind in ('r', 'p') and c.relowner <> 'clinic_archivist'::regrole
union all
select t || ' without ' || v from unnest(array['events', 'seals']) t cross join unnest(array['_append_only', '_no_truncate']) v
 where not exists (select 1 from pg_trigger g where g.tgrelid = ('audit_logs.' || t)::regclass and g.tgname = t || v and g.tgenabled = 'O');
