-- After a row of patients was added or its ward or attending clinician changed: the old attending ends, the new one begins.
create or replace function access.note_attending() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set row_security = on as $$
declare
  attending uuid := case when new.ward_id is not null and new.deleted_at is null then new.attending_id end;
begin
  update access.attendings a set ends_at = clock_timestamp()
   where a.patient_id = new.patient_id and a.ends_at = 'infinity' and a.practitioner_id is distinct from attending;
  if attending is not null
     and not exists (select 1 from access.attendings a where a.patient_id = new.patient_id and a.ends_at = 'infinity') then
    insert into access.attendings (patient_id, practitioner_id) values (new.patient_id, attending);
  end if;
  return null;
end $$;
grant execute on function access.note_attending() to clinic_owner;
