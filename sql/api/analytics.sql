-- Estimates and figures of a patient: written and read in the opened chart, while she agrees to ANALYTICS (CONSENT otherwise).

create or replace function api.record_prediction(p_key uuid, p_patient uuid, p_model_id uuid, p_prediction_type text, p_horizon_hours int, p_predicted_value numeric,
  p_unit text, p_interval_low numeric, p_interval_high numeric, p_confidence numeric, p_risk_level text, p_risk_factors
  text, p_input_features jsonb, p_hormonal_context text, p_treatment_context text, p_lifestyle_context text,
  p_predicted_at timestamptz,
  out answer text, out field text, out record_id uuid, out version int)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me record;
begin
  select * into me from access.chart_for_writing(p_patient, 'RECORD_PREDICTION', array['CLINICIAN', 'NURSE'], null, 'FULL');
  answer := me.refusal;
  if answer is not null then return; end if;
  if not access.consent_allows(p_patient, 'ANALYTICS', case when p_hormonal_context is not null then 'WOMENS_HEALTH' end) then
    answer := audit_logs.record_refusal(me.session_id, me.user_id, 'RECORD_PREDICTION', 'CONSENT', p_patient);
    return;
  end if;
  if not exists (select 1 from analytics.ai_models m where m.model_id = p_model_id and m.is_active) then
    answer := 'INVALID';                                       -- not approved by its clinical owner, or retired
    field := 'model_id';
    return;
  end if;
  select * into answer, field, record_id, version from access.record_version(p_key, p_patient, 'RECORD_PREDICTION', 'analytics.medical_predictions', array['CLINICIAN', 'NURSE'], 'FULL',
    jsonb_build_object('model_id', p_model_id, 'prediction_type', p_prediction_type, 'horizon_hours', p_horizon_hours,
      'predicted_value', p_predicted_value, 'unit', p_unit, 'interval_low', p_interval_low, 'interval_high', p_interval_high,
      'confidence', p_confidence, 'risk_level', p_risk_level, 'risk_factors', p_risk_factors, 'input_features',
      p_input_features, 'hormonal_context', p_hormonal_context, 'treatment_context', p_treatment_context, 'lifestyle_context',
      p_lifestyle_context, 'predicted_at', p_predicted_at),
    array['predicted_at'], null, null, null);
end $$;

-- What really happened: a new version of the estimate. Answers as access.record_version gives them.
create or replace function api.validate_prediction(p_key uuid, p_patient uuid, p_record uuid, p_expected int, p_actual_value numeric,
  p_reason text, out answer text, out field text, out version int)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me record;
  fields jsonb;
begin
  select * into me from access.chart_for_writing(p_patient, 'VALIDATE_PREDICTION', array['CLINICIAN'], null, 'FULL');
  answer := me.refusal;
  if answer is not null then return; end if;
  if not access.consent_allows(p_patient, 'ANALYTICS') then
    answer := audit_logs.record_refusal(me.session_id, me.user_id, 'VALIDATE_PREDICTION', 'CONSENT', p_patient);
    return;
  end if;
  if p_actual_value is null then answer := 'INVALID'; field := 'actual_value'; return; end if;
  select to_jsonb(e) - 'superseded_at' - 'recorded_at' into fields from analytics.medical_predictions e
   where e.record_id = p_record and e.patient_id = p_patient and e.version = p_expected;
  select r.answer, r.field, r.version into answer, field, version
    from access.record_version(p_key, p_patient, 'VALIDATE_PREDICTION', 'analytics.medical_predictions', array['CLINICIAN'], 'FULL',
      coalesce(fields, '{}') || jsonb_build_object('actual_value', p_actual_value, 'validated_on', access.local_today()), '{}',
      coalesce(p_record, gen_random_uuid()), p_expected, p_reason) r;
end $$;

create or replace function api.record_metric(p_key uuid, p_patient uuid, p_metric_type text, p_name text, p_value numeric, p_unit text, p_period_from date,
  p_period_to date, p_hormonal_phase text, p_treatment_period text, p_method text, p_interval_low numeric, p_interval_high
  numeric, p_p_value numeric, p_data_points int, p_calculated_at timestamptz,
  out answer text, out field text, out record_id uuid, out version int)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me record;
begin
  select * into me from access.chart_for_writing(p_patient, 'RECORD_METRIC', array['CLINICIAN', 'NURSE'], null, 'FULL');
  answer := me.refusal;
  if answer is not null then return; end if;
  if not access.consent_allows(p_patient, 'ANALYTICS', case when p_hormonal_phase is not null then 'WOMENS_HEALTH' end) then
    answer := audit_logs.record_refusal(me.session_id, me.user_id, 'RECORD_METRIC', 'CONSENT', p_patient);
    return;
  end if;
  select * into answer, field, record_id, version from access.record_version(p_key, p_patient, 'RECORD_METRIC', 'analytics.medical_metrics', array['CLINICIAN', 'NURSE'], 'FULL',
    jsonb_build_object('metric_type', p_metric_type, 'name', p_name, 'value', p_value, 'unit', p_unit, 'period_from',
      p_period_from, 'period_to', p_period_to, 'hormonal_phase', p_hormonal_phase, 'treatment_period', p_treatment_period,
      'method', p_method, 'interval_low', p_interval_low, 'interval_high', p_interval_high, 'p_value', p_p_value,
      'data_points', p_data_points, 'calculated_at', p_calculated_at),
    array['period_to', 'calculated_at'], null, null, null);
