create or replace trigger change after insert or update or delete on access.seals
  for each row execute function audit_logs.record_row_change();
create or replace trigger touch before update on access.seals
  for each row execute function access.touch_row();
create or replace trigger guard before insert or update or delete on access.seals
  for each row execute function access.guard_seal();
