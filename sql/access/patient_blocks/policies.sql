alter table access.patient_blocks enable row level security;
alter table access.patient_blocks force row level security;
revoke all on access.patient_blocks from public, clinic_definer, clinic_people;
grant select on access.patient_blocks to clinic_definer;
drop policy if exists definer_reads on access.patient_blocks;
create policy definer_reads on access.patient_blocks for select to clinic_definer using (true);
