create or replace trigger change after insert or update or delete on access.attendings
  for each row execute function audit_logs.record_row_change();
create or replace trigger note_attending_at_admission after insert on medical_data.patients
  for each row when (new.attending_id is not null and new.ward_id is not null) execute function access.note_attending();
create or replace trigger note_attending after update of attending_id, ward_id, deleted_at on medical_data.patients
  for each row when ((old.attending_id, old.ward_id, old.deleted_at) is distinct from (new.attending_id, new.ward_id, new.deleted_at))
  execute function access.note_attending();
