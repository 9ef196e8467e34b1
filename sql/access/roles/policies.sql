alter table access.roles enable row level security;
alter table access.roles force row level security;
revoke all on access.roles from public, clinic_definer, clinic_people;
grant select on access.roles to clinic_definer;
drop policy if exists definer_reads on access.roles;
create policy definer_reads on access.roles for select to clinic_definer using (true);
