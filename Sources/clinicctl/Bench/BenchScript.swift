/// SQL of the bench's own data, run by the superuser. Patients and their keys are those of `sql/demo`.
enum BenchScript {
  /// As a restored backup: no trigger, no check of foreign keys, no wait for the disk.
  static let loading = "set session_replication_role = replica; set synchronous_commit = off;"

  /// What is measured at a visit.
  static let valueKinds = """
    create temp table value_kinds as
    select t.type_id, t.decimals, t.reference_low, t.reference_high, t.critical_low, t.critical_high, v.low, v.high, v.place
      from (values ('HBA1C', 4.8, 9.5, 0), ('GLUCOSE_FASTING', 62, 210, 1), ('CREATININE', 0.5, 1.6, 2), ('EGFR', 40, 120, 3),
                   ('LDL', 50, 190, 4)) v(code, low, high, place)
      join medical_data.biomarker_types t using (code);
    """

  /// One visit of a range of patients: five values, half a year between visits.
  static let values = """
    insert into medical_data.biomarkers (record_id, patient_id, type_id, measured_at, value, status, reference_low, reference_high,
                                         recorded_by, recorded_by_name, recorded_at)
    select gen_random_uuid(), p.patient_id, k.type_id, p.at, x.value,
           case when x.value < k.critical_low then 'CRITICAL_LOW' when x.value > k.critical_high then 'CRITICAL_HIGH'
                when x.value < k.reference_low then 'LOW' when x.value > k.reference_high then 'HIGH' else 'NORMAL' end,
           k.reference_low, k.reference_high, u.user_id, u.display_name, p.at + interval '3 hours'
      from (select md5('clinic demo patient ' || i)::uuid as patient_id,
                   now() - make_interval(days => 30 + (3 - current_setting('clinic_demo.visit')::int) * 180 + (i % 120)::int,
                                         mins => (i * 7 % 150)::int) as at
              from generate_series(current_setting('clinic_demo.first')::bigint, current_setting('clinic_demo.last')::bigint) i
             -- The first have their own history.
             where i > 500) p
     cross join value_kinds k
     cross join lateral (select round((k.low + (k.high - k.low) * random())::numeric, k.decimals) as value) x
     cross join (select user_id, display_name from access.users where email = 'doctor@clinic.demo') u
    """

  /// Medicines and allergies of everybody, and one patient with a year of readings every five minutes.
  static let rest = """
    insert into medical_data.prescriptions (patient_id, medication, dose_amount, dose_unit, route, frequency, starts_on, status,
                                            prescriber_id, prescriber_name, recorded_by)
    select p.patient_id, 'metformin', 850, 'mg', 'oral', 'twice a day', current_date - 300, 'ACTIVE', d.practitioner_id, d.display_name, d.user_id
      from medical_data.patients p, access.practitioners d
     where d.licence = 'DEMO-0001' and not exists (select 1 from medical_data.prescriptions x where x.patient_id = p.patient_id);
    insert into medical_data.patient_allergies (patient_id, substance, severity, reaction, recorded_by)
    select p.patient_id, 'Penicillin', 'SEVERE', 'anaphylaxis', d.user_id
      from medical_data.patients p, access.practitioners d
     where d.licence = 'DEMO-0001' and p.patient_id < '33333333-0000-0000-0000-000000000000'
       and not exists (select 1 from medical_data.patient_allergies x where x.patient_id = p.patient_id);
    update medical_data.patients p set has_alert = true
     where exists (select 1 from medical_data.patient_allergies a where a.patient_id = p.patient_id);
    insert into medical_data.allergy_reviews (patient_id, outcome, reviewed_by)
    select p.patient_id, case when p.has_alert then 'HAS_SOME' else 'NONE_KNOWN' end, d.user_id
      from medical_data.patients p, access.practitioners d
     where d.licence = 'DEMO-0001' and not exists (select 1 from medical_data.allergy_reviews x where x.patient_id = p.patient_id);
    insert into medical_data.biomarkers (patient_id, type_id, measured_at, value, status, reference_low, reference_high, source,
                                         recorded_by, recorded_by_name)
    select md5('clinic demo patient 600')::uuid, t.type_id, now() - n * interval '5 minutes', 90 + n % 80, 'NORMAL', t.reference_low,
           t.reference_high, 'DEVICE', d.user_id, d.display_name
      from medical_data.biomarker_types t, access.practitioners d, generate_series(1, 105000) n
     where t.code = 'GLUCOSE_CAPILLARY' and d.licence = 'DEMO-0001';
    """

  static let vacuums = [
    "vacuum (analyze) medical_data.biomarkers", "select medical_data.learn_all_names()", "vacuum (analyze) medical_data.patients",
    "vacuum (analyze) medical_data.prescriptions",
  ]

  /// People who measure: 50 nurses on ward A, which has 40 patients, and 50 doctors with a thousand patients each.
  static let staff = """
    update access.settings set value = '1000000' where name = 'charts_per_10_minutes';
    insert into access.users (user_id, email, display_name, role_code, password_hash)
    select md5('bench ' || r.role || n)::uuid, 'bench.' || r.word || n || '@clinic.demo', initcap(r.word) || ' ' || n, r.role, u.password_hash
      from (values ('NURSE', 'nurse'), ('CLINICIAN', 'doctor')) r(role, word), generate_series(1, 50) n, access.users u
     where u.email = 'nurse@clinic.demo';
    insert into access.practitioners (user_id, display_name, licence, specialty)
    select u.user_id, u.display_name, 'BENCH-' || u.number, 'Internal medicine'
      from access.users u where u.email like 'bench.doctor%';
    insert into access.user_capabilities (user_id, capability_code)
    select u.user_id, 'APPROVE_BREAK_GLASS' from access.users u where u.email like 'bench.doctor%';
    insert into access.roster (user_id, ward_id, starts_at, ends_at)
    select u.user_id, w.ward_id, now() - interval '1 day', timestamptz '2099-12-31 00:00Z'
      from access.users u, access.wards w where u.email like 'bench.nurse%' and w.code = 'A';
    insert into access.care_team (patient_id, user_id)
    select distinct md5('clinic demo patient ' || 1 + (u.number * 7919 + n * 104729) % current_setting('clinic_demo.last')::bigint)::uuid, u.user_id
      from access.users u, generate_series(1, 1000) n where u.email like 'bench.doctor%';
    insert into access.care_team (patient_id, user_id)
    select md5('clinic demo patient 600')::uuid, u.user_id from access.users u where u.email like 'bench.doctor%'
    on conflict do nothing;
    update medical_data.patients p set ward_id = w.ward_id, bed = (n - 48)::text
      from generate_series(79, 88) n, access.wards w
     where p.patient_id = md5('clinic demo patient ' || n)::uuid and w.code = 'A';
    """

  /// Indexes and the tables behind them, read once.
  static let warmUp = """
    create extension if not exists pg_prewarm schema extensions;
    select sum(extensions.pg_prewarm(c.oid, 'read')) from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'medical_data' and c.relkind in ('r', 'i');
    select sum(extensions.pg_prewarm(i.indexrelid, 'buffer')) from pg_index i where i.indrelid = 'medical_data.patients'::regclass;
    drop extension pg_prewarm;
    """
}
