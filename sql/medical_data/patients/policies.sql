alter table medical_data.patients enable row level security;
alter table medical_data.patients force row level security;
revoke all on medical_data.patients from public, clinic_definer, clinic_people;
grant select, insert, update on medical_data.patients to clinic_definer;
drop policy if exists definer_reads on medical_data.patients;
create policy definer_reads on medical_data.patients for select to clinic_definer using (true);
drop policy if exists definer_adds on medical_data.patients;
create policy definer_adds on medical_data.patients for insert to clinic_definer with check (true);
drop policy if exists definer_changes on medical_data.patients;
create policy definer_changes on medical_data.patients for update to clinic_definer using (true) with check (true);

-- People: the open charts of this session, as one array per statement (initplan, index condition). place_in() costs next
-- to nothing and so comes before whatever the reader compares with (bootstrap/5_order.sql).
grant select (patient_id, record_number, given_names, surname_1, surname_2, birth_date, sex, status, ward_id, bed, has_alert,
  is_protected, language, needs_interpreter, deceased_on, created_at, updated_at, row_version,
  birth_date_is_estimate, estimated_age_from, estimated_age_to) on medical_data.patients to clinic_people;
drop policy if exists people_read_open_charts on medical_data.patients;
create policy people_read_open_charts on medical_data.patients for select to clinic_people
  using (patient_id operator(access.==) any (array(select access.opened_patients()))
         and patient_id = any (array(select access.readable_patients('SUMMARY'))));

revoke all on sequence medical_data.record_numbers from clinic_definer, clinic_people;
grant usage on sequence medical_data.record_numbers to clinic_definer;
revoke all on function medical_data.fold(text), medical_data.fold_surname(text), medical_data.fold_second_given(text),
  medical_data.check_digit(text), medical_data.next_record_number() from public, clinic_definer, clinic_people;
grant execute on function medical_data.fold(text), medical_data.fold_surname(text), medical_data.fold_second_given(text),
  medical_data.check_digit(text), medical_data.next_record_number() to clinic_definer;
