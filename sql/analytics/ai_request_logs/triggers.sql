create or replace trigger change after insert or update or delete on analytics.ai_request_logs
  for each row execute function audit_logs.record_row_change('input_encrypted', 'output_encrypted');
