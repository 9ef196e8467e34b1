-- What only the newer version knows is lost: targets, units of fields, and that a target was sealed.
drop table medical_data.biomarker_targets cascade;
do $$
declare
  forced boolean := (select c.relforcerowsecurity from pg_catalog.pg_class c where c.oid = 'access.sealed_records'::regclass);
begin
  alter table access.sealed_records no force row level security;
  delete from access.sealed_records where entity = 'TARGET';
  alter table access.sealed_records drop constraint sealed_records_entity_check;
  alter table access.sealed_records
    add constraint sealed_records_entity_check check (entity in ('BIOMARKER', 'NOTE', 'VITAL_SIGNS', 'HISTORY', 'TEST', 'REPORT', 'ATTACHMENT',
      'PRESCRIPTION', 'TREATMENT', 'ADMINISTRATION', 'ALLERGY', 'HORMONAL_PROFILE', 'MENSTRUAL_CYCLE', 'PREGNANCY', 'MENOPAUSE',
      'HORMONAL_THERAPY', 'DIABETES', 'ENROLMENT', 'OBSERVATION', 'CUSTOM_VALUE', 'PREDICTION', 'METRIC'));
  if forced then alter table access.sealed_records force row level security; end if;
end $$;
alter table medical_data.custom_fields drop constraint custom_fields_unit_check1, drop column unit;
alter table medical_data.custom_field_values drop constraint custom_field_values_unit_check, drop column unit;
