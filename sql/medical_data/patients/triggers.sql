create or replace trigger change after insert or update or delete on medical_data.patients
  for each row execute function audit_logs.record_row_change('phone_encrypted', 'phone_blind_index', 'phone_tail_index',
    'email_encrypted', 'email_blind_index', 'address_encrypted');
create or replace trigger touch before update on medical_data.patients
  for each row execute function access.touch_row();
create or replace trigger learn_names after insert or update of surname_1, surname_2, given_names on medical_data.patients
  for each row execute function medical_data.learn_names();
