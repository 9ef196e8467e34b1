-- Models: an administrator registers, the named clinical owner approves, rejects or retires.

-- SAVED | INVALID (field) | DUPLICATE (name and version are taken) | NO_ROLE.
create or replace function api.register_model(p_name text, p_model_type text, p_version text, p_description text, p_training_data text,
  p_parameters jsonb, p_feature_importance jsonb, p_clinical_owner uuid, p_accuracy numeric default null, p_precision numeric default null,
  p_recall numeric default null, p_f1 numeric default null, p_auc numeric default null, out answer text, out field text, out model_id uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me record;
  broken text;
begin
  select * into me from access.require_session(null);
  if me.role_code <> 'ADMIN' then
    answer := audit_logs.record_refusal(me.session_id, me.user_id, 'REGISTER_MODEL', 'NO_ROLE');
    return;
  end if;
  if not exists (select 1 from access.users u where u.user_id = p_clinical_owner and u.role_code = 'CLINICIAN' and u.status = 'ACTIVE') then
    answer := 'INVALID';
    field := 'clinical_owner';
    return;
  end if;
  begin
    insert into analytics.ai_models as m (name, model_type, version, description, training_data, parameters, feature_importance, clinical_owner,
      accuracy, precision_, recall, f1, auc, registered_by)
    values (normalize(btrim(p_name), nfc), p_model_type, normalize(btrim(p_version), nfc), normalize(btrim(p_description), nfc),
            normalize(btrim(p_training_data), nfc), coalesce(p_parameters, '{}'), coalesce(p_feature_importance, '{}'), p_clinical_owner,
            p_accuracy, p_precision, p_recall, p_f1, p_auc, me.user_id)
    returning m.model_id into model_id;
    answer := 'SAVED';
  exception
    when unique_violation then answer := 'DUPLICATE';
    when not_null_violation then
      get stacked diagnostics field = column_name;
      answer := 'INVALID';
    when check_violation then
      get stacked diagnostics broken = constraint_name;
      answer := 'INVALID';
      field := regexp_replace(broken, '^ai_models_|_?_check\d*$', '', 'g');
  end;
end $$;

-- SAVED | NO_ROLE (not the clinical owner, or no clinician any more) | CHANGED | REASON_NEEDED | INVALID.
create or replace function api.decide_model(p_model uuid, p_expected int, p_decision text, p_note text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  note text := nullif(btrim(normalize(p_note, nfc)), '');
  m analytics.ai_models;
begin
  select * into me from access.require_session(null);
  if me.role_code = 'CLINICIAN' then
    select * into m from analytics.ai_models x where x.model_id = p_model and x.clinical_owner = me.user_id for update;
  end if;
  if m.model_id is null then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'DECIDE_MODEL', 'NO_ROLE');
  end if;
  if m.registered_by = me.user_id then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'DECIDE_MODEL', 'SECOND_PERSON');
  end if;
  if p_decision is null or p_decision not in ('APPROVED', 'REJECTED', 'RETIRED') then return 'INVALID decision'; end if;
  if length(note) > 2000 then return 'INVALID note'; end if;
  if coalesce(length(note), 0) < 3 then return 'REASON_NEEDED'; end if;
  if m.row_version is distinct from p_expected or m.validation_status in ('REJECTED', 'RETIRED')
     or (p_decision = 'RETIRED') <> (m.validation_status = 'APPROVED') then
    return 'CHANGED';
  end if;
  update analytics.ai_models x set validation_status = p_decision, validation_note = note,
         approved_by = case p_decision when 'APPROVED' then me.user_id else x.approved_by end,
         approved_at = case p_decision when 'APPROVED' then clock_timestamp() else x.approved_at end
   where x.model_id = p_model;
  perform audit_logs.record_event(me.session_id, me.user_id, 'DECIDE_MODEL', null, p_decision, jsonb_build_object('model', p_model));
  return 'SAVED';
end $$;
