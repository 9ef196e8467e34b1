-- Opens a chart for 30 minutes. The answer is OPENED or one word of refusal; hidden and absent patients get the same
-- word after the same work. What it opened is visible from the next transaction on. A number that was merged opens the survivor's
-- chart and answers MERGED: api.chart_banner of that number tells whose chart it is now.
create or replace function api.open_chart(p_patient uuid, p_purpose text, p_special_reason text default null) returns text
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  me record;
  r record;
  p record;
  special text := nullif(btrim(p_special_reason), '');
  patient uuid := coalesce((select x.merged_into from medical_data.patients x where x.patient_id = p_patient
    and x.deleted_at is null), p_patient);
  is_relative boolean;
begin
  select * into me from access.require_session(null);
  if me.role_code not in ('NURSE', 'CLINICIAN') then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'OPEN_CHART', 'NO_ROLE', p_patient);
  end if;
  if p_purpose is null or p_purpose not in ('TREATMENT', 'EMERGENCY', 'RESULT_REVIEW', 'HANDOVER', 'ADMINISTRATION') then
    return 'INVALID purpose';
  end if;
  if length(special) not between 3 and 200 then return 'INVALID special_reason'; end if;
  select * into r from access.reasons_for_access(me.user_id, me.role_code, array[patient]);
  select coalesce(bool_or(x.user_id = me.user_id), false) as is_own, coalesce(bool_or(x.is_protected), false) as is_protected into p
    from medical_data.patients x where x.patient_id = patient or x.merged_into = patient;
  is_relative := access.is_relative(me.user_id, patient);
  if r.reason is null then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'OPEN_CHART',
      case when p.is_own then 'OWN_RECORD' when access.is_blocked(me.user_id, patient) then 'BLOCKED' else 'NO_RFA' end,
        p_patient);
  end if;
  if (p.is_protected or is_relative) and special is null and not exists (
       select 1 from access.openings o
        where o.user_id = me.user_id and o.patient_id = patient and o.special_at > clock_timestamp() - interval '24 hours') then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'OPEN_CHART', 'VIP_REASON', p_patient);
  end if;
  if access.too_many_charts(me.user_id, patient) then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'OPEN_CHART', 'RATE_LIMIT', p_patient);
  end if;
  perform access.open_for_session(me.session_id, me.user_id, 'CHART', p_purpose, patient, special);
  perform audit_logs.record_event(me.session_id, me.user_id, 'OPEN_CHART', patient, p_purpose,
    jsonb_strip_nulls(jsonb_build_object('reason', r.reason, 'emergency', r.emergency_id, 'special', special, 'role',
      me.role_code,
      'relative', case when is_relative then true end, 'asked', nullif(p_patient, patient))));
  if is_relative then perform access.tell_privacy_officer('RELATIVE_OPENED', patient, me.user_id, p_purpose); end if;
  return case when patient = p_patient then 'OPENED' else 'MERGED' end;
end $$;

-- Why the caller may see the patient now, and until when an emergency grant lasts. No row: no reason (or nobody there).
create or replace function api.chart_access(p_patient uuid) returns table (reason text, grant_expires_at timestamptz)
language plpgsql volatile security definer rows 1
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  me record;
begin
  select * into me from access.require_session(null);
  return query select r.reason, r.expires_at from access.reasons_for_access(me.user_id, me.role_code, array[p_patient]) r;
end $$;

-- What stands above an opened chart: what the directory says, why the caller may see it, until when. Through the same gate
-- as the chart's rows: no row where those would be empty. Asked for a merged number, it is the survivor's, and merged_number says
-- which one was asked for. is_restricted: only read (GDPR Art. 18). has_seal: something is sealed and the patient lets it be
-- known. other_numbers: numbers that were merged into hers, whose facts are in this chart under their own patient_id; {} for nearly all.
create or replace function api.chart_banner(p_patient uuid)
returns table (patient_id uuid, record_number text, given_names text, surname_1 text, surname_2 text, birth_date date, sex text,
  status text, ward_code text, ward_name text, bed text, attending text, has_alert boolean, has_reason boolean,
  reason text, grant_expires_at timestamptz, server_now timestamptz, merged_number text, is_restricted boolean,
    is_relative boolean,
  has_seal boolean, seal_is_open boolean, other_numbers uuid[])
language plpgsql volatile security definer rows 1
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  me record;
  asked medical_data.patients;
  patient uuid;
  numbers uuid[];
  seals uuid[];
begin
  select * into me from access.require_session(null);
  select * into asked from medical_data.patients x where x.patient_id = p_patient;
  patient := coalesce(asked.merged_into, p_patient);
  if not exists (select 1 from access.readable_patients('SUMMARY') r where r = patient) then return; end if;
  numbers := access.chart_patients(patient, 'SUMMARY');
  seals := array(select s.seal_id from access.seals s
                  where s.patient_id = any (numbers) and s.decision = 'SET' and s.lifted_at is null and s.is_shown);
  return query
  select p.patient_id, p.record_number, p.given_names, p.surname_1, p.surname_2, p.birth_date, p.sex, p.status, w.code, w.name, p.bed,
         a.display_name, p.has_alert, true, x.reason, x.expires_at, clock_timestamp(),
         case when patient <> p_patient then asked.record_number end, access.is_restricted(patient),
           access.is_relative(me.user_id, patient),
         cardinality(seals) > 0,
         cardinality(seals) > 0 and seals <@ access.open_seals(me.session_id, me.user_id, numbers, me.wal_now),
         array_remove(numbers, patient)
    from access.reasons_for_access(me.user_id, me.role_code, array[patient]) x
    join medical_data.patients p on p.patient_id = x.patient_id
    left join access.wards w on w.ward_id = p.ward_id
    left join access.practitioners a on a.practitioner_id = p.attending_id;
end $$;
