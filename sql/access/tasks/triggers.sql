create or replace trigger change after insert or update or delete on access.tasks
  for each row execute function audit_logs.record_row_change();
create or replace trigger guard before update on access.tasks
  for each row execute function access.guard_task();
