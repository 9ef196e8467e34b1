create or replace trigger change after insert or update or delete on access.sealed_records
  for each row execute function audit_logs.record_row_change();
