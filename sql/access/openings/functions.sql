-- Why may this user see these patients now? The one place where relations are decided: when a chart is opened, at every
-- read, in searches and lists. The user's own wards, grants and blocks are few and read once. The rest is looked up per
-- patient, each by one index whose first columns are the user and the patient, and only until one is found:
--   care_team; attending (the clinician named while the patient lies in a ward, 7 days longer); encounter (an appointment or
--   consultation with this clinician, 30 days before and after); order (what waits for her own action, 30 days longer);
--   task (handed to her by name and taken, 24 hours at most).
-- Of the deceased the relations end after 90 days; a grant is the way then. scope SUMMARY: a grant for allergies and medicines only.
create or replace function access.reasons_for_access(p_user uuid, p_role text, p_patients uuid[])
returns table (patient_id uuid, reason text, scope text, expires_at timestamptz, emergency_id uuid)
language plpgsql volatile security definer rows 5
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  wards uuid[] := '{}';
  blocked uuid[];
  granted uuid[];
  grants access.emergency_access[];
  practitioner uuid;
  long_ago date := (clock_timestamp() at time zone 'UTC')::date - 90;
begin
  if p_role not in ('NURSE', 'CLINICIAN') then return; end if;
  if p_role = 'CLINICIAN' then
    practitioner := (select d.practitioner_id from access.practitioners d where d.user_id = p_user);
  end if;
  if p_role = 'NURSE' then
    wards := array(select r.ward_id from access.roster r
                    where r.user_id = p_user and r.starts_at <= clock_timestamp()
                      and r.ends_at > clock_timestamp() - interval '60 minutes');
  end if;
  blocked := array(select coalesce(p.merged_into, b.patient_id)              -- who was blocked before a merge is blocked after it
                     from access.patient_blocks b join medical_data.patients p on p.patient_id = b.patient_id
                    where b.user_id = p_user and clock_timestamp() between b.starts_at and b.ends_at);
  grants := array(select e from access.emergency_access e
                   where e.requester_id = p_user and e.expires_at > clock_timestamp() and e.ended_at is null
                     and (e.approvals_needed = 2 or e.patient_id <> all (blocked))
                   order by e.scope, e.expires_at desc);                          -- FULL before SUMMARY, the longest first
  granted := array(select g.patient_id from unnest(grants) with ordinality g order by g.ordinality);
  return query
  select x.patient_id, coalesce(x.relation, 'grant'), case when x.relation is null then (grants[x.n]).scope else 'FULL' end,
         case when x.relation is null then (grants[x.n]).expires_at end,
         case when x.relation is null then (grants[x.n]).emergency_id end
    from (select p.patient_id, array_position(granted, p.patient_id) as n,
                 case when p.patient_id = any (blocked) or p.deceased_on < long_ago then null
                      when p.ward_id = any (wards) then 'ward'
                      when exists (select 1 from access.care_team m
                                    where m.user_id = p_user and m.patient_id = p.patient_id
                                      and clock_timestamp() between m.starts_at and m.ends_at) then 'care_team'
                      when practitioner is not null and exists (select 1 from access.attendings t
                                    where t.practitioner_id = practitioner and t.patient_id = p.patient_id
                                      and t.ends_at > clock_timestamp() - interval '7 days') then 'attending'
                      when practitioner is not null and exists (select 1 from medical_data.consultations c
                                    where c.practitioner_id = practitioner and c.patient_id = p.patient_id and c.gives_access
                                      and c.status in ('PLANNED', 'ARRIVED', 'IN_PROGRESS', 'COMPLETED')
                                      and c.starts_at < clock_timestamp() + interval '30 days'
                                      and c.ends_at > clock_timestamp() - interval '30 days') then 'encounter'
                      when exists (select 1 from access.awaited_actions w
                                    where w.user_id = p_user and w.patient_id = p.patient_id
                                      and w.ends_at > clock_timestamp()) then 'order'
                      when exists (select 1 from access.tasks t
                                    where t.to_user = p_user and t.patient_id = p.patient_id and t.taken_at is not null
                                      and t.closed_at is null and t.ends_at > clock_timestamp()) then 'task' end as relation
            from medical_data.patients p
           where p.patient_id = any (p_patients) and p.deleted_at is null
             and p.status <> 'MERGED'    -- read in the survivor's chart
             and p.user_id is distinct from p_user) x                             -- nobody opens her own record
   where x.relation is not null or x.n is not null;
