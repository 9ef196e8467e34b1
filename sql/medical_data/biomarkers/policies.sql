alter table medical_data.biomarkers enable row level security;
alter table medical_data.biomarkers force row level security;
revoke all on medical_data.biomarkers from public, clinic_definer, clinic_people;
grant select, insert, update (superseded_at) on medical_data.biomarkers to clinic_definer;
drop policy if exists definer_reads on medical_data.biomarkers;
create policy definer_reads on medical_data.biomarkers for select to clinic_definer using (true);
drop policy if exists definer_adds on medical_data.biomarkers;
create policy definer_adds on medical_data.biomarkers for insert to clinic_definer with check (true);
drop policy if exists definer_changes on medical_data.biomarkers;
create policy definer_changes on medical_data.biomarkers for update to clinic_definer using (true) with check (true);

-- People: the open charts of this session, as one array per statement (initplan, index condition). place_in() costs next
-- to nothing and so comes before whatever the reader compares with (bootstrap/5_order.sql). A grant for the
-- summary (allergies, medicines) does not show results.
grant select on medical_data.biomarkers to clinic_people;
drop policy if exists people_read_open_charts on medical_data.biomarkers;
create policy people_read_open_charts on medical_data.biomarkers for select to clinic_people
  using (patient_id operator(access.==) any (array(select access.opened_patients()))
         and access.place_in(array(select access.hidden_records()), record_id) is null
         and patient_id = any (array(select access.readable_patients('FULL'))));
