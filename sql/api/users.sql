-- The application's half of an account; the login role and its pg_ident line are clinicctl's half.
create or replace function api.create_user(p_email text, p_name text, p_role text, p_password text) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me record;
  id uuid;
begin
  select * into me from access.require_session(array['ADMIN']);
  if coalesce(length(p_password), 0) < 12 then raise exception 'at least 12 characters' using errcode = '22023'; end if;
  insert into access.users (email, display_name, role_code, password_hash)
  values (lower(normalize(btrim(p_email), nfc)), btrim(p_name), p_role, extensions.crypt(p_password, extensions.gen_salt('bf', 10)))
  returning user_id into id;
  perform audit_logs.record_event(me.session_id, me.user_id, 'CREATE_USER', null, null, jsonb_build_object('user', id, 'role', p_role));
  return id;
end $$;

-- Suspends, re-admits, or (ACTIVE) unlocks after ten failures; the privacy officer only locks. SAVED, INVALID, NO_ROLE,
-- SECOND_PERSON (one's own account).
create or replace function api.set_user_status(p_user uuid, p_status text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me record;
begin
  select * into me from access.require_session(null);
  if me.role_code <> 'ADMIN' and not coalesce(me.role_code = 'PRIVACY_OFFICER' and p_status = 'LOCKED', false) then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'SET_USER_STATUS', 'NO_ROLE');
  end if;
  if p_user = me.user_id then
    return audit_logs.record_refusal(me.session_id, me.user_id, 'SET_USER_STATUS', 'SECOND_PERSON');
  end if;
  if p_status is null or p_status not in ('ACTIVE', 'SUSPENDED', 'LOCKED') then return 'INVALID'; end if;
  update access.users u set status = p_status,
         attempts_at_last_success = case p_status when 'ACTIVE'
           then coalesce(pg_sequence_last_value(format('access.attempts_%s', u.number)::regclass), 0)
           else u.attempts_at_last_success end
   where u.user_id = p_user;
  return case when found then 'SAVED' else 'INVALID' end;
end $$;
