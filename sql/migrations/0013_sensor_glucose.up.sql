-- Readings of a sensor under the skin (CGM), in both units; below 54 mg/dL (3.0 mmol/L) is level 2 hypoglycaemia.
do $$
declare
  forced boolean := (select c.relforcerowsecurity from pg_catalog.pg_class c where c.oid = 'medical_data.biomarker_types'::regclass);
begin
  alter table medical_data.biomarker_types no force row level security;
  insert into medical_data.biomarker_types (type_id, code, loinc, name_en, name_es, unit, decimals, reference_low, reference_high,
    critical_low, critical_high, plausible_low, plausible_high, nurse_may_record, sort_order) values
    (43, 'GLUCOSE_SENSOR', '99504-3', 'Sensor glucose', 'Glucosa del sensor', 'mg/dL', 0, 70, 180, 54, null, 20, 600, true, 95),
    (44, 'GLUCOSE_SENSOR_SI', '105272-9', 'Sensor glucose (SI)', 'Glucosa del sensor (SI)', 'mmol/L', 1, 3.9, 10.0, 3.0, null, 1.1, 33.3,
     true, 96);
  if forced then alter table medical_data.biomarker_types force row level security; end if;
end $$;
