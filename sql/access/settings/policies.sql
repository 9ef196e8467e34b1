alter table access.settings enable row level security;
alter table access.settings force row level security;
revoke all on access.settings from public, clinic_definer, clinic_people;
grant select, update (value) on access.settings to clinic_definer;
drop policy if exists definer_reads on access.settings;
create policy definer_reads on access.settings for select to clinic_definer using (true);
drop policy if exists definer_changes on access.settings;
create policy definer_changes on access.settings for update to clinic_definer using (true) with check (true);
