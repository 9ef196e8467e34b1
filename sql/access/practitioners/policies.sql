alter table access.practitioners enable row level security;
alter table access.practitioners force row level security;
revoke all on access.practitioners from public, clinic_definer, clinic_people;
grant select, update (status) on access.practitioners to clinic_definer;
drop policy if exists definer_reads on access.practitioners;
create policy definer_reads on access.practitioners for select to clinic_definer using (true);
drop policy if exists definer_changes on access.practitioners;
create policy definer_changes on access.practitioners for update to clinic_definer using (true) with check (true);
