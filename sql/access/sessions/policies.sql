alter table access.sessions enable row level security;
alter table access.sessions force row level security;
revoke all on access.sessions from public, clinic_definer, clinic_people;
grant select, insert, update on access.sessions to clinic_definer;
drop policy if exists definer_reads on access.sessions;
create policy definer_reads on access.sessions for select to clinic_definer using (true);
drop policy if exists definer_adds on access.sessions;
create policy definer_adds on access.sessions for insert to clinic_definer with check (true);
drop policy if exists definer_changes on access.sessions;
create policy definer_changes on access.sessions for update to clinic_definer using (true) with check (true);

revoke all on sequence access.session_numbers, access.durable_openings, access.awaited_opening, access.awaited_place from clinic_definer, clinic_people;
grant usage on sequence access.session_numbers to clinic_definer;
grant usage, update on sequence access.durable_openings, access.awaited_opening, access.awaited_place to clinic_definer;
