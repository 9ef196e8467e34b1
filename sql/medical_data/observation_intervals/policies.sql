alter table medical_data.observation_intervals enable row level security;
alter table medical_data.observation_intervals force row level security;
revoke all on medical_data.observation_intervals from public, clinic_definer, clinic_people;
grant select, update on medical_data.observation_intervals to clinic_definer;
drop policy if exists definer_reads on medical_data.observation_intervals;
create policy definer_reads on medical_data.observation_intervals for select to clinic_definer using (true);
drop policy if exists definer_changes on medical_data.observation_intervals;
create policy definer_changes on medical_data.observation_intervals for update to clinic_definer using (true) with check (true);
