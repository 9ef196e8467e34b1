-- A request is answered once.
create or replace function medical_data.keep_answered_requests() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set row_security = on as $$
begin
  if tg_op = 'DELETE' or old.status <> 'OPEN' then
    raise exception 'a request to prescribe is answered once' using errcode = '23514';
  end if;
  return new;
end $$;
grant execute on function medical_data.keep_answered_requests() to clinic_owner;
