alter table medical_data.vital_sign_limits enable row level security;
alter table medical_data.vital_sign_limits force row level security;
revoke all on medical_data.vital_sign_limits from public, clinic_definer, clinic_people;
grant select, update on medical_data.vital_sign_limits to clinic_definer;
drop policy if exists definer_reads on medical_data.vital_sign_limits;
create policy definer_reads on medical_data.vital_sign_limits for select to clinic_definer using (true);
drop policy if exists definer_changes on medical_data.vital_sign_limits;
create policy definer_changes on medical_data.vital_sign_limits for update to clinic_definer using (true) with check (true);

-- A catalogue, no data of a person: readable by every member of staff.
grant select on medical_data.vital_sign_limits to clinic_people;
drop policy if exists people_read_catalogue on medical_data.vital_sign_limits;
create policy people_read_catalogue on medical_data.vital_sign_limits for select to clinic_people using (sort_order > 0);
