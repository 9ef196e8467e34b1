-- Prescriptions. The state is a version; nothing is changed in place. NOTIFY clinic_prescriptions says only "look again".

-- Orders a medicine of the catalogue (p_is_coded false: one that is not in it, in words, with no check done). p_sign false: only
-- what the checks say (CHECKED). SAVED | FINDINGS (those that block and have no reason in p_overrides: {"ALLERGY Penicillin":
-- "tolerated in 2025"}) | INVALID (field) | KEY_REUSED | a refusal. findings holds all of them either way.
create or replace function api.prescribe(p_key uuid, p_patient uuid, p_medication text, p_dose numeric, p_unit text, p_route text,
  p_frequency text,
  p_starts date, p_ends date, p_indication text, p_instructions text, p_overrides jsonb default '{}', p_sign boolean default true,
  p_is_coded boolean default true, out answer text, out field text, out record_id uuid, out findings jsonb)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  m medical_data.medications;
  o medical_data.prescriptions;
  is_blocked boolean;
  content jsonb := jsonb_build_array('PRESCRIBE', p_patient, p_medication, p_dose, p_unit, p_route, p_frequency, p_starts, p_ends,
                                     p_indication, p_instructions, p_overrides, p_is_coded);
  earlier jsonb;
begin
  select * into me from access.chart_for_writing(p_patient, 'PRESCRIBE', array['CLINICIAN'], 'PRESCRIBE', p_signs => true);
  answer := me.refusal;
  if answer is not null then return; end if;
  if p_sign and p_key is not null then
    earlier := access.begin_request(me.user_id, p_key, content);
    if earlier is not null then
      answer := earlier ->> 'answer'; record_id := earlier ->> 'record_id'; findings := earlier -> 'findings';
      return;
    end if;
  end if;
  select * into m from medical_data.medications x where x.is_active
    and medical_data.fold(p_medication) = medical_data.fold(x.name) and p_is_coded;
  field := medical_data.invalid_prescription(p_key, medical_data.clean_text(p_medication), p_is_coded, m, p_dose, p_unit, p_route,
    p_frequency,
                                             p_starts, p_ends, p_overrides);
  if field is not null then answer := 'INVALID'; return; end if;
  perform medical_data.lock_prescriptions(p_patient);
  select x.findings, x.is_blocked into findings, is_blocked
    from medical_data.findings_with_reasons(p_patient, null, m.medication_id, p_dose, p_route, p_frequency, p_starts, p_ends,
      p_overrides) x;
  answer := case when not coalesce(p_sign, false) then 'CHECKED' when is_blocked then 'FINDINGS' end;
  if answer is not null then return; end if;
  o.patient_id := p_patient;
  o.medication := coalesce(m.name, medical_data.clean_text(p_medication));
  o.medication_id := m.medication_id;
  o.dose_amount := p_dose;
  o.dose_unit := p_unit;
  o.route := p_route;
  o.frequency_code := p_frequency;
  o.starts_on := p_starts;
  o.ends_on := p_ends;
  o.indication := medical_data.clean_text(p_indication);
  o.instructions := medical_data.clean_text(p_instructions);
  o.recorded_by := me.user_id;
  o.session_id := me.session_id;
  select x.answer, x.field, x.record_id into answer, field, record_id
    from medical_data.sign_order('PRESCRIBE', p_key, content, o, findings) x;
end $$;

-- The same once more after another one: medicine, dose, way, frequency, indication and instructions as they are there, new days (from
-- p_starts null: the day after it ends, today at the earliest), a record of its own that names the version it renews. The checks are
-- run anew. WRONG_STATE (not active and not completed: prescribe anew) | CHANGED (another version is there) | DUPLICATE (renewed already)
-- | otherwise as api.prescribe; INVALID also names what the old one holds that is not ordered today (medication, frequency, route).
create or replace function api.renew_prescription(p_key uuid, p_record uuid, p_expected_version int, p_starts date, p_ends date,
  p_overrides jsonb default '{}', p_sign boolean default true, out answer text, out field text, out record_id uuid, out findings jsonb)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  o medical_data.prescriptions;
  m medical_data.medications;
  is_blocked boolean;
  patient uuid := (select coalesce(p.merged_into, p.patient_id) from medical_data.prescriptions x
                     join medical_data.patients p on p.patient_id = x.patient_id where x.record_id = p_record limit 1);
  content jsonb := jsonb_build_array('RENEW_PRESCRIPTION', p_record, p_expected_version, p_starts, p_ends, p_overrides);
  earlier jsonb;
