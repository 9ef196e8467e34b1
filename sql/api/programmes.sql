-- Diabetes and the programmes for it.

-- A clinician decides; p_record null: the first answer.
create or replace function api.record_diabetes(p_key uuid, p_patient uuid, p_diabetes_type text, p_diagnosed_on date, p_basis text, p_note text,
  p_record uuid default null, p_expected int default null, p_reason text default null,
  out answer text, out field text, out record_id uuid, out version int)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  select * into answer, field, record_id, version from access.record_version(p_key, p_patient, 'RECORD_DIABETES', 'medical_data.diabetes_diagnoses', array['CLINICIAN'], 'FULL',
    jsonb_build_object('diabetes_type', p_diabetes_type, 'diagnosed_on', p_diagnosed_on, 'basis', p_basis, 'note', p_note),
    array['diagnosed_on'], p_record, p_expected, p_reason);
end $$;

-- YES or NO, no value: at the desk for reception, in the opened chart for clinical roles.
create or replace function api.check_eligibility(p_patient uuid, p_programme text default 'DIABETES_WOMEN') returns text
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  me record;
begin
  select * into me from access.desk(p_patient, 'CHECK_ELIGIBILITY', array['RECEPTIONIST', 'CLINICIAN', 'NURSE'], false, 'FULL');
  if me.refusal is not null then return me.refusal; end if;
  return case when exists (select 1 from medical_data.enrolment_evidence(p_patient, p_programme)) then 'YES' else 'NO' end;
end $$;

-- A clinician enrols, a nurse proposes (state ELIGIBLE); a proposal is enrolled by its record and version, with a reason.
-- NOT_ELIGIBLE today | CONSENT (the patient has not agreed to the programme) | as access.record_version answers.
create or replace function api.enrol(p_key uuid, p_patient uuid, p_programme text default 'DIABETES_WOMEN',
  p_record uuid default null, p_expected int default null, p_reason text default null,
  out answer text, out field text, out record_id uuid, out version int, out state text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me record;
  evidence record;
begin
  select * into me from access.chart_for_writing(p_patient, 'ENROL', array['CLINICIAN', 'NURSE'], null, 'FULL');
  answer := me.refusal;
  if answer is not null then return; end if;
  if me.role_code = 'NURSE' and exists (select 1 from medical_data.programme_enrolments e
       where e.record_id = p_record and e.patient_id = p_patient and e.superseded_at is null and e.state = 'ENROLLED') then
    answer := audit_logs.record_refusal(me.session_id, me.user_id, 'ENROL', 'NO_ROLE', p_patient);
    return;
  end if;
  state := case me.role_code when 'CLINICIAN' then 'ENROLLED' else 'ELIGIBLE' end;
  if not access.consent_allows(p_patient, 'PROGRAMME') then
    answer := audit_logs.record_refusal(me.session_id, me.user_id, 'ENROL', 'CONSENT', p_patient);
    state := null;
    return;
  end if;
  select * into evidence from medical_data.enrolment_evidence(p_patient, p_programme);
  if evidence.checked_on is null then
    answer := audit_logs.record_refusal(me.session_id, me.user_id, 'ENROL', 'NOT_ELIGIBLE', p_patient);
    state := null;
    return;
  end if;
  select r.answer, r.field, r.record_id, r.version into answer, field, record_id, version
    from access.record_version(p_key, p_patient, 'ENROL', 'medical_data.programme_enrolments', array['CLINICIAN', 'NURSE'], 'FULL',
      to_jsonb(evidence) || jsonb_build_object('programme_code', p_programme, 'state', state), '{}', p_record, p_expected, p_reason) r;
  if answer <> 'SAVED' then state := null; end if;
end $$;

-- SAVED, with the evidence of the enrolment kept. A nurse takes back what is only proposed.
create or replace function api.withdraw_enrolment(p_key uuid, p_patient uuid, p_record uuid, p_expected int, p_reason text,
  out answer text, out field text, out version int)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me record;
  fields jsonb;
begin
  select * into me from access.chart_for_writing(p_patient, 'WITHDRAW_ENROLMENT', array['CLINICIAN', 'NURSE'], null, 'FULL');
  answer := me.refusal;
  if answer is not null then return; end if;
  select to_jsonb(e) into fields from medical_data.programme_enrolments e
   where e.record_id = p_record and e.patient_id = p_patient and e.version = p_expected;
  if me.role_code = 'NURSE' and fields ->> 'state' <> 'ELIGIBLE' then
    answer := audit_logs.record_refusal(me.session_id, me.user_id, 'WITHDRAW_ENROLMENT', 'NO_ROLE', p_patient);
    return;
  end if;
  select r.answer, r.field, r.version into answer, field, version
    from access.record_version(p_key, p_patient, 'WITHDRAW_ENROLMENT', 'medical_data.programme_enrolments', array['CLINICIAN', 'NURSE'], 'FULL',
      coalesce(fields - 'superseded_at' - 'recorded_at', '{}') || '{"state": "WITHDRAWN"}', '{}', coalesce(p_record, gen_random_uuid()), p_expected, p_reason) r;
end $$;
