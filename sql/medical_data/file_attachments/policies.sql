alter table medical_data.file_attachments enable row level security;
alter table medical_data.file_attachments force row level security;
revoke all on medical_data.file_attachments from public, clinic_definer, clinic_people;
grant select, insert, update (scan_state, scanned_at, is_missing) on medical_data.file_attachments to clinic_definer;
drop policy if exists definer_reads on medical_data.file_attachments;
create policy definer_reads on medical_data.file_attachments for select to clinic_definer using (true);
drop policy if exists definer_adds on medical_data.file_attachments;
create policy definer_adds on medical_data.file_attachments for insert to clinic_definer with check (true);
drop policy if exists definer_changes on medical_data.file_attachments;
create policy definer_changes on medical_data.file_attachments for update to clinic_definer using (true) with check (true);

-- People: the open charts of this session, as one array per statement (initplan, index condition). place_in() costs next
-- to nothing and so comes before whatever the reader compares with (bootstrap/5_order.sql).
-- Where the bytes are is told by api.open_attachment.
grant select (attachment_id, patient_id, category, file_name, media_type, byte_size, sha256, scan_state, scanned_at, is_missing,
    uploaded_by,
  session_id, created_at, updated_at, row_version) on medical_data.file_attachments to clinic_people;
drop policy if exists people_read_open_charts on medical_data.file_attachments;
create policy people_read_open_charts on medical_data.file_attachments for select to clinic_people
  using (patient_id operator(access.==) any (array(select access.opened_patients()))
         and access.place_in(array(select access.hidden_records()), attachment_id) is null
         and patient_id = any (array(select access.readable_patients('FULL'))));
