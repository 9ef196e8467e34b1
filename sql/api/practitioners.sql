-- The people one makes appointments with, and what they are specialists of. No patient in it: any signed-in person.
create or replace function api.specialties() returns table (code text, name_en text, name_es text)
language plpgsql volatile security definer rows 20 set search_path = pg_catalog, pg_temp as $$
begin
  perform access.require_session(null);
  return query select s.code, s.name_en, s.name_es from access.specialties s order by s.sort_order, s.code;
end $$;

create or replace function api.practitioners()
returns table (practitioner_id uuid, display_name text, specialty_code text, specialty text, status text, row_version int)
language plpgsql volatile security definer rows 100 set search_path = pg_catalog, pg_temp as $$
begin
  perform access.require_session(null);
  return query
  select d.practitioner_id, d.display_name, d.specialty_code, d.specialty, d.status, d.row_version
    from access.practitioners d join access.users u on u.user_id = d.user_id
   where u.role_code = 'CLINICIAN'
   order by d.display_name, d.practitioner_id;
end $$;

-- On leave, retired, or back. SAVED, INVALID, NO_ROLE, SECOND_PERSON (oneself), CHANGED (somebody else was faster: look again).
create or replace function api.set_practitioner_status(p_practitioner uuid, p_expected_version int, p_status text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  d access.practitioners;
begin
  select * into me from access.require_session(null);
  if me.role_code <> 'ADMIN' then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'SET_PRACTITIONER_STATUS', 'NO_ROLE');
  end if;
  select * into d from access.practitioners x where x.practitioner_id = p_practitioner for update;
  if d.user_id = me.user_id then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'SET_PRACTITIONER_STATUS', 'SECOND_PERSON');
  end if;
  if d.practitioner_id is null then return 'INVALID practitioner'; end if;
  if p_status is null or p_status not in ('ACTIVE', 'ON_LEAVE', 'RETIRED') then return 'INVALID status'; end if;
  if d.row_version is distinct from p_expected_version then return 'CHANGED'; end if;
  update access.practitioners x set status = p_status where x.practitioner_id = p_practitioner;
  perform pg_notify('clinic_emergency', '');                       -- who may decide has changed
  return 'SAVED';
end $$;
