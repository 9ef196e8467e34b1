-- The limits of the field, where it stands, that this is of the same patient, and whether the field still exists.
create or replace function medical_data.check_custom_value() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set row_security = on as $$
declare
  f medical_data.custom_fields;
begin
  select * into f from medical_data.custom_fields x where x.field_id = new.field_id;
  if f.ended_at is not null or (f.entity = 'PATIENT') <> (new.entity_id is null) then
    raise exception 'no such field' using errcode = '23514', constraint = 'custom_field_values_field_id_check', table = 'custom_field_values';
  end if;
  if new.entity_id is not null and not (case f.entity
       when 'PRESCRIPTION' then exists (select 1 from medical_data.prescriptions p where p.record_id = new.entity_id
         and p.patient_id = new.patient_id)
       else medical_data.has_record(new.patient_id, replace(f.entity, 'MEDICAL_', ''), new.entity_id) end) then
    raise exception 'not of this patient' using errcode = '23514', constraint = 'custom_field_values_entity_id_check',
      table = 'custom_field_values';
  end if;
  if length(new.value_text) > f.max_length or new.value_number < f.min_number or new.value_number > f.max_number then
    raise exception 'beyond the limits' using errcode = '23514', constraint = 'custom_field_values_value_check', table = 'custom_field_values';
  end if;
  -- A number is of the unit that the field has today; who still had another one before her is told so.
  if new.value_number is not null and new.unit is distinct from f.unit then
    raise exception 'the unit is another one' using errcode = '23514', constraint = 'custom_field_values_unit_check', table = 'custom_field_values';
  end if;
  return new;
end $$;
grant execute on function medical_data.check_custom_value() to clinic_owner;

-- Roles that see a field (or fill it in). Reception only what is marked administrative, whatever the list says.
create or replace function medical_data.roles_of_field(p_field uuid, p_is_write boolean) returns text[]
language plpgsql volatile set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return array(select r.role_code from medical_data.custom_field_roles r join medical_data.custom_fields f on f.field_id = r.field_id
                where r.field_id = p_field and (r.may_write or not p_is_write) and (r.role_code <> 'RECEPTIONIST' or f.is_administrative));
end $$;
