alter table access.patient_notices enable row level security;
alter table access.patient_notices force row level security;
revoke all on access.patient_notices from public, clinic_definer, clinic_people;
grant select, insert, update (delayed_until, delay_class, delay_reason, delayed_by, delayed_at, sent_on, channel, sent_by)
  on access.patient_notices to clinic_definer;
drop policy if exists definer_reads on access.patient_notices;
create policy definer_reads on access.patient_notices for select to clinic_definer using (true);
drop policy if exists definer_adds on access.patient_notices;
create policy definer_adds on access.patient_notices for insert to clinic_definer with check (true);
drop policy if exists definer_changes on access.patient_notices;
create policy definer_changes on access.patient_notices for update to clinic_definer using (true) with check (true);
