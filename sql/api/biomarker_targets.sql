-- Personal targets of biomarkers: a prescriber sets, changes and ends them; who reads the chart selects from
-- medical_data.biomarker_targets.

-- p_record null: the first target of this biomarker (CHANGED where one is active); else its next version. Bounds in the unit of the
-- catalogue, at least one of them. INVALID: type, unit, low, high, starts_on, note. Answers as access.record_version gives them.
create or replace function api.set_biomarker_target(p_key uuid, p_patient uuid, p_type text, p_low numeric, p_high numeric, p_unit text,
  p_starts_on date, p_note text, p_record uuid default null, p_expected int default null, p_reason text default null,
  out answer text, out field text, out record_id uuid, out version int)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me record;
begin
  select * into me from access.chart_for_writing(p_patient, 'SET_BIOMARKER_TARGET', array['CLINICIAN'], 'PRESCRIBE', p_signs => true);
  answer := me.refusal;
  if answer is not null then return; end if;
  select r.answer, r.field, r.record_id, r.version into answer, field, record_id, version
    from access.record_version(p_key, p_patient, 'SET_BIOMARKER_TARGET', 'medical_data.biomarker_targets', array['CLINICIAN'], 'FULL',
      jsonb_build_object('type_id', (select t.type_id from medical_data.biomarker_types t where t.code = p_type), 'low', p_low,
        'high', p_high, 'unit', p_unit, 'starts_on', p_starts_on, 'status', 'ACTIVE', 'note', p_note),
      array['starts_on'], p_record, p_expected, p_reason) r;
  if field = 'type_id' then field := 'type'; end if;
end $$;

-- The target holds no longer, or was never meant (p_in_error); its versions stay. INVALID status: it has ended before.
create or replace function api.end_biomarker_target(p_key uuid, p_patient uuid, p_record uuid, p_expected int, p_reason text,
  p_in_error boolean default false, out answer text, out field text, out version int)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me record;
  fields jsonb;
begin
  select * into me from access.chart_for_writing(p_patient, 'END_BIOMARKER_TARGET', array['CLINICIAN'], 'PRESCRIBE', p_signs => true);
  answer := me.refusal;
  if answer is not null then return; end if;
  select to_jsonb(t) into fields from medical_data.biomarker_targets t
   where t.record_id = p_record and t.patient_id = p_patient and t.version = p_expected;
  select r.answer, r.field, r.version into answer, field, version
    from access.record_version(p_key, p_patient, 'END_BIOMARKER_TARGET', 'medical_data.biomarker_targets', array['CLINICIAN'], 'FULL',
      coalesce(fields - array['superseded_at', 'recorded_at', 'recorded_by', 'recorded_by_name', 'session_id'], '{}')
        || jsonb_build_object('status', case when p_in_error then 'ENTERED_IN_ERROR' else 'ENDED' end),
      '{}', coalesce(p_record, gen_random_uuid()), p_expected, p_reason) r;
end $$;
