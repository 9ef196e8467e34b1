alter table medical_data.dose_limits enable row level security;
alter table medical_data.dose_limits force row level security;
revoke all on medical_data.dose_limits from public, clinic_definer, clinic_people;
grant select, insert, update on medical_data.dose_limits to clinic_definer;
drop policy if exists definer_reads on medical_data.dose_limits;
create policy definer_reads on medical_data.dose_limits for select to clinic_definer using (true);
drop policy if exists definer_adds on medical_data.dose_limits;
create policy definer_adds on medical_data.dose_limits for insert to clinic_definer with check (true);
drop policy if exists definer_changes on medical_data.dose_limits;
create policy definer_changes on medical_data.dose_limits for update to clinic_definer using (true) with check (true);

-- A catalogue, no data of a person: readable by those who order and give medicines, and by who keeps it.
grant select on medical_data.dose_limits to clinic_people;
drop policy if exists people_read_catalogue on medical_data.dose_limits;
create policy people_read_catalogue on medical_data.dose_limits for select to clinic_people
  using ((select access.session_role()) = any (array['ADMIN', 'CLINICIAN', 'NURSE']));
