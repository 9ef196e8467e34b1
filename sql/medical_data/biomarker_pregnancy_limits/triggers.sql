create or replace trigger change after insert or update or delete on medical_data.biomarker_pregnancy_limits
  for each row execute function audit_logs.record_row_change();
