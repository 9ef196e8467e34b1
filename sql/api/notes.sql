-- Notes of consultations and nurses' notes.

-- A new note (p_record null), or the next version of one's own unsigned one. p_sign: finished; afterwards only addenda. Clinicians
-- write REASON, CONSULTATION, ADDENDUM; nurses NURSING and ADDENDUM; an addendum amends a signed note of one's own.
-- SAVED | INVALID (field names it) | CHANGED (another version) | NOT_AUTHOR (also of the note that is amended) | SIGNED (already) | KEY_REUSED | a refusal.
create or replace function api.save_note(p_key uuid, p_patient uuid, p_kind text, p_text text, p_sign boolean,
    p_consultation uuid default null,
  p_amends uuid default null, p_record uuid default null, p_expected_version int default null,
  out answer text, out field text, out record_id uuid, out version int)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  w record;
  body text := medical_data.clean_text(p_text, 20000);
  content bytea := sha256(convert_to(jsonb_build_array('NOTE', p_patient, p_kind, p_text, p_sign, p_consultation, p_amends,
      p_record, p_expected_version)::text, 'UTF8'));
  earlier jsonb;
  old medical_data.consultation_notes;
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into w from access.chart_for_writing(p_patient, 'WRITE_NOTE',
    case when p_kind in ('REASON', 'CONSULTATION') then array['CLINICIAN'] when p_kind = 'NURSING' then array['NURSE']
         else array['CLINICIAN', 'NURSE'] end, p_record => coalesce(p_record, p_amends), p_signs => p_sign);
  answer := case when w.refusal is not null then w.refusal
                 when exists (select 1 from medical_data.consultation_notes n
                               where n.record_id = p_amends and n.patient_id = p_patient and n.recorded_by <> w.user_id)
                   then audit_logs.record_refusal(w.session_id, w.user_id, 'WRITE_NOTE', 'NOT_AUTHOR', p_patient) end;
  if answer is not null then return; end if;
  earlier := access.earlier_answer(w.user_id, p_key, content);
  if earlier is not null then
    answer := earlier ->> 'answer';
    record_id := (earlier ->> 'record_id')::uuid;
    version := (earlier ->> 'version')::int;
    return;
  end if;
  field := case
    when p_key is null then 'key'
    when p_kind is null or p_kind not in ('REASON', 'CONSULTATION', 'NURSING', 'ADDENDUM') then 'kind'
    when body is null then 'text'
    when p_sign is null then 'sign'
    when p_consultation is not null and not exists (select 1 from medical_data.consultations c
           where c.consultation_id = p_consultation and c.patient_id = p_patient and c.status not in ('CANCELLED', 'NO_SHOW'))
               then 'consultation'
    when (p_kind = 'ADDENDUM') <> (p_amends is not null)
      or (p_amends is not null and not exists (select 1 from medical_data.consultation_notes n
           where n.record_id = p_amends and n.patient_id = p_patient and n.recorded_by = w.user_id and n.signed_at is not null))
               then 'amends'
    when (p_record is null) <> (p_expected_version is null) then 'record' end;
  if field is not null then answer := 'INVALID'; return; end if;
  record_id := coalesce(p_record, gen_random_uuid());
  version := 1;
  if p_record is not null then
    select * into old from medical_data.consultation_notes n where n.record_id = p_record and n.superseded_at is null for update;
    answer := case when old.record_id is null and exists (select 1 from medical_data.consultation_notes n
        where n.record_id = p_record and n.patient_id = p_patient)
                     then 'CHANGED'                                                -- while this one waited
                   when old.record_id is null or old.patient_id <> p_patient or old.kind <> p_kind then 'INVALID'
                   when old.recorded_by <> w.user_id then audit_logs.record_refusal(w.session_id, w.user_id, 'WRITE_NOTE',
                       'NOT_AUTHOR', p_patient)
                   when old.signed_at is not null then 'SIGNED'
                   when old.version <> p_expected_version then 'CHANGED' end;
    if answer = 'INVALID' then field := 'record'; end if;
    if answer is not null then return; end if;
    update medical_data.consultation_notes n set superseded_at = clock_timestamp() where n.record_id = p_record and n.version = old.version;
    version := old.version + 1;
  end if;
  insert into medical_data.consultation_notes as n (record_id, version, patient_id, consultation_id, kind, amends, body_encrypted,
      signed_at,
                                                    recorded_by, recorded_by_name, session_id)
  values (save_note.record_id, save_note.version, p_patient, p_consultation, p_kind, p_amends,
          access.encrypt_text(body, 'consultation_notes.body/' || save_note.record_id || '/' || save_note.version),
          case when p_sign then clock_timestamp() end, w.user_id, w.display_name, w.session_id);
  answer := 'SAVED';
  perform access.keep_answer(w.user_id, p_key, content, jsonb_build_object('answer', answer, 'record_id', record_id, 'version', version));
end $$;

-- The notes of an opened chart, newest first, decrypted; through the same gate as the chart's rows: none where those would be
-- empty. p_with_versions: what was superseded too.
create or replace function api.notes(p_patient uuid, p_with_versions boolean default false)
returns table (record_id uuid, version int, consultation_id uuid, kind text, amends uuid, body text, signed_at timestamptz,
    recorded_by uuid,
  recorded_by_name text, recorded_at timestamptz, superseded_at timestamptz)
language plpgsql volatile security definer rows 20
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  numbers uuid[];
  hidden uuid[];
begin
  perform access.require_session(null);
  numbers := access.chart_patients(p_patient, 'FULL');
  if cardinality(numbers) = 0 then return; end if;
  hidden := array(select access.hidden_records());
  return query
  select n.record_id, n.version, n.consultation_id, n.kind, n.amends,
         access.decrypt_text(n.body_encrypted, 'consultation_notes.body/' || n.record_id || '/' || n.version),
         n.signed_at, n.recorded_by, n.recorded_by_name, n.recorded_at, n.superseded_at
    from medical_data.consultation_notes n
   where n.patient_id = any (numbers) and (p_with_versions or n.superseded_at is null)
     and n.record_id <> all (hidden) and (n.amends is null or n.amends <> all (hidden))
   order by n.recorded_at desc;
end $$;
