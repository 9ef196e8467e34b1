-- Break-glass without an approver, longer than granted, and looked at afterwards (access.md 4.3, BG-13 to BG-17, BG-23 to BG-25).

-- The requester opens her own pending request herself for 60 minutes: a doctor at once; a nurse at once where life is in danger or
-- the patient cannot consent, otherwise when nobody has answered for two minutes. Not where the patient blocked her.
-- SELF_GRANTED, or NO_ROLE, REFUSED (password), EXPIRED (lapsed, or not hers), DECIDED, BLOCKED, WAIT, LIMIT (three in 24 hours),
-- REVIEWS_OVERDUE (two of hers; not where life is in danger).
create or replace function api.self_grant_emergency_access(p_emergency uuid, p_password text, out answer text, out expires_at timestamptz)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set client_min_messages = error set lock_timeout = '2s' as $$
declare
  me record;
  u access.users;
  e access.emergency_access;
  verdict record;
  moment timestamptz;
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into me from access.require_session(null);
  if me.role_code not in ('NURSE', 'CLINICIAN') then
    answer := audit_logs.record_refusal(me.session_id, me.user_id, 'SELF_GRANT_EMERGENCY', 'NO_ROLE');
    return;
  end if;
  select * into u from access.users x where x.user_id = me.user_id for no key update;       -- her self-grants come one after the other
  select * into verdict from access.password_is_right(u, p_password);
  if not verdict.is_right then
    answer := audit_logs.record_refusal(me.session_id, me.user_id, 'SELF_GRANT_EMERGENCY', 'REFUSED');
    return;
  end if;
  update access.users x set attempts_at_last_success = verdict.attempt where x.user_id = u.user_id;
  select * into e from access.emergency_access x where x.emergency_id = p_emergency and x.requester_id = me.user_id for update;
  moment := clock_timestamp();
  answer := case
    when e.emergency_id is null or access.emergency_phase(e) = 'LAPSED' then 'EXPIRED'
    when e.status <> 'PENDING' then 'DECIDED'
    when e.approvals_needed = 2 or access.is_blocked(me.user_id, e.patient_id) then 'BLOCKED'
    when me.role_code = 'NURSE' and e.reason_class not in ('LIFE_THREAT', 'CANNOT_CONSENT')
         and e.requested_at > moment - interval '120 seconds' then 'WAIT'
    when (select count(*) from access.emergency_access x where x.requester_id = me.user_id and x.is_self_grant
             and x.granted_at > moment - interval '24 hours') >= 3 then 'LIMIT'
    when e.reason_class <> 'LIFE_THREAT' and (select count(*) from access.emergency_access x where x.requester_id = me.user_id
             and x.review_status in ('DUE', 'IN_REVIEW') and x.review_due_at < moment) >= 2 then 'REVIEWS_OVERDUE' end;
  if answer is not null then
    perform audit_logs.record_refusal(me.session_id, me.user_id, 'SELF_GRANT_EMERGENCY', answer, e.patient_id);
    return;
  end if;
  expires_at := moment + interval '60 minutes';
  update access.emergency_access x set status = 'APPROVED', is_self_grant = true, decided_at = moment, granted_at = moment,
         expires_at = self_grant_emergency_access.expires_at, review_status = 'DUE', review_due_at = moment + interval '24 hours'
   where x.emergency_id = p_emergency;
  answer := 'SELF_GRANTED';
  perform audit_logs.record_event(me.session_id, me.user_id, 'SELF_GRANT_EMERGENCY', e.patient_id, e.reason_class,
                                  jsonb_build_object('emergency', p_emergency));
  perform pg_notify('clinic_emergency', '');
end $$;

