-- Vital signs. p_values: what was measured, as {"respiratory_rate": 16, "spo2": 97, "on_oxygen": false, ...}; only the columns of
-- vital_sign_limits, on_oxygen and consciousness.

-- SAVED | INVALID or CONFIRM (fields names them; again with p_confirmed once somebody has looked) | KEY_REUSED | a refusal.
create or replace function api.record_vital_signs(p_key uuid, p_patient uuid, p_measured_at timestamptz, p_values jsonb,
  p_confirmed boolean default false, p_consultation uuid default null, p_is_pregnant boolean default false,
  out answer text, out fields text[], out record_id uuid, out news2 int, out news2_level text, out escalation_id uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  w record;
  content bytea := sha256(convert_to(jsonb_build_array('VITALS', p_patient, extract(epoch from p_measured_at), p_values,
      p_consultation, p_is_pregnant)::text, 'UTF8'));
  earlier jsonb;
  v medical_data.vital_signs;
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into w from access.chart_for_writing(p_patient, 'RECORD_VITAL_SIGNS', array['CLINICIAN', 'NURSE']);
  answer := w.refusal;
  if answer is not null then return; end if;
  earlier := access.earlier_answer(w.user_id, p_key, content);
  if earlier is not null then
    select * into answer, record_id, news2, news2_level, escalation_id
      from jsonb_to_record(earlier) as e(answer text, record_id uuid, news2 int, news2_level text, escalation_id uuid);
    return;
  end if;
  select j.verdict, j.fields into answer, fields from medical_data.judge_vital_signs(p_patient, null, p_measured_at, p_values) j;
  if p_key is null or (p_consultation is not null and not exists (select 1 from medical_data.consultations c
                        where c.consultation_id = p_consultation and c.patient_id = p_patient)) then
    answer := 'INVALID';
    fields := array[case when p_key is null then 'key' else 'consultation' end];
  end if;
  if answer = 'INVALID' or (answer = 'CONFIRM' and p_confirmed is not true) then return; end if;
  v := medical_data.add_vital_signs(w, null, p_patient, p_measured_at, p_values, answer is not null, p_consultation,
                                    case when p_is_pregnant then 'PREGNANCY' end, null);
  answer := 'SAVED';
  fields := null;
  record_id := v.record_id;
  news2 := v.news2;
  news2_level := v.news2_level;
  escalation_id := (select e.escalation_id from medical_data.news2_escalations e where e.record_id = v.record_id and e.version = v.version);
  perform access.keep_answer(w.user_id, p_key, content, jsonb_build_object('answer', answer, 'record_id', record_id, 'news2', news2,
                                                                           'news2_level', news2_level, 'escalation_id', escalation_id));
  perform pg_notify('clinic_charts', '');
end $$;

-- A new version with a reason; {} instead of values: it was entered in error. Nurses what they recorded themselves in the last 24
-- hours, clinicians everything. As above, and CHANGED (another version), NOT_AUTHOR, TOO_LATE.
create or replace function api.correct_vital_signs(p_key uuid, p_record uuid, p_expected_version int, p_measured_at timestamptz,
    p_values jsonb,
  p_reason text, p_confirmed boolean default false,
  out answer text, out fields text[], out version int, out news2 int, out news2_level text, out escalation_id uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  w record;
  content bytea := sha256(convert_to(jsonb_build_array('CORRECT_VITALS', p_record, p_expected_version, extract(epoch
      from p_measured_at), p_values, p_reason)::text, 'UTF8'));
  earlier jsonb;
  reason text := medical_data.clean_text(p_reason, 500);
  old medical_data.vital_signs;
  v medical_data.vital_signs;
  patient uuid;
  code text;
begin
  perform set_config('synchronous_commit', 'on', true);
  patient := (select s.patient_id from medical_data.vital_signs s where s.record_id = p_record and s.version = 1);
  select * into w from access.chart_for_writing(patient, 'CORRECT_VITAL_SIGNS', array['CLINICIAN', 'NURSE'], p_record => p_record);
  answer := w.refusal;
  if answer is not null then return; end if;
  earlier := access.earlier_answer(w.user_id, p_key, content);
  if earlier is not null then
    select * into answer, version, news2, news2_level, escalation_id
      from jsonb_to_record(earlier) as e(answer text, version int, news2 int, news2_level text, escalation_id uuid);
    return;
  end if;
  select * into old from medical_data.vital_signs s where s.record_id = p_record and s.superseded_at is null for update;
  if old.record_id is null then answer := 'CHANGED'; return; end if;             -- somebody corrected it while this one waited
  if w.role_code = 'NURSE' then
    select case when s.recorded_by <> w.user_id or old.recorded_by <> w.user_id then 'NOT_AUTHOR'
                when s.recorded_at < clock_timestamp() - interval '24 hours' then 'TOO_LATE' end into code
      from medical_data.vital_signs s where s.record_id = p_record and s.version = 1;
    if code is not null then
      answer := audit_logs.record_refusal(w.session_id, w.user_id, 'CORRECT_VITAL_SIGNS', code, patient);
      return;
    end if;
  end if;
  if p_values is distinct from '{}' then
    select j.verdict, j.fields into answer, fields from medical_data.judge_vital_signs(patient, p_record, p_measured_at, p_values) j;
  end if;
  if p_key is null or coalesce(length(reason), 0) < 3 or p_measured_at is null then
    answer := 'INVALID';
    fields := array[case when p_key is null then 'key' when p_measured_at is null then 'measured_at' else 'reason' end];
  end if;
  if answer = 'INVALID' then return; end if;
  if old.version is distinct from p_expected_version then answer := 'CHANGED'; fields := null; return; end if;
  if answer = 'CONFIRM' and p_confirmed is not true then return; end if;
  update medical_data.vital_signs s set superseded_at = clock_timestamp() where s.record_id = p_record and s.version = old.version;
  v := medical_data.add_vital_signs(w, old, patient, p_measured_at, p_values, answer is not null, null, null, reason);
  answer := 'SAVED';
  fields := null;
  version := v.version;
  news2 := v.news2;
  news2_level := v.news2_level;
  escalation_id := (select e.escalation_id from medical_data.news2_escalations e where e.record_id = v.record_id and e.version = v.version);
  perform access.keep_answer(w.user_id, p_key, content, jsonb_build_object('answer', answer, 'version', version, 'news2', news2,
                                                                           'news2_level', news2_level, 'escalation_id', escalation_id));
  perform pg_notify('clinic_charts', '');
end $$;

-- What was done about a NEWS2 that asks for somebody: ESCALATED (to whom) or NOT_NEEDED (why). SAVED, ANSWERED (somebody was
-- faster), INVALID, or a refusal; unknown is refused like hidden.
create or replace function api.acknowledge_escalation(p_escalation uuid, p_action text, p_answer text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  w record;
  e medical_data.news2_escalations;
  patient uuid;
  text_given text := medical_data.clean_text(p_answer, 500);
begin
  perform set_config('synchronous_commit', 'on', true);
  patient := (select x.patient_id from medical_data.news2_escalations x where x.escalation_id = p_escalation);
  select * into w from access.chart_for_writing(patient, 'ACKNOWLEDGE_ESCALATION', array['CLINICIAN', 'NURSE'],
    p_record => (select x.record_id from medical_data.news2_escalations x where x.escalation_id = p_escalation));
  if w.refusal is not null then return w.refusal; end if;
  select * into e from medical_data.news2_escalations x where x.escalation_id = p_escalation for update;
  if p_action is null or p_action not in ('ESCALATED', 'NOT_NEEDED') or coalesce(length(text_given), 0) < 3 then return 'INVALID'; end if;
  if e.answered_at is not null then return 'ANSWERED'; end if;
  update medical_data.news2_escalations x set action = p_action, answer = text_given, answered_by = w.user_id,
      answered_by_name = w.display_name,
         session_id = w.session_id, answered_at = clock_timestamp()
   where x.escalation_id = p_escalation;
  perform pg_notify('clinic_charts', '');
  return 'SAVED';
end $$;

-- The SpO2 scale of a patient: a decision a clinician signs. SAVED, INVALID, or a refusal.
create or replace function api.set_spo2_scale(p_patient uuid, p_scale int, p_reason text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  w record;
  reason_given text := medical_data.clean_text(p_reason, 500);
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into w from access.chart_for_writing(p_patient, 'SET_SPO2_SCALE', array['CLINICIAN']);
  if w.refusal is not null then return w.refusal; end if;
  if access.may_sign(w.user_id) is null then
    return audit_logs.record_refusal(w.session_id, w.user_id, 'SET_SPO2_SCALE', 'NO_ROLE', p_patient);
  end if;
  if p_scale is null or p_scale not in (1, 2) or coalesce(length(reason_given), 0) < 3 then return 'INVALID'; end if;
  insert into medical_data.spo2_scales (patient_id, scale, reason, set_by, set_by_name, session_id)
  values (p_patient, p_scale, reason_given, w.user_id, w.display_name, w.session_id);
  return 'SAVED';
end $$;
