-- May this user sign as a practitioner now? The practitioner, or null: none, on leave, retired.
create or replace function access.may_sign(p_user uuid) returns uuid
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return (select d.practitioner_id from access.practitioners d join access.users u on u.user_id = d.user_id
           where d.user_id = p_user and d.status = 'ACTIVE' and u.status = 'ACTIVE');
end $$;

-- A new prescription, or one that changes hands, needs a prescriber who is neither on leave nor retired. A later version of
-- what she prescribed before (held, stopped) keeps her name.
create or replace function access.refuse_absent_prescriber() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set row_security = on as $$
begin
  if exists (select 1 from access.practitioners d where d.practitioner_id = new.prescriber_id and d.status <> 'ACTIVE')
     and not exists (select 1 from medical_data.prescriptions x
                      where x.record_id = new.record_id and x.version < new.version and x.prescriber_id = new.prescriber_id) then
    raise exception 'the prescriber is on leave or retired' using errcode = '23514';
  end if;
  return new;
end $$;
grant execute on function access.refuse_absent_prescriber() to clinic_owner;
