alter table access.privacy_cases enable row level security;
alter table access.privacy_cases force row level security;
revoke all on access.privacy_cases from public, clinic_definer, clinic_people;
grant select, insert, update (authority_told_at, individuals_told_at, status, closed_by, closed_at, outcome) on access.privacy_cases to clinic_definer;
drop policy if exists definer_reads on access.privacy_cases;
create policy definer_reads on access.privacy_cases for select to clinic_definer using (true);
drop policy if exists definer_adds on access.privacy_cases;
create policy definer_adds on access.privacy_cases for insert to clinic_definer with check (true);
drop policy if exists definer_changes on access.privacy_cases;
create policy definer_changes on access.privacy_cases for update to clinic_definer using (true) with check (true);

revoke all on sequence access.case_numbers from clinic_definer, clinic_people;
grant usage on sequence access.case_numbers to clinic_definer;