end $$;

-- Every request to a model, by whoever made it. With a patient: in the opened chart, with consent. SAVED | INVALID | CONSENT | ...
create or replace function api.log_ai_request(p_key uuid, p_kind text, p_purpose text, p_model_id uuid, p_patient uuid, p_input text, p_output text,
  p_redaction text, p_latency_ms int, p_input_units int, p_output_units int, p_cost numeric, p_outcome text,
  out answer text, out field text, out request_id uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  content jsonb := jsonb_build_array('LOG_AI_REQUEST', p_kind, p_purpose, p_model_id, p_patient, encode(sha256(convert_to(coalesce(p_input, ''), 'UTF8')), 'hex'),
    encode(sha256(convert_to(coalesce(p_output, ''), 'UTF8')), 'hex'), p_redaction, p_latency_ms, p_input_units, p_output_units, p_cost, p_outcome);
  earlier jsonb;
  broken text;
begin
  if p_patient is not null then
    select * into me from access.chart_for_writing(p_patient, 'LOG_AI_REQUEST', array['CLINICIAN', 'NURSE'], null, 'FULL');
    answer := me.refusal;
    if answer is null and not access.consent_allows(p_patient, 'ANALYTICS') then
      answer := audit_logs.record_refusal(me.session_id, me.user_id, 'LOG_AI_REQUEST', 'CONSENT', p_patient);
    end if;
  else
    select * into me from access.require_session(null);
    if me.role_code not in ('CLINICIAN', 'NURSE') then
      answer := audit_logs.record_refusal(me.session_id, me.user_id, 'LOG_AI_REQUEST', 'NO_ROLE');
    end if;
  end if;
  if answer is not null then return; end if;
  if p_key is null then answer := 'INVALID'; field := 'key'; return; end if;
  if length(p_input) > 100000 or length(p_output) > 100000 then answer := 'INVALID'; field := 'input'; return; end if;
  earlier := access.begin_request(me.user_id, p_key, content);
  if earlier is not null then
    answer := earlier ->> 'answer';
    request_id := (earlier ->> 'request_id')::uuid;
    return;
  end if;
  request_id := gen_random_uuid();
  begin
    insert into analytics.ai_request_logs (request_id, kind, purpose, model_id, patient_id, input_encrypted, output_encrypted, redaction,
      latency_ms, input_units, output_units, cost, outcome, user_id, session_id)
    values (log_ai_request.request_id, p_kind, p_purpose, p_model_id, p_patient,
            access.encrypt_text(p_input, 'ai_request_logs.input/' || log_ai_request.request_id),
            access.encrypt_text(p_output, 'ai_request_logs.output/' || log_ai_request.request_id), p_redaction, p_latency_ms, p_input_units,
            p_output_units, p_cost, p_outcome, me.user_id, me.session_id);
    answer := 'SAVED';
  exception
    when not_null_violation then
      get stacked diagnostics field = column_name;
      answer := 'INVALID';
    when check_violation or foreign_key_violation then
      get stacked diagnostics broken = constraint_name;
      answer := 'INVALID';
      field := regexp_replace(broken, '^ai_request_logs_|_(check|fkey)\d*$', '', 'g');
  end;
  if answer <> 'SAVED' then request_id := null; return; end if;
  perform access.end_request(me.user_id, p_key, content, jsonb_build_object('answer', answer, 'request_id', request_id));
end $$;

-- The administrator's side of the log: technical fields, no text, no patient, no person.
create or replace function api.ai_request_log(p_from timestamptz, p_to timestamptz, p_limit int default 200)
returns table (request_id uuid, kind text, purpose text, model_id uuid, redaction text, latency_ms int, input_units int, output_units int,
  cost numeric, outcome text, created_at timestamptz, is_blanked boolean)
language plpgsql volatile security definer rows 100
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  perform access.require_session(array['ADMIN']);
  return query
  select l.request_id, l.kind, l.purpose, l.model_id, l.redaction, l.latency_ms, l.input_units, l.output_units, l.cost, l.outcome, l.created_at,
         l.blanked_at is not null
    from analytics.ai_request_logs l where l.created_at >= p_from and l.created_at < p_to
   order by l.created_at desc limit least(greatest(coalesce(p_limit, 200), 1), 1000);
end $$;
