create or replace trigger change after insert or update or delete on medical_data.vital_signs
  for each row execute function audit_logs.record_row_change();
create or replace trigger keep_versions before update or delete on medical_data.vital_signs
  for each row execute function medical_data.keep_versions('news2', 'news2_level');
create or replace trigger raise_escalation after insert on medical_data.vital_signs
  for each row execute function medical_data.raise_escalation();
