-- Undoes governance. Openings of cases and proposals to void go: the older program does not know their kind.
do $$
declare
  openings_forced boolean := (select c.relforcerowsecurity from pg_catalog.pg_class c where c.oid = 'access.openings'::regclass);
  proposals_forced boolean := (select c.relforcerowsecurity from pg_catalog.pg_class c where c.oid = 'medical_data.patient_proposals'::regclass);
begin
  alter table access.openings no force row level security;
  alter table medical_data.patient_proposals no force row level security;
  delete from access.openings where kind = 'CASE';
  delete from medical_data.patient_proposals where kind = 'VOID';
  if openings_forced then alter table access.openings force row level security; end if;
  if proposals_forced then alter table medical_data.patient_proposals force row level security; end if;
end $$;
alter table access.openings drop column case_id, drop constraint openings_kind_check,
  add constraint openings_kind_check check (kind in ('CHART', 'DIRECTORY', 'WORK_LIST', 'EMERGENCY_QUEUE', 'AUDIT'));
alter table medical_data.patient_proposals drop constraint patient_proposals_kind_check, drop constraint patient_proposals_kinds,
  add constraint patient_proposals_kind_check check (kind in ('DECEASED', 'MERGE', 'UNMERGE')),
  add constraint patient_proposals_check3
  check ((kind = 'DECEASED') = (deceased_on is not null) and (kind = 'DECEASED') = (other_patient_id is null)
         and (kind = 'DECEASED') = (reason is null) and patient_id <> other_patient_id);
drop table access.erasures cascade;
drop table access.legal_holds cascade;
drop table medical_data.biomarker_pregnancy_limits cascade;
drop table access.catalogue_changes cascade;
drop table access.privacy_case_links cascade;
drop table access.privacy_cases cascade;
drop table access.patient_notices cascade;
drop table medical_data.prescription_requests cascade;
drop table access.tasks cascade;
drop sequence access.case_numbers;
drop index medical_data.patients_unknown;
alter table medical_data.patients
  drop column birth_date_is_estimate, drop column estimated_age_from, drop column estimated_age_to;
do $$
declare
  capabilities_forced boolean := (select c.relforcerowsecurity from pg_catalog.pg_class c where c.oid = 'access.capabilities'::regclass);
  holders_forced boolean := (select c.relforcerowsecurity from pg_catalog.pg_class c where c.oid = 'access.user_capabilities'::regclass);
begin
  alter table access.capabilities no force row level security;
  alter table access.user_capabilities no force row level security;
  delete from access.user_capabilities where capability_code = 'CHARGE';
  delete from access.capabilities where code = 'CHARGE';
  alter table access.capabilities drop constraint capabilities_code_check,
    add constraint capabilities_code_check check (code in ('PRESCRIBE', 'APPROVE_BREAK_GLASS', 'MERGE_PATIENTS', 'AUDIT_READ'));
  if capabilities_forced then alter table access.capabilities force row level security; end if;
  if holders_forced then alter table access.user_capabilities force row level security; end if;
end $$;
drop index medical_data.medical_observations_by_severity;
alter table medical_data.custom_fields drop constraint custom_fields_specialty_code_fkey;
do $$
declare
  is_forced boolean := (select c.relforcerowsecurity from pg_catalog.pg_class c where c.oid = 'access.settings'::regclass);
begin
  alter table access.settings no force row level security;
  delete from access.settings where name = 'retention_years';
  if is_forced then alter table access.settings force row level security; end if;
end $$;
