-- Break-glass, the approver's side.

-- For the badge on every screen, the lock included: how many wait for the caller. No content, so no opening; 0 for who may
-- not approve.
create or replace function api.emergency_counts() returns table (waiting int, oldest_requested_at timestamptz)
language plpgsql volatile security definer rows 1 set search_path = pg_catalog, pg_temp as $$
declare
  me record;
  may boolean;
begin
  select * into me from access.current_session();
  if me.session_id is null then raise exception 'NO_SESSION' using errcode = '42501'; end if;
  may := access.user_may(me.user_id, 'APPROVE_BREAK_GLASS');
  return query
  select count(*)::int, min(e.requested_at) from access.emergency_access e
   where may and e.status = 'PENDING' and e.lapses_at > clock_timestamp() and e.requester_id <> me.user_id
     and not exists (select 1 from access.emergency_decisions d where d.emergency_id = e.emergency_id and d.approver_id = me.user_id)
     and not exists (select 1 from medical_data.patients p where p.patient_id = e.patient_id and p.user_id = me.user_id);
end $$;

create or replace function api.open_emergency_queue(p_purpose text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me record;
begin
  select * into me from access.require_session(null);
  if not (me.role_code = 'PRIVACY_OFFICER' or access.user_may(me.user_id, 'APPROVE_BREAK_GLASS')) then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'OPEN_EMERGENCY_QUEUE', 'NO_ROLE');
  end if;
  if coalesce(length(p_purpose), 0) not between 3 and 200 then return 'INVALID purpose'; end if;
  perform access.open_for_session(me.session_id, me.user_id, 'EMERGENCY_QUEUE', p_purpose);
  perform audit_logs.record_event(me.session_id, me.user_id, 'OPEN_EMERGENCY_QUEUE', null, p_purpose);
  return 'OPENED';
end $$;

-- Pending first (newest first), then live, then decided in the last twelve hours. Records what was shown.
create or replace function api.emergency_queue()
returns table (emergency_id uuid, emergency_number text, patient_id uuid, patient_name text, record_number text, reason_class text,
  reason text, hours int, scope text, requested_at timestamptz, lapses_at timestamptz, granted_at timestamptz, expires_at timestamptz,
  phase text, decided_by text, decision_reason text, server_now timestamptz, requester_id uuid, requester_name text, requester_role text,
  requester_ward text, birth_date date, sex text, patient_ward text, attending text, approvals_needed int, approvals int,
  requester_requests_30d int, may_decide boolean, why_not text)
language plpgsql volatile security definer rows 20 set search_path = pg_catalog, pg_temp as $$
declare
  me record;
  may boolean;
  n int;
begin
  select * into me from access.require_session(null);
  may := access.user_may(me.user_id, 'APPROVE_BREAK_GLASS');
  if not (may or me.role_code = 'PRIVACY_OFFICER') then raise exception 'NO_ROLE' using errcode = '42501'; end if;
  perform access.require_opening(me.session_id, 'EMERGENCY_QUEUE', me.wal_now);
  return query select * from access.emergency_rows(me.user_id, may, false);
  get diagnostics n = row_count;
  perform audit_logs.record_event(me.session_id, me.user_id, 'SHOW_EMERGENCY_QUEUE', null, null, jsonb_build_object('shown', n));
end $$;

-- First decision wins; where two approvers are needed, both must approve and one denial ends it. The row lock orders
-- deciders; lock_timeout keeps one who holds it from stopping the others for longer than two seconds.
create or replace function api.decide_emergency_access(p_emergency uuid, p_decision text, p_hours int default null,
  p_birth_year int default null, p_reason text default null, out answer text, out decided_by text, out decided_at timestamptz,
  out field text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '2s' as $$
declare
  me record;
  e access.emergency_access;
  p medical_data.patients;
  given text := left(nullif(btrim(p_reason), ''), 500);
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into me from access.require_session(null);
  if not access.user_may(me.user_id, 'APPROVE_BREAK_GLASS') then
    answer := audit_logs.record_refusal(me.session_id, me.user_id, 'DECIDE_EMERGENCY', 'NO_ROLE');
    return;
  end if;
  field := case when p_decision is null or p_decision not in ('APPROVED', 'DENIED') then 'decision' when p_hours not in (1, 4, 12)
    then 'hours' end;
  if field is not null then answer := 'INVALID'; return; end if;
  select * into e from access.emergency_access x where x.emergency_id = p_emergency for update;
  select * into p from medical_data.patients x where x.patient_id = e.patient_id;
  answer := access.why_no_decision(e, p.user_id, me.user_id);
  if answer is null and p_decision = 'APPROVED' and p_birth_year is distinct from extract(year from p.birth_date)::int then
    answer := 'WRONG_BIRTH_YEAR';
  elsif answer is null and p_decision = 'DENIED' and coalesce(length(given), 0) < 3 then
    answer := 'REASON_NEEDED';
    return;
  end if;
  if answer is not null then
    perform audit_logs.record_refusal(me.session_id, me.user_id, 'DECIDE_EMERGENCY', answer, e.patient_id);
    if answer = 'DECIDED' then
      select coalesce(string_agg(d.approver_name, ', ' order by d.decided_at), e.requester_name), coalesce(max(d.decided_at), e.withdrawn_at)
        into decided_by, decided_at from access.emergency_decisions d where d.emergency_id = p_emergency;
    end if;
    return;
  end if;
  select * into answer, decided_by, decided_at from access.decide(e, me.user_id, p_decision, p_hours, given);
  perform audit_logs.record_event(me.session_id, me.user_id, 'DECIDE_EMERGENCY', e.patient_id, answer, jsonb_build_object('emergency', p_emergency));
  perform pg_notify('clinic_emergency', '');
end $$;
