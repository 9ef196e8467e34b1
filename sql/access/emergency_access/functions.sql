-- The precise phase of a request, from its row and the clock.
create or replace function access.emergency_phase(e access.emergency_access) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  return case
    when e.withdrawn_at is not null then 'WITHDRAWN'
    when e.status = 'DENIED' then 'DENIED'
    when e.granted_at is null and (e.status = 'EXPIRED' or e.lapses_at <= clock_timestamp()) then 'LAPSED'
    when e.granted_at is null and e.claimed_at is not null then 'UNDER_REVIEW'
    when e.granted_at is null then 'REQUESTED'
    when e.end_kind is not null then 'ENDED_' || e.end_kind
    when e.expires_at <= clock_timestamp() then 'ENDED_EXPIRED'
    when e.is_self_grant then 'ACTIVE_SELF'
    else 'ACTIVE' end;
end $$;

-- The state machine. Whatever function writes, a row can only go along the arrows of access.md 4.3.
create or replace function access.guard_emergency_access() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set row_security = on as $$
declare
  moment timestamptz := clock_timestamp();
  approvals int;
  denials int;
begin
  if tg_op = 'DELETE' then raise exception 'emergency_access is never removed' using errcode = '42501'; end if;
  if tg_op = 'INSERT' then
    if new.status <> 'PENDING' or new.is_self_grant or new.extensions <> 0
       or num_nonnulls(new.granted_at, new.withdrawn_at, new.decided_at, new.ended_at, new.claimed_at, new.review_status) > 0 then
      raise exception 'a request begins as REQUESTED' using errcode = '23514';
    end if;
    return new;
  end if;
  if (new.emergency_id, new.emergency_number, new.requester_id, new.requester_name, new.patient_id, new.reason_class, new.reason, new.hours,
      new.scope, new.approvals_needed, new.requested_at, new.lapses_at) is distinct from
     (old.emergency_id, old.emergency_number, old.requester_id, old.requester_name, old.patient_id, old.reason_class, old.reason, old.hours,
      old.scope, old.approvals_needed, old.requested_at, old.lapses_at) then
    raise exception 'what was asked does not change' using errcode = '23514';
  end if;
  if not access.review_may_go(old, new) then
    raise exception 'illegal review transition' using errcode = '23514';
  end if;
  if old.status = 'PENDING' then
    select count(*) filter (where d.decision = 'APPROVED'), count(*) filter (where d.decision = 'DENIED') into approvals, denials
      from access.emergency_decisions d where d.emergency_id = new.emergency_id;
    if not (case new.status
         when 'PENDING'  then num_nonnulls(new.granted_at, new.withdrawn_at, new.decided_at, new.ended_at) = 0 and not new.is_self_grant
                              and new.extensions = 0
         when 'APPROVED' then new.granted_at is not null and new.ended_at is null and old.lapses_at > moment and new.extensions = 0
                              and denials = 0 and case when new.is_self_grant then new.approvals_needed = 1
                                                                                 and new.expires_at <= new.granted_at + interval '60 minutes'
                                                  else approvals >= new.approvals_needed end
         when 'DENIED'   then new.granted_at is null and (new.withdrawn_at is not null or denials > 0)
         else new.granted_at is null and new.withdrawn_at is null and old.lapses_at <= moment end) then
      raise exception 'illegal transition from PENDING to %', new.status using errcode = '23514';
    end if;
    return new;
  end if;
  if (new.granted_at, new.withdrawn_at, new.decided_at, new.is_self_grant, new.claimed_by, new.claimed_at) is distinct from
     (old.granted_at, old.withdrawn_at, old.decided_at, old.is_self_grant, old.claimed_by, old.claimed_at) then
    raise exception 'what was decided does not change' using errcode = '23514';
  end if;
  if old.status = 'APPROVED' then
    if not ((old.ended_at, old.end_kind, old.ended_by, old.end_reason) is not distinct from (new.ended_at, new.end_kind, new.ended_by, new.end_reason)
            or (old.ended_at is null and old.expires_at > moment and new.status = 'EXPIRED')) then
      raise exception 'an ended access does not end again' using errcode = '23514';
    end if;
    if not (case new.status
         when 'APPROVED' then (new.expires_at = old.expires_at and new.extensions = old.extensions)
                           or (new.extensions = old.extensions + 1 and new.expires_at > old.expires_at
                               and old.expires_at > moment and old.ended_at is null)
         when 'EXPIRED'  then new.expires_at = old.expires_at and new.extensions = old.extensions
                              and (new.ended_at is not null or old.expires_at <= moment)
         else false end) then
      raise exception 'illegal transition from APPROVED to %', new.status using errcode = '23514';
    end if;
    return new;
  end if;
  if (new.status, new.expires_at, new.extensions, new.ended_at, new.end_kind, new.ended_by, new.end_reason) is distinct from
     (old.status, old.expires_at, old.extensions, old.ended_at, old.end_kind, old.ended_by, old.end_reason) then
    raise exception 'illegal transition from %', old.status using errcode = '23514';
  end if;
  return new;
