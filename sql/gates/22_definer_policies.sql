-- what the definer holds on a table without its policy, policies without what they are for, and policies that are no plain one
with held as (
  select c.oid as t, v.privilege, v.command
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   cross join (values ('SELECT', 'r'), ('INSERT', 'a'), ('UPDATE', 'w')) v(privilege, command)
   where n.nspname in ('access', 'medical_data', 'analytics', 'audit_logs', 'api') and c.relkind in ('r', 'p')
     and (has_table_privilege('clinic_definer', c.oid, v.privilege) or has_any_column_privilege('clinic_definer', c.oid, v.privilege))),
plain as (
  select p.polrelid as t, p.polcmd::text as command from pg_policy p
   where p.polroles = array['clinic_definer'::regrole::oid] and p.polpermissive
     and coalesce(pg_get_expr(p.polqual, p.polrelid), 'true') = 'true' and coalesce(pg_get_expr(p.polwithcheck, p.polrelid), 'true') = 'true')
select 'no policy: ' || h.t::regclass || ' ' || h.privilege as found from held h
 where not exists (select 1 from plain p where (p.t, p.command) = (h.t, h.command))
union all
select 'no privilege: ' || p.polrelid::regclass || ' ' || p.polname from pg_policy p
 where p.polroles = array['clinic_definer'::regrole::oid]
   and not exists (select 1 from held h where (h.t, h.command) = (p.polrelid, p.polcmd::text));
