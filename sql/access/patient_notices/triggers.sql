create or replace trigger change after insert or update or delete on access.patient_notices
  for each row execute function audit_logs.record_row_change();
create or replace trigger keep_sent before update on access.patient_notices
  for each row execute function access.keep_sent_notices();
create or replace trigger tell_patient after update on access.emergency_access
  for each row when (old.granted_at is null and new.granted_at is not null) execute function access.add_patient_notice();
