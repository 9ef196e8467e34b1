-- Undoes 0006_rules. Openings of the event stream go: the older program does not know their kind.
do $$
declare
  is_forced boolean := (select c.relforcerowsecurity from pg_catalog.pg_class c where c.oid = 'access.openings'::regclass);
begin
  alter table access.openings no force row level security;
  delete from access.openings where kind = 'AUDIT';
  if is_forced then alter table access.openings force row level security; end if;
end $$;
alter table access.openings drop constraint openings_kind_check;
alter table access.openings add constraint openings_kind_check
  check (kind in ('CHART', 'DIRECTORY', 'WORK_LIST', 'EMERGENCY_QUEUE'));
alter table access.emergency_access drop column review_note;
