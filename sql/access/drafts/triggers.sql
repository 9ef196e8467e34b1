create or replace trigger change after insert or update or delete on access.drafts
  for each row execute function audit_logs.record_row_change('content_encrypted');
