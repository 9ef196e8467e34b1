alter table analytics.medical_metrics enable row level security;
alter table analytics.medical_metrics force row level security;
revoke all on analytics.medical_metrics from public, clinic_definer, clinic_people;
grant select, insert, update on analytics.medical_metrics to clinic_definer;
drop policy if exists definer_reads on analytics.medical_metrics;
create policy definer_reads on analytics.medical_metrics for select to clinic_definer using (true);
drop policy if exists definer_adds on analytics.medical_metrics;
create policy definer_adds on analytics.medical_metrics for insert to clinic_definer with check (true);
drop policy if exists definer_changes on analytics.medical_metrics;
create policy definer_changes on analytics.medical_metrics for update to clinic_definer using (true) with check (true);

-- People: the open charts of this session, as one array per statement (initplan, index condition). place_in() costs next
-- to nothing and so comes before whatever the reader compares with (bootstrap/5_order.sql). Only while the patient agrees.
grant select on analytics.medical_metrics to clinic_people;
drop policy if exists people_read_open_charts on analytics.medical_metrics;
create policy people_read_open_charts on analytics.medical_metrics for select to clinic_people
  using (patient_id operator(access.==) any (array(select access.opened_patients()))
         and access.place_in(array(select access.hidden_records()), record_id) is null
         and patient_id = any (array(select access.readable_patients('FULL')))
         and patient_id = any (array(select access.consenting_patients('ANALYTICS')))
         and (hormonal_phase is null or patient_id = any (array(select access.consenting_patients('ANALYTICS', 'WOMENS_HEALTH')))));
