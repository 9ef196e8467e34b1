-- What models say about a value or an observation, and how a clinician assesses an observation (A-032, A-036 to A-038). An
-- analysis is never the value itself: it needs a model that its clinical owner approved, and the patient's consent to
-- ANALYTICS.

-- About one version of a value. SAVED | INVALID (field) | KEY_REUSED | CONSENT and the refusals of the chart.
create or replace function api.record_biomarker_analysis(p_key uuid, p_record uuid, p_version int, p_model_id uuid,
  p_analysis text,
  p_confidence numeric, p_processing_ms int, out answer text, out field text, out analysis_id uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  w record;
  patient uuid := (select b.patient_id from medical_data.biomarkers b where b.record_id = p_record and b.version = p_version);
  said text := nullif(btrim(normalize(p_analysis, nfc)), '');
  content jsonb := jsonb_build_array('BIOMARKER_ANALYSIS', p_record, p_version, p_model_id, p_analysis, p_confidence,
    p_processing_ms);
  earlier jsonb;
begin
  select * into w from access.model_for_writing(patient, 'RECORD_BIOMARKER_ANALYSIS', p_model_id);
  answer := w.refusal;
  if answer is not null then return; end if;
  field := case
    when p_key is null then 'key'
    when w.model is null then 'model_id'
    when coalesce(length(said), 0) not between 1 and 4000 or not access.is_plain(said, true) then 'analysis'
    when p_confidence is null or p_confidence not between 0 and 1 then 'confidence'
    when p_processing_ms is null or p_processing_ms < 0 then 'processing_ms' end;
  if field is not null then answer := 'INVALID'; return; end if;
  earlier := access.begin_request(w.user_id, p_key, content);
  if earlier is not null then
    answer := earlier ->> 'answer';
    analysis_id := (earlier ->> 'analysis_id')::uuid;
    return;
  end if;
  insert into medical_data.biomarker_analyses as a (record_id, version, patient_id, model, model_version, analysis, confidence,
    processing_ms)
  values (p_record, p_version, patient, w.model, w.model_version, said, p_confidence, p_processing_ms)
  returning a.analysis_id into analysis_id;
  answer := 'SAVED';
  perform access.end_request(w.user_id, p_key, content, jsonb_build_object('answer', answer, 'analysis_id', analysis_id));
end $$;

-- A clinician says how severe and urgent it is and in which circumstances it was observed; null leaves a field as it is. A
-- version with a reason. Answers as access.record_version gives them.
create or replace function api.assess_observation(p_key uuid, p_patient uuid, p_record uuid, p_expected int, p_severity text,
  p_urgency text,
  p_hormonal_context text, p_treatment_context text, p_lifestyle_context text, p_reason text, p_category text default null,
  out answer text, out field text, out record_id uuid, out version int)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  select * into answer, field, record_id, version from access.record_version(p_key, p_patient, 'ASSESS_OBSERVATION',
    'medical_data.medical_observations', array['CLINICIAN'], 'FULL',
    (select to_jsonb(o) - array['record_id', 'version', 'patient_id', 'recorded_by', 'recorded_by_name', 'session_id',
      'recorded_at', 'superseded_at',
                                'correction_reason']
       from medical_data.medical_observations o where o.record_id = p_record and o.patient_id = p_patient
         and o.superseded_at is null)
    || jsonb_strip_nulls(jsonb_build_object('severity', p_severity, 'urgency', p_urgency, 'hormonal_context', p_hormonal_context,
         'treatment_context', p_treatment_context, 'lifestyle_context', p_lifestyle_context, 'category', p_category)),
    '{}', coalesce(p_record, gen_random_uuid()), p_expected, p_reason);
end $$;

-- What a model says about an observation: a version too. Answers as access.record_version gives them, or CONSENT.
create or replace function api.record_observation_analysis(p_key uuid, p_patient uuid, p_record uuid, p_expected int,
  p_model_id uuid,
  p_analysis text, p_confidence numeric, out answer text, out field text, out record_id uuid, out version int)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  w record;
begin
  select * into w from access.model_for_writing(p_patient, 'RECORD_OBSERVATION_ANALYSIS', p_model_id);
  answer := w.refusal;
  if answer is not null then return; end if;
  field := case when w.model is null then 'model_id' when coalesce(length(btrim(p_analysis)), 0) = 0 then 'ai_analysis'
                when p_confidence is null then 'ai_confidence' end;
  if field is not null then answer := 'INVALID'; return; end if;
  select * into answer, field, record_id, version from access.record_version(p_key, p_patient, 'RECORD_OBSERVATION_ANALYSIS',
    'medical_data.medical_observations', array['CLINICIAN', 'NURSE'], 'FULL',
    (select to_jsonb(o) - array['record_id', 'version', 'patient_id', 'recorded_by', 'recorded_by_name', 'session_id',
      'recorded_at', 'superseded_at',
                                'correction_reason']
       from medical_data.medical_observations o where o.record_id = p_record and o.patient_id = p_patient
         and o.superseded_at is null)
    || jsonb_build_object('is_ai_processed', true, 'ai_analysis', p_analysis, 'ai_confidence', p_confidence),
    '{}', coalesce(p_record, gen_random_uuid()), p_expected, left('analysed by ' || w.model || ' ' || w.model_version, 500));
end $$;