begin
  select * into me from access.chart_for_writing(patient, 'RENEW_PRESCRIPTION', array['CLINICIAN'], 'PRESCRIBE', p_record => p_record,
    p_signs => true);
  answer := me.refusal;
  if answer is not null then return; end if;
  if p_sign and p_key is not null then
    earlier := access.begin_request(me.user_id, p_key, content);
    if earlier is not null then
      answer := earlier ->> 'answer'; record_id := earlier ->> 'record_id'; findings := earlier -> 'findings';
      return;
    end if;
  end if;
  perform medical_data.lock_prescriptions(patient);
  o := medical_data.current_prescription(p_record);
  answer := case
    when o.version is distinct from p_expected_version then 'CHANGED'
    when o.status not in ('ACTIVE', 'COMPLETED') then 'WRONG_STATE'
    when exists (select 1 from medical_data.prescriptions x where x.renews = p_record and x.superseded_at is null
                                                             and x.status not in ('VOIDED', 'CANCELLED')) then 'DUPLICATE' end;
  if answer is not null then return; end if;
  select * into m from medical_data.medications x
   where x.is_active and x.medication_id = coalesce(o.medication_id, medical_data.medication_named(o.medication));
  o.starts_on := coalesce(p_starts, greatest(o.ends_on + 1, access.local_today()));
  o.ends_on := p_ends;
  field := medical_data.invalid_prescription(p_key, o.medication, o.medication_id is not null or m.medication_id is not null, m,
    o.dose_amount, o.dose_unit, o.route, o.frequency_code, o.starts_on, o.ends_on, p_overrides);
  if field is not null then answer := 'INVALID'; return; end if;
  select x.findings, x.is_blocked into findings, is_blocked
    from medical_data.findings_with_reasons(patient, null, m.medication_id, o.dose_amount, o.route, o.frequency_code, o.starts_on,
      o.ends_on, p_overrides) x;
  answer := case when not coalesce(p_sign, false) then 'CHECKED' when is_blocked then 'FINDINGS' end;
  if answer is not null then return; end if;
  o.renews := o.record_id;
  o.renews_version := o.version;
  o.patient_id := patient;
  o.medication_id := m.medication_id;
  o.reason := null;
  o.recorded_by := me.user_id;
  o.session_id := me.session_id;
  select x.answer, x.field, x.record_id into answer, field, record_id
    from medical_data.sign_order('RENEW_PRESCRIPTION', p_key, content, o, findings) x;
  insert into access.sealed_records (seal_id, record_id, patient_id, entity, sealed_by, session_id)        -- sealed like the one before
  select r.seal_id, renew_prescription.record_id, patient, 'PRESCRIPTION', me.user_id, me.session_id from access.sealed_records r
   where r.record_id = p_record and r.released_at is null and answer = 'SAVED' on conflict do nothing;
end $$;

