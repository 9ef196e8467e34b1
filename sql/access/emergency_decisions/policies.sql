alter table access.emergency_decisions enable row level security;
alter table access.emergency_decisions force row level security;
revoke all on access.emergency_decisions from public, clinic_definer, clinic_people;
grant select, insert on access.emergency_decisions to clinic_definer;
drop policy if exists definer_reads on access.emergency_decisions;
create policy definer_reads on access.emergency_decisions for select to clinic_definer using (true);
drop policy if exists definer_adds on access.emergency_decisions;
create policy definer_adds on access.emergency_decisions for insert to clinic_definer with check (true);
