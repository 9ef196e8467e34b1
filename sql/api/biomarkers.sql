-- Measured values: recorded, corrected as versions, read back when critical, compared by a second person when copied.

-- A nurse measures capillary glucose and ketones; what comes from a laboratory she copies, and somebody else compares it.
-- SAVED | INVALID (field: type, value, unit, measured_at, source, or what the details call it) | CONFIRM (critical: the same
-- again with p_confirmed) | KEY_REUSED | a refusal. Critical values wait for api.acknowledge_critical_value.
create or replace function api.record_biomarker(p_key uuid, p_patient uuid, p_type text, p_value numeric, p_unit text,
  p_measured_at timestamptz,
  p_source text, p_details jsonb default '{}', p_confirmed boolean default false,
  out answer text, out field text, out record_id uuid, out version int, out status text, out needs_second_check boolean)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  t medical_data.biomarker_types;
  content jsonb := jsonb_build_array('BIOMARKER', p_patient, p_type, p_value, p_unit, p_measured_at, p_source, p_details);
  earlier jsonb;
begin
  select * into t from medical_data.biomarker_types x where x.code = p_type;
  select * into me from access.chart_for_writing(p_patient, 'RECORD_BIOMARKER',
    case when p_source = 'LABORATORY' or t.nurse_may_record is not false then array['NURSE', 'CLINICIAN'] else array['CLINICIAN'] end);
  answer := me.refusal;
  if answer is not null then return; end if;
  if p_key is null then answer := 'INVALID'; field := 'key'; return; end if;
  earlier := access.begin_request(me.user_id, p_key, content);
  if earlier is not null then
    select x.* into answer, field, record_id, version, status, needs_second_check from jsonb_to_record(earlier)
      as x(answer text, field text, record_id uuid, version int, status text, needs_second_check boolean);
    return;
  end if;
  field := medical_data.invalid_biomarker(t, p_patient, p_value, p_unit, p_measured_at, p_details);
  if field is null and (p_source is null or p_source not in ('LABORATORY', 'POINT_OF_CARE', 'DEVICE', 'PATIENT')
                        or (p_source <> 'LABORATORY' and p_details ?| array['reference_low', 'reference_high']))
                          then field := 'source'; end if;
  if field is not null then answer := 'INVALID'; return; end if;
  needs_second_check := me.role_code = 'NURSE' and p_source = 'LABORATORY';
  if not coalesce(p_confirmed, false) and medical_data.classify(p_value, null, null, t.critical_low,
    t.critical_high) like 'CRITICAL%' then
    answer := 'CONFIRM';
    return;
  end if;
  begin
    insert into medical_data.biomarkers as b (patient_id, type_id, measured_at, value, reference_low, reference_high, source,
      recorded_by,
      recorded_by_name, session_id, method, device, quality, hormonal_context, meal_context, medication_context, activity_context,
      stress_context, notes, is_confirmed, needs_second_check)
    values (p_patient, t.type_id, p_measured_at, p_value, (p_details ->> 'reference_low')::numeric,
      (p_details ->> 'reference_high')::numeric,
      p_source, me.user_id, me.display_name, me.session_id, medical_data.clean_text(p_details ->> 'method'),
      medical_data.clean_text(p_details ->> 'device'), coalesce(p_details ->> 'quality', 'GOOD'), p_details ->> 'hormonal',
        p_details ->> 'meal',
      p_details ->> 'medication', p_details ->> 'activity', p_details ->> 'stress',
        medical_data.clean_text(p_details ->> 'notes'),
      coalesce(p_confirmed, false), record_biomarker.needs_second_check)
    returning b.record_id, b.version, b.status into record_id, version, status;
  exception when check_violation then
    get stacked diagnostics field = constraint_name;
    field := replace(medical_data.field_of('biomarkers', field), '_context', '');
    answer := 'INVALID';
    return;
  end;
  answer := 'SAVED';
  perform access.end_request(me.user_id, p_key, content,
    jsonb_build_object('answer', answer, 'record_id', record_id, 'version', version,
                             'status', status, 'needs_second_check', needs_second_check));
  perform access.tell_charts();