-- Clinicians who prescribe, and nurses: not to be given until somebody resumes it. The reason is on the version, the prescriber
-- named in the event.
create or replace function api.hold_prescription(p_key uuid, p_record uuid, p_expected_version int, p_reason text,
  out answer text, out version int, out field text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
begin
  select x.answer, x.version, x.field into answer, version, field from medical_data.restate_prescription('HOLD_PRESCRIPTION', p_key, p_record,
    p_expected_version,
    array['ACTIVE'], 'ON_HOLD', p_reason, '{}') x;
end $$;

-- The checks run again: what has changed meanwhile blocks until it has a reason.
create or replace function api.resume_prescription(p_key uuid, p_record uuid, p_expected_version int, p_reason text,
  p_overrides jsonb default '{}',
  out answer text, out version int, out findings jsonb, out field text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
begin
  select x.answer, x.version, x.findings, x.field into answer, version, findings, field
    from medical_data.restate_prescription('RESUME_PRESCRIPTION', p_key, p_record,
    p_expected_version, array['ON_HOLD'], 'ACTIVE', p_reason, p_overrides) x;
end $$;

-- Stopped; cancelled where it had not begun; p_is_complete: given to its end, on its last day or later (NOT_ENDED before).
create or replace function api.stop_prescription(p_key uuid, p_record uuid, p_expected_version int, p_reason text,
  p_is_complete boolean default false,
  out answer text, out version int, out field text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
begin
  select x.answer, x.version, x.field into answer, version, field from medical_data.restate_prescription('STOP_PRESCRIPTION', p_key, p_record,
    p_expected_version,
    array['ACTIVE', 'ON_HOLD'], case when p_is_complete then 'COMPLETED' else 'STOPPED' end, p_reason, '{}') x;
end $$;

create or replace function api.void_prescription(p_key uuid, p_record uuid, p_expected_version int, p_reason text,
  out answer text, out version int, out field text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
begin
  select x.answer, x.version, x.field into answer, version, field from medical_data.restate_prescription('VOID_PRESCRIPTION', p_key, p_record,
    p_expected_version,
    array['ACTIVE', 'ON_HOLD', 'COMPLETED', 'STOPPED', 'CANCELLED'], 'VOIDED', p_reason, '{}') x;
end $$;

-- Of the caller's work list: what ends within p_days (soonest first), what has ended and nobody closed, what is on hold.
-- Only patients with a live reason, through a committed work-list opening that named them; records whom it showed.
create or replace function api.ending_prescriptions(p_days int default 7)
returns table (patient_id uuid, record_number text, given_names text, surname_1 text, surname_2 text, ward_code text, bed text,
  record_id uuid, version int, medication text, dose_amount numeric, dose_unit text, route text, frequency text, starts_on date,
    ends_on date,
  status text, standing text, days_left int, prescriber_name text)
language plpgsql volatile security definer rows 20
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  me record;
  o access.openings;
  mine uuid[];
  shown uuid[];
  today date := access.local_today();
  hidden uuid[];
begin
  select * into me from access.require_session(array['NURSE', 'CLINICIAN']);
  o := access.require_opening(me.session_id, 'WORK_LIST', me.wal_now);
  mine := array(select r.patient_id from access.reasons_for_access(me.user_id, me.role_code, access.listed(o.shown_patients)) r);
  hidden := array(select access.hidden_records_of(me.session_id, me.user_id, mine, me.wal_now));
  shown := array(select distinct p.patient_id from medical_data.prescriptions p
                  where p.patient_id = any (mine) and p.superseded_at is null and p.record_id <> all (hidden)
                    and (p.status = 'ON_HOLD' or (p.status = 'ACTIVE' and p.ends_on <= today + least(greatest(p_days, 0), 365)))
                      order by 1);
  perform audit_logs.record_event(me.session_id, me.user_id, 'SHOW_ENDING_PRESCRIPTIONS', null, null,
    jsonb_build_object('patients', to_jsonb(shown)));
  return query
  select t.patient_id, t.record_number, t.given_names, t.surname_1, t.surname_2, w.code, t.bed, p.record_id, p.version,
    p.medication, p.dose_amount,
         p.dose_unit, p.route, p.frequency, p.starts_on, p.ends_on, p.status,
         case when p.status = 'ON_HOLD' then 'ON_HOLD' when p.ends_on < today then 'ENDED_NOT_CLOSED' else 'ENDING' end,
           p.ends_on - today, p.prescriber_name
    from medical_data.prescriptions p join medical_data.patients t on t.patient_id = p.patient_id left
      join access.wards w on w.ward_id = t.ward_id
   where p.patient_id = any (shown) and p.superseded_at is null and p.record_id <> all (hidden)
     and (p.status = 'ON_HOLD' or (p.status = 'ACTIVE' and p.ends_on <= today + least(greatest(p_days, 0), 365)))
   order by p.ends_on, t.surname_1_key, t.given_key, p.medication;
end $$;
