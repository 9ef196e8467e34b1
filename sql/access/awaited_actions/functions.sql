-- Something waits for p_user. Not where her only reason is an emergency grant or a task: those end when they say.
create or replace function access.await_action(p_user uuid, p_patient uuid, p_kind text, p_record uuid) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  if exists (select 1 from access.users u cross join lateral access.reasons_for_access(u.user_id, u.role_code, array[p_patient]) r
              where u.user_id = p_user and r.reason in ('grant', 'task')) then
    return;
  end if;
  insert into access.awaited_actions (user_id, patient_id, kind, record_id) values (p_user, p_patient, p_kind, p_record)
  on conflict (record_id, user_id) where closed_at is null do nothing;
end $$;

-- It was done, or nobody has to do it any more; p_user null: whoever it waited for.
create or replace function access.close_action(p_kind text, p_record uuid, p_user uuid default null) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  update access.awaited_actions a set closed_at = clock_timestamp(), ends_at = clock_timestamp() + interval '30 days'
   where a.record_id = p_record and a.kind = p_kind and a.closed_at is null and (p_user is null or a.user_id = p_user);
end $$;