-- An approver lengthens somebody else's live access: twice at most, 24 hours in all, with a reason. EXTENDED, or NO_ROLE, INVALID
-- (field), KEY_REUSED, REASON_NEEDED, SECOND_PERSON (her own request or record), EXPIRED, LIMIT. What needed two approvals is not
-- lengthened by one of them: it is asked for again.
create or replace function api.extend_emergency_access(p_key uuid, p_emergency uuid, p_hours int, p_reason text,
  out answer text, out expires_at timestamptz, out field text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '2s' as $$
declare
  me record;
  e access.emergency_access;
  given text := left(nullif(btrim(p_reason), ''), 500);
  content jsonb := jsonb_build_array('EXTEND_EMERGENCY', p_emergency, p_hours, p_reason);
  earlier jsonb;
begin
  select * into me from access.require_session(null);
  if not access.user_may(me.user_id, 'APPROVE_BREAK_GLASS') then
    answer := audit_logs.record_refusal(me.session_id, me.user_id, 'EXTEND_EMERGENCY', 'NO_ROLE');
    return;
  end if;
  field := case when p_key is null then 'key' when p_hours is null or p_hours not in (1, 4, 12) then 'hours' end;
  if field is not null then answer := 'INVALID'; return; end if;
  if coalesce(length(given), 0) < 3 then answer := 'REASON_NEEDED'; return; end if;
  earlier := access.begin_request(me.user_id, p_key, content);
  if earlier is not null then
    answer := earlier ->> 'answer';
    expires_at := (earlier ->> 'expires_at')::timestamptz;
    return;
  end if;
  select * into e from access.emergency_access x where x.emergency_id = p_emergency for update;
  expires_at := e.expires_at + make_interval(hours => p_hours);
  answer := case
    when e.requester_id = me.user_id or access.is_relative(me.user_id, e.patient_id)
      or exists (select 1 from medical_data.patients p where p.patient_id = e.patient_id and p.user_id = me.user_id)
      then 'SECOND_PERSON'
    when e.granted_at is null or e.ended_at is not null or e.expires_at <= clock_timestamp() or e.status <> 'APPROVED' then 'EXPIRED'
    when e.emergency_id is null then 'EXPIRED'
    when e.approvals_needed > 1 or e.extensions >= 2 or expires_at > e.granted_at + interval '24 hours' then 'LIMIT' end;
  if answer is not null then
    expires_at := null;
    perform audit_logs.record_refusal(me.session_id, me.user_id, 'EXTEND_EMERGENCY', answer, e.patient_id);
    return;
  end if;
  update access.emergency_access x set expires_at = extend_emergency_access.expires_at, extensions = x.extensions + 1
   where x.emergency_id = p_emergency;
  answer := 'EXTENDED';
  perform access.end_request(me.user_id, p_key, content, jsonb_build_object('answer', answer, 'expires_at', expires_at));
  perform audit_logs.record_event(me.session_id, me.user_id, 'EXTEND_EMERGENCY', e.patient_id, given,
                                  jsonb_build_object('emergency', p_emergency, 'hours', p_hours));
  perform pg_notify('clinic_emergency', '');
end $$;

-- The privacy officer's review: IN_REVIEW takes it, then JUSTIFIED, QUESTIONED or INAPPROPRIATE with a note; QUESTIONED may still
-- become one of the others. INAPPROPRIATE opens a case of a breach. SAVED, or NO_ROLE, INVALID, REASON_NEEDED, SECOND_PERSON
-- (who asked or decided), EXPIRED (nothing to
-- review), DECIDED (not from where it stands).
create or replace function api.review_emergency_access(p_emergency uuid, p_outcome text, p_note text default null) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '2s' as $$
declare
  me record;
  e access.emergency_access;
  note text := left(nullif(btrim(normalize(p_note, nfc)), ''), 1000);
  word text;
  breach uuid;
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into me from access.require_session(null);
  if me.role_code <> 'PRIVACY_OFFICER' then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'REVIEW_EMERGENCY', 'NO_ROLE');
  end if;
  if p_outcome is null or p_outcome not in ('IN_REVIEW', 'JUSTIFIED', 'QUESTIONED', 'INAPPROPRIATE') then return 'INVALID outcome'; end if;
  if p_outcome <> 'IN_REVIEW' and coalesce(length(note), 0) < 3 then return 'REASON_NEEDED'; end if;
  select * into e from access.emergency_access x where x.emergency_id = p_emergency for update;
  word := case
    when e.requester_id = me.user_id or exists (select 1 from access.emergency_decisions d
                                                 where d.emergency_id = p_emergency and d.approver_id = me.user_id) then 'SECOND_PERSON'
    when e.review_status is null then 'EXPIRED'
    when (e.review_status, p_outcome) not in (('DUE', 'IN_REVIEW'), ('IN_REVIEW', 'JUSTIFIED'), ('IN_REVIEW', 'QUESTIONED'),
         ('IN_REVIEW', 'INAPPROPRIATE'), ('QUESTIONED', 'JUSTIFIED'), ('QUESTIONED', 'INAPPROPRIATE')) then 'DECIDED' end;
  if word is not null then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'REVIEW_EMERGENCY', word, e.patient_id);
  end if;
  update access.emergency_access x set review_status = p_outcome, reviewed_by = me.user_id, review_note = coalesce(note, x.review_note)
   where x.emergency_id = p_emergency;
  if p_outcome = 'INAPPROPRIATE' then                       -- its clocks run from now (BG-26)
    breach := (select c.case_id from access.add_case('BREACH', 'Emergency access ' || e.emergency_number ||
      ' was found inappropriate.', me.user_id,
                                                     me.session_id, clock_timestamp()) c);
    insert into access.privacy_case_links (case_id, patient_id, emergency_id, added_by) values (breach, e.patient_id,
      p_emergency, me.user_id);
  end if;
  perform audit_logs.record_event(me.session_id, me.user_id, 'REVIEW_EMERGENCY', e.patient_id, p_outcome,
                                  jsonb_strip_nulls(jsonb_build_object('emergency', p_emergency, 'case', breach)));
  return 'SAVED';