end $$;

-- Where the WAL ends. At the start of a page PostgreSQL names the place after the page header, which a flush never
-- reaches until somebody writes more; the header is 24 bytes (40 in the first page of a segment) and is taken off.
create or replace function access.wal_end(p_insert pg_lsn, p_block int, p_segment bigint) returns pg_lsn
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  place numeric := p_insert - '0/0'::pg_lsn;
begin
  return p_insert - (case when place % p_segment = 40 then 40
                          when place % p_block = 24 and place % p_segment <> 24 then 24 else 0 end)::numeric;
end $$;

-- Waits until an opening is on disk: the client may have turned synchronous_commit off and then crash the server.
-- p_target is the end of the WAL when the caller began, so after the opening's commit. What is known to be on disk is
-- remembered in the backend: only the first read after an opening waits, and only while others are writing.
-- WAL behind the opening that nobody commits (an open transaction, a hint bit) is flushed by nobody. Then the statement
-- ends with 40001 and a transaction id: its abort wakes the WAL writer. The target is remembered too (sequences keep it
-- through the abort), so the caller's one repetition waits for the same place, and longer, however much others write. That of
-- a younger opening of the session does as well: it was committed later. Several reads may be on their way at once.
create or replace function access.wait_until_durable(p_opening bigint, p_target pg_lsn) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  is_repetition boolean := currval('access.awaited_opening') >= p_opening;
  may_remember boolean := current_setting('transaction_read_only') = 'off';
  target pg_lsn;
  give_up timestamptz := clock_timestamp() + case when is_repetition then interval '2 seconds'
                                                  else 3 * current_setting('wal_writer_delay')::interval end;
begin
  if currval('access.durable_openings') >= p_opening then return; end if;
  target := case when is_repetition then '0/0'::pg_lsn + currval('access.awaited_place')
    else access.wal_end(p_target, current_setting('wal_block_size')::int, pg_size_bytes(current_setting('wal_segment_size'))) end;
  while pg_current_wal_flush_lsn() < target loop
    if clock_timestamp() > give_up then
      if may_remember and not is_repetition then
        perform setval('access.awaited_place', (target - '0/0'::pg_lsn)::bigint);
        perform setval('access.awaited_opening', p_opening);
      end if;
      perform pg_current_xact_id();
      raise exception 'RETRY' using errcode = '40001';
    end if;
    perform pg_sleep(0.001);
  end loop;
  if may_remember then perform setval('access.durable_openings', p_opening); end if;
end $$;

-- THE GATE. Behind every policy, once per statement: patients whose chart this session opened in an earlier, committed
-- transaction less than 30 minutes ago, on disk, with a reason for access that still holds. p_needs FULL leaves out those
-- of whom only the summary was granted. With a patient come the numbers that were merged into hers: their facts are in her chart.
-- VOLATILE: its queries take a fresh snapshot, so a cursor opened before a suspension finds nothing at its first FETCH.
create or replace function access.readable_patients(p_needs text) returns setof uuid
language plpgsql volatile security definer rows 5
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  wal_now pg_lsn := pg_current_wal_insert_lsn();       -- before anything is read: reading may write hint bits
  me record;
  opened uuid[];
  readable uuid[];
  newest bigint;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'only READ COMMITTED' using errcode = '25001';
  end if;
  select * into me from access.current_session();
  if me.session_id is null or me.is_locked then return; end if;
  select array_agg(o.patient_id), max(o.opening_number) into opened, newest
    from access.openings o
   where o.session_id = me.session_id and o.kind = 'CHART' and o.expires_at > clock_timestamp()
     and o.opened_xid is distinct from pg_current_xact_id_if_assigned();     -- BEGIN; open; SELECT; ROLLBACK sees nothing
  if opened is null then return; end if;
  perform access.wait_until_durable(newest, wal_now);
  readable := array(select r.patient_id from access.reasons_for_access(me.user_id, me.role_code, opened) r
                     where r.scope = 'FULL' or p_needs = 'SUMMARY');
  return query
  select unnest(readable)
  union all
  select p.patient_id from medical_data.patients p where p.merged_into = any (readable) and p.deleted_at is null;
