-- Who is asking? One row, or nulls. Every part must hold now; a rolled-back or not yet committed sign-in is none.
create or replace function access.current_session(out session_id uuid, out user_id uuid, out role_code text, out is_locked boolean)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  token text := current_setting('clinic.token', true);
begin
  if token is null or token = '' then return; end if;
  select s.session_id, u.user_id, u.role_code, s.locked_at is not null
    into session_id, user_id, role_code, is_locked
    from access.sessions s join access.users u on u.user_id = s.user_id
   where s.token_hash = sha256(convert_to(token, 'UTF8'))
     and s.pid = pg_backend_pid()
     and s.login_role = session_user                                  -- not current_user: that is the definer here
     and s.session_number = currval('access.session_numbers')         -- memory of this very backend
     and s.started_xid is distinct from pg_current_xact_id_if_assigned()
     and s.ended_at is null
     and s.expires_at > clock_timestamp()
     and (s.locked_at is null or s.locked_at > clock_timestamp() - interval '15 minutes')
     and u.status = 'ACTIVE';
end $$;

-- For api functions: the session, or an error that says what is missing. p_roles null: any role. wal_now is the end of the
-- WAL before anything was read, for the flush barrier: reading may write hint bits that nobody flushes. A refusal leaves a line in
-- the server's log.
create or replace function access.require_session(p_roles text[], out session_id uuid, out user_id uuid, out role_code text, out wal_now pg_lsn)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set client_min_messages = error as $$    -- LOG must not reach a client that asks for it
declare
  me record;
begin
  wal_now := pg_current_wal_insert_lsn();
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'only READ COMMITTED' using errcode = '25001';    -- an older snapshot would still see what has ended
  end if;
  select * into me from access.current_session();
  if me.session_id is null or me.is_locked or (p_roles is not null and me.role_code <> all (p_roles)) then
    -- An exception takes every row with it; the line in the server's log stays.
    raise log 'clinic: refused % session % login %',
      case when me.session_id is null then 'NO_SESSION' when me.is_locked then 'LOCKED' else 'NO_ROLE' end, me.session_id, session_user;
  end if;
  if me.session_id is null then raise exception 'NO_SESSION' using errcode = '42501'; end if;
  if me.is_locked then raise exception 'LOCKED' using errcode = '42501'; end if;
  if p_roles is not null and me.role_code <> all (p_roles) then raise exception 'NO_ROLE' using errcode = '42501'; end if;
  session_id := me.session_id;
  user_id := me.user_id;
  role_code := me.role_code;
end $$;

-- For clinicctl watch, twice a second: backends whose open transaction (a running statement, a cursor) may still show
-- something that has ended meanwhile. The watch adds those idle in a transaction for more than 30 seconds.
create or replace function access.backends_to_end() returns table (pid int)
language plpgsql volatile security definer rows 5 set search_path = pg_catalog, pg_temp as $$
begin
  return query
  select s.pid from access.sessions s join access.users u using (user_id)
   where s.started_at > clock_timestamp() - interval '13 hours'
     and ((s.ended_at > clock_timestamp() - interval '13 hours' and s.end_reason <> 'REPLACED')
       or s.expires_at < clock_timestamp() or s.locked_at < clock_timestamp() - interval '15 minutes' or u.status <> 'ACTIVE')
     and s.session_number = (select max(n.session_number) from access.sessions n where n.pid = s.pid)
  union
  select s.pid from access.openings o join access.sessions s using (session_id) join access.users u on u.user_id = s.user_id
   where s.ended_at is null and o.kind = 'CHART' and o.renewed_at > clock_timestamp() - interval '45 minutes'
     and (o.expires_at < clock_timestamp()
       or not exists (select 1 from access.reasons_for_access(s.user_id, u.role_code, array[o.patient_id])));
end $$;
grant execute on function access.backends_to_end() to clinic_watch;

-- The role of who is asking, for policies of catalogues; null without a session, or while it is locked.
create or replace function access.session_role() returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me record;
begin
  select * into me from access.current_session();
  return case when not me.is_locked then me.role_code end;
end $$;
grant execute on function access.session_role() to clinic_people;
