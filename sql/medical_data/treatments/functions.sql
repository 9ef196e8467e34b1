-- A treatment with what a form says about it: only these columns, texts cleaned, null empties. Raises what the types raise.
create or replace function medical_data.with_details(p_treatment medical_data.treatments,
  p_details jsonb) returns medical_data.treatments
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  ordered uuid := p_treatment.prescription_id;
begin
  if jsonb_typeof(p_details) is distinct from 'object' or exists (select 1 from jsonb_object_keys(p_details) k
       where k not in ('medication', 'dosage', 'frequency', 'starts_on', 'ends_on', 'duration_days', 'status', 'prescription_id',
         'hormonal_considerations', 'pregnancy_considerations', 'cycle_adjustments', 'effectiveness', 'side_effects', 'adherence',
         'is_ai_optimised', 'personalisation_factors', 'predicted_effectiveness', 'notes'))
     or p_details ->> 'status' not in ('ACTIVE', 'ENDED') then
    raise exception 'details' using errcode = '23514', constraint = 'treatments_details_check';
  end if;
  p_treatment := jsonb_populate_record(p_treatment, (
    select coalesce(jsonb_object_agg(d.key, case jsonb_typeof(d.value) when 'string'
      then to_jsonb(medical_data.clean_text(d.value #>> '{}'))
                                                                       else d.value end), '{}') from jsonb_each(p_details) d));
  if p_treatment.prescription_id is distinct from ordered then          -- the same one: as it stood when it was hung on
    p_treatment.prescription_version := (select max(p.version) from medical_data.prescriptions p
                                          where p.record_id = p_treatment.prescription_id
                                            and p.patient_id = p_treatment.patient_id);
  end if;
  return p_treatment;
end $$;

-- Stores a version; the field that is not acceptable, or null.
create or replace function medical_data.store_treatment(p_treatment medical_data.treatments, p_details jsonb) returns text
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  field text;
begin
  p_treatment := medical_data.with_details(p_treatment, p_details);
  insert into medical_data.treatments select p_treatment.*;
  return null;
exception
  when check_violation then
    get stacked diagnostics field = constraint_name;
    return medical_data.field_of('treatments', field);
  when not_null_violation then
    get stacked diagnostics field = column_name;
    return field;
  when data_exception or foreign_key_violation then
    return 'details';
end $$;
