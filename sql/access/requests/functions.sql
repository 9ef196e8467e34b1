-- What a form with this key was answered before; null: nothing yet. Another form under the same key: KEY_REUSED.
create or replace function access.earlier_answer(p_user uuid, p_key uuid, p_content bytea) returns jsonb
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return (select case when r.content_hash = p_content then r.answer else '{"answer": "KEY_REUSED"}' end
            from access.requests r where r.user_id = p_user and r.request_key = p_key);
end $$;

-- Keeps the answer of a form that was saved, so that a repeated send finds it (earlier_answer). In the form's transaction.
create or replace function access.keep_answer(p_user uuid, p_key uuid, p_content bytea, p_answer jsonb) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into access.requests (user_id, request_key, content_hash, answer) values (p_user, p_key, p_content, p_answer);
end $$;

-- A form is being saved: one at a time per person and key, and what will be answered as saved is on disk. Returns the
-- earlier answer, as earlier_answer() does.
create or replace function access.begin_request(p_user uuid, p_key uuid, p_content jsonb) returns jsonb
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform set_config('synchronous_commit', 'on', true);
  perform pg_advisory_xact_lock(hashtextextended(p_user::text || p_key, 8));
  return access.earlier_answer(p_user, p_key, sha256(convert_to(p_content::text, 'UTF8')));
end $$;

create or replace function access.end_request(p_user uuid, p_key uuid, p_content jsonb, p_answer jsonb) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform access.keep_answer(p_user, p_key, sha256(convert_to(p_content::text, 'UTF8')), p_answer);
end $$;


-- Says "look again" on clinic_charts, and nothing else: ten times a second at most. PostgreSQL lets one transaction that notifies
-- commit at a time, until its commit is on disk: a notice with every entry of a ward would be a queue. So whoever listens looks at
-- once and once more a second later, and finds what was written in between. What was committed keeps others from saying it for a tenth
-- of a second; who is about to commit does so too, but only until half a second after the last that was: who rolls back, or keeps her
-- transaction open, silences nobody for longer.
create or replace function access.tell_charts() returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  moment timestamptz := clock_timestamp();
  tick bigint := extract(epoch from moment) * 1000000;
  last timestamptz;
begin
  select n.told_at into last from access.notice_clock n;
  if last between moment - interval '100 milliseconds' and moment then return; end if;
  if tick - nextval('access.notice_claims') between 0 and 100000 and last between moment - interval '500 milliseconds' and moment then
    return;
  end if;
  perform setval('access.notice_claims', tick);
  perform pg_notify('clinic_charts', '');
  if last is null then
    insert into access.notice_clock (told_at) values (moment) on conflict do nothing;
    return;
  end if;
  perform from access.notice_clock n for update skip locked;
  if found then update access.notice_clock n set told_at = moment; end if;
end $$;

-- patient
-- Who asks about, or writes into, the part of a record that reception knows too. Nurses and clinicians through an opened
-- chart; others through the opened directory, each patient with an event of its own. NO_ROLE, OWN_RECORD, BLOCKED, NO_RFA,
-- RESTRICTED.
create or replace function access.desk(p_patient uuid, p_action text, p_roles text[], p_is_write boolean, p_needs text default 'SUMMARY')
returns table (session_id uuid, user_id uuid, role_code text, display_name text, refusal text)
language plpgsql volatile security definer rows 1
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  me record;
  p record;
begin
  select * into me from access.require_session(case when p_is_write then null else p_roles end);
  if p_is_write and me.role_code in ('NURSE', 'CLINICIAN') then
    return query select * from access.chart_for_writing(p_patient, p_action, p_roles, null, p_needs);
    return;
  end if;
  session_id := me.session_id;
  user_id := me.user_id;
  role_code := me.role_code;
  select u.display_name into display_name from access.users u where u.user_id = me.user_id;
  if me.role_code <> all (p_roles) then
    refusal := 'NO_ROLE';
  elsif me.role_code in ('NURSE', 'CLINICIAN') then
    if not exists (select 1 from access.readable_patients(p_needs) r where r = p_patient) then refusal := 'NO_RFA'; end if;
  else
    perform access.require_opening(me.session_id, 'DIRECTORY', me.wal_now);
    select bool_or(x.user_id = me.user_id) as is_own, bool_or(x.deleted_at is null) as is_there into p
      from medical_data.patients x where x.patient_id = p_patient;
    refusal := case
      when p.is_own then 'OWN_RECORD'
      when access.is_blocked(me.user_id, p_patient) then 'BLOCKED'
      when p.is_there is not true then 'NO_RFA'
      when p_is_write and me.role_code = 'RECEPTIONIST' and not access.is_right_of_patient(p_action) and access.is_restricted(p_patient)
        then 'RESTRICTED' end;
  end if;
  if refusal is not null then
    perform audit_logs.record_refusal(me.session_id, me.user_id, p_action, refusal, p_patient);
  elsif not p_is_write then
    perform audit_logs.record_event(me.session_id, me.user_id, p_action, p_patient);
  end if;
  return next;
end $$;

-- One line of text without control, bidirectional and zero-width characters; with p_lines, line breaks too.
create or replace function access.is_plain(p_text text, p_lines boolean) returns boolean
language sql immutable security definer set search_path = pg_catalog, pg_temp as $$
  select case when p_lines then replace(p_text, U&'\000A', ' ') else p_text end
      !~ '[\u0001-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff]'
