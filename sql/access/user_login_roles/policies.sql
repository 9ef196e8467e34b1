alter table access.user_login_roles enable row level security;
alter table access.user_login_roles force row level security;
revoke all on access.user_login_roles from public, clinic_definer, clinic_people;
grant select on access.user_login_roles to clinic_definer;
drop policy if exists definer_reads on access.user_login_roles;
create policy definer_reads on access.user_login_roles for select to clinic_definer using (true);