end $$;

-- REVIEW_DUE -> IN_REVIEW -> JUSTIFIED | QUESTIONED | INAPPROPRIATE; QUESTIONED -> JUSTIFIED | INAPPROPRIATE. Only what was
-- granted or denied is reviewed, and not by who asked or decided.
create or replace function access.review_may_go(p_old access.emergency_access, p_new access.emergency_access) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (p_old.review_status, p_old.review_due_at, p_old.reviewed_by) is not distinct from (p_new.review_status, p_new.review_due_at, p_new.reviewed_by) then
    return true;
  end if;
  if p_new.reviewed_by is not null and exists (select 1 from access.emergency_decisions d
       where d.emergency_id = p_new.emergency_id and d.approver_id = p_new.reviewed_by) then
    return false;
  end if;
  return (p_new.granted_at is not null or p_new.status = 'DENIED')
     and (coalesce(p_old.review_status, 'NONE'), coalesce(p_new.review_status, 'NONE')) in
         (('NONE', 'DUE'), ('DUE', 'IN_REVIEW'), ('IN_REVIEW', 'JUSTIFIED'), ('IN_REVIEW', 'QUESTIONED'), ('IN_REVIEW', 'INAPPROPRIATE'),
          ('QUESTIONED', 'JUSTIFIED'), ('QUESTIONED', 'INAPPROPRIATE'));
end $$;

-- For clinicctl watch: status catches up with the clock. Nothing depends on it.
create or replace function access.tidy_emergency_access() returns int
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  n int;
begin
  update access.emergency_access e set status = 'EXPIRED'
   where e.emergency_id in (
     select x.emergency_id from access.emergency_access x
      where (x.status = 'PENDING' and x.lapses_at <= clock_timestamp()) or (x.status = 'APPROVED' and x.expires_at <= clock_timestamp())
        for update skip locked);
  get diagnostics n = row_count;
  if n > 0 then perform pg_notify('clinic_emergency', ''); end if;
  return n;
end $$;

-- For clinicctl watch, every second or so: everything that time or others have ended is written down.
-- What somebody holds at this moment waits for the next time: nobody's open transaction keeps the others from being tidied.
create or replace function access.tidy() returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform access.close_charts_without_reason();
  perform access.tidy_emergency_access();
  perform access.store_locks();
  perform access.blank_old_drafts();
end $$;
grant execute on function access.tidy() to clinic_watch;

-- One row per request with everything a list shows, and whether p_user may decide it now.
create or replace function access.emergency_rows(p_user uuid, p_may_approve boolean, p_only_own boolean)
returns table (emergency_id uuid, emergency_number text, patient_id uuid, patient_name text, record_number text, reason_class text,
  reason text, hours int, scope text, requested_at timestamptz, lapses_at timestamptz, granted_at timestamptz, expires_at timestamptz,
  phase text, decided_by text, decision_reason text, server_now timestamptz, requester_id uuid, requester_name text, requester_role text,
  requester_ward text, birth_date date, sex text, patient_ward text, attending text, approvals_needed int, approvals int,
  requester_requests_30d int, may_decide boolean, why_not text)
