-- What was due, given, refused or omitted.

-- A dose that is due. SAVED | NOT_ACTIVE | ON_HOLD | DUPLICATE (that time is there) | INVALID | KEY_REUSED | a refusal.
create or replace function api.schedule_administration(p_key uuid, p_prescription uuid, p_scheduled_at timestamptz,
  out answer text, out record_id uuid, out field text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  patient uuid := (select x.patient_id from medical_data.prescriptions x where x.record_id = p_prescription limit 1);
  p medical_data.prescriptions;
  a medical_data.medication_administrations;
  day date := (p_scheduled_at at time zone access.setting('time_zone'))::date;
  content jsonb := jsonb_build_array('SCHEDULE_DOSE', p_prescription, p_scheduled_at);
  earlier jsonb;
begin
  select * into me from access.chart_for_writing(patient, 'SCHEDULE_DOSE', array['NURSE', 'CLINICIAN'], p_record => p_prescription);
  answer := me.refusal;
  if answer is not null then return; end if;
  field := case when p_key is null then 'key' when p_scheduled_at is null or p_scheduled_at < clock_timestamp() - interval '12 hours'
     or p_scheduled_at > clock_timestamp() + interval '60 days' then 'scheduled_at' end;
  if field is not null then answer := 'INVALID'; return; end if;
  earlier := access.begin_request(me.user_id, p_key, content);
  if earlier is not null then answer := earlier ->> 'answer'; record_id := earlier ->> 'record_id'; return; end if;
  perform medical_data.lock_prescriptions(patient);
  p := medical_data.current_prescription(p_prescription);
  answer := case when p.status = 'ON_HOLD' then 'ON_HOLD'
                 when p.status <> 'ACTIVE' or day < p.starts_on or day > p.ends_on then 'NOT_ACTIVE'
                 when exists (select 1 from medical_data.medication_administrations x where x.prescription_id = p_prescription
                                 and x.scheduled_at = p_scheduled_at and x.superseded_at is null and x.status <> 'VOIDED')
                                   then 'DUPLICATE' end;
  if answer is not null then return; end if;
  record_id := gen_random_uuid();
  a.record_id := record_id;
  a.version := 1;
  a.patient_id := patient;
  a.prescription_id := p.record_id;
  a.prescription_version := p.version;
  a.medication := p.medication;
  a.scheduled_at := p_scheduled_at;
  a.status := 'SCHEDULED';
  a.dose_amount := p.dose_amount;
  a.dose_unit := p.dose_unit;
  a.route := p.route;
  a.needs_second_check := medical_data.needs_second_person(p);
  a.recorded_by := me.user_id;
  a.session_id := me.session_id;
  perform medical_data.store_administration(a, true);
  answer := 'SAVED';
  perform access.end_request(me.user_id, p_key, content, jsonb_build_object('answer', answer, 'record_id', record_id));
end $$;

-- p_scheduled: the due dose this is, or null. GIVEN, REFUSED or OMITTED; the last two, another dose than the prescribed, a
-- second one within half an hour, and insulin without a glucose of the last hour need a reason: REASON_NEEDED, ALREADY_GIVEN,
-- GLUCOSE_NEEDED. SAVED, with is_counted false while a second person has ten minutes to check it | NOT_ACTIVE | ON_HOLD |
-- CHANGED (the due dose is answered) | INVALID (field) | KEY_REUSED | a refusal.
create or replace function api.record_administration(p_key uuid, p_prescription uuid, p_scheduled uuid, p_outcome text,
  p_given_at timestamptz,
  p_dose numeric, p_reason text default null, out answer text, out field text, out record_id uuid, out version int,
    out is_counted boolean)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  patient uuid := (select x.patient_id from medical_data.prescriptions x where x.record_id = p_prescription limit 1);
  p medical_data.prescriptions;
  a medical_data.medication_administrations;
  g medical_data.biomarkers;
  why text := medical_data.clean_text(p_reason);
  content jsonb := jsonb_build_array('DOSE', p_prescription, p_scheduled, p_outcome, p_given_at, p_dose, p_reason);
  earlier jsonb;
begin
  select * into me from access.chart_for_writing(patient, 'RECORD_DOSE', array['NURSE', 'CLINICIAN'], p_record => p_prescription);
  answer := me.refusal;
  if answer is not null then return; end if;
  field := medical_data.invalid_administration(p_key, p_outcome, array['GIVEN', 'REFUSED', 'OMITTED'], p_given_at, p_dose, why);
  if field is not null then answer := 'INVALID'; return; end if;
  earlier := access.begin_request(me.user_id, p_key, content);
  if earlier is not null then
    select x.* into answer, record_id, version, is_counted from jsonb_to_record(earlier)
      as x(answer text, record_id uuid, version int, is_counted boolean);
    return;
  end if;
  perform medical_data.lock_prescriptions(patient);
  p := medical_data.current_prescription(p_prescription);
  if p_scheduled is not null then
    select * into a from medical_data.medication_administrations x
     where x.record_id = p_scheduled and x.prescription_id = p_prescription and x.superseded_at is null;
    if a.status is distinct from 'SCHEDULED' then answer := 'CHANGED'; return; end if;
  end if;
  answer := medical_data.why_no_administration(p, p_outcome, p_given_at, p_dose, why);
  if answer is not null then return; end if;
  if p_scheduled is null then
    a.record_id := gen_random_uuid();
    a.version := 1;
    a.patient_id := patient;
  end if;
  a.prescription_id := p.record_id;
  a.prescription_version := p.version;
  a.medication := p.medication;
  a.dose_unit := p.dose_unit;
  a.route := p.route;
  a.needs_second_check := medical_data.needs_second_person(p);
  is_counted := p_outcome <> 'GIVEN' or not a.needs_second_check;
  a.status := case when is_counted then p_outcome else 'AWAITING_CHECK' end;
  a.given_at := case p_outcome when 'GIVEN' then p_given_at end;
  a.dose_amount := case p_outcome when 'GIVEN' then p_dose end;
  a.administered_by := me.user_id;
  a.administered_by_name := me.display_name;
  a.administered_recorded_at := clock_timestamp();
  if p_outcome = 'GIVEN' and medical_data.is_insulin(p) then
    g := medical_data.glucose_before(patient, p_given_at);
    a.glucose_id := g.record_id;
    a.glucose_version := g.version;
  end if;
  a.reason := why;
  a.recorded_by := me.user_id;
  a.session_id := me.session_id;
  perform medical_data.store_administration(a, p_scheduled is null);
  answer := 'SAVED';
  record_id := a.record_id;
  version := a.version + case when p_scheduled is null then 0 else 1 end;
  perform access.end_request(me.user_id, p_key, content,
    jsonb_build_object('answer', answer, 'record_id', record_id, 'version', version,
                                                                            'is_counted', is_counted));
end $$;

-- The second person: not who gave or recorded it, within ten minutes, typing the dose she saw. SAVED | SECOND_PERSON | TOO_LATE |
-- WRONG_VALUE | NOT_NEEDED | CHANGED | INVALID | KEY_REUSED | a refusal.
create or replace function api.check_administration(p_key uuid, p_record uuid, p_expected_version int, p_dose numeric,
  out answer text, out version int, out field text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  patient uuid := (select x.patient_id from medical_data.medication_administrations x where x.record_id = p_record limit 1);
  prescription uuid := (select x.prescription_id from medical_data.medication_administrations x where x.record_id = p_record limit 1);
  a medical_data.medication_administrations;
  content jsonb := jsonb_build_array('CHECK_DOSE', p_record, p_expected_version, p_dose);
  earlier jsonb;
begin
  select * into me from access.chart_for_writing(patient, 'CHECK_DOSE', array['NURSE', 'CLINICIAN'],
    p_record => case when access.is_sealed(prescription) then prescription else p_record end);
  answer := me.refusal;
  if answer is not null then return; end if;
  field := case when p_key is null then 'key' when p_dose is null then 'dose' end;
  if field is not null then answer := 'INVALID'; return; end if;
  earlier := access.begin_request(me.user_id, p_key, content);
  if earlier is not null then answer := earlier ->> 'answer'; version := earlier -> 'version'; return; end if;
  perform medical_data.lock_prescriptions(patient);
  select * into a from medical_data.medication_administrations x where x.record_id = p_record and x.superseded_at is null;
  version := a.version;
  answer := case when a.version is distinct from p_expected_version then 'CHANGED' when a.status <> 'AWAITING_CHECK'
    then 'NOT_NEEDED'
                 when me.user_id in (a.administered_by, a.recorded_by) then 'SECOND_PERSON'
                 when a.recorded_at < clock_timestamp() - interval '10 minutes' then 'TOO_LATE'
                 when a.dose_amount <> p_dose then 'WRONG_VALUE' end;
  if answer in ('SECOND_PERSON', 'WRONG_VALUE') then
    perform audit_logs.record_refusal(me.session_id, me.user_id, 'CHECK_DOSE', answer, patient);
  end if;
  if answer is not null then return; end if;
  a.status := 'GIVEN';
  a.checked_by := me.user_id;
  a.checked_by_name := me.display_name;
  a.recorded_by := me.user_id;
  a.session_id := me.session_id;
  perform medical_data.store_administration(a, false);
  answer := 'SAVED';
  version := a.version + 1;
  perform access.end_request(me.user_id, p_key, content, jsonb_build_object('answer', answer, 'version', version));
end $$;

-- A new version with a reason: another outcome, time or dose, or VOIDED (not given at all). A nurse her own of the last 24 hours.
-- A high-alert dose that is given after all, or otherwise, waits for a second person again.
create or replace function api.correct_administration(p_key uuid, p_record uuid, p_expected_version int, p_outcome text,
  p_given_at timestamptz,
  p_dose numeric, p_reason text, out answer text, out field text, out version int, out is_counted boolean)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  patient uuid := (select x.patient_id from medical_data.medication_administrations x where x.record_id = p_record limit 1);
  prescription uuid := (select x.prescription_id from medical_data.medication_administrations x where x.record_id = p_record limit 1);
  a medical_data.medication_administrations;
  why text := medical_data.clean_text(p_reason);
  content jsonb := jsonb_build_array('CORRECT_DOSE', p_record, p_expected_version, p_outcome, p_given_at, p_dose, p_reason);
  earlier jsonb;
begin
  select * into me from access.chart_for_writing(patient, 'CORRECT_DOSE', array['NURSE', 'CLINICIAN'],
    p_record => case when access.is_sealed(prescription) then prescription else p_record end);
  answer := me.refusal;
  if answer is not null then return; end if;
  field := case when why is null then 'reason'
                else medical_data.invalid_administration(p_key, p_outcome, array['GIVEN', 'REFUSED', 'OMITTED', 'VOIDED'],
                  p_given_at, p_dose, why) end;
  if field is not null then answer := 'INVALID'; return; end if;
  earlier := access.begin_request(me.user_id, p_key, content);
  if earlier is not null then
    select x.* into answer, version, is_counted from jsonb_to_record(earlier) as x(answer text, version int, is_counted boolean);
    return;
  end if;
  perform medical_data.lock_prescriptions(patient);
  select * into a from medical_data.medication_administrations x where x.record_id = p_record and x.superseded_at is null;
  version := a.version;
  answer := case when a.version is distinct from p_expected_version then 'CHANGED' when a.status in ('SCHEDULED', 'VOIDED')
    then 'WRONG_STATE' end;
  if answer is not null then return; end if;
  if me.role_code = 'NURSE' and (a.administered_by <> me.user_id
    or a.administered_recorded_at < clock_timestamp() - interval '24 hours') then
    answer := audit_logs.record_refusal(me.session_id, me.user_id, 'CORRECT_DOSE', 'NO_ROLE', patient);
    return;
  end if;
  is_counted := p_outcome <> 'GIVEN' or not a.needs_second_check;
  a.status := case when is_counted then p_outcome else 'AWAITING_CHECK' end;
  a.given_at := case p_outcome when 'GIVEN' then p_given_at end;
  a.dose_amount := case p_outcome when 'GIVEN' then p_dose end;
  a.checked_by := null;
  a.checked_by_name := null;
  a.reason := why;
  a.recorded_by := me.user_id;
  a.session_id := me.session_id;
  perform medical_data.store_administration(a, false);
  answer := 'SAVED';
  version := a.version + 1;
  perform access.end_request(me.user_id, p_key, content,
    jsonb_build_object('answer', answer, 'version', version, 'is_counted', is_counted));
end $$;
