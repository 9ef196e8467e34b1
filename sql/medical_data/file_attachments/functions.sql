-- For the scanner, through clinicctl watch's login: what came out, and whether the file is there. SAVED or INVALID. What was found
-- infected stays so; a failed scan is tried again; a clean file may turn out infected with newer signatures.
create or replace function access.record_scan(p_attachment uuid, p_state text, p_is_missing boolean default false) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if p_state is null or p_state not in ('CLEAN', 'INFECTED', 'FAILED') then return 'INVALID state'; end if;
  update medical_data.file_attachments a set scan_state = p_state, scanned_at = clock_timestamp(),
      is_missing = coalesce(p_is_missing, false)
   where a.attachment_id = p_attachment and a.scan_state <> 'INFECTED';
  return case when found then 'SAVED' else 'INVALID attachment' end;
end $$;
grant execute on function access.record_scan(uuid, text, boolean) to clinic_watch;

-- What the scanner has to look at, oldest first; with p_again also what it could not scan before. Keys and digests, no names.
create or replace function access.files_to_scan(p_again boolean default false)
returns table (attachment_id uuid, storage_key uuid, sha256 bytea)
language plpgsql volatile security definer rows 10 set search_path = pg_catalog, pg_temp as $$
begin
  return query
  select a.attachment_id, a.storage_key, a.sha256 from medical_data.file_attachments a
   where a.scan_state = 'PENDING' or (coalesce(p_again, false) and a.scan_state = 'FAILED')
   order by a.created_at, a.attachment_id limit 1000;
end $$;
grant execute on function access.files_to_scan(boolean) to clinic_watch;

-- Of a file only the scan changes.
create or replace function medical_data.guard_attachment() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'DELETE'
     or to_jsonb(new) - '{scan_state,scanned_at,is_missing,updated_at,row_version}'::text[]
        <> to_jsonb(old) - '{scan_state,scanned_at,is_missing,updated_at,row_version}'::text[] then
    raise exception 'an attachment does not change' using errcode = '42501';
  end if;
  return new;
end $$;
grant execute on function medical_data.guard_attachment() to clinic_owner;

-- Is there such a thing of this patient? What a seal hides from this session is not there.
create or replace function medical_data.has_record(p_patient uuid, p_entity text, p_record uuid) returns boolean
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  me record;
begin
  select * into me from access.current_session();
  if access.hidden_word(me.session_id, me.user_id, p_record, pg_current_wal_insert_lsn()) is not null then return false; end if;
  return case p_entity
    when 'CONSULTATION' then exists (select 1 from medical_data.consultations x where x.consultation_id = p_record
        and x.patient_id = p_patient)
    when 'NOTE' then exists (select 1 from medical_data.consultation_notes x where x.record_id = p_record and x.patient_id = p_patient)
    when 'VITAL_SIGNS' then exists (select 1 from medical_data.vital_signs x where x.record_id = p_record and x.patient_id = p_patient)
    when 'HISTORY' then exists (select 1 from medical_data.medical_histories x where x.record_id = p_record and x.patient_id = p_patient)
    when 'TEST' then exists (select 1 from medical_data.medical_tests x where x.record_id = p_record and x.patient_id = p_patient)
    when 'REPORT' then exists (select 1 from medical_data.medical_reports x where x.record_id = p_record and x.patient_id = p_patient)
    else false end;
end $$;
