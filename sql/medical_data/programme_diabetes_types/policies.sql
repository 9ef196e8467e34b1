alter table medical_data.programme_diabetes_types enable row level security;
alter table medical_data.programme_diabetes_types force row level security;
revoke all on medical_data.programme_diabetes_types from public, clinic_definer, clinic_people;
grant select, insert on medical_data.programme_diabetes_types to clinic_definer;
drop policy if exists definer_reads on medical_data.programme_diabetes_types;
create policy definer_reads on medical_data.programme_diabetes_types for select to clinic_definer using (true);
drop policy if exists definer_adds on medical_data.programme_diabetes_types;
create policy definer_adds on medical_data.programme_diabetes_types for insert to clinic_definer with check (true);

-- A catalogue, no data of a person: readable by every member of staff.
grant select on medical_data.programme_diabetes_types to clinic_people;
drop policy if exists people_read_catalogue on medical_data.programme_diabetes_types;
create policy people_read_catalogue on medical_data.programme_diabetes_types for select to clinic_people using (programme_code <> '');
