alter table access.seal_openings enable row level security;
alter table access.seal_openings force row level security;
revoke all on access.seal_openings from public, clinic_definer, clinic_people;
grant select, insert on access.seal_openings to clinic_definer;
drop policy if exists definer_reads on access.seal_openings;
create policy definer_reads on access.seal_openings for select to clinic_definer using (true);
drop policy if exists definer_adds on access.seal_openings;
create policy definer_adds on access.seal_openings for insert to clinic_definer with check (true);