end $$;

-- The first, cheap half of every policy: charts this session opened, whether or not they may still be read. It decides
-- nothing; it only keeps all other rows from being compared with what the reader wrote (bootstrap/5_order.sql).
create or replace function access.opened_patients() returns setof uuid
language plpgsql volatile security definer rows 5
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  opened uuid[] := array(
    select o.patient_id from access.sessions s join access.openings o on o.session_id = s.session_id
     where s.token_hash = sha256(convert_to(current_setting('clinic.token', true), 'UTF8')) and o.kind = 'CHART'
       and o.expires_at > clock_timestamp());
begin
  return query select unnest(opened) union all select p.patient_id from medical_data.patients p
    where p.merged_into = any (opened);
end $$;

-- The patient's number and those that were merged into it, whoever asks: for checks that must not miss anything.
create or replace function access.numbers_of(p_patient uuid) returns uuid[]
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return array(select p.patient_id from medical_data.patients p where p.patient_id = p_patient or p.merged_into = p_patient);
end $$;

-- The numbers whose facts make up an opened chart: the patient's and those merged into it, as far as they may be read now.
create or replace function access.chart_patients(p_patient uuid, p_needs text) returns uuid[]
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return array(select r from access.readable_patients(p_needs) r join medical_data.patients p on p.patient_id = r
                where p_patient in (p.patient_id, p.merged_into));
end $$;

-- Whether the patient, or a number that was merged into hers, does not want this member of staff.
create or replace function access.is_blocked(p_user uuid, p_patient uuid) returns boolean
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return exists (select 1 from access.patient_blocks b join medical_data.patients p on p.patient_id = b.patient_id
                  where b.user_id = p_user and p_patient in (p.patient_id, p.merged_into)
                    and clock_timestamp() between b.starts_at and b.ends_at);
end $$;

-- For clinicctl watch: a chart whose reason for access has ended is closed, so that not even the cheap half lists it.
create or replace function access.close_charts_without_reason() returns int
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  n int;
begin
  update access.openings o set expires_at = clock_timestamp()
   where o.opening_id in (
     select x.opening_id from access.openings x join access.users u on u.user_id = x.user_id
      where x.kind = 'CHART' and x.expires_at > clock_timestamp()
        and not exists (select 1 from access.reasons_for_access(x.user_id, u.role_code, array[x.patient_id]))
        for update of x skip locked);
  get diagnostics n = row_count;
  return n;
end $$;

-- The same gate for directory, work list and emergency queue. Returns the opening, or raises EXPIRED.
create or replace function access.require_opening(p_session uuid, p_kind text, p_wal_now pg_lsn) returns access.openings
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  o access.openings;
begin
  select * into o from access.openings x
   where x.session_id = p_session and x.kind = p_kind and x.expires_at > clock_timestamp()
     and x.opened_xid is distinct from pg_current_xact_id_if_assigned();
  if o.opening_id is null then raise exception 'EXPIRED' using errcode = '42501', hint = 'open it again'; end if;
  perform access.wait_until_durable(o.opening_number, p_wal_now);
  return o;
end $$;

