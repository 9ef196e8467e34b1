alter table medical_data.name_deletions enable row level security;
alter table medical_data.name_deletions force row level security;
revoke all on medical_data.name_deletions from public, clinic_definer, clinic_people;
grant select, insert on medical_data.name_deletions to clinic_definer;
drop policy if exists definer_reads on medical_data.name_deletions;
create policy definer_reads on medical_data.name_deletions for select to clinic_definer using (true);
drop policy if exists definer_adds on medical_data.name_deletions;
create policy definer_adds on medical_data.name_deletions for insert to clinic_definer with check (true);
