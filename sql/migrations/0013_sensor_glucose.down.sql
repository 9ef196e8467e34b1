-- Refused by the foreign key while readings of a sensor are there.
do $$
declare
  forced boolean := (select c.relforcerowsecurity from pg_catalog.pg_class c where c.oid = 'medical_data.biomarker_types'::regclass);
begin
  alter table medical_data.biomarker_types no force row level security;
  delete from medical_data.biomarker_types where code in ('GLUCOSE_SENSOR', 'GLUCOSE_SENSOR_SI');
  if forced then alter table medical_data.biomarker_types force row level security; end if;
end $$;
