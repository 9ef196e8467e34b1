-- Invented people of the demo. All passwords are clinic-demo-2026. Run by a superuser with triggers on.
-- Login roles belong to the cluster: clinic_terminal is the ward's terminal, the others are one person's each.
do $$
declare
  r text;
begin
  foreach r in array array['clinic_terminal', 'demo_nurse', 'demo_nurse2', 'demo_doctor', 'demo_doctor2', 'demo_reception', 'demo_admin',
                           'demo_privacy'] loop
    if not exists (select 1 from pg_catalog.pg_roles where rolname = r) then
      execute format('create role %I login in role clinic_people connection limit %s', r, case r when 'clinic_terminal' then 120 else 20 end);
    end if;
  end loop;
end $$;

insert into access.login_roles (login_role, kind)
select r, case r when 'clinic_terminal' then 'TERMINAL' else 'PERSONAL' end
  from unnest(array['clinic_terminal', 'demo_nurse', 'demo_nurse2', 'demo_doctor', 'demo_doctor2', 'demo_reception', 'demo_admin',
                    'demo_privacy']::name[]) r;

insert into access.settings (name, value) values
  ('site_name', 'Clinic demo'), ('environment', 'DEMO'), ('time_zone', 'Europe/Madrid'), ('email_domain', 'clinic.demo')
on conflict (name) do update set value = excluded.value;

insert into access.users (user_id, email, display_name, role_code, password_hash)
select md5('clinic demo user ' || v.login)::uuid, v.login || '@clinic.demo', v.name, v.role,
       extensions.crypt('clinic-demo-2026', extensions.gen_salt('bf', 10))
  from (values ('nurse', 'Nora Berg', 'NURSE'), ('nurse2', 'Pilar Holm', 'NURSE'), ('doctor', 'Abena Osei', 'CLINICIAN'),
               ('doctor2', 'Tomás Lindqvist', 'CLINICIAN'), ('reception', 'Katrin Weiss', 'RECEPTIONIST'),
               ('admin', 'Irene Vidal', 'ADMIN'), ('privacy', 'Ramón Prat', 'PRIVACY_OFFICER')) v(login, name, role);

insert into access.user_login_roles (user_id, login_role)
select user_id, 'demo_' || split_part(email, '@', 1) from access.users where email like '%@clinic.demo'
union all
select user_id, 'clinic_terminal' from access.users where email like '%@clinic.demo';

insert into access.practitioners (practitioner_id, user_id, display_name, licence, specialty, specialty_code)
select md5('clinic demo practitioner ' || u.email)::uuid, u.user_id, 'Dr ' || split_part(u.display_name, ' ', 2), v.licence, v.specialty,
       upper(replace(v.specialty, ' ', '_'))
  from access.users u join (values ('doctor@clinic.demo', 'DEMO-0001', 'Endocrinology'),
                                   ('doctor2@clinic.demo', 'DEMO-0002', 'Internal medicine')) v(email, licence, specialty) using (email);

insert into access.user_capabilities (user_id, capability_code)
select u.user_id, c.code
  from access.users u join (values ('doctor', 'PRESCRIBE'), ('doctor', 'APPROVE_BREAK_GLASS'), ('doctor2', 'PRESCRIBE'),
                                   ('doctor2', 'APPROVE_BREAK_GLASS'), ('privacy', 'AUDIT_READ')) c(login, code)
    on u.email = c.login || '@clinic.demo';

insert into access.wards (ward_id, code, name, sort_order)
select md5('clinic demo ward ' || code)::uuid, code, name, place
  from (values ('A', 'Diabetes and endocrinology', 1), ('B', 'Internal medicine', 2), ('C', 'Gynaecology', 3)) v(code, name, place);

insert into access.beds (ward_id, bed)
select ward_id, n::text from access.wards, generate_series(1, 40) n;

-- On shift all day and night, so that the demo works at any hour. Nobody of the demo is on ward C: emergency access.
insert into access.roster (roster_id, user_id, ward_id, starts_at, ends_at)
select md5('clinic demo roster ' || u.email)::uuid, u.user_id, w.ward_id, now() - interval '1 day', timestamptz '2099-12-31 00:00Z'
  from access.users u join access.wards w on (u.email, w.code) in (('nurse@clinic.demo', 'A'), ('nurse2@clinic.demo', 'B'));