-- Writes an opening, or renews the one there is. A young one stays as it is (only the event is new), so that what was
-- readable before this transaction stays readable in it.
create or replace function access.open_for_session(p_session uuid, p_user uuid, p_kind text, p_purpose text,
  p_patient uuid default null, p_special_reason text default null, p_ward uuid default null, p_shown uuid[] default null)
returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  insert into access.openings as o (session_id, user_id, kind, patient_id, ward_id, shown_patients, purpose, special_reason, special_at)
  values (p_session, p_user, p_kind, p_patient, p_ward, p_shown, p_purpose, p_special_reason,
          case when p_special_reason is not null then clock_timestamp() end)
  on conflict (session_id, kind, patient_id) do update
    set opening_number = excluded.opening_number, renewed_at = clock_timestamp(), expires_at = excluded.expires_at,
        opened_xid = excluded.opened_xid, purpose = excluded.purpose,
        ward_id = excluded.ward_id, shown_patients = excluded.shown_patients,
        special_reason = coalesce(excluded.special_reason, o.special_reason), special_at = coalesce(excluded.special_at, o.special_at)
    where o.expires_at < clock_timestamp() + interval '25 minutes' or excluded.special_reason is not null
       or (excluded.ward_id, excluded.shown_patients) is distinct from (o.ward_id, o.shown_patients);
end $$;

-- Threat 18, scraping: the next distinct chart within ten minutes is refused when the limit of the setting is reached.
create or replace function access.too_many_charts(p_user uuid, p_patient uuid) returns boolean
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return (select count(distinct o.patient_id) >= coalesce(access.setting('charts_per_10_minutes')::int, 30)
                 and not coalesce(bool_or(o.patient_id = p_patient), false)
            from access.openings o
           where o.user_id = p_user and o.kind = 'CHART' and o.renewed_at > clock_timestamp() - interval '10 minutes');
end $$;

grant execute on function access.readable_patients(text), access.opened_patients() to clinic_people;
grant execute on function access.close_charts_without_reason() to clinic_watch;

-- The patients of a work list without a ward.
create or replace function access.my_patients(p_user uuid, p_role text) returns uuid[]
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return array(
    select p.patient_id from medical_data.patients p join access.roster r on r.ward_id = p.ward_id
     where p_role = 'NURSE' and r.user_id = p_user and r.starts_at <= clock_timestamp()
       and r.ends_at > clock_timestamp() - interval '60 minutes' and p.deleted_at is null
    union
    select m.patient_id from access.care_team m join medical_data.patients p on p.patient_id = m.patient_id
     where m.user_id = p_user and clock_timestamp() between m.starts_at and m.ends_at and p.deleted_at is null
     order by 1);
end $$;

-- For every api function that writes into a chart, first thing: who writes, and whether she may, now. One row. refusal is
-- null, or a word that is already recorded: NO_ROLE (the role, or the capability where one is asked for: both must hold; with
-- p_signs also a clinician who is on leave or retired),
-- OWN_RECORD, BLOCKED, NO_RFA (hidden and absent alike; also a record that a seal hides wholly), SEALED (p_record is hidden,
-- and the patient lets it be known), SECOND_PERSON (an access that she granted herself, and more than that may write), EXPIRED
-- (the chart is not open: an earlier, committed, durable opening of this session), CLOSED (a chart that takes no more
-- entries, and what is asked does more than end what waits), RESTRICTED (only read, GDPR Art. 18). p_action names the event of a refusal. NO_SESSION and LOCKED are raised.
create or replace function access.chart_for_writing(p_patient uuid, p_action text, p_roles text[], p_capability text default null,
  p_needs text default 'FULL', p_record uuid default null, p_signs boolean default false)
returns table (session_id uuid, user_id uuid, role_code text, display_name text, refusal text)
language plpgsql volatile security definer rows 1
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  me record;
  p medical_data.patients;
  r record;
  opening bigint;
  hidden text;
