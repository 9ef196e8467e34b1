alter table medical_data.ingredient_codes enable row level security;
alter table medical_data.ingredient_codes force row level security;
revoke all on medical_data.ingredient_codes from public, clinic_definer, clinic_people;
grant select, insert on medical_data.ingredient_codes to clinic_definer;
drop policy if exists definer_reads on medical_data.ingredient_codes;
create policy definer_reads on medical_data.ingredient_codes for select to clinic_definer using (true);
drop policy if exists definer_adds on medical_data.ingredient_codes;
create policy definer_adds on medical_data.ingredient_codes for insert to clinic_definer with check (true);

-- A catalogue, no data of a person: readable by those who order and give medicines, and by who keeps it.
grant select on medical_data.ingredient_codes to clinic_people;
drop policy if exists people_read_catalogue on medical_data.ingredient_codes;
create policy people_read_catalogue on medical_data.ingredient_codes for select to clinic_people
  using ((select access.session_role()) = any (array['ADMIN', 'CLINICIAN', 'NURSE']));
