-- A closed task stays as it was closed; one that was taken stays taken.
create or replace function access.guard_task() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set row_security = on as $$
begin
  if old.closed_at is not null or new.taken_at is distinct from coalesce(old.taken_at, new.taken_at) then
    raise exception 'a task goes one way' using errcode = '23514';
  end if;
  return new;
end $$;
grant execute on function access.guard_task() to clinic_owner;
