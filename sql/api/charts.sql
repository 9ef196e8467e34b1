-- Opens a chart for 30 minutes. The answer is OPENED or one word of refusal; hidden and absent patients get the same
-- word after the same work. What it opened is visible from the next transaction on.
create or replace function api.open_chart(p_patient uuid, p_purpose text, p_special_reason text default null) returns text
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  me record;
  r record;
  p record;
  special text := nullif(btrim(p_special_reason), '');
begin
  select * into me from access.require_session(null);
  if me.role_code not in ('NURSE', 'CLINICIAN') then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'OPEN_CHART', 'NO_ROLE', p_patient);
  end if;
  if p_purpose is null or p_purpose not in ('TREATMENT', 'EMERGENCY', 'RESULT_REVIEW', 'HANDOVER', 'ADMINISTRATION')
     or length(special) not between 3 and 200 then
    return 'INVALID';
  end if;
  select * into r from access.reasons_for_access(me.user_id, me.role_code, array[p_patient]);
  select coalesce(bool_or(x.user_id = me.user_id), false) as is_own, coalesce(bool_or(x.is_protected), false) as is_protected into p
    from medical_data.patients x where x.patient_id = p_patient;
  if r.reason is null then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'OPEN_CHART',
      case when p.is_own then 'OWN_RECORD'
           when exists (select 1 from access.patient_blocks b where b.patient_id = p_patient and b.user_id = me.user_id
                           and clock_timestamp() between b.starts_at and b.ends_at) then 'BLOCKED'
           else 'NO_RFA' end, p_patient);
  end if;
  if p.is_protected and special is null and not exists (
       select 1 from access.openings o
        where o.user_id = me.user_id and o.patient_id = p_patient and o.special_at > clock_timestamp() - interval '24 hours') then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'OPEN_CHART', 'VIP_REASON', p_patient);
  end if;
  if access.too_many_charts(me.user_id, p_patient) then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'OPEN_CHART', 'RATE_LIMIT', p_patient);
  end if;
  perform access.open_for_session(me.session_id, me.user_id, 'CHART', p_purpose, p_patient, special);
  perform audit_logs.record_event(me.session_id, me.user_id, 'OPEN_CHART', p_patient, p_purpose,
    jsonb_strip_nulls(jsonb_build_object('reason', r.reason, 'emergency', r.emergency_id, 'special', special, 'role', me.role_code)));
  return 'OPENED';
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
-- as the chart's rows: no row where those would be empty.
create or replace function api.chart_banner(p_patient uuid)
returns table (patient_id uuid, record_number text, given_names text, surname_1 text, surname_2 text, birth_date date, sex text,
  status text, ward_code text, ward_name text, bed text, attending text, has_alert boolean, has_reason boolean,
  reason text, grant_expires_at timestamptz, server_now timestamptz)
language plpgsql volatile security definer rows 1
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  me record;
begin
  select * into me from access.require_session(null);
  if not exists (select 1 from access.readable_patients('SUMMARY') r where r = p_patient) then return; end if;
  return query
  select p.patient_id, p.record_number, p.given_names, p.surname_1, p.surname_2, p.birth_date, p.sex, p.status, w.code, w.name, p.bed,
         a.display_name, p.has_alert, true, x.reason, x.expires_at, clock_timestamp()
    from access.reasons_for_access(me.user_id, me.role_code, array[p_patient]) x
    join medical_data.patients p on p.patient_id = x.patient_id
    left join access.wards w on w.ward_id = p.ward_id
    left join access.practitioners a on a.practitioner_id = p.attending_id;
end $$;
