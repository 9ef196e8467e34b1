alter table medical_data.custom_field_roles enable row level security;
alter table medical_data.custom_field_roles force row level security;
revoke all on medical_data.custom_field_roles from public, clinic_definer, clinic_people;
grant select, insert on medical_data.custom_field_roles to clinic_definer;
drop policy if exists definer_reads on medical_data.custom_field_roles;
create policy definer_reads on medical_data.custom_field_roles for select to clinic_definer using (true);
drop policy if exists definer_adds on medical_data.custom_field_roles;
create policy definer_adds on medical_data.custom_field_roles for insert to clinic_definer with check (true);

-- A catalogue, no data of a person: readable by every member of staff.
grant select on medical_data.custom_field_roles to clinic_people;
drop policy if exists people_read_catalogue on medical_data.custom_field_roles;
create policy people_read_catalogue on medical_data.custom_field_roles for select to clinic_people using (field_id is not null);
