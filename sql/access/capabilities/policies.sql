alter table access.capabilities enable row level security;
alter table access.capabilities force row level security;
revoke all on access.capabilities from public, clinic_definer, clinic_people;
grant select on access.capabilities to clinic_definer;
drop policy if exists definer_reads on access.capabilities;
create policy definer_reads on access.capabilities for select to clinic_definer using (true);