begin
  select * into me from access.require_session(null);
  session_id := me.session_id;
  user_id := me.user_id;
  role_code := me.role_code;
  display_name := coalesce((select d.display_name from access.practitioners d where d.user_id = me.user_id),
                           (select u.display_name from access.users u where u.user_id = me.user_id));
  select * into p from medical_data.patients x where x.patient_id = p_patient and x.deleted_at is null;
  select * into r from access.reasons_for_access(me.user_id, me.role_code, array[coalesce(p.merged_into, p_patient)]);
  select o.opening_number into opening from access.openings o
   where o.session_id = me.session_id and o.kind = 'CHART' and o.patient_id = coalesce(p.merged_into, p_patient)
     and o.expires_at > clock_timestamp() and o.opened_xid is distinct from pg_current_xact_id_if_assigned();
  if p_record is not null then hidden := access.hidden_word(me.session_id, me.user_id, p_record, me.wal_now); end if;
  refusal := case
    when me.role_code <> all (p_roles) or (p_capability is not null and not access.user_may(me.user_id, p_capability))
      or (p_signs and me.role_code = 'CLINICIAN' and access.may_sign(me.user_id) is null) then 'NO_ROLE'
    when p.user_id = me.user_id then 'OWN_RECORD'
    when r.reason is null and access.is_blocked(me.user_id, p_patient) then 'BLOCKED'
    when r.reason is null or (r.scope <> 'FULL' and p_needs <> 'SUMMARY') then 'NO_RFA'
    when hidden is not null then hidden
    when r.reason = 'grant' and not access.self_grant_may(me.user_id, p_patient, p_action) then 'SECOND_PERSON'
    when opening is null then 'EXPIRED'
    when access.takes_no_entries(p) and not access.ends_what_waits(p_action) then 'CLOSED'
    when not access.is_right_of_patient(p_action) and access.is_restricted(p_patient) then 'RESTRICTED' end;
  if refusal is null then
    perform access.wait_until_durable(opening, me.wal_now);
  else
    perform audit_logs.record_refusal(me.session_id, me.user_id, p_action, refusal, p_patient);
  end if;
  return next;
end $$;

-- Charts that are only read: of the deceased, and of a number that was merged into another.
create or replace function access.takes_no_entries(p medical_data.patients) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  return p.status in ('DECEASED', 'MERGED');
end $$;

-- What adds nothing to a chart and ends what somebody waits for: in charts of the deceased and of merged numbers too, where it would
-- stand as unanswered for ever.
create or replace function access.ends_what_waits(p_action text) returns boolean
language sql immutable security definer set search_path = pg_catalog, pg_temp as $$
  select p_action in ('ACKNOWLEDGE_ESCALATION', 'ACKNOWLEDGE_CRITICAL_VALUE', 'SECOND_CHECK_BIOMARKER', 'ADVANCE_REPORT')
$$;

-- What is recorded on the patient's own demand, in a restricted chart too.
create or replace function access.is_right_of_patient(p_action text) returns boolean
language sql immutable security definer set search_path = pg_catalog, pg_temp as $$
  select p_action in ('RECORD_CONSENT', 'RECORD_PRIVACY_SETTINGS', 'PROPOSE_SEAL', 'SEAL_FACT', 'PROPOSE_PRIVACY')
$$;

-- BG-14: who has only an access that she granted herself writes vital signs, doses that were given now, and notes; with one that
-- somebody approved, everything.
create or replace function access.self_grant_may(p_user uuid, p_patient uuid, p_action text) returns boolean
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return p_action in ('RECORD_VITAL_SIGNS', 'RECORD_DOSE', 'WRITE_NOTE') or exists (
    select 1 from access.emergency_access e
     where e.requester_id = p_user and e.patient_id = p_patient and not e.is_self_grant
       and e.expires_at > clock_timestamp() and e.ended_at is null);
end $$;
