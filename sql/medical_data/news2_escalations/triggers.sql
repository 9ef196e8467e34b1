create or replace trigger change after insert or update or delete on medical_data.news2_escalations
  for each row execute function audit_logs.record_row_change();
create or replace trigger guard before update or delete on medical_data.news2_escalations
  for each row execute function medical_data.guard_escalation();
