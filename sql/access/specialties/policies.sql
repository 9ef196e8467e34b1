alter table access.specialties enable row level security;
alter table access.specialties force row level security;
revoke all on access.specialties from public, clinic_definer, clinic_people;
grant select on access.specialties to clinic_definer;
drop policy if exists definer_reads on access.specialties;
create policy definer_reads on access.specialties for select to clinic_definer using (true);
