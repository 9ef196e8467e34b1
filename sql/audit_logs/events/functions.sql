-- One way to write an event. The actor is taken here; a caller inside the definer's functions may not choose it.
create or replace function audit_logs.record_event(p_session uuid, p_user uuid, p_action text, p_patient uuid default null,
                                        p_purpose text default null, p_detail jsonb default null) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into audit_logs.events (session_id, user_id, action, patient_id, purpose, detail)
  values (p_session, p_user, p_action, p_patient, p_purpose, p_detail);
end $$;

-- A refusal: the row may be rolled back by the caller, the line in the server's log may not. No names in it.
create or replace function audit_logs.record_refusal(p_session uuid, p_user uuid, p_action text, p_code text, p_patient uuid default null)
returns text
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set client_min_messages = error as $$    -- LOG must not reach a client that asks for it
begin
  raise log 'clinic: refused % % session % patient %', p_action, p_code, p_session, p_patient;
  perform audit_logs.record_event(p_session, p_user, p_action || '_REFUSED', p_patient, null, jsonb_build_object('code', p_code));
  return p_code;
end $$;

-- Every change of a row. Arguments: columns that are secret; of these only "changed" is kept.
-- row_security is pinned in trigger functions: the migrator runs with it off, and would fail here instead of being audited.
create or replace function audit_logs.record_row_change() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set row_security = on as $$
declare
  me record;
  old_row jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  new_row jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
  c text;
begin
  for i in 0 .. tg_nargs - 1 loop
    c := tg_argv[i];
    if new_row is not null and coalesce(old_row -> c, 'null') <> new_row -> c then
      new_row := jsonb_set(new_row, array[c], '"changed"');
    else
      new_row := new_row - c;
    end if;
    old_row := old_row - c;
  end loop;
  select * into me from access.current_session();
  insert into audit_logs.events (session_id, user_id, action, table_name, patient_id, old_row, new_row)
  values (me.session_id, me.user_id, tg_op, tg_table_schema || '.' || tg_table_name,
          (coalesce(new_row, old_row) ->> 'patient_id')::uuid, old_row, new_row);
  return null;
end $$;
grant execute on function audit_logs.record_row_change() to clinic_owner;

-- Events of security: who came in, who was refused, accounts, settings, emergency access.
create or replace function audit_logs.is_security(p_action text, p_table text) returns boolean
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select p_action like '%\_REFUSED' or p_action like '%EMERGENCY%'
      or p_action in ('SIGN_IN', 'SIGN_OUT', 'LOCK', 'UNLOCK', 'CREATE_USER', 'VERIFY_AUDIT', 'OPEN_AUDIT', 'AUDIT_SEARCH')
      or coalesce(p_table in ('access.users', 'access.user_capabilities', 'access.login_roles', 'access.user_login_roles', 'access.settings',
                              'access.roster', 'access.practitioners'), false)
$$;
