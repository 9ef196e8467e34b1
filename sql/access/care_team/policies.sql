alter table access.care_team enable row level security;
alter table access.care_team force row level security;
revoke all on access.care_team from public, clinic_definer, clinic_people;
grant select on access.care_team to clinic_definer;
drop policy if exists definer_reads on access.care_team;
create policy definer_reads on access.care_team for select to clinic_definer using (true);
