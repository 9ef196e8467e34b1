alter table access.openings enable row level security;
alter table access.openings force row level security;
revoke all on access.openings from public, clinic_definer, clinic_people;
grant select, insert, update on access.openings to clinic_definer;
drop policy if exists definer_reads on access.openings;
create policy definer_reads on access.openings for select to clinic_definer using (true);
drop policy if exists definer_adds on access.openings;
create policy definer_adds on access.openings for insert to clinic_definer with check (true);
drop policy if exists definer_changes on access.openings;
create policy definer_changes on access.openings for update to clinic_definer using (true) with check (true);

revoke all on sequence access.opening_numbers from clinic_definer, clinic_people;
grant usage on sequence access.opening_numbers to clinic_definer;
