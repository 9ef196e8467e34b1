-- Invented people. Login roles are clinicctl's half of an account; the rest is loaded by a superuser with triggers on.
-- Passwords: 'correct horse ' and the part of the e-mail address before @.
do $$
declare
  r text;
begin
  lock table pg_catalog.pg_authid in share row exclusive mode;
  foreach r in array array['terminal_1', 'nurse_1', 'nurse_2', 'doctor_1', 'doctor_2', 'doctor_3', 'reception_1', 'admin_1', 'privacy_1'] loop
    if not exists (select 1 from pg_catalog.pg_roles where rolname = r) then
      execute format('create role %I login in role clinic_people connection limit 80', r);
    end if;
  end loop;
end $$;

insert into access.login_roles (login_role, kind)
select r::name, case r when 'terminal_1' then 'TERMINAL' else 'PERSONAL' end
  from unnest(array['terminal_1', 'nurse_1', 'nurse_2', 'doctor_1', 'doctor_2', 'doctor_3', 'reception_1', 'admin_1', 'privacy_1']) r;

insert into access.users (email, display_name, role_code, password_hash)
select n || '@clinic.example', initcap(replace(n, '_', ' ')), r, extensions.crypt('correct horse ' || n, extensions.gen_salt('bf', 10))
  from (values ('nurse_1', 'NURSE'), ('nurse_2', 'NURSE'), ('nurse_3', 'NURSE'), ('doctor_1', 'CLINICIAN'), ('doctor_2', 'CLINICIAN'),
               ('doctor_3', 'CLINICIAN'), ('reception_1', 'RECEPTIONIST'), ('admin_1', 'ADMIN'), ('privacy_1', 'PRIVACY_OFFICER')) v(n, r);
insert into access.user_capabilities (user_id, capability_code)
select user_id, c from access.users cross join unnest(array['PRESCRIBE', 'APPROVE_BREAK_GLASS']) c where role_code = 'CLINICIAN'
union all select user_id, 'AUDIT_READ' from access.users where role_code = 'PRIVACY_OFFICER';
insert into access.user_login_roles (user_id, login_role)
select u.user_id, l.login_role from access.users u join access.login_roles l on l.login_role = split_part(u.email, '@', 1) where l.kind = 'PERSONAL'
union all select u.user_id, 'terminal_1' from access.users u where split_part(u.email, '@', 1) in ('nurse_1', 'doctor_1');
insert into access.practitioners (user_id, display_name, licence, specialty)
select user_id, 'Dr ' || display_name, 'LIC-' || number, 'Internal medicine' from access.users where role_code = 'CLINICIAN';

insert into access.wards (code, name, sort_order) values ('W1', 'Ward 1', 1), ('W2', 'Ward 2', 2);
insert into access.beds (ward_id, bed) select ward_id, code || '-0' || i from access.wards cross join generate_series(1, 4) i;
insert into access.roster (user_id, ward_id, starts_at, ends_at)
select u.user_id, w.ward_id, clock_timestamp() - interval '1 hour', clock_timestamp() + interval '11 hours'
  from access.users u join access.wards w on (u.email, w.code) in (('nurse_1@clinic.example', 'W1'), ('nurse_2@clinic.example', 'W2'));

insert into medical_data.patients (given_names, surname_1, surname_2, birth_date, sex, ward_id, bed, attending_id)
select v.g, v.a, v.b, v.d::date, v.s, w.ward_id, v.bed, (select practitioner_id from access.practitioners order by licence limit 1)
  from (values ('María José', 'García', 'Núñez', '1971-03-12', 'FEMALE', 'W1', 'W1-01'),
               ('Ana', 'López', 'García', '1980-01-02', 'FEMALE', 'W1', 'W1-02'),
               ('Ole', 'Hernández', null, '1955-05-05', 'MALE', 'W1', null),
               ('Íñigo', 'Muñoz', 'López', '1990-12-31', 'MALE', 'W2', 'W2-01'),
               ('Eva', 'Schröder', null, '1999-09-09', 'FEMALE', 'W2', null),
               ('Nadia', 'Petrova', 'Ivanova', '1966-06-06', 'FEMALE', null, null),
               ('Pilar', 'De la Cruz', 'García-López', '1948-02-29', 'FEMALE', null, null),
               ('María del Carmen', 'Ruiz', 'Ortega', '1962-07-08', 'FEMALE', null, null),
               ('伟', '王', null, '1985-10-01', 'MALE', null, null)) v(g, a, b, d, s, c, bed)
  left join access.wards w on w.code = v.c;
update medical_data.patients set user_id = (select user_id from access.users where email = 'doctor_2@clinic.example') where given_names = 'Nadia';
insert into access.care_team (patient_id, user_id)
select p.patient_id, u.user_id from medical_data.patients p, access.users u where p.given_names in ('María José', 'Íñigo') and u.email = 'doctor_1@clinic.example';

insert into medical_data.biomarkers (patient_id, type_id, measured_at, value, recorded_by, recorded_by_name)
select p.patient_id, t.type_id, clock_timestamp() - make_interval(days => i), 5 + i, u.user_id, u.display_name
  from medical_data.patients p, medical_data.biomarker_types t, generate_series(1, 10) i, access.users u
 where u.email = 'doctor_1@clinic.example' and t.code in ('HBA1C', 'POTASSIUM', 'FERRITIN') and p.birth_date < date '1999-12-31';
insert into medical_data.prescriptions (patient_id, medication, dose_amount, dose_unit, route, frequency, starts_on, prescriber_id, prescriber_name, recorded_by)
select p.patient_id, 'metformin', 850, 'mg', 'oral', 'twice a day', date '2026-01-01', d.practitioner_id, d.display_name, d.user_id
  from medical_data.patients p, access.practitioners d join access.users u using (user_id) where u.email = 'doctor_1@clinic.example';
insert into medical_data.patient_allergies (patient_id, substance, severity, reaction, recorded_by)
select p.patient_id, 'penicillin', 'SEVERE', 'rash', u.user_id
  from medical_data.patients p, access.users u where p.given_names = 'María José' and u.email = 'doctor_1@clinic.example';
insert into medical_data.allergy_reviews (patient_id, outcome, reviewed_by)
select p.patient_id, 'HAS_SOME', u.user_id
  from medical_data.patients p, access.users u where p.given_names = 'María José' and u.email = 'doctor_1@clinic.example';
