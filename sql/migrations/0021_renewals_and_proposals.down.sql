-- What only the newer version knows is lost: which order another one renews, and what the reception proposed.
do $$
declare
  forced boolean := (select c.relforcerowsecurity from pg_catalog.pg_class c where c.oid = 'medical_data.patient_proposals'::regclass);
begin
  alter table medical_data.patient_proposals no force row level security;
  drop index medical_data.patient_proposals_open;
  delete from medical_data.patient_proposals where kind in ('PROTECT', 'UNPROTECT', 'BLOCK', 'UNBLOCK');
  alter table medical_data.patient_proposals drop constraint patient_proposals_about, drop constraint patient_proposals_kind_check,
    drop constraint patient_proposals_kinds, drop column about_user;
  alter table medical_data.patient_proposals
    add constraint patient_proposals_kind_check check (kind in ('DECEASED', 'MERGE', 'UNMERGE', 'VOID')),
    add constraint patient_proposals_kinds check (case kind
      when 'DECEASED' then deceased_on is not null and other_patient_id is null and reason is null
      when 'VOID' then deceased_on is null and other_patient_id is null and reason is not null
      else deceased_on is null and other_patient_id is not null and reason is not null and patient_id <> other_patient_id end);
  create unique index patient_proposals_open on medical_data.patient_proposals (patient_id, kind) where decision is null;
  if forced then alter table medical_data.patient_proposals force row level security; end if;
end $$;
drop index medical_data.prescriptions_renews;
alter table medical_data.prescriptions drop constraint prescriptions_renews_fkey, drop constraint prescriptions_renews_check,
  drop column renews, drop column renews_version;
