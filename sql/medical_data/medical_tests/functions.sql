-- REQUESTED -> COLLECTED -> RESULTED; REQUESTED -> RESULTED (a bedside test); CANCELLED before a result. Who asked does not change.
create or replace function medical_data.guard_test() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set row_security = on as $$
declare
  old_row medical_data.medical_tests;
begin
  select * into old_row from medical_data.medical_tests t where t.record_id = new.record_id and t.version = new.version - 1;
  if old_row.record_id is null and new.version = 1 and new.status = 'REQUESTED' then return new; end if;
  if (old_row.status, new.status) in (('REQUESTED', 'COLLECTED'), ('REQUESTED', 'RESULTED'), ('REQUESTED', 'CANCELLED'),
                                      ('COLLECTED', 'RESULTED'), ('COLLECTED', 'CANCELLED'))
     and (old_row.patient_id, old_row.name, old_row.requested_by) = (new.patient_id, new.name, new.requested_by) then
    return new;
  end if;
  raise exception 'illegal step of a test from % to %', coalesce(old_row.status, 'nothing'), new.status using errcode = '23514';
end $$;
grant execute on function medical_data.guard_test() to clinic_owner;
