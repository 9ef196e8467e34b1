alter table access.roster enable row level security;
alter table access.roster force row level security;
revoke all on access.roster from public, clinic_definer, clinic_people;
grant select on access.roster to clinic_definer;
drop policy if exists definer_reads on access.roster;
create policy definer_reads on access.roster for select to clinic_definer using (true);
