-- Break-glass, the requester's side. NOTIFY says only "look again".
create or replace function api.request_emergency_access(p_key uuid, p_patient uuid, p_reason_class text, p_reason text, p_hours int,
  p_scope text, p_password text, out answer text, out emergency_id uuid, out field text)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
declare
  me record;
  u access.users;
  verdict record;
  reason_given text := btrim(p_reason);
  content bytea := sha256(convert_to(jsonb_build_array('EMERGENCY', p_patient, p_reason_class, p_reason, p_hours, p_scope)::text, 'UTF8'));
  earlier jsonb;
begin
  perform set_config('synchronous_commit', 'on', true);       -- what is answered as saved is on disk
  select * into me from access.require_session(null);
  if me.role_code not in ('NURSE', 'CLINICIAN') then
    answer := audit_logs.record_refusal(me.session_id, me.user_id, 'REQUEST_EMERGENCY', 'NO_ROLE', p_patient);
    return;
  end if;
  earlier := access.earlier_answer(me.user_id, p_key, content);
  if earlier is not null then
    answer := earlier ->> 'answer';
    emergency_id := (earlier ->> 'emergency_id')::uuid;
    return;
  end if;
  field := case
    when p_key is null then 'key' when p_patient is null then 'patient'
    when p_reason_class is null or p_reason_class not in ('LIFE_THREAT', 'CANNOT_CONSENT', 'COVERING', 'HANDOVER_GAP',
      'CRITICAL_RESULT', 'SAFEGUARDING', 'LEGAL_ORDER') then 'reason_class'
    when coalesce(length(reason_given), 0) not between 10 and 500 then 'reason'
    when p_hours is null or p_hours not in (1, 4, 12) then 'hours'
    when p_scope is null or p_scope not in ('SUMMARY', 'FULL') then 'scope' end;
  if field is not null then answer := 'INVALID'; return; end if;
  select * into u from access.users x where x.user_id = me.user_id;
  select * into verdict from access.password_is_right(u, p_password);
  if not verdict.is_right then
    answer := audit_logs.record_refusal(me.session_id, me.user_id, 'REQUEST_EMERGENCY', 'REFUSED', p_patient);
    return;
  end if;
  update access.users set attempts_at_last_success = verdict.attempt where user_id = u.user_id;
  p_patient := coalesce((select p.merged_into from medical_data.patients p where p.patient_id = p_patient), p_patient);   -- the chart it is now
  answer := access.why_no_request(me.user_id, p_patient);
  if answer is not null then
    answer := audit_logs.record_refusal(me.session_id, me.user_id, 'REQUEST_EMERGENCY', answer, p_patient);
    return;
  end if;
  update access.emergency_access e set status = 'EXPIRED'                 -- an unanswered one is out of the way
   where e.requester_id = me.user_id and e.patient_id = p_patient and e.status = 'PENDING' and e.lapses_at <= clock_timestamp();
  insert into access.emergency_access as e (emergency_number, requester_id, requester_name, patient_id, reason_class, reason, hours, scope, approvals_needed)
  values ('E-' || to_char(access.local_today(), 'YYYYMMDD') || '-' || access.at_least_three(nextval('access.emergency_numbers')),
          me.user_id, u.display_name, p_patient, p_reason_class, reason_given, p_hours, p_scope,
          case when access.is_blocked(me.user_id, p_patient) then 2 else 1 end)
  on conflict (requester_id, patient_id) where status = 'PENDING' do nothing
  returning e.emergency_id into emergency_id;
  if emergency_id is null then answer := 'ALREADY_PENDING'; return; end if;
  answer := 'REQUESTED';
  insert into access.requests (user_id, request_key, content_hash, answer)
  values (me.user_id, p_key, content, jsonb_build_object('answer', answer, 'emergency_id', emergency_id));
  perform audit_logs.record_event(me.session_id, me.user_id, 'REQUEST_EMERGENCY', p_patient, p_reason_class, jsonb_build_object('emergency', emergency_id));
  perform pg_notify('clinic_emergency', '');
