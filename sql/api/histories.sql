-- Problems and history. Clinicians write; nurses add notes.

-- A new one (p_record null) or the next version with a reason. SAVED | INVALID (field) | CHANGED | KEY_REUSED | a refusal.
create or replace function api.save_history(p_key uuid, p_patient uuid, p_kind text, p_title text, p_icd10 text, p_onset_on date,
  p_onset_precision text, p_resolved_on date, p_status text, p_verification text, p_record uuid default null,
  p_expected_version int default null, p_reason text default null, out answer text, out field text, out record_id uuid, out version int)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  w record;
  title_given text := medical_data.clean_text(p_title, 200);
  reason text := medical_data.clean_text(p_reason, 500);
  content bytea := sha256(convert_to(jsonb_build_array('HISTORY', p_patient, p_kind, p_title, p_icd10, p_onset_on,
      p_onset_precision, p_resolved_on,
                                                       p_status, p_verification, p_record, p_expected_version, p_reason)::text, 'UTF8'));
  earlier jsonb;
  today date := access.local_today();
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into w from access.chart_for_writing(p_patient, 'SAVE_HISTORY', array['CLINICIAN']);
  answer := w.refusal;
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
    when p_kind is null or p_kind not in ('PROBLEM', 'PAST_ILLNESS', 'SURGERY', 'FAMILY', 'SOCIAL', 'GYNAECOLOGICAL') then 'kind'
    when title_given is null or title_given like E'%\n%' then 'title'
    when p_icd10 !~ '^[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?$' then 'icd10'
    when (p_onset_on is null) <> (p_onset_precision is null) or p_onset_on > today or p_onset_precision not in ('DAY', 'MONTH',
        'YEAR') then 'onset'
    when p_status is null or p_status not in ('ACTIVE', 'INACTIVE', 'RESOLVED', 'ENTERED_IN_ERROR') or (p_record is null
        and p_status = 'ENTERED_IN_ERROR') then 'status'
    when p_resolved_on < p_onset_on or p_resolved_on > today or (p_resolved_on is not null and p_status not in ('RESOLVED',
        'ENTERED_IN_ERROR')) then 'resolved'
    when p_verification is null or p_verification not in ('UNCONFIRMED', 'PROVISIONAL', 'CONFIRMED', 'REFUTED') then 'verification'
    when (p_record is null) <> (p_expected_version is null) then 'record'
    when (p_record is not null and coalesce(length(reason), 0) < 3) or (p_record is null and p_reason is not null) then 'reason'
    when p_record is not null and not medical_data.has_record(p_patient, 'HISTORY', p_record) then 'record' end;
  if field is not null then answer := 'INVALID'; return; end if;
  record_id := coalesce(p_record, gen_random_uuid());
  version := 1;
  if p_record is not null then
    update medical_data.medical_histories h set superseded_at = clock_timestamp()
     where h.record_id = p_record and h.version = p_expected_version and h.superseded_at is null and h.status <> 'ENTERED_IN_ERROR';
    if not found then answer := 'CHANGED'; record_id := null; version := null; return; end if;
    version := p_expected_version + 1;
  end if;
  insert into medical_data.medical_histories (record_id, version, patient_id, kind, title, icd10, onset_on, onset_precision,
      resolved_on, status,
                                              verification, correction_reason, recorded_by, session_id)
  values (save_history.record_id, save_history.version, p_patient, p_kind, title_given, p_icd10, p_onset_on, p_onset_precision,
      p_resolved_on, p_status,
          p_verification, case when p_record is not null then reason end, w.user_id, w.session_id);
  answer := 'SAVED';
  perform access.keep_answer(w.user_id, p_key, content, jsonb_build_object('answer', answer, 'record_id', record_id, 'version', version));
end $$;

-- SAVED | INVALID | KEY_REUSED | a refusal.
create or replace function api.add_history_note(p_key uuid, p_patient uuid, p_record uuid, p_text text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  w record;
  body text := medical_data.clean_text(p_text, 5000);
  id uuid := gen_random_uuid();
  content bytea := sha256(convert_to(jsonb_build_array('HISTORY_NOTE', p_patient, p_record, p_text)::text, 'UTF8'));
  earlier jsonb;
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into w from access.chart_for_writing(p_patient, 'ADD_HISTORY_NOTE', array['CLINICIAN', 'NURSE']);
  if w.refusal is not null then return w.refusal; end if;
  earlier := access.earlier_answer(w.user_id, p_key, content);
  if earlier is not null then return earlier ->> 'answer'; end if;
  if p_key is null then return 'INVALID key'; end if;
  if body is null then return 'INVALID text'; end if;
  if not medical_data.has_record(p_patient, 'HISTORY', p_record) then return 'INVALID record'; end if;
  insert into medical_data.history_notes (note_id, patient_id, record_id, body_encrypted, recorded_by, recorded_by_name, session_id)
  values (id, p_patient, p_record, access.encrypt_text(body, 'history_notes.body/' || id), w.user_id, w.display_name, w.session_id);
  perform access.keep_answer(w.user_id, p_key, content, '{"answer": "SAVED"}');
  return 'SAVED';
end $$;

-- Through the same gate as the chart's rows.
create or replace function api.history_notes(p_patient uuid)
returns table (note_id uuid, record_id uuid, body text, recorded_by uuid, recorded_by_name text, recorded_at timestamptz)
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
  select n.note_id, n.record_id, access.decrypt_text(n.body_encrypted, 'history_notes.body/' || n.note_id), n.recorded_by,
      n.recorded_by_name, n.recorded_at
    from medical_data.history_notes n where n.patient_id = any (numbers) and n.record_id <> all (hidden) order by n.recorded_at desc;
end $$;
