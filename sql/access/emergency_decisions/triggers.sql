create or replace trigger change after insert or update or delete on access.emergency_decisions
  for each row execute function audit_logs.record_row_change();
create or replace trigger append_only before update or delete on access.emergency_decisions
  for each row execute function access.refuse_change();
create or replace trigger guard before insert on access.emergency_decisions
  for each row execute function access.guard_decision();
