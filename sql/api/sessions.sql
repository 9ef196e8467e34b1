-- Every refusal has one word, and takes one bcrypt comparison: unknown user, wrong password, locked, suspended, wrong terminal.
create or replace function api.sign_in(p_email text, p_password text) returns text
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
declare
  u access.users;
  name text := lower(normalize(btrim(p_email), nfc));
  may_use_login boolean;
  verdict record;
  token text;
  me uuid;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'only READ COMMITTED' using errcode = '25001';
  end if;
  if strpos(name, '@') = 0 then name := name || '@' || access.setting('email_domain'); end if;
  select * into u from access.users x where x.email = name;
  may_use_login := case when exists (select 1 from access.user_login_roles l where l.user_id = u.user_id)
    then exists (select 1 from access.user_login_roles l where l.user_id = u.user_id and l.login_role = session_user)
    else exists (select 1 from access.login_roles l where l.login_role = session_user and l.kind = 'TERMINAL') end;
  select * into verdict from access.password_is_right(u, p_password);
  if not coalesce(verdict.is_right and u.status = 'ACTIVE' and may_use_login, false) then
    perform audit_logs.record_event(null, u.user_id, 'SIGN_IN_REFUSED');       -- never what was typed as an e-mail address
    return 'REFUSED';
  end if;
  update access.sessions set ended_at = clock_timestamp(), end_reason = 'REPLACED'
   where pid = pg_backend_pid() and login_role = session_user and ended_at is null;
  update access.users set attempts_at_last_success = verdict.attempt where user_id = u.user_id;
  token := encode(extensions.gen_random_bytes(32), 'hex');
  perform setval('access.durable_openings', 0);
  perform setval('access.awaited_opening', 0);
  insert into access.sessions (session_number, token_hash, user_id, login_role, pid)
  values (nextval('access.session_numbers'), sha256(convert_to(token, 'UTF8')), u.user_id, session_user, pg_backend_pid())
  returning session_id into me;
  perform set_config('clinic.token', token, false);
  perform audit_logs.record_event(me, u.user_id, 'SIGN_IN');
  return 'SIGNED_IN';
end $$;

create or replace function api.lock_screen() returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me record;
begin
  select * into me from access.current_session();
  if me.session_id is null then raise exception 'NO_SESSION' using errcode = '42501'; end if;
  if me.is_locked then return; end if;                    -- locking again must not put off the end
  update access.sessions set locked_at = clock_timestamp() where session_id = me.session_id;
  perform audit_logs.record_event(me.session_id, me.user_id, 'LOCK');
end $$;

-- Within 15 minutes after the lock. A wrong password counts like one at sign-in.
create or replace function api.unlock(p_password text) returns text
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
declare
  me record;
  u access.users;
  verdict record;
begin
  select * into me from access.current_session();
  if me.session_id is null then raise exception 'NO_SESSION' using errcode = '42501'; end if;
  select * into u from access.users x where x.user_id = me.user_id;
  select * into verdict from access.password_is_right(u, p_password);
  if not verdict.is_right then
    perform audit_logs.record_event(me.session_id, me.user_id, 'UNLOCK_REFUSED');
    return 'REFUSED';
  end if;
  update access.users set attempts_at_last_success = verdict.attempt where user_id = u.user_id;
  update access.sessions set locked_at = null where session_id = me.session_id;
  perform audit_logs.record_event(me.session_id, me.user_id, 'UNLOCK');
  return 'UNLOCKED';
end $$;

create or replace function api.sign_out() returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me record;
begin
  select * into me from access.current_session();
  update access.sessions set ended_at = clock_timestamp(), end_reason = 'SIGNED_OUT' where session_id = me.session_id;
  if found then perform audit_logs.record_event(me.session_id, me.user_id, 'SIGN_OUT'); end if;
  perform set_config('clinic.token', '', false);
end $$;

-- Who is signed in here; no row: nobody. While locked only names and times.
create or replace function api.whoami()
returns table (user_id uuid, email text, display_name text, role_code text, capabilities text[], wards text[], is_locked boolean,
  expires_at timestamptz, previous_sign_in_at timestamptz, lock_after_seconds int, sign_out_after_seconds int,
  language text, theme text, waiting_drafts int)
language plpgsql volatile security definer rows 1 set search_path = pg_catalog, pg_temp as $$
declare
  me record;
begin
  select * into me from access.current_session();
  if me.session_id is null then return; end if;
  return query
  select u.user_id, u.email, u.display_name, u.role_code,
         case when me.is_locked then '{}' else array(
           select c.capability_code from access.user_capabilities c
            where c.user_id = me.user_id and access.user_may(me.user_id, c.capability_code) order by 1) end,
         case when me.is_locked then '{}' else array(
           select distinct w.code from access.roster r join access.wards w using (ward_id)
            where r.user_id = me.user_id and r.starts_at <= clock_timestamp()
              and r.ends_at > clock_timestamp() - interval '60 minutes' order by 1) end,
         me.is_locked, s.expires_at,
         (select max(o.started_at) from access.sessions o where o.user_id = me.user_id and o.started_at < s.started_at),
         case u.role_code when 'RECEPTIONIST' then 120 else 300 end, 900,
         (select p.value from access.preferences p where p.user_id = me.user_id and p.name = 'LANGUAGE'),
         (select p.value from access.preferences p where p.user_id = me.user_id and p.name = 'THEME'),
         case when me.is_locked then 0 else
           (select count(*)::int from access.drafts d where d.user_id = me.user_id and d.content_encrypted is not null
               and d.saved_at > clock_timestamp() - interval '24 hours') end
    from access.sessions s join access.users u on u.user_id = s.user_id where s.session_id = me.session_id;
end $$;

-- SAVED, or INVALID for an unknown name or value.
create or replace function api.set_preference(p_name text, p_value text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me record;
begin
  select * into me from access.require_session(null);
  if not coalesce((p_name = 'LANGUAGE' and p_value in ('en', 'es')) or (p_name = 'THEME' and p_value ~ '^[A-Za-z0-9_-]{1,60}$'), false) then
    return 'INVALID ' || case when p_name in ('LANGUAGE', 'THEME') then lower(p_name) else 'name' end;
  end if;
  insert into access.preferences as p (user_id, name, value) values (me.user_id, p_name, p_value)
  on conflict (user_id, name) do update set value = excluded.value, updated_at = clock_timestamp() where p.value <> excluded.value;
  return 'SAVED';
end $$;
