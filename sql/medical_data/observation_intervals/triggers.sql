create or replace trigger change after insert or update or delete on medical_data.observation_intervals
  for each row execute function audit_logs.record_row_change();
