-- Tasks handed over by name. Taken, a task is a reason for access to its patient until it is closed, 24 hours at most; so
-- nobody hands one on whose only reason is a task or an emergency grant.

-- Nurses and clinicians who may be given something, for those who look for a name.
create or replace function api.colleagues() returns table (user_id uuid, display_name text, role_code text)
language plpgsql volatile security definer rows 100 set search_path = pg_catalog, pg_temp as $$
begin
  perform access.require_session(array['NURSE', 'CLINICIAN', 'PRIVACY_OFFICER', 'ADMIN', 'RECEPTIONIST']);
  return query
  select u.user_id, u.display_name, u.role_code from access.users u
   where u.status = 'ACTIVE' and u.role_code in ('NURSE', 'CLINICIAN') order by u.display_name, u.user_id;
end $$;

-- SAVED | INVALID (field; also a person whom this patient refuses, or who is this patient) | KEY_REUSED | a refusal.
create or replace function api.hand_over_task(p_key uuid, p_patient uuid, p_to uuid, p_what text, p_hours int default 12,
  out answer text, out field text, out task_id uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  w record;
  text_given text := medical_data.clean_text(p_what, 200);
  moment timestamptz := clock_timestamp();
  content jsonb := jsonb_build_array('TASK', p_patient, p_to, p_what, p_hours);
  earlier jsonb;
begin
  select * into w from access.chart_for_writing(p_patient, 'HAND_OVER_TASK', array['CLINICIAN', 'NURSE']);
  answer := w.refusal;
  if answer is null and exists (select 1 from access.reasons_for_access(w.user_id, w.role_code, array[p_patient]) r
                                 where r.reason in ('grant', 'task')) then
    answer := audit_logs.record_refusal(w.session_id, w.user_id, 'HAND_OVER_TASK', 'NO_RFA', p_patient);
  end if;
  if answer is not null then return; end if;
  if p_key is null then answer := 'INVALID'; field := 'key'; return; end if;
  earlier := access.begin_request(w.user_id, p_key, content);
  if earlier is not null then
    answer := earlier ->> 'answer';
    task_id := (earlier ->> 'task_id')::uuid;
    return;
  end if;
  field := case
    when p_to is null or p_to = w.user_id
      or not exists (select 1 from access.users u where u.user_id = p_to and u.status = 'ACTIVE' and u.role_code in ('NURSE',
        'CLINICIAN'))
      or exists (select 1 from medical_data.patients p where p.patient_id = p_patient and p.user_id = p_to)
      or exists (select 1 from access.patient_blocks b where b.patient_id = p_patient and b.user_id = p_to
                    and moment between b.starts_at and b.ends_at) then 'to'
    when coalesce(length(text_given), 0) < 3 or text_given like E'%\n%' then 'what'
    when p_hours is null or p_hours not between 1 and 24 then 'hours' end;
  if field is not null then answer := 'INVALID'; return; end if;
  insert into access.tasks as t (patient_id, from_user, from_name, to_user, to_name, what, handed_at, ends_at, session_id)
  select p_patient, w.user_id, w.display_name, u.user_id, u.display_name, text_given, moment,
    moment + make_interval(hours => p_hours), w.session_id
    from access.users u where u.user_id = p_to
  returning t.task_id into task_id;
  answer := 'SAVED';
  perform access.end_request(w.user_id, p_key, content, jsonb_build_object('answer', answer, 'task_id', task_id));
  perform audit_logs.record_event(w.session_id, w.user_id, 'HAND_OVER_TASK', p_patient, null, jsonb_build_object('task',
    task_id, 'to', p_to));
  perform pg_notify('clinic_tasks', '');
end $$;

-- Who was named takes it, and has a reason for access from now on. TAKEN | NO_ROLE | EXPIRED (closed, over, somebody else's,
-- nowhere) | OWN_RECORD | BLOCKED.
create or replace function api.take_task(p_task uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  t access.tasks;
  word text;
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into me from access.require_session(null);
  if me.role_code not in ('NURSE', 'CLINICIAN') then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'TAKE_TASK', 'NO_ROLE');
  end if;
  select * into t from access.tasks x where x.task_id = p_task and x.to_user = me.user_id for update;
  word := case
    when t.task_id is null or t.closed_at is not null or t.ends_at <= clock_timestamp() then 'EXPIRED'
    when exists (select 1 from medical_data.patients p where p.patient_id = t.patient_id and p.user_id = me.user_id)
      then 'OWN_RECORD'
    when exists (select 1 from access.patient_blocks b where b.patient_id = t.patient_id and b.user_id = me.user_id
                    and clock_timestamp() between b.starts_at and b.ends_at) then 'BLOCKED' end;
  if word is not null then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'TAKE_TASK', word, t.patient_id);
  end if;
  if t.taken_at is null then
    update access.tasks x set taken_at = clock_timestamp() where x.task_id = p_task;
    perform audit_logs.record_event(me.session_id, me.user_id, 'TAKE_TASK', t.patient_id, null, jsonb_build_object('task',
      p_task));
    perform pg_notify('clinic_tasks', '');
  end if;
  return 'TAKEN';
