alter table medical_data.programmes enable row level security;
alter table medical_data.programmes force row level security;
revoke all on medical_data.programmes from public, clinic_definer, clinic_people;
grant select, insert, update on medical_data.programmes to clinic_definer;
drop policy if exists definer_reads on medical_data.programmes;
create policy definer_reads on medical_data.programmes for select to clinic_definer using (true);
drop policy if exists definer_adds on medical_data.programmes;
create policy definer_adds on medical_data.programmes for insert to clinic_definer with check (true);
drop policy if exists definer_changes on medical_data.programmes;
create policy definer_changes on medical_data.programmes for update to clinic_definer using (true) with check (true);

-- A catalogue, no data of a person: readable by every member of staff.
grant select on medical_data.programmes to clinic_people;
drop policy if exists people_read_catalogue on medical_data.programmes;
create policy people_read_catalogue on medical_data.programmes for select to clinic_people using (code <> '');
