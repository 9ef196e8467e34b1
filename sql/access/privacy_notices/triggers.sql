create or replace trigger change after insert or update or delete on access.privacy_notices
  for each row execute function audit_logs.record_row_change();
