-- Who belongs to the care team of a patient: an administrator says it by record number (she sees no patient), a clinician of
-- the team in the opened chart. SAVED | INVALID | REASON_NEEDED | SECOND_PERSON (oneself) | NO_RFA (nobody there; not in the
-- team) | NO_ROLE and the refusals of the chart.
create or replace function api.set_care_team(p_patient uuid, p_record_number text, p_user uuid, p_is_member boolean,
  p_reason text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  w record;
  patient uuid := p_patient;
  given text := left(nullif(btrim(normalize(p_reason, nfc)), ''), 500);
  n int;
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into me from access.require_session(null);
  if me.role_code = 'ADMIN' then
    patient := (select p.patient_id from medical_data.patients p where p.record_number = p_record_number
      and p.deleted_at is null and p.status <> 'MERGED');
    if patient is null or p_patient is not null then
      return audit_logs.record_refusal(me.session_id, me.user_id, 'SET_CARE_TEAM', 'NO_RFA', patient);
    end if;
  else
    select * into w from access.chart_for_writing(p_patient, 'SET_CARE_TEAM', array['CLINICIAN']);
    if w.refusal is not null then return w.refusal; end if;
    if not exists (select 1 from access.care_team m where m.user_id = me.user_id and m.patient_id = p_patient
                      and clock_timestamp() between m.starts_at and m.ends_at) then
      return audit_logs.record_refusal(me.session_id, me.user_id, 'SET_CARE_TEAM', 'NO_RFA', p_patient);
    end if;
  end if;
  if p_user = me.user_id and p_is_member then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'SET_CARE_TEAM', 'SECOND_PERSON', patient);
  end if;
  if p_is_member is null then return 'INVALID is_member'; end if;
  if not exists (select 1 from access.users u where u.user_id = p_user and u.role_code in ('NURSE',
    'CLINICIAN')
                                           and (u.status = 'ACTIVE' or not p_is_member)) then
    return 'INVALID user';
  end if;
  if coalesce(length(given), 0) < 3 then return 'REASON_NEEDED'; end if;
  if p_is_member then
    insert into access.care_team (patient_id, user_id)
    select patient, p_user where not exists (select 1 from access.care_team m where m.user_id = p_user and m.patient_id = patient
                                                and clock_timestamp() between m.starts_at and m.ends_at);
  else
    update access.care_team m set ends_at = greatest(clock_timestamp(), m.starts_at + interval '1 microsecond')
     where m.user_id = p_user and m.patient_id = patient and m.ends_at > clock_timestamp();
  end if;
  get diagnostics n = row_count;
  perform audit_logs.record_event(me.session_id, me.user_id, case when p_is_member then 'ADD_TO_CARE_TEAM'
    else 'TAKE_FROM_CARE_TEAM' end, patient, given,
                                  jsonb_build_object('user', p_user, 'changed', n));
  return 'SAVED';
end $$;

-- The team of an opened chart; no row where the chart shows none.
create or replace function api.care_team(p_patient uuid) returns table (user_id uuid, display_name text, role_code text,
  starts_at timestamptz, ends_at timestamptz)
language plpgsql volatile security definer rows 5
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  perform access.require_session(null);
  if not exists (select 1 from access.readable_patients('SUMMARY') r where r = p_patient) then return; end if;
  return query
  select u.user_id, u.display_name, u.role_code, m.starts_at, m.ends_at
    from access.care_team m join access.users u on u.user_id = m.user_id
   where m.patient_id = p_patient and clock_timestamp() between m.starts_at and m.ends_at order by u.display_name;
end $$;
