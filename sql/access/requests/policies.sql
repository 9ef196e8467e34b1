alter table access.requests enable row level security;
alter table access.requests force row level security;
revoke all on access.requests from public, clinic_definer, clinic_people;
grant select, insert on access.requests to clinic_definer;
drop policy if exists definer_reads on access.requests;
create policy definer_reads on access.requests for select to clinic_definer using (true);
drop policy if exists definer_adds on access.requests;
create policy definer_adds on access.requests for insert to clinic_definer with check (true);
