-- Women's health, in an opened chart. p_record null: a new fact; otherwise a new version of that one, with the version that was
-- read and a reason. Answers as access.record_version gives them. Read from the tables, behind the chart gate.
create or replace function api.record_hormonal_profile(p_key uuid, p_patient uuid, p_assessed_on date, p_phase text, p_method text, p_has_polycystic_ovaries boolean, p_note
  text,
  p_record uuid default null, p_expected int default null, p_reason text default null,
  out answer text, out field text, out record_id uuid, out version int)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  select * into answer, field, record_id, version from access.record_version(p_key, p_patient, 'RECORD_HORMONAL_PROFILE', 'medical_data.hormonal_profiles', array['CLINICIAN', 'NURSE'], 'FULL',
    jsonb_build_object('assessed_on', p_assessed_on, 'phase', p_phase, 'method', p_method, 'has_polycystic_ovaries',
      p_has_polycystic_ovaries, 'note', p_note),
    array['assessed_on'], p_record, p_expected, p_reason);
end $$;

create or replace function api.record_menstrual_cycle(p_key uuid, p_patient uuid, p_started_on date, p_period_days int, p_cycle_days int, p_flow text, p_regularity text,
  p_note text,
  p_record uuid default null, p_expected int default null, p_reason text default null,
  out answer text, out field text, out record_id uuid, out version int)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  select * into answer, field, record_id, version from access.record_version(p_key, p_patient, 'RECORD_MENSTRUAL_CYCLE', 'medical_data.menstrual_cycles', array['CLINICIAN', 'NURSE'], 'FULL',
    jsonb_build_object('started_on', p_started_on, 'period_days', p_period_days, 'cycle_days', p_cycle_days, 'flow', p_flow,
      'regularity', p_regularity, 'note', p_note),
    array['started_on'], p_record, p_expected, p_reason);
end $$;

create or replace function api.record_pregnancy(p_key uuid, p_patient uuid, p_last_period_on date, p_due_on date, p_outcome text, p_ended_on date, p_weeks int,
  p_children int, p_birth_weight_g int, p_had_gestational_diabetes boolean, p_note text,
  p_record uuid default null, p_expected int default null, p_reason text default null,
  out answer text, out field text, out record_id uuid, out version int)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  select * into answer, field, record_id, version from access.record_version(p_key, p_patient, 'RECORD_PREGNANCY', 'medical_data.pregnancies', array['CLINICIAN', 'NURSE'], 'FULL',
    jsonb_build_object('last_period_on', p_last_period_on, 'due_on', p_due_on, 'outcome', p_outcome, 'ended_on', p_ended_on,
      'weeks', p_weeks, 'children', p_children, 'birth_weight_g', p_birth_weight_g, 'had_gestational_diabetes',
      p_had_gestational_diabetes, 'note', p_note),
    array['last_period_on', 'ended_on'], p_record, p_expected, p_reason);
end $$;

create or replace function api.record_menopause(p_key uuid, p_patient uuid, p_assessed_on date, p_stage text, p_last_period_on date, p_has_vasomotor_symptoms boolean,
  p_note text,
  p_record uuid default null, p_expected int default null, p_reason text default null,
  out answer text, out field text, out record_id uuid, out version int)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  select * into answer, field, record_id, version from access.record_version(p_key, p_patient, 'RECORD_MENOPAUSE', 'medical_data.menopause_statuses', array['CLINICIAN', 'NURSE'], 'FULL',
    jsonb_build_object('assessed_on', p_assessed_on, 'stage', p_stage, 'last_period_on', p_last_period_on,
      'has_vasomotor_symptoms', p_has_vasomotor_symptoms, 'note', p_note),
    array['assessed_on'], p_record, p_expected, p_reason);
end $$;

create or replace function api.record_hormonal_therapy(p_key uuid, p_patient uuid, p_kind text, p_product text, p_route text, p_started_on date, p_ended_on date, p_note text,
  p_record uuid default null, p_expected int default null, p_reason text default null,
  out answer text, out field text, out record_id uuid, out version int)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  select * into answer, field, record_id, version from access.record_version(p_key, p_patient, 'RECORD_HORMONAL_THERAPY', 'medical_data.hormonal_therapies', array['CLINICIAN', 'NURSE'], 'FULL',
    jsonb_build_object('kind', p_kind, 'product', p_product, 'route', p_route, 'started_on', p_started_on, 'ended_on',
      p_ended_on, 'note', p_note),
    array['started_on'], p_record, p_expected, p_reason);
end $$;
