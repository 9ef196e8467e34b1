create or replace trigger change after insert or update or delete on medical_data.prescription_requests
  for each row execute function audit_logs.record_row_change();
create or replace trigger keep_answered before update or delete on medical_data.prescription_requests
  for each row execute function medical_data.keep_answered_requests();
