alter table access.emergency_access enable row level security;
alter table access.emergency_access force row level security;
revoke all on access.emergency_access from public, clinic_definer, clinic_people;
grant select, insert, update on access.emergency_access to clinic_definer;
drop policy if exists definer_reads on access.emergency_access;
create policy definer_reads on access.emergency_access for select to clinic_definer using (true);
drop policy if exists definer_adds on access.emergency_access;
create policy definer_adds on access.emergency_access for insert to clinic_definer with check (true);
drop policy if exists definer_changes on access.emergency_access;
create policy definer_changes on access.emergency_access for update to clinic_definer using (true) with check (true);

revoke all on sequence access.emergency_numbers from clinic_definer, clinic_people;
grant usage on sequence access.emergency_numbers to clinic_definer;
