alter table access.beds enable row level security;
alter table access.beds force row level security;
revoke all on access.beds from public, clinic_definer, clinic_people;
grant select, insert on access.beds to clinic_definer;
drop policy if exists definer_reads on access.beds;
create policy definer_reads on access.beds for select to clinic_definer using (true);
drop policy if exists definer_adds on access.beds;
create policy definer_adds on access.beds for insert to clinic_definer with check (true);
