-- Files: what was uploaded, checked and linked. The bytes go another way; here is where they belong and whether they may be opened.

-- Clinicians and nurses into the open chart; the reception ADMINISTRATIVE ones, with the directory open. Answers the key under which
-- the bytes are to be stored. SAVED | INVALID (field) | KEY_REUSED | a refusal.
create or replace function api.add_attachment(p_key uuid, p_patient uuid, p_category text, p_file_name text, p_media_type text,
    p_byte_size bigint,
  p_sha256 text, out answer text, out field text, out attachment_id uuid, out storage_key uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me record;
  p medical_data.patients;
  name_given text := medical_data.clean_text(p_file_name, 200);
  content bytea := sha256(convert_to(jsonb_build_array('ATTACHMENT', p_patient, p_category, p_file_name, p_media_type, p_byte_size,
      p_sha256)::text, 'UTF8'));
  earlier jsonb;
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into me from access.require_session(null);
  if me.role_code = 'RECEPTIONIST' then
    perform access.require_opening(me.session_id, 'DIRECTORY', me.wal_now);
    select * into p from medical_data.patients x where x.patient_id = p_patient and x.deleted_at is null;
    answer := case when p_category is distinct from 'ADMINISTRATIVE' then 'NO_ROLE' when p.user_id = me.user_id then 'OWN_RECORD'
                   when access.is_blocked(me.user_id, p_patient) then 'BLOCKED'
                   when p.patient_id is null then 'NO_RFA' when access.takes_no_entries(p) then 'CLOSED'
                   when access.is_restricted(p_patient) then 'RESTRICTED' end;
    if answer is not null then perform audit_logs.record_refusal(me.session_id, me.user_id, 'ADD_ATTACHMENT', answer, p_patient); end if;
  else
    answer := (select w.refusal from access.chart_for_writing(p_patient, 'ADD_ATTACHMENT', array['CLINICIAN', 'NURSE']) w);
  end if;
  if answer is not null then return; end if;
  earlier := access.earlier_answer(me.user_id, p_key, content);
  if earlier is not null then
    answer := earlier ->> 'answer';
    attachment_id := (earlier ->> 'attachment_id')::uuid;
    storage_key := (earlier ->> 'storage_key')::uuid;
    return;
  end if;
  field := case
    when p_key is null then 'key'
    when p_category is null or p_category not in ('CLINICAL', 'ADMINISTRATIVE') then 'category'
    when name_given is null or name_given ~ E'[/\\\\\\n]' then 'file_name'
    when p_media_type is null or p_media_type not in ('application/pdf', 'image/jpeg', 'image/png', 'image/tiff',
        'application/dicom', 'text/plain') then 'media_type'
    when coalesce(p_byte_size, 0) not between 1 and 536870912 then 'byte_size'
    when coalesce(p_sha256, '') !~ '^[0-9a-f]{64}$' then 'sha256' end;
  if field is not null then answer := 'INVALID'; return; end if;
  insert into medical_data.file_attachments as a (patient_id, category, file_name, media_type, byte_size, sha256, uploaded_by, session_id)
  values (p_patient, p_category, name_given, p_media_type, p_byte_size, decode(p_sha256, 'hex'), me.user_id, me.session_id)
  returning a.attachment_id, a.storage_key into attachment_id, storage_key;
  answer := 'SAVED';
  perform access.keep_answer(me.user_id, p_key, content, jsonb_build_object('answer', answer, 'attachment_id', attachment_id,
      'storage_key', storage_key));
end $$;

-- Hangs a file of this patient on something of this patient. SAVED (also if it hung there), INVALID, or a refusal.
create or replace function api.link_attachment(p_patient uuid, p_attachment uuid, p_entity text, p_record uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  w record;
begin
  select * into w from access.chart_for_writing(p_patient, 'LINK_ATTACHMENT', array['CLINICIAN', 'NURSE']);
  if w.refusal is not null then return w.refusal; end if;
  if not medical_data.has_record(p_patient, p_entity, p_record) then return 'INVALID record'; end if;
  if not exists (select 1 from medical_data.file_attachments a where a.attachment_id = p_attachment and a.patient_id = p_patient) then
    return 'INVALID attachment';
  end if;
  insert into medical_data.attachment_links (attachment_id, entity, record_id, patient_id, linked_by, session_id)
  values (p_attachment, p_entity, p_record, p_patient, w.user_id, w.session_id) on conflict do nothing;
  insert into access.sealed_records (seal_id, record_id, patient_id, entity, sealed_by, session_id)       -- what it hangs on is sealed
  select r.seal_id, p_attachment, p_patient, 'ATTACHMENT', w.user_id, w.session_id from access.sealed_records r
   where r.record_id = p_record and r.released_at is null on conflict do nothing;
  return 'SAVED';
end $$;

-- Where the bytes of a file are, and what they must be: OPENED, NOT_SCANNED, INFECTED, MISSING, OWN_RECORD, BLOCKED, or NO_RFA (hidden and
-- absent alike).
-- Through the chart's gate; the reception only what it uploaded itself. Recorded.
create or replace function api.open_attachment(p_attachment uuid, out answer text, out storage_key uuid, out media_type text,
    out byte_size bigint, out sha256 text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me record;
  a medical_data.file_attachments;
begin
  select * into me from access.require_session(array['CLINICIAN', 'NURSE', 'RECEPTIONIST']);
  select * into a from medical_data.file_attachments x where x.attachment_id = p_attachment;
  if me.role_code = 'RECEPTIONIST' then
    perform access.require_opening(me.session_id, 'DIRECTORY', me.wal_now);
    if a.uploaded_by is distinct from me.user_id or a.category is distinct from 'ADMINISTRATIVE' then a := null; end if;
  elsif not exists (select 1 from access.readable_patients('FULL') r where r = a.patient_id)
     or access.hidden_word(me.session_id, me.user_id, p_attachment, me.wal_now) is not null then
    a := null;
  end if;
  answer := case when a.attachment_id is null then 'NO_RFA'
                 when exists (select 1 from medical_data.patients p where p.patient_id = a.patient_id and p.user_id = me.user_id) then 'OWN_RECORD'
                 when me.role_code = 'RECEPTIONIST' and access.is_blocked(me.user_id, a.patient_id) then 'BLOCKED'
                 when a.scan_state = 'INFECTED' then 'INFECTED' when a.is_missing then 'MISSING'
                 when a.scan_state <> 'CLEAN' then 'NOT_SCANNED' else 'OPENED' end;
  if answer <> 'OPENED' then perform audit_logs.record_refusal(me.session_id, me.user_id, 'OPEN_ATTACHMENT', answer,
      a.patient_id); return; end if;
  storage_key := a.storage_key;
  media_type := a.media_type;
  byte_size := a.byte_size;
  sha256 := encode(a.sha256, 'hex');
  perform audit_logs.record_event(me.session_id, me.user_id, 'OPEN_ATTACHMENT', a.patient_id, null,
      jsonb_build_object('attachment', p_attachment));
end $$;

-- What the reception uploaded itself for one patient.
create or replace function api.my_attachments(p_patient uuid)
returns table (attachment_id uuid, file_name text, media_type text, byte_size bigint, scan_state text, is_missing boolean,
    created_at timestamptz)
language plpgsql volatile security definer rows 10
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  me record;
begin
  select * into me from access.require_session(array['RECEPTIONIST']);
  perform access.require_opening(me.session_id, 'DIRECTORY', me.wal_now);
  perform audit_logs.record_event(me.session_id, me.user_id, 'SHOW_ATTACHMENTS', p_patient);
  return query
  select a.attachment_id, a.file_name, a.media_type, a.byte_size, a.scan_state, a.is_missing, a.created_at
    from medical_data.file_attachments a
   where a.uploaded_by = me.user_id and a.patient_id = p_patient and a.category = 'ADMINISTRATIVE'
     and not exists (select 1 from medical_data.patients p where p.patient_id = p_patient and p.user_id = me.user_id)
     and not access.is_blocked(me.user_id, p_patient)
   order by a.created_at desc;
end $$;