end $$;

-- Emergency accesses asked for in a period (the last 30 days), with who approved or "Pending", what was opened and written under
-- each, and how its review stands. Behind the opening of the emergency queue; for the privacy officer.
create or replace function api.emergency_report(p_from timestamptz default null, p_to timestamptz default null)
returns table (emergency_id uuid, emergency_number text, patient_name text, record_number text, requester_name text, reason_class text, reason text,
  requested_at timestamptz, approver text, phase text, is_self_grant boolean, granted_at timestamptz, expires_at timestamptz, ended_at timestamptz,
  extensions int, charts_opened int, rows_written int, requests_30d int, review_status text, review_due_at timestamptz, is_overdue boolean,
  review_note text)
language plpgsql volatile security definer rows 50 set search_path = pg_catalog, pg_temp as $$
declare
  me record;
  o access.openings;
  n int;
begin
  select * into me from access.require_session(array['PRIVACY_OFFICER']);
  o := access.require_opening(me.session_id, 'EMERGENCY_QUEUE', me.wal_now);
  return query
  select e.emergency_id, e.emergency_number, p.surname_1 || coalesce(' ' || p.surname_2, '') || ', ' || p.given_names, p.record_number,
         e.requester_name, e.reason_class, e.reason, e.requested_at,
         case when e.is_self_grant then e.requester_name else coalesce(d.names, 'Pending') end, access.emergency_phase(e), e.is_self_grant,
         e.granted_at, e.expires_at, e.ended_at, e.extensions, done.charts, done.written,
         (select count(*)::int from access.emergency_access h
           where h.requester_id = e.requester_id and h.requested_at > clock_timestamp() - interval '30 days'),
         e.review_status, e.review_due_at,
         coalesce(e.review_status in ('DUE', 'IN_REVIEW') and e.review_due_at < clock_timestamp(), false), e.review_note
    from access.emergency_access e
    join medical_data.patients p on p.patient_id = e.patient_id
    left join lateral (select string_agg(x.approver_name, ', ' order by x.decided_at) as names
                         from access.emergency_decisions x where x.emergency_id = e.emergency_id) d on true
    cross join lateral (select count(*) filter (where v.action = 'OPEN_CHART')::int as charts,
                               count(*) filter (where v.table_name like 'medical\_data.%')::int as written
                          from audit_logs.events v
                         where v.patient_id = e.patient_id and v.user_id = e.requester_id and v.at >= e.granted_at
                           and v.at < coalesce(e.ended_at, e.expires_at)) done
   where e.requested_at >= coalesce(p_from, clock_timestamp() - interval '30 days') and e.requested_at < coalesce(p_to, 'infinity')
   order by e.requested_at desc;
  get diagnostics n = row_count;
  perform audit_logs.record_event(me.session_id, me.user_id, 'SHOW_EMERGENCY_REPORT', null, o.purpose, jsonb_build_object('shown', n));
end $$;
