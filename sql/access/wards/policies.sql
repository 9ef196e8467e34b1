alter table access.wards enable row level security;
alter table access.wards force row level security;
revoke all on access.wards from public, clinic_definer, clinic_people;
grant select on access.wards to clinic_definer;
drop policy if exists definer_reads on access.wards;
create policy definer_reads on access.wards for select to clinic_definer using (true);