end $$;

create or replace function api.my_emergency_requests()
returns table (emergency_id uuid, emergency_number text, patient_id uuid, patient_name text, record_number text, reason_class text,
  reason text, hours int, scope text, requested_at timestamptz, lapses_at timestamptz, granted_at timestamptz, expires_at timestamptz,
  phase text, decided_by text, decision_reason text, server_now timestamptz)
language plpgsql volatile security definer rows 20 set search_path = pg_catalog, pg_temp as $$
declare
  me record;
begin
  select * into me from access.require_session(null);
  return query
  select e.emergency_id, e.emergency_number, e.patient_id, e.patient_name, e.record_number, e.reason_class, e.reason, e.hours, e.scope,
         e.requested_at, e.lapses_at, e.granted_at, e.expires_at, e.phase, e.decided_by, e.decision_reason, e.server_now
    from access.emergency_rows(me.user_id, false, true) e;
end $$;

-- WITHDRAWN, DECIDED (too late), or EXPIRED (lapsed, or not one's own: the same word).
create or replace function api.withdraw_emergency_request(p_emergency uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '2s' as $$
declare
  me record;
  e access.emergency_access;
begin
  select * into me from access.require_session(null);
  select * into e from access.emergency_access x where x.emergency_id = p_emergency and x.requester_id = me.user_id for update;
  if e.emergency_id is null or access.emergency_phase(e) = 'LAPSED' then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'WITHDRAW_EMERGENCY', 'EXPIRED', e.patient_id);
  end if;
  if e.status <> 'PENDING' then return 'DECIDED'; end if;
  update access.emergency_access x set status = 'DENIED', withdrawn_at = clock_timestamp() where x.emergency_id = p_emergency;
  perform audit_logs.record_event(me.session_id, me.user_id, 'WITHDRAW_EMERGENCY', e.patient_id, null, jsonb_build_object('emergency', p_emergency));
  perform pg_notify('clinic_emergency', '');
  return 'WITHDRAWN';
end $$;

-- Ends a live access: the requester her own (CLOSED); an approver or the privacy officer anybody's (REVOKED).
create or replace function api.end_emergency_access(p_emergency uuid, p_reason text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '2s' as $$
declare
  me record;
  e access.emergency_access;
  kind text;
begin
  select * into me from access.require_session(null);
  -- Who may not end it locks nothing: a row that is held is one that nobody else can end.
  select * into e from access.emergency_access x where x.emergency_id = p_emergency;
  kind := case when e.requester_id = me.user_id then 'CLOSED'
               when me.role_code = 'PRIVACY_OFFICER' or access.user_may(me.user_id, 'APPROVE_BREAK_GLASS') then 'REVOKED' end;
  if kind is null and me.role_code not in ('NURSE', 'CLINICIAN') then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'END_EMERGENCY', 'NO_ROLE', e.patient_id);
  end if;
  if kind is not null and e.granted_at is not null and e.expires_at > clock_timestamp() then
    select * into e from access.emergency_access x where x.emergency_id = p_emergency for update;
  end if;
  if kind is null or e.granted_at is null or e.ended_at is not null or e.expires_at <= clock_timestamp() then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'END_EMERGENCY', 'EXPIRED', e.patient_id);
  end if;
  update access.emergency_access x set status = 'EXPIRED', ended_at = clock_timestamp(), ended_by = me.user_id, end_kind = kind,
         end_reason = left(nullif(btrim(p_reason), ''), 500)
   where x.emergency_id = p_emergency;
  perform audit_logs.record_event(me.session_id, me.user_id, 'END_EMERGENCY', e.patient_id, kind, jsonb_build_object('emergency', p_emergency));
  perform pg_notify('clinic_emergency', '');
  return kind;
end $$;
