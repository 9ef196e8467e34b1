-- The directory shows that there is an allergy, never which.
create or replace function medical_data.note_alert() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set row_security = on as $$
declare
  alert boolean := exists (select 1 from medical_data.patient_allergies a
                            where a.patient_id = new.patient_id and a.superseded_at is null);
begin
  update medical_data.patients p set has_alert = alert where p.patient_id = new.patient_id and p.has_alert <> alert;
  return null;
end $$;
grant execute on function medical_data.note_alert() to clinic_owner;
