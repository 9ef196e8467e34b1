alter table medical_data.patient_identifiers enable row level security;
alter table medical_data.patient_identifiers force row level security;
revoke all on medical_data.patient_identifiers from public, clinic_definer, clinic_people;
grant select on medical_data.patient_identifiers to clinic_definer;
drop policy if exists definer_reads on medical_data.patient_identifiers;
create policy definer_reads on medical_data.patient_identifiers for select to clinic_definer using (true);
