alter table access.privacy_case_links enable row level security;
alter table access.privacy_case_links force row level security;
revoke all on access.privacy_case_links from public, clinic_definer, clinic_people;
grant select, insert on access.privacy_case_links to clinic_definer;
drop policy if exists definer_reads on access.privacy_case_links;
create policy definer_reads on access.privacy_case_links for select to clinic_definer using (true);
drop policy if exists definer_adds on access.privacy_case_links;
create policy definer_adds on access.privacy_case_links for insert to clinic_definer with check (true);
