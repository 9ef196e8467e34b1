-- BG-22: the patient is told of each emergency access, by the privacy officer, within seven days.

-- What is to be sent, soonest due first, and what was sent in the last 30 days. Behind the opening of the emergency queue.
create or replace function api.patient_notices()
returns table (notice_id uuid, emergency_id uuid, emergency_number text, patient_id uuid, record_number text, patient_name text,
  language text,
  requester_name text, requester_role text, reason_class text, is_self_grant boolean, granted_at timestamptz,
    ended_at timestamptz,
  due_at timestamptz, is_overdue boolean, delayed_until timestamptz, delay_class text, delay_reason text, sent_on date,
    channel text)
language plpgsql volatile security definer rows 20 set search_path = pg_catalog, pg_temp as $$
declare
  me record;
  ids uuid[];
begin
  select * into me from access.require_session(array['PRIVACY_OFFICER']);
  perform access.require_opening(me.session_id, 'EMERGENCY_QUEUE', me.wal_now);
  ids := array(select n.notice_id from access.patient_notices n where n.sent_on is null or n.sent_on > access.local_today() - 30);
  perform audit_logs.record_event(me.session_id, me.user_id, 'SHOW_PATIENT_NOTICES', null, null, jsonb_build_object('notices',
    to_jsonb(ids)));
  return query
  select n.notice_id, e.emergency_id, e.emergency_number, p.patient_id, p.record_number,
    p.surname_1 || coalesce(' ' || p.surname_2, '') || ', ' || p.given_names,
         p.language, e.requester_name, u.role_code, e.reason_class, e.is_self_grant, e.granted_at, coalesce(e.ended_at,
           e.expires_at),
         n.due_at, n.sent_on is null and coalesce(n.delayed_until, n.due_at) < clock_timestamp(), n.delayed_until,
           n.delay_class, n.delay_reason,
         n.sent_on, n.channel
    from access.patient_notices n
    join access.emergency_access e on e.emergency_id = n.emergency_id
    join access.users u on u.user_id = e.requester_id
    join medical_data.patients p on p.patient_id = n.patient_id
   where n.notice_id = any (ids) order by n.sent_on nulls first, coalesce(n.delayed_until, n.due_at), n.notice_id;
end $$;

-- Puts it off for 90 days at most, with a justification. SAVED | NO_ROLE | INVALID | REASON_NEEDED | DECIDED (sent) | EXPIRED
-- (nowhere).
create or replace function api.delay_patient_notice(p_notice uuid, p_until date, p_class text, p_reason text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '2s' as $$
declare
  me record;
  n access.patient_notices;
  given text := left(nullif(btrim(normalize(p_reason, nfc)), ''), 500);
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into me from access.require_session(null);
  if me.role_code <> 'PRIVACY_OFFICER' then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'DELAY_PATIENT_NOTICE', 'NO_ROLE');
  end if;
  if p_until is null or p_until <= access.local_today() or p_until > access.local_today() + 89 then return 'INVALID until'; end if;
  if p_class is null or p_class not in ('VITAL_INTEREST', 'SAFEGUARDING', 'LEGAL_ORDER') then return 'INVALID class'; end if;
  if coalesce(length(given), 0) < 10 then return 'REASON_NEEDED'; end if;
  select * into n from access.patient_notices x where x.notice_id = p_notice for update;
  if n.notice_id is null then return 'EXPIRED'; end if;
  if n.sent_on is not null then return 'DECIDED'; end if;
  update access.patient_notices x set delayed_until = p_until::timestamp at time zone access.setting('time_zone'),
    delay_class = p_class,
         delay_reason = given, delayed_by = me.user_id, delayed_at = clock_timestamp()
   where x.notice_id = p_notice;
  perform audit_logs.record_event(me.session_id, me.user_id, 'DELAY_PATIENT_NOTICE', n.patient_id, p_class,
                                  jsonb_build_object('emergency', n.emergency_id));
  return 'SAVED';
end $$;

-- SAVED | NO_ROLE | INVALID | DECIDED (sent before) | EXPIRED (nowhere).
create or replace function api.mark_patient_notice_sent(p_notice uuid, p_sent_on date, p_channel text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '2s' as $$
declare
  me record;
  n access.patient_notices;
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into me from access.require_session(null);
  if me.role_code <> 'PRIVACY_OFFICER' then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'MARK_PATIENT_NOTICE_SENT', 'NO_ROLE');
  end if;
  select * into n from access.patient_notices x where x.notice_id = p_notice for update;
  if n.notice_id is null then return 'EXPIRED'; end if;
  if n.sent_on is not null then return 'DECIDED'; end if;
  if p_sent_on is null or p_sent_on > access.local_today() or p_sent_on < (n.created_at at time zone access.setting('time_zone'))::date then
    return 'INVALID sent_on';
  end if;
  if p_channel is null or p_channel not in ('LETTER', 'PORTAL', 'IN_PERSON', 'REPRESENTATIVE') then return 'INVALID channel'; end if;
  update access.patient_notices x set sent_on = p_sent_on, channel = p_channel, sent_by = me.user_id where x.notice_id = p_notice;
  perform audit_logs.record_event(me.session_id, me.user_id, 'MARK_PATIENT_NOTICE_SENT', n.patient_id, p_channel,
                                  jsonb_build_object('emergency', n.emergency_id));
  return 'SAVED';
end $$;