end $$;

-- A new version with a reason. A nurse corrects what she recorded herself in the last 24 hours; CHANGED: somebody else was
-- faster (version says what is current). Void: the record is closed and leaves the chart, its versions stay.
create or replace function api.correct_biomarker(p_key uuid, p_record uuid, p_expected_version int, p_value numeric, p_unit text,
  p_measured_at timestamptz, p_reason text, p_details jsonb default '{}', p_confirmed boolean default false,
  out answer text, out field text, out version int, out status text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  b medical_data.biomarkers;
  t medical_data.biomarker_types;
  why text := medical_data.clean_text(p_reason);
  content jsonb := jsonb_build_array('CORRECT_BIOMARKER', p_record, p_expected_version, p_value, p_unit, p_measured_at, p_reason,
    p_details);
  earlier jsonb;
begin
  select * into me from access.chart_for_writing((select x.patient_id from medical_data.biomarkers x
    where x.record_id = p_record limit 1),
                                                 'CORRECT_BIOMARKER', array['NURSE', 'CLINICIAN'], p_record => p_record);
  answer := me.refusal;
  if answer is not null then return; end if;
  if p_key is null or coalesce(length(why), 0) not between 3 and 300 then
    answer := 'INVALID';
    field := case when p_key is null then 'key' else 'reason' end;
    return;
  end if;
  earlier := access.begin_request(me.user_id, p_key, content);
  if earlier is not null then
    select x.* into answer, version, status from jsonb_to_record(earlier) as x(answer text, version int, status text);
    return;
  end if;
  b := medical_data.biomarker_to_change(p_record);
  if b.version is distinct from p_expected_version then answer := 'CHANGED'; version := b.version; return; end if;
  if me.role_code = 'NURSE' and (b.recorded_by <> me.user_id or b.recorded_at < clock_timestamp() - interval '24 hours') then
    answer := audit_logs.record_refusal(me.session_id, me.user_id, 'CORRECT_BIOMARKER', 'NO_ROLE', b.patient_id);
    return;
  end if;
  select * into t from medical_data.biomarker_types x where x.type_id = b.type_id;
  field := medical_data.invalid_biomarker(t, b.patient_id, p_value, p_unit, p_measured_at, p_details);
  if field is null and b.source <> 'LABORATORY' and p_details ?| array['reference_low', 'reference_high']
    then field := 'source'; end if;
  if field is not null then answer := 'INVALID'; return; end if;
  if not coalesce(p_confirmed, false) and medical_data.classify(p_value, null, null, t.critical_low,
    t.critical_high) like 'CRITICAL%' then
    answer := 'CONFIRM';
    return;
  end if;
  begin
    update medical_data.biomarkers x set superseded_at = clock_timestamp() where x.record_id = p_record and x.version = b.version;
    insert into medical_data.biomarkers as x (record_id, version, patient_id, type_id, measured_at, value, reference_low,
      reference_high,
      source, recorded_by, recorded_by_name, session_id, method, device, quality, hormonal_context, meal_context,
        medication_context,
      activity_context, stress_context, notes, is_confirmed, needs_second_check, reason)
    values (p_record, b.version + 1, b.patient_id, b.type_id, p_measured_at, p_value,
      case when p_details ? 'reference_low' then (p_details ->> 'reference_low')::numeric else b.reference_low end,
      case when p_details ? 'reference_high' then (p_details ->> 'reference_high')::numeric else b.reference_high end,
      b.source, me.user_id, me.display_name, me.session_id,
      case when p_details ? 'method' then medical_data.clean_text(p_details ->> 'method') else b.method end,
      case when p_details ? 'device' then medical_data.clean_text(p_details ->> 'device') else b.device end,
      coalesce(p_details ->> 'quality', b.quality),
      case when p_details ? 'hormonal' then p_details ->> 'hormonal' else b.hormonal_context end,
      case when p_details ? 'meal' then p_details ->> 'meal' else b.meal_context end,
      case when p_details ? 'medication' then p_details ->> 'medication' else b.medication_context end,
      case when p_details ? 'activity' then p_details ->> 'activity' else b.activity_context end,
      case when p_details ? 'stress' then p_details ->> 'stress' else b.stress_context end,
      case when p_details ? 'notes' then medical_data.clean_text(p_details ->> 'notes') else b.notes end,
      coalesce(p_confirmed, false), me.role_code = 'NURSE' and b.source = 'LABORATORY', why)
    returning x.version, x.status into version, status;
  exception when check_violation then
    get stacked diagnostics field = constraint_name;
    field := replace(medical_data.field_of('biomarkers', field), '_context', '');
    answer := 'INVALID';
    return;
  end;
  answer := 'SAVED';
  perform access.end_request(me.user_id, p_key, content,
    jsonb_build_object('answer', answer, 'version', version, 'status', status));
  perform access.tell_charts();
end $$;

create or replace function api.void_biomarker(p_key uuid, p_record uuid, p_expected_version int, p_reason text, out answer text,
  out version int, out field text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  b medical_data.biomarkers;
  why text := medical_data.clean_text(p_reason);
  content jsonb := jsonb_build_array('VOID_BIOMARKER', p_record, p_expected_version, p_reason);
  earlier jsonb;
begin
  select * into me from access.chart_for_writing((select x.patient_id from medical_data.biomarkers x
    where x.record_id = p_record limit 1),
                                                 'VOID_BIOMARKER', array['NURSE', 'CLINICIAN'], p_record => p_record);
  answer := me.refusal;
  if answer is not null then return; end if;
  field := case when p_key is null then 'key' when coalesce(length(why), 0) not between 3 and 300 then 'reason' end;
  if field is not null then answer := 'INVALID'; return; end if;
  earlier := access.begin_request(me.user_id, p_key, content);
  if earlier is not null then answer := earlier ->> 'answer'; version := earlier -> 'version'; return; end if;
  b := medical_data.biomarker_to_change(p_record);
  if b.version is distinct from p_expected_version then answer := 'CHANGED'; version := b.version; return; end if;
  if me.role_code = 'NURSE' and (b.recorded_by <> me.user_id or b.recorded_at < clock_timestamp() - interval '24 hours') then
    answer := audit_logs.record_refusal(me.session_id, me.user_id, 'VOID_BIOMARKER', 'NO_ROLE', b.patient_id);
    return;
  end if;
  update medical_data.biomarkers x set superseded_at = clock_timestamp() where x.record_id = p_record and x.version = b.version;
  -- The last version says that and why the record is none; it is superseded from the beginning, so no list shows it.
  version := b.version + 1;
  b.version := version;
  b.recorded_by := me.user_id;
  b.recorded_by_name := me.display_name;
  b.session_id := me.session_id;
  b.recorded_at := clock_timestamp();
  b.superseded_at := b.recorded_at;
  b.entered_in_error := true;
  b.reason := why;
  insert into medical_data.biomarkers select b.*;
  answer := 'VOIDED';
  perform access.end_request(me.user_id, p_key, content, jsonb_build_object('answer', answer, 'version', version));
  perform access.tell_charts();
end $$;

-- Somebody heard the critical value, said it back and acted: the number must be the stored one. SAVED | NOT_CRITICAL |
-- WRONG_VALUE |
-- DONE (acknowledged before) | CHANGED | INVALID | a refusal.
create or replace function api.acknowledge_critical_value(p_key uuid, p_record uuid, p_expected_version int, p_read_back numeric,
  p_action text,
  p_told_to text default null, out answer text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
begin
  answer := medical_data.confirm_biomarker('CRITICAL_READ_BACK', p_key, p_record, p_expected_version, p_read_back, p_action,
    p_told_to);
end $$;

-- The second look at a copied laboratory value: by another person, who types the number from the report again. SAVED |
-- SECOND_PERSON | NOT_NEEDED | WRONG_VALUE | DONE | CHANGED | INVALID | a refusal.
create or replace function api.second_check_biomarker(p_key uuid, p_record uuid, p_expected_version int, p_value numeric,
  out answer text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
begin
  answer := medical_data.confirm_biomarker('SECOND_CHECK', p_key, p_record, p_expected_version, p_value, null, null);
end $$;
