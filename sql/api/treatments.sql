-- Treatments other than orders: by clinicians, as versions. SAVED | INVALID (field) | CHANGED | KEY_REUSED | a refusal.
create or replace function api.record_treatment(p_key uuid, p_patient uuid, p_kind text, p_details jsonb,
  out answer text, out field text, out record_id uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  t medical_data.treatments;
  content jsonb := jsonb_build_array('TREATMENT', p_patient, p_kind, p_details);
  earlier jsonb;
begin
  select * into me from access.chart_for_writing(p_patient, 'RECORD_TREATMENT', array['CLINICIAN']);
  answer := me.refusal;
  if answer is not null then return; end if;
  if p_key is null then answer := 'INVALID'; field := 'key'; return; end if;
  earlier := access.begin_request(me.user_id, p_key, content);
  if earlier is not null then answer := earlier ->> 'answer'; record_id := earlier ->> 'record_id'; return; end if;
  t.record_id := gen_random_uuid();
  t.version := 1;
  t.patient_id := p_patient;
  t.kind := p_kind;
  t.status := 'ACTIVE';
  t.is_ai_optimised := false;
  t.recorded_by := me.user_id;
  t.session_id := me.session_id;
  t.recorded_at := clock_timestamp();
  select d.practitioner_id, d.display_name into t.prescriber_id, t.prescriber_name from access.practitioners d
    where d.user_id = me.user_id;
  field := medical_data.store_treatment(t, p_details);
  if field is not null then answer := 'INVALID'; return; end if;
  record_id := t.record_id;
  answer := 'SAVED';
  perform access.end_request(me.user_id, p_key, content, jsonb_build_object('answer', answer, 'record_id', record_id));
  perform access.tell_charts();
end $$;

-- Follow-up, end or correction: what p_details leaves out stays. p_void: entered in error.
create or replace function api.revise_treatment(p_key uuid, p_record uuid, p_expected_version int, p_details jsonb, p_reason text,
  p_void boolean default false, out answer text, out field text, out version int)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  t medical_data.treatments;
  why text := medical_data.clean_text(p_reason);
  content jsonb := jsonb_build_array('REVISE_TREATMENT', p_record, p_expected_version, p_details, p_reason, p_void);
  earlier jsonb;
begin
  select * into me from access.chart_for_writing((select x.patient_id from medical_data.treatments x
    where x.record_id = p_record limit 1),
                                                 'REVISE_TREATMENT', array['CLINICIAN'], p_record => p_record);
  answer := me.refusal;
  if answer is not null then return; end if;
  field := case when p_key is null then 'key' when coalesce(length(why), 0) not between 3 and 300 then 'reason' end;
  if field is not null then answer := 'INVALID'; return; end if;
  earlier := access.begin_request(me.user_id, p_key, content);
  if earlier is not null then answer := earlier ->> 'answer'; version := earlier -> 'version'; return; end if;
  for look in 1 .. 2 loop                       -- who waited for another revision finds its version at the second look
    select * into t from medical_data.treatments x where x.record_id = p_record and x.superseded_at is null for update;
    exit when found;
  end loop;
  version := t.version;
  if t.version is distinct from p_expected_version or t.status = 'VOIDED' then answer := 'CHANGED'; return; end if;
  t.version := t.version + 1;
  t.recorded_by := me.user_id;
  t.session_id := me.session_id;
  t.recorded_at := clock_timestamp();
  t.reason := why;
  if p_void then t.status := 'VOIDED'; end if;
  field := medical_data.store_treatment(t, case when p_void then '{}' else p_details end);
  if field is not null then answer := 'INVALID'; return; end if;
  update medical_data.treatments x set superseded_at = clock_timestamp() where x.record_id = p_record
    and x.version = p_expected_version;
  answer := 'SAVED';
  version := t.version;
  perform access.end_request(me.user_id, p_key, content, jsonb_build_object('answer', answer, 'version', version));
  perform access.tell_charts();
end $$;
