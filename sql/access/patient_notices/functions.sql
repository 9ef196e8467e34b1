-- A trigger on access.emergency_access: whatever function grants, the patient will be told.
create or replace function access.add_patient_notice() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set row_security = on as $$
begin
  insert into access.patient_notices (emergency_id, patient_id, due_at)
  values (new.emergency_id, new.patient_id, new.granted_at + interval '7 days');
  return null;
end $$;

-- What was sent stays sent.
create or replace function access.keep_sent_notices() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set row_security = on as $$
begin
  if old.sent_on is not null then raise exception 'a notice is sent once' using errcode = '23514'; end if;
  return new;
end $$;
grant execute on function access.add_patient_notice(), access.keep_sent_notices() to clinic_owner;