language plpgsql volatile security definer rows 20
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return query
  select e.emergency_id, e.emergency_number, e.patient_id,
         p.surname_1 || coalesce(' ' || p.surname_2, '') || ', ' || p.given_names, p.record_number, e.reason_class,
         e.reason, e.hours, e.scope, e.requested_at, e.lapses_at, e.granted_at, e.expires_at,
         x.phase, d.names, coalesce(e.end_reason, d.last_reason), clock_timestamp(), e.requester_id, e.requester_name, u.role_code,
         (select string_agg(distinct w.code, ', ') from access.roster r join access.wards w using (ward_id)
           where r.user_id = e.requester_id and e.requested_at between r.starts_at and r.ends_at + interval '60 minutes'),
         p.birth_date, p.sex, pw.name, a.display_name, e.approvals_needed, coalesce(d.approvals, 0),
         (select count(*)::int from access.emergency_access h
           where h.requester_id = e.requester_id and h.requested_at > clock_timestamp() - interval '30 days'),
         why.word is null, why.word
    from access.emergency_access e
    join medical_data.patients p on p.patient_id = e.patient_id
    join access.users u on u.user_id = e.requester_id
    left join access.wards pw on pw.ward_id = p.ward_id
    left join access.practitioners a on a.practitioner_id = p.attending_id
    left join lateral (select string_agg(m.approver_name, ', ' order by m.decided_at) as names,
                              count(*) filter (where m.decision = 'APPROVED')::int as approvals, bool_or(m.approver_id = p_user) as mine,
                              (array_agg(m.reason order by m.decided_at desc) filter (where m.reason is not null))[1] as last_reason
                         from access.emergency_decisions m where m.emergency_id = e.emergency_id) d on true
    cross join lateral (select access.emergency_phase(e) as phase) x
    cross join lateral (select case
         when not p_may_approve then 'NO_ROLE'
         when e.requester_id = p_user or p.user_id = p_user or d.mine or access.is_relative(p_user, e.patient_id) then 'SECOND_PERSON'
         when x.phase = 'LAPSED' then 'EXPIRED'
         when x.phase not in ('REQUESTED', 'UNDER_REVIEW') then 'DECIDED' end as word) why
   where case when p_only_own then e.requester_id = p_user
              else e.requested_at > clock_timestamp() - interval '12 hours' or e.expires_at > clock_timestamp() end
   order by case when x.phase in ('REQUESTED', 'UNDER_REVIEW') then 0 when x.phase like 'ACTIVE%' then 1 else 2 end, e.requested_at desc
   limit 200;
end $$;

grant execute on function access.guard_emergency_access() to clinic_owner;
grant execute on function access.tidy_emergency_access() to clinic_watch;

-- Why p_user may not ask for this patient, or null.
create or replace function access.why_no_request(p_user uuid, p_patient uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  p medical_data.patients;
begin
  select * into p from medical_data.patients x where x.patient_id = p_patient and x.deleted_at is null;
  if p.patient_id is null then return 'NO_RFA'; end if;
  if p.user_id = p_user then return 'OWN_RECORD'; end if;
  return null;
end $$;

-- 7 -> 007, 1234 -> 1234. One sequence and no counter per day: a counter row could be held by an open transaction.
create or replace function access.at_least_three(p_number bigint) returns text
language sql immutable security definer set search_path = pg_catalog, pg_temp as $$
  select lpad(p_number::text, greatest(3, length(p_number::text)), '0')
$$;

-- Why p_user may not decide, or null. Unknown ids answer like lapsed ones.
create or replace function access.why_no_decision(e access.emergency_access, p_patient_user uuid, p_user uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  return case
    when e.emergency_id is null then 'EXPIRED'
    when e.requester_id = p_user or p_patient_user = p_user or access.is_relative(p_user, e.patient_id) then 'SECOND_PERSON'
    when e.status <> 'PENDING' and access.emergency_phase(e) <> 'LAPSED' then 'DECIDED'
    when e.lapses_at <= clock_timestamp() or e.status <> 'PENDING' then 'EXPIRED'
    when exists (select 1 from access.emergency_decisions d where d.emergency_id = e.emergency_id and d.approver_id = p_user) then 'SECOND_PERSON' end;
end $$;

-- Writes a decision that is allowed. The caller holds the row's lock.
create or replace function access.decide(e access.emergency_access, p_user uuid, p_decision text, p_hours int, p_reason text,
  out answer text, out decided_by text, out decided_at timestamptz)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  approvals int;
  agreed int;
begin
  select u.display_name into decided_by from access.users u where u.user_id = p_user;
  decided_at := clock_timestamp();
  insert into access.emergency_decisions (emergency_id, approver_id, approver_name, decision, hours, reason, decided_at)
  values (e.emergency_id, p_user, decided_by, p_decision, case p_decision when 'APPROVED' then coalesce(p_hours, e.hours) end, p_reason, decided_at);
  if p_decision = 'DENIED' then
    update access.emergency_access x set status = 'DENIED', decided_at = decide.decided_at where x.emergency_id = e.emergency_id;
    answer := 'DENIED';
    return;
  end if;
  select count(*), min(d.hours) into approvals, agreed                      -- the shorter of two
    from access.emergency_decisions d where d.emergency_id = e.emergency_id and d.decision = 'APPROVED';
  if approvals < e.approvals_needed then
    answer := 'APPROVED_ONE_OF_TWO';
    return;
  end if;
  update access.emergency_access x set status = 'APPROVED', decided_at = decide.decided_at, granted_at = decide.decided_at,
         expires_at = decide.decided_at + make_interval(hours => agreed), review_status = 'DUE', review_due_at = decide.decided_at + interval '72 hours'
   where x.emergency_id = e.emergency_id;
  answer := 'APPROVED';
end $$;
