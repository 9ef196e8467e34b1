create or replace trigger change after insert or update or delete on medical_data.file_attachments
  for each row execute function audit_logs.record_row_change();
create or replace trigger touch before update on medical_data.file_attachments
  for each row execute function access.touch_row();
create or replace trigger guard before update or delete on medical_data.file_attachments
  for each row execute function medical_data.guard_attachment();