end $$;

-- DONE (taken before) or DECLINED by who was named, WITHDRAWN by who handed it over. SAVED | INVALID | NOT_AUTHOR | EXPIRED |
-- NO_ROLE.
create or replace function api.close_task(p_task uuid, p_outcome text, p_note text default null) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  t access.tasks;
  note_given text := medical_data.clean_text(p_note, 200);
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into me from access.require_session(null);
  if me.role_code not in ('NURSE', 'CLINICIAN') then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'CLOSE_TASK', 'NO_ROLE');
  end if;
  if p_outcome is null or p_outcome not in ('DONE', 'DECLINED', 'WITHDRAWN') then return 'INVALID outcome'; end if;
  if p_note is not null and note_given is null then return 'INVALID note'; end if;
  select * into t from access.tasks x where x.task_id = p_task and me.user_id in (x.from_user, x.to_user) for update;
  if t.task_id is null or t.closed_at is not null then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'CLOSE_TASK', 'EXPIRED', t.patient_id);
  end if;
  if (p_outcome = 'WITHDRAWN') <> (me.user_id = t.from_user) then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'CLOSE_TASK', 'NOT_AUTHOR', t.patient_id);
  end if;
  if p_outcome = 'DONE' and t.taken_at is null then return 'INVALID outcome'; end if;
  update access.tasks x set closed_at = clock_timestamp(), outcome = p_outcome, note = note_given where x.task_id = p_task;
  perform audit_logs.record_event(me.session_id, me.user_id, 'CLOSE_TASK', t.patient_id, p_outcome, jsonb_build_object('task',
    p_task));
  perform pg_notify('clinic_tasks', '');
  return 'SAVED';
end $$;

-- Open tasks to the caller and from her, those that end first at the top, with the fields of the directory. Behind a work-list
-- opening; each patient shown is an event.
create or replace function api.my_tasks()
returns table (task_id uuid, is_mine_to_do boolean, patient_id uuid, record_number text, patient_name text, birth_date date,
  ward_code text,
  bed text, what text, from_name text, to_name text, handed_at timestamptz, taken_at timestamptz, ends_at timestamptz)
language plpgsql volatile security definer rows 10
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  me record;
  ids uuid[];
begin
  select * into me from access.require_session(array['NURSE', 'CLINICIAN']);
  perform access.require_opening(me.session_id, 'WORK_LIST', me.wal_now);
  ids := array(select t.task_id from access.tasks t
                where t.to_user = me.user_id and t.ends_at > clock_timestamp() and t.closed_at is null
               union select t.task_id from access.tasks t
                where t.from_user = me.user_id and t.handed_at > clock_timestamp() - interval '24 hours'
                  and t.ends_at > clock_timestamp() and t.closed_at is null);
  perform audit_logs.record_event(me.session_id, me.user_id, 'SHOW_TASK', x.patient_id)
     from (select distinct t.patient_id from access.tasks t where t.task_id = any (ids)) x;
  return query
  select t.task_id, t.to_user = me.user_id, p.patient_id, p.record_number, p.surname_1 || coalesce(' ' || p.surname_2,
    '') || ', ' || p.given_names,
         p.birth_date, w.code, p.bed, t.what, t.from_name, t.to_name, t.handed_at, t.taken_at, t.ends_at
    from access.tasks t join medical_data.patients p on p.patient_id = t.patient_id left join access.wards w
      on w.ward_id = p.ward_id
   where t.task_id = any (ids) order by t.ends_at, t.task_id;
end $$;
