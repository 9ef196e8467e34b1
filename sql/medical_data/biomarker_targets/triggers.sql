create or replace trigger change after insert or update or delete on medical_data.biomarker_targets
  for each row execute function audit_logs.record_row_change();
create or replace trigger keep_versions before update or delete on medical_data.biomarker_targets
  for each row execute function medical_data.keep_versions();
create or replace trigger check_biomarker_target before insert on medical_data.biomarker_targets
  for each row execute function medical_data.check_biomarker_target();
