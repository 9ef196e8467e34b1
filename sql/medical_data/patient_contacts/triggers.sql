create or replace trigger change after insert or update or delete on medical_data.patient_contacts
  for each row execute function audit_logs.record_row_change('name_encrypted', 'phone_encrypted', 'phone_blind_index',
    'email_encrypted', 'email_blind_index', 'address_encrypted');
create or replace trigger touch before update on medical_data.patient_contacts
  for each row execute function access.touch_row();
