alter table medical_data.biomarker_targets enable row level security;
alter table medical_data.biomarker_targets force row level security;
revoke all on medical_data.biomarker_targets from public, clinic_definer, clinic_people;
grant select, insert, update on medical_data.biomarker_targets to clinic_definer;
drop policy if exists definer_reads on medical_data.biomarker_targets;
create policy definer_reads on medical_data.biomarker_targets for select to clinic_definer using (true);
drop policy if exists definer_adds on medical_data.biomarker_targets;
create policy definer_adds on medical_data.biomarker_targets for insert to clinic_definer with check (true);
drop policy if exists definer_changes on medical_data.biomarker_targets;
create policy definer_changes on medical_data.biomarker_targets for update to clinic_definer using (true) with check (true);

-- People: the open charts of this session, as one array per statement (initplan, index condition). place_in() costs next
-- to nothing and so comes before whatever the reader compares with (bootstrap/5_order.sql).
grant select on medical_data.biomarker_targets to clinic_people;
drop policy if exists people_read_open_charts on medical_data.biomarker_targets;
create policy people_read_open_charts on medical_data.biomarker_targets for select to clinic_people
  using (patient_id operator(access.==) any (array(select access.opened_patients()))
         and access.place_in(array(select access.hidden_records()), record_id) is null
         and patient_id = any (array(select access.readable_patients('FULL'))));
