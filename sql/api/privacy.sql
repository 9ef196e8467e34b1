-- What only the privacy officer sets, each time with a reason that is recorded.

-- The patient does not want this member of staff (p_is_blocked), or does again. SAVED, or NO_ROLE, INVALID, REASON_NEEDED, NO_RFA.
create or replace function api.set_access_block(p_patient uuid, p_user uuid, p_is_blocked boolean, p_reason text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '2s' as $$
declare
  me record;
  given text := left(nullif(btrim(normalize(p_reason, nfc)), ''), 500);
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into me from access.require_session(null);
  if me.role_code <> 'PRIVACY_OFFICER' then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'SET_ACCESS_BLOCK', 'NO_ROLE', p_patient);
  end if;
  if p_patient is null then return 'INVALID patient'; end if;
  if p_is_blocked is null then return 'INVALID is_blocked'; end if;
  if not exists (select 1 from access.users u where u.user_id = p_user) then return 'INVALID user'; end if;
  if coalesce(length(given), 0) < 3 then return 'REASON_NEEDED'; end if;
  if not exists (select 1 from medical_data.patients p where p.patient_id = p_patient and p.deleted_at is null) then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'SET_ACCESS_BLOCK', 'NO_RFA', p_patient);
  end if;
  perform access.put_block(p_patient, p_user, p_is_blocked);
  perform audit_logs.record_event(me.session_id, me.user_id, case when p_is_blocked then 'SET_ACCESS_BLOCK' else 'END_ACCESS_BLOCK' end,
                                  p_patient, given, jsonb_build_object('user', p_user));
  return 'SAVED';
end $$;

-- A person whose chart asks everybody for a reason: well known, a colleague, a relative of staff. SAVED, or NO_ROLE, INVALID,
-- REASON_NEEDED, NO_RFA.
create or replace function api.set_protected(p_patient uuid, p_is_protected boolean, p_reason text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '2s' as $$
declare
  me record;
  given text := left(nullif(btrim(normalize(p_reason, nfc)), ''), 500);
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into me from access.require_session(null);
  if me.role_code <> 'PRIVACY_OFFICER' then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'SET_PROTECTED', 'NO_ROLE', p_patient);
  end if;
  if p_patient is null then return 'INVALID patient'; end if;
  if p_is_protected is null then return 'INVALID is_protected'; end if;
  if coalesce(length(given), 0) < 3 then return 'REASON_NEEDED'; end if;
  if not exists (select 1 from medical_data.patients p where p.patient_id = p_patient and p.deleted_at is null) then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'SET_PROTECTED', 'NO_RFA', p_patient);
  end if;
  update medical_data.patients p set is_protected = p_is_protected where p.patient_id = p_patient and p.is_protected <> p_is_protected;
  perform audit_logs.record_event(me.session_id, me.user_id, case when p_is_protected then 'SET_PROTECTED' else 'END_PROTECTED' end,
                                  p_patient, given);
  return 'SAVED';
end $$;

-- How often findings of the checks were overridden in a period, by check and outcome: counts, and no person.
create or replace function api.override_counts(p_from timestamptz default null, p_to timestamptz default null)
returns table (check_code text, outcome text, overridden int, prescribers int)
language plpgsql volatile security definer rows 10 set search_path = pg_catalog, pg_temp as $$
begin
  perform access.require_session(array['PRIVACY_OFFICER']);
  return query
  select f.check_code, f.outcome, count(*)::int, count(distinct f.recorded_by)::int
    from medical_data.prescription_findings f
   where f.severity = 'BLOCKING' and f.recorded_at >= coalesce(p_from, clock_timestamp() - interval '30 days')
     and f.recorded_at < coalesce(p_to, 'infinity')
   group by 1, 2 order by 1, 2;
end $$;
