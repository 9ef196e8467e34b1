create or replace function access.is_relative(p_user uuid, p_patient uuid) returns boolean
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return exists (select 1 from access.relatives r where r.user_id = p_user and r.patient_id = p_patient and r.ended_at is null);
end $$;

-- BG-08, whoever writes: a relative approves nothing.
create or replace function access.guard_decision() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set row_security = on as $$
begin
  if new.decision = 'APPROVED' and access.is_relative(new.approver_id,
       (select e.patient_id from access.emergency_access e where e.emergency_id = new.emergency_id)) then
    raise exception 'a relative approves nothing' using errcode = '23514';
  end if;
  return new;
end $$;
grant execute on function access.guard_decision() to clinic_owner;
