-- Restricted charts, relatives of the staff, and what the privacy officer is told.

-- GDPR Art. 18: the chart is only read, and in no list, until the privacy officer ends that. p_ground: ACCURACY, UNLAWFUL,
-- CLAIMS or OBJECTION; null ends it. SAVED | CHANGED (it is so already) | INVALID | REASON_NEEDED | NO_ROLE | OWN_RECORD |
-- BLOCKED | NO_RFA.
create or replace function api.set_restriction(p_patient uuid, p_ground text, p_reason text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  given text := medical_data.clean_text(p_reason);
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into me from access.desk(p_patient, 'SET_RESTRICTION', array['PRIVACY_OFFICER'], true);
  if me.refusal is not null then return me.refusal; end if;
  if p_ground not in ('ACCURACY', 'UNLAWFUL', 'CLAIMS', 'OBJECTION') then return 'INVALID ground'; end if;
  if coalesce(length(given), 0) not between 3 and 500 then return 'REASON_NEEDED'; end if;
  if p_ground is null then
    update access.restrictions r set ended_by = me.user_id, ended_at = clock_timestamp(), end_reason = given
     where r.patient_id = p_patient and r.ended_at is null;
  else
    insert into access.restrictions (patient_id, ground, reason, started_by) values (p_patient, p_ground, given, me.user_id)
    on conflict (patient_id) where ended_at is null do nothing;
  end if;
  if not found then return 'CHANGED'; end if;
  perform audit_logs.record_event(me.session_id, me.user_id, case when p_ground is null
    then 'END_RESTRICTION' else 'SET_RESTRICTION' end,
                                  p_patient, given, jsonb_strip_nulls(jsonb_build_object('ground', p_ground)));
  perform pg_notify('clinic_patients', '');
  return 'SAVED';
end $$;

-- A member of staff says that a patient is a relative (p_user null), or the privacy officer records it of somebody. Through
-- the opened directory. SAVED (also if it was known) | INVALID | NO_ROLE | OWN_RECORD | NO_RFA.
create or replace function api.declare_relative(p_patient uuid, p_relation text, p_user uuid default null) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  p medical_data.patients;
  who uuid;
  word text;
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into me from access.require_session(null);
  who := coalesce(p_user, me.user_id);
  select * into p from medical_data.patients x where x.patient_id = p_patient and x.deleted_at is null;
  word := case
    when me.role_code = 'ADMIN' or (who <> me.user_id and me.role_code <> 'PRIVACY_OFFICER') then 'NO_ROLE'
    when p.user_id = who then 'OWN_RECORD'
    when p.patient_id is null then 'NO_RFA' end;
  if word is not null then return audit_logs.record_refusal(me.session_id, me.user_id, 'DECLARE_RELATIVE', word,
    p_patient); end if;
  perform access.require_opening(me.session_id, 'DIRECTORY', me.wal_now);
  if p_relation is null or p_relation not in ('PARTNER', 'PARENT', 'CHILD', 'SIBLING', 'OTHER_FAMILY', 'HOUSEHOLD', 'FRIEND') then
    return 'INVALID relation';
  end if;
  if not exists (select 1 from access.users u where u.user_id = who) then return 'INVALID user'; end if;
  insert into access.relatives as r (patient_id, user_id, relation, declared_by) values (coalesce(p.merged_into, p_patient),
    who, p_relation, me.user_id)
  on conflict (user_id, patient_id) do update set relation = excluded.relation, declared_by = excluded.declared_by,
    declared_at = clock_timestamp(),
    ended_by = null, ended_at = null, end_reason = null where r.ended_at is not null or r.relation <> excluded.relation;
  perform audit_logs.record_event(me.session_id, me.user_id, 'DECLARE_RELATIVE', p_patient, p_relation,
    jsonb_build_object('user', who));
  perform access.tell_privacy_officer('RELATIVE_DECLARED', p_patient, who, p_relation);
  return 'SAVED';
end $$;

-- Only the privacy officer takes that back. SAVED | CHANGED (no such) | REASON_NEEDED | NO_ROLE.
create or replace function api.end_relative(p_patient uuid, p_user uuid, p_reason text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  given text := medical_data.clean_text(p_reason);
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into me from access.require_session(null);
  if me.role_code <> 'PRIVACY_OFFICER' then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'END_RELATIVE', 'NO_ROLE', p_patient);
  end if;
  if coalesce(length(given), 0) not between 3 and 500 then return 'REASON_NEEDED'; end if;
  update access.relatives r set ended_by = me.user_id, ended_at = clock_timestamp(), end_reason = given
   where r.patient_id = p_patient and r.user_id = p_user and r.ended_at is null;
  if not found then return 'CHANGED'; end if;
  perform audit_logs.record_event(me.session_id, me.user_id, 'END_RELATIVE', p_patient, given, jsonb_build_object('user',
    p_user));
  return 'SAVED';
end $$;

-- For the privacy officer, in the opened directory: relatives declared, their charts opened, seals opened and proposed. Unseen
-- ones, or all of a period. Recorded.
create or replace function api.privacy_notices(p_from timestamptz default null)
returns table (notice_id uuid, kind text, patient_id uuid, record_number text, user_id uuid, user_name text, detail text,
  created_at timestamptz,
  seen_by text, seen_at timestamptz)
language plpgsql volatile security definer rows 20
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  me record;
begin
  select * into me from access.require_session(array['PRIVACY_OFFICER']);
  perform access.require_opening(me.session_id, 'DIRECTORY', me.wal_now);
  perform audit_logs.record_event(me.session_id, me.user_id, 'SHOW_PRIVACY_NOTICES');
  return query
  select n.notice_id, n.kind, n.patient_id, p.record_number, n.user_id, u.display_name, n.detail, n.created_at, s.display_name,
    n.seen_at
    from access.privacy_notices n join medical_data.patients p on p.patient_id = n.patient_id
      join access.users u on u.user_id = n.user_id
    left join access.users s on s.user_id = n.seen_by
   where (p_from is null and n.seen_at is null) or n.created_at >= p_from
   order by n.created_at desc limit 500;
end $$;

-- SAVED | CHANGED (seen, or no such) | NO_ROLE.
create or replace function api.see_privacy_notice(p_notice uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
begin
  select * into me from access.require_session(null);
  if me.role_code <> 'PRIVACY_OFFICER' then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'SEE_PRIVACY_NOTICE', 'NO_ROLE');
  end if;
  update access.privacy_notices n set seen_by = me.user_id, seen_at = clock_timestamp() where n.notice_id = p_notice
    and n.seen_at is null;
  return case when found then 'SAVED' else 'CHANGED' end;
end $$;
