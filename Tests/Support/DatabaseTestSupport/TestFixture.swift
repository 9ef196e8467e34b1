/// The rows of the template with people, as one script run by the superuser with triggers on.
enum TestFixture {
  static var script: String {
    [logins, settings, users, wards, patients, clinical].joined(separator: "\n")
  }

  /// Database roles belong to the cluster: created where they are missing.
  private static var logins: String {
    let roles = TestPerson.allCases.map(\.loginRole) + [TestPerson.terminal]
    return """
      do $$
      declare
        r text;
      begin
        foreach r in array array[\(roles.map { "'\($0)'" }.joined(separator: ", "))] loop
          if not exists (select 1 from pg_roles where rolname = r) then
            execute format('create role %I login in role clinic_people connection limit 100', r);
          end if;
        end loop;
      end $$;
      """
      + roles.map { "insert into access.login_roles values ('\($0)', '\($0 == TestPerson.terminal ? "TERMINAL" : "PERSONAL")');" }
      .joined(separator: "\n")
  }

  private static let settings = """
    insert into access.settings (name, value) values ('site_name', 'Test clinic'), ('environment', 'DEMO'),
      ('time_zone', 'Europe/Madrid'), ('email_domain', 'clinic.example')
      on conflict (name) do update set value = excluded.value;
    """

  private static var users: String {
    let rows = TestPerson.allCases.map { "('\($0.userID)', '\($0.email)', '\($0.displayName)', '\($0.role)')" }
    return """
      insert into access.users (user_id, email, display_name, role_code, password_hash)
      select v.id::uuid, v.email, v.name, v.role, extensions.crypt('\(TestPerson.password)', extensions.gen_salt('bf', 4))
        from (values \(rows.joined(separator: ", "))) v(id, email, name, role);
      insert into access.user_login_roles (user_id, login_role)
      select user_id, split_part(email, '@', 1) from access.users union all select user_id, '\(TestPerson.terminal)' from access.users;
      insert into access.practitioners (user_id, display_name, licence, specialty, specialty_code)
      select user_id, display_name, 'LIC-' || number, 'Internal medicine', 'INTERNAL_MEDICINE' from access.users where role_code = 'CLINICIAN';
      insert into access.user_capabilities (user_id, capability_code)
      select u.user_id, c from access.users u, unnest(array['PRESCRIBE', 'APPROVE_BREAK_GLASS']) c
       where u.email in ('doctor_1@clinic.example', 'doctor_2@clinic.example');
      """
  }

  private static let wards = """
    insert into access.wards (code, name, sort_order) values ('A', 'Ward A', 1), ('B', 'Ward B', 2);
    insert into access.beds (ward_id, bed) select ward_id, code || n from access.wards, generate_series(1, 6) n;
    insert into access.roster (user_id, ward_id, starts_at, ends_at)
    select u.user_id, w.ward_id, now() - interval '1 day', now() + interval '30 days'
      from access.users u join access.wards w on (u.email, w.code) in (('nurse_a@clinic.example', 'A'), ('nurse_b@clinic.example', 'B'));
    """

  private static var patients: String {
    let rows = TestPatient.allCases.map { patient in
      let facts = patient.facts
      func text(_ value: String?) -> String { value.map { "'\($0)'" } ?? "null" }
      return "('\(patient.patientID)', '\(facts.given)', '\(facts.surname1)', \(text(facts.surname2)), '\(facts.born)',"
        + " '\(facts.sex)', \(text(facts.ward)))"
    }
    return """
      insert into medical_data.patients (patient_id, given_names, surname_1, surname_2, birth_date, sex, ward_id, is_protected)
      select v.id::uuid, v.given, v.s1, v.s2, v.born::date, v.sex, w.ward_id, v.s1 = 'Hernández'
        from (values \(rows.joined(separator: ", "))) v(id, given, s1, s2, born, sex, ward) left join access.wards w on w.code = v.ward;
      update medical_data.patients set bed = 'A1' where patient_id = '\(TestPatient.garcia.patientID)';
      update medical_data.patients set user_id = '\(TestPerson.doctor2.userID)' where patient_id = '\(TestPatient.lindqvist.patientID)';
      insert into access.care_team (patient_id, user_id)
      select p::uuid, '\(TestPerson.doctor1.userID)' from unnest(array['\(TestPatient.garcia.patientID)', '\(TestPatient.munoz.patientID)']) p;
      """
  }

  /// Ten days of three biomarkers for everybody; an active prescription, one that ends in four days and a past one.
  private static var clinical: String {
    """
    insert into medical_data.biomarkers (patient_id, type_id, measured_at, value, status, recorded_by, recorded_by_name)
    select p.patient_id, t.type_id, now() - make_interval(days => i), 5 + i, 'NORMAL', u.user_id, u.display_name
      from medical_data.patients p, medical_data.biomarker_types t, generate_series(1, 10) i, access.users u
     where t.code in ('HBA1C', 'GLUCOSE_FASTING_SI', 'POTASSIUM') and u.email = 'doctor_1@clinic.example';
    insert into medical_data.prescriptions (patient_id, medication, dose_amount, dose_unit, route, frequency, starts_on, ends_on, status,
      prescriber_id, prescriber_name, recorded_by)
    select p.patient_id, v.medication, v.amount, 'mg', 'oral', 'twice a day', current_date + v.first, current_date + v.last, v.status,
           d.practitioner_id, d.display_name, d.user_id
      from medical_data.patients p, access.practitioners d,
           (values ('metformin', 850, -30, null, 'ACTIVE'), ('amoxicillin', 500, -3, 4, 'ACTIVE'), ('ibuprofen', 400, -90, -80, 'COMPLETED'))
             v(medication, amount, first, last, status)
     where d.user_id = '\(TestPerson.doctor1.userID)';
    insert into medical_data.patient_allergies (patient_id, substance, severity, reaction, recorded_by)
    values ('\(TestPatient.garcia.patientID)', 'Penicillin', 'SEVERE', 'anaphylaxis', '\(TestPerson.doctor1.userID)');
    insert into medical_data.allergy_reviews (patient_id, outcome, reviewed_by) values
      ('\(TestPatient.garcia.patientID)', 'HAS_SOME', '\(TestPerson.doctor1.userID)'),
      ('\(TestPatient.lopez.patientID)', 'NONE_KNOWN', '\(TestPerson.doctor1.userID)'),
      ('\(TestPatient.munoz.patientID)', 'NOT_OBTAINABLE', '\(TestPerson.doctor1.userID)');
    """
  }
}
