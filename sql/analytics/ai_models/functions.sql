-- Whether a model may say something about this patient now: an approved one, by who writes into the opened chart, with consent.
create or replace function access.model_for_writing(p_patient uuid, p_action text, p_model uuid)
returns table (session_id uuid, user_id uuid, role_code text, display_name text, refusal text, model text, model_version text)
language plpgsql volatile security definer rows 1
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  w record;
begin
  select * into w from access.chart_for_writing(p_patient, p_action, array['CLINICIAN', 'NURSE']);
  session_id := w.session_id;
  user_id := w.user_id;
  role_code := w.role_code;
  display_name := w.display_name;
  refusal := w.refusal;
  if refusal is null and not access.consent_allows(p_patient, 'ANALYTICS') then
    refusal := audit_logs.record_refusal(w.session_id, w.user_id, p_action, 'CONSENT', p_patient);
  end if;
  select m.name, m.version into model, model_version from analytics.ai_models m where m.model_id = p_model and m.is_active;
  return next;
end $$;
