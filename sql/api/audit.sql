-- Reading the event stream: "who saw this patient", and the stream itself in the shapes that the sources ask for.

-- OPENED, or INVALID. What it opens differs by role: the privacy officer everything, an administrator events of security,
-- everybody else her own accesses.
create or replace function api.open_audit(p_purpose text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me record;
begin
  select * into me from access.require_session(null);
  if coalesce(length(p_purpose), 0) not between 3 and 200 then return 'INVALID purpose'; end if;
  perform access.open_for_session(me.session_id, me.user_id, 'AUDIT', p_purpose);
  perform audit_logs.record_event(me.session_id, me.user_id, 'OPEN_AUDIT', null, p_purpose);
  return 'OPENED';
end $$;

-- Who saw this patient, what, why: plain rows in the order of time. what: CHART (opened), LIST (shown in a work list),
-- DUPLICATES (shown while registering), EMERGENCY, WROTE (subject: the table), ACCESS_LOG (this question), REFUSED (reason:
-- the code), OTHER. Of merged records all numbers. The privacy officer sees all, clinical staff and reception their own accesses, an administrator nothing.
create or replace function api.who_saw(p_patient uuid, p_from timestamptz default '-infinity', p_to timestamptz default 'infinity')
returns table (at timestamptz, user_name text, role_code text, what text, subject text, purpose text, reason text, special_reason text,
  emergency_number text)
language plpgsql volatile security definer rows 1000
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  me record;
  o access.openings;
  numbers uuid[];
  found_rows int;
begin
  select * into me from access.require_session(array['PRIVACY_OFFICER', 'CLINICIAN', 'NURSE', 'RECEPTIONIST']);
  o := access.require_opening(me.session_id, 'AUDIT', me.wal_now);
  numbers := p_patient || access.numbers_of(p_patient) || (select p.merged_into from medical_data.patients p where p.patient_id = p_patient);
  return query
  with seen as (
    select e.* from audit_logs.events e
     where e.patient_id = any (numbers) and e.at >= p_from and e.at < p_to
       and (e.table_name is null or e.table_name like 'medical\_data.%')
    union all
    select e.* from audit_logs.events e
     where e.action in ('OPEN_WORK_LIST', 'FIND_DUPLICATES') and e.at >= p_from and e.at < p_to
       and coalesce(e.detail -> 'patients', e.detail -> 'found') @> jsonb_build_array(p_patient::text))
  select s.at, u.display_name, coalesce(s.detail ->> 'role', u.role_code),
         case when s.action like '%\_REFUSED' then 'REFUSED'
              when s.table_name is not null then 'WROTE'
              when s.action like '%\_EMERGENCY' then 'EMERGENCY'
              else coalesce((array['CHART', 'LIST', 'DUPLICATES', 'ACCESS_LOG'])
                [array_position(array['OPEN_CHART', 'OPEN_WORK_LIST', 'FIND_DUPLICATES', 'WHO_SAW'], s.action)], 'OTHER') end,
         coalesce(s.table_name, s.action), s.purpose,
         coalesce(s.detail ->> 'reason', s.detail ->> 'code'), s.detail ->> 'special', g.emergency_number
    from seen s
    join access.users u on u.user_id = s.user_id
    left join access.emergency_access g on g.emergency_id = (s.detail ->> 'emergency')::uuid
   where me.role_code = 'PRIVACY_OFFICER' or s.user_id = me.user_id
   order by s.at, s.event_id;
  get diagnostics found_rows = row_count;
  perform audit_logs.record_event(me.session_id, me.user_id, 'WHO_SAW', p_patient, o.purpose,
            jsonb_build_object('role', me.role_code, 'from', p_from, 'to', p_to, 'found', found_rows));
end $$;

-- The stream of a period. An administrator gets events of security without patients: sign-ins, accounts, settings, refusals.
create or replace function api.audit_events(p_from timestamptz, p_to timestamptz, p_user uuid default null)
returns table (event_id bigint, at timestamptz, user_id uuid, user_name text, role_code text, action text, table_name text, record_id text,
  patient_id uuid, purpose text, old_row jsonb, new_row jsonb, detail jsonb, origin inet, login_role text, session_id uuid,
  is_security boolean, severity text)
language plpgsql volatile security definer rows 1000
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  me record;
  o access.openings;
  found_rows int;
begin
  select * into me from access.require_session(array['PRIVACY_OFFICER', 'ADMIN']);
  o := access.require_opening(me.session_id, 'AUDIT', me.wal_now);
  return query
  select e.event_id, e.at, e.user_id, u.display_name, u.role_code, e.action, e.table_name,
         coalesce(x.r ->> 'record_id', x.r ->> 'emergency_id', x.r ->> 'review_id', x.r ->> 'user_id', x.r ->> 'patient_id', x.r ->> 'name'),
         case when x.sees_all then e.patient_id end, e.purpose,
         case when x.sees_all or e.patient_id is null then e.old_row end, case when x.sees_all or e.patient_id is null then e.new_row end,
         case when x.sees_all or e.patient_id is null then e.detail else jsonb_build_object('code', e.detail -> 'code') end,
         e.origin, e.login_role::text, e.session_id, audit_logs.is_security(e.action, e.table_name),
         case when e.action in ('SIGN_IN_REFUSED', 'UNLOCK_REFUSED') then 'MEDIUM' when e.action like '%\_REFUSED' then 'HIGH'
              when e.action like '%EMERGENCY%' then 'MEDIUM' else 'LOW' end
    from audit_logs.events e
    left join access.users u on u.user_id = e.user_id
    cross join lateral (select coalesce(e.new_row, e.old_row) as r, me.role_code = 'PRIVACY_OFFICER' as sees_all) x
   where e.at >= p_from and e.at < p_to and (p_user is null or e.user_id = p_user)
     and (x.sees_all or audit_logs.is_security(e.action, e.table_name))
   order by e.event_id;
  get diagnostics found_rows = row_count;
  perform audit_logs.record_event(me.session_id, me.user_id, 'AUDIT_SEARCH', null, o.purpose,
            jsonb_strip_nulls(jsonb_build_object('from', p_from, 'to', p_to, 'user', p_user, 'found', found_rows)));
end $$;

-- Administrator and privacy officer check the seals themselves; no row: all hold.
create or replace function api.verify_audit() returns table (seal_number bigint, problem text, event_id bigint, what text)
language plpgsql volatile security definer rows 5 set search_path = pg_catalog, pg_temp as $$
declare
  me record;
begin
  select * into me from access.require_session(array['PRIVACY_OFFICER', 'ADMIN']);
  perform audit_logs.record_event(me.session_id, me.user_id, 'VERIFY_AUDIT');
  return query select v.seal_number, v.problem, v.event_id, v.what from audit_logs.verify() v;
end $$;

-- The heads of the seals, to be kept elsewhere.
create or replace function api.audit_heads(p_after bigint default 0)
returns table (seal_number bigint, row_count bigint, head text, sealed_at timestamptz)
language plpgsql volatile security definer rows 100 set search_path = pg_catalog, pg_temp as $$
begin
  perform access.require_session(array['PRIVACY_OFFICER', 'ADMIN']);
  return query select h.seal_number, h.row_count, h.head, h.sealed_at from audit_logs.heads(p_after) h;
end $$;
