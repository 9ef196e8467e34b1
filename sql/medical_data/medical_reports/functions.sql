-- PROCESSING -> COMPLETED -> REVIEWED -> ARCHIVED; COMPLETED -> ARCHIVED.
create or replace function medical_data.guard_report() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set row_security = on as $$
declare
  old_row medical_data.medical_reports;
begin
  select * into old_row from medical_data.medical_reports t where t.record_id = new.record_id and t.version = new.version - 1;
  if old_row.record_id is null and new.version = 1 and new.status in ('PROCESSING', 'COMPLETED') then return new; end if;
  if (old_row.status, new.status) in (('PROCESSING', 'COMPLETED'), ('COMPLETED', 'REVIEWED'), ('REVIEWED', 'ARCHIVED'),
      ('COMPLETED', 'ARCHIVED'))
     and (old_row.patient_id, old_row.type) = (new.patient_id, new.type) then
    return new;
  end if;
  raise exception 'illegal step of a report from % to %', coalesce(old_row.status, 'nothing'), new.status using errcode = '23514';
end $$;
grant execute on function medical_data.guard_report() to clinic_owner;
