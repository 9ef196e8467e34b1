-- A prescription that goes on after another one: which version of it. Empty in old rows: one pass to check, no rewrite.
do $$
declare
  forced boolean := (select c.relforcerowsecurity from pg_catalog.pg_class c where c.oid = 'medical_data.prescriptions'::regclass);
begin
  alter table medical_data.prescriptions no force row level security;
  alter table medical_data.prescriptions
    add column renews uuid,
    add column renews_version int,
    add constraint prescriptions_renews_check check ((renews is null) = (renews_version is null) and renews <> record_id),
    add constraint prescriptions_renews_fkey foreign key (renews, renews_version) references medical_data.prescriptions on delete restrict;
  if forced then alter table medical_data.prescriptions force row level security; end if;
end $$;
create index prescriptions_renews on medical_data.prescriptions (renews) where renews is not null and superseded_at is null;

-- What the reception proposes and the privacy officer decides: protection, and whom the patient does not want.
do $$
declare
  forced boolean := (select c.relforcerowsecurity from pg_catalog.pg_class c where c.oid = 'medical_data.patient_proposals'::regclass);
begin
  alter table medical_data.patient_proposals no force row level security;
  alter table medical_data.patient_proposals add column about_user uuid references access.users on delete restrict;
  alter table medical_data.patient_proposals drop constraint patient_proposals_kind_check, drop constraint patient_proposals_kinds;
  alter table medical_data.patient_proposals
    add constraint patient_proposals_kind_check check (kind in ('DECEASED', 'MERGE', 'UNMERGE', 'VOID', 'PROTECT', 'UNPROTECT', 'BLOCK',
      'UNBLOCK')),
    add constraint patient_proposals_kinds check (case kind
      when 'DECEASED' then deceased_on is not null and other_patient_id is null and reason is null
      when 'VOID' then deceased_on is null and other_patient_id is null and reason is not null
      when 'PROTECT' then deceased_on is null and other_patient_id is null and reason is not null
      when 'UNPROTECT' then deceased_on is null and other_patient_id is null and reason is not null
      when 'BLOCK' then deceased_on is null and other_patient_id is null and reason is not null
      when 'UNBLOCK' then deceased_on is null and other_patient_id is null and reason is not null
      else deceased_on is null and other_patient_id is not null and reason is not null and patient_id <> other_patient_id end),
    add constraint patient_proposals_about check ((about_user is not null) = (kind in ('BLOCK', 'UNBLOCK')));
  if forced then alter table medical_data.patient_proposals force row level security; end if;
end $$;
drop index medical_data.patient_proposals_open;
create unique index patient_proposals_open on medical_data.patient_proposals (patient_id, kind, about_user) nulls not distinct
  where decision is null;
