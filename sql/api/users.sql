-- The application's half of an account; the login role and its pg_ident line are clinicctl's half. SAVED | INVALID (field: email,
-- name, role, or password below 12 characters) | DUPLICATE (the address is somebody's) | NO_ROLE.
create or replace function api.create_user(p_email text, p_name text, p_role text, p_password text,
  out answer text, out field text, out user_id uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me record;
  address text := lower(normalize(btrim(p_email), nfc));
  called text := medical_data.clean_text(p_name);
begin
  select * into me from access.require_session(null);
  if me.role_code <> 'ADMIN' then
    answer := audit_logs.record_refusal(me.session_id, me.user_id, 'CREATE_USER', 'NO_ROLE');
    return;
  end if;
  field := case
    when address is null or length(address) > 254 or not access.is_plain(address, false) or address !~ '^[^@ ]+@[^@ ]+$' then 'email'
    when called is null or length(called) > 100 then 'name'
    when not exists (select 1 from access.roles r where r.code = p_role) then 'role'
    when coalesce(length(p_password), 0) < 12 then 'password' end;
  if field is not null then answer := 'INVALID'; return; end if;
  begin
    insert into access.users as u (email, display_name, role_code, password_hash)
    values (address, called, p_role, extensions.crypt(p_password, extensions.gen_salt('bf', 10)))
    returning u.user_id into user_id;
  exception when unique_violation then answer := 'DUPLICATE'; return;
  end;
  answer := 'SAVED';
  perform audit_logs.record_event(me.session_id, me.user_id, 'CREATE_USER', null, null,
                                  jsonb_build_object('user', user_id, 'role', p_role));
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
  if p_status is null or p_status not in ('ACTIVE', 'SUSPENDED', 'LOCKED') then return 'INVALID status'; end if;
  update access.users u set status = p_status,
         attempts_at_last_success = case p_status when 'ACTIVE'
           then coalesce(pg_sequence_last_value(format('access.attempts_%s', u.number)::regclass), 0)
           else u.attempts_at_last_success end
   where u.user_id = p_user;
  return case when found then 'SAVED' else 'INVALID user' end;
end $$;