$$;

-- A day (.._on) or a moment (.._at): no infinity, no year before 1880 or after 2200, and past where it must be.
create or replace function access.is_sound_time(p_name text, p_value text, p_is_past boolean) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  return case
    when p_value is null then true
    when p_name like '%\_at' then p_value::timestamptz between timestamptz '1880-01-01Z' and timestamptz '2200-01-01Z'
                              and (not p_is_past or p_value::timestamptz <= clock_timestamp() + interval '2 minutes')
    when p_name like '%\_on' or p_is_past then p_value::date between date '1880-01-01' and date '2200-01-01'
                              and (not p_is_past or p_value::date <= access.local_today())
    else true end;
end $$;

-- Writes one version of a clinical fact, or says in one word why not: refusals of the gate | KEY_REUSED | REASON_NEEDED |
-- CHANGED (somebody wrote meanwhile; version tells which is the living one) | INVALID (field names the first bad one) | SAVED.
-- The table's own checks decide what is valid. p_table comes from api functions only, p_past names dates that must have come.
create or replace function access.record_version(p_key uuid, p_patient uuid, p_action text, p_table regclass, p_roles text[], p_needs text,
  p_fields jsonb, p_past text[], p_record uuid, p_expected int, p_reason text,
  out answer text, out field text, out record_id uuid, out version int)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  me record;
  reason text := nullif(btrim(normalize(p_reason, nfc)), '');
  fields jsonb := p_fields;
  content jsonb := jsonb_build_array(p_action, p_patient, p_fields, p_record, p_expected, p_reason);
  earlier jsonb;
  f record;
  living int;
  broken text;
  hidden text;
  n int;
begin
  perform set_config('synchronous_commit', 'on', true);        -- what is answered as saved is on disk
  select * into me from access.desk(p_patient, p_action, p_roles, true, p_needs);
  answer := me.refusal;
  if answer is not null then return; end if;
  if p_key is null then answer := 'INVALID'; field := 'key'; return; end if;
  earlier := access.begin_request(me.user_id, p_key, content);
  if earlier is not null then
    answer := earlier ->> 'answer';
    record_id := (earlier ->> 'record_id')::uuid;
    version := (earlier ->> 'version')::int;
    return;
  end if;
  for f in select e.key, nullif(btrim(normalize(e.value #>> '{}', nfc)), '') as value
             from jsonb_each(p_fields) e where jsonb_typeof(e.value) = 'string' loop
    fields := fields || jsonb_build_object(f.key, f.value);
    if not access.is_plain(f.value, f.key in ('note', 'details')) or not access.is_sound_time(f.key, f.value, f.key = any (p_past)) then
      answer := 'INVALID';
      field := f.key;
      return;
    end if;
  end loop;
  if p_record is null then
    record_id := gen_random_uuid();
    version := 1;
  else
    execute format('select max(version) from %s where record_id = $1 and patient_id = $2', p_table) into living using p_record, p_patient;
    hidden := access.hidden_word(me.session_id, me.user_id, p_record, pg_current_wal_insert_lsn());
    if living is null or hidden is not null then
      answer := audit_logs.record_refusal(me.session_id, me.user_id, p_action, coalesce(hidden, 'NO_RFA'), p_patient);
      return;
    end if;
    record_id := p_record;
    version := living;
    if living is distinct from p_expected then answer := 'CHANGED'; return; end if;
    if coalesce(length(reason), 0) not between 3 and 500 then answer := 'REASON_NEEDED'; return; end if;
    version := living + 1;
  end if;
  begin
    if p_record is not null then
      execute format('update %s set superseded_at = clock_timestamp() where record_id = $1 and version = $2 and superseded_at is null', p_table)
        using p_record, living;
      get diagnostics n = row_count;
      if n = 0 then answer := 'CHANGED'; end if;
    end if;
    if answer is null then
      execute format('insert into %1$s select (jsonb_populate_record(null::%1$s, $1)).*', p_table)
        using fields || jsonb_build_object('record_id', record_id, 'version', version, 'patient_id', p_patient, 'recorded_by', me.user_id,
          'recorded_by_name', me.display_name, 'session_id', me.session_id, 'recorded_at', clock_timestamp(), 'correction_reason', reason);
      answer := 'SAVED';
    end if;
  exception
    when unique_violation then answer := 'CHANGED';            -- another one is living already
    when check_violation or foreign_key_violation then
      get stacked diagnostics broken = constraint_name;
      answer := 'INVALID';
      field := regexp_replace(regexp_replace(broken, '^' || (select c.relname from pg_class c where c.oid = p_table) || '_', ''), '_(check|fkey)\d*$', '');
    when not_null_violation then
      get stacked diagnostics field = column_name;
      answer := 'INVALID';
    when numeric_value_out_of_range then
      answer := 'INVALID';
      field := (select x.key from jsonb_each(p_fields) x where jsonb_typeof(x.value) = 'number'
                 order by abs((x.value #>> '{}')::numeric) desc limit 1);
  end;
  if answer <> 'SAVED' then
    record_id := p_record;
    version := case when p_record is not null then living end;
    return;
  end if;
  perform access.end_request(me.user_id, p_key, content, jsonb_build_object('answer', answer, 'record_id', record_id, 'version', version));
end $$;
