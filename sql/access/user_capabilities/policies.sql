alter table access.user_capabilities enable row level security;
alter table access.user_capabilities force row level security;
revoke all on access.user_capabilities from public, clinic_definer, clinic_people;
grant select on access.user_capabilities to clinic_definer;
drop policy if exists definer_reads on access.user_capabilities;
create policy definer_reads on access.user_capabilities for select to clinic_definer using (true);
