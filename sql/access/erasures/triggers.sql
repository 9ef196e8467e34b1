create or replace trigger change after insert or update or delete on access.erasures
  for each row execute function audit_logs.record_row_change();
create or replace trigger keep_decided before update or delete on access.erasures
  for each row execute function access.keep_erasures();
