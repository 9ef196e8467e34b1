-- The counter of attempts is no change worth a row: only these columns of users are.
create or replace trigger change after insert or delete or update of email, display_name, role_code, status, password_hash on access.users
  for each row execute function audit_logs.record_row_change('password_hash');
create or replace trigger touch before update of email, display_name, role_code, status, password_hash on access.users
  for each row execute function access.touch_row();
create or replace trigger add_counters after insert on access.users for each row execute function access.user_added();
create or replace trigger end_sessions after update of status, role_code on access.users
  for each row when (new.status <> 'ACTIVE' or new.role_code <> old.role_code) execute function access.user_changed();
