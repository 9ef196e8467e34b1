import PostgresClient

/// Statements of the superuser: what is there, and the people's queries without rules.
enum BenchStatement {
  static let databaseComment = Statement.once(
    "bench_comment", "select shobj_description(oid, 'pg_database') from pg_database where datname = current_database()")

  /// Dropping and making what is not needed while loading: all but what foreign keys point at.
  static let secondaryIndexes = Statement.once(
    "bench_indexes",
    """
    select case when c.oid is null then format('drop index %s', i.indexrelid::regclass)
                else format('alter table %s drop constraint %I', i.indrelid::regclass, c.conname) end,
           case when c.oid is null then pg_get_indexdef(i.indexrelid)
                else format('alter table %s add constraint %I %s', i.indrelid::regclass, c.conname, pg_get_constraintdef(c.oid)) end
      from pg_index i left join pg_constraint c on c.conindid = i.indexrelid and c.contype in ('p', 'u')
     where i.indrelid in ('medical_data.patients'::regclass, 'medical_data.biomarkers'::regclass)
       and not exists (select 1 from pg_constraint f where f.confrelid = i.indrelid and f.conindid = i.indexrelid and f.contype = 'f')
     order by i.indrelid desc, i.indexrelid
    """)

  static let about = Statement.once(
    "bench_about",
    """
    select 'PostgreSQL', current_setting('server_version')
    union all select 'shared_buffers', current_setting('shared_buffers')
    union all select 'patients', (select reltuples::bigint::text from pg_class where oid = 'medical_data.patients'::regclass)
    union all select 'biomarkers', (select reltuples::bigint::text from pg_class where oid = 'medical_data.biomarkers'::regclass)
    union all select 'database', pg_size_pretty(pg_database_size(current_database()))
    union all select 'patients on disk', pg_size_pretty(pg_table_size('medical_data.patients')) || ', indexes '
                                         || pg_size_pretty(pg_indexes_size('medical_data.patients'))
    union all select 'biomarkers on disk', pg_size_pretty(pg_table_size('medical_data.biomarkers')) || ', indexes '
                                           || pg_size_pretty(pg_indexes_size('medical_data.biomarkers'))
    """)

  /// Names and numbers of patients from everywhere in the table, the same ones each time.
  static let samplePatients = Statement.once(
    "bench_sample",
    """
    select p.patient_id, p.record_number, p.given_key, p.surname_1_key, p.birth_date::text
      from generate_series(1, $1::int) n
      join medical_data.patients p on p.patient_id = md5('clinic demo patient ' || 1 + (n::bigint * 15485863) % $2::bigint)::uuid
     where p.deleted_at is null and p.ward_id is null and not p.is_protected order by n
    """)

  static let doctorsPatients = Statement.once(
    "bench_care_team",
    """
    select m.patient_id from access.care_team m join access.users u using (user_id) join medical_data.patients p using (patient_id)
     where u.email = $1 and not p.is_protected and m.patient_id <> md5('clinic demo patient 600')::uuid order by md5(m.patient_id::text)
    """)

  /// The patient with the year of readings.
  static let longSeries = Statement.once("bench_long_series", "select md5('clinic demo patient 600')::uuid")

  static let longSeriesNumber = Statement.once(
    "bench_long_series_number", "select record_number::text from medical_data.patients where patient_id = md5('clinic demo patient 600')::uuid")

  /// Openings of a measuring doctor: at most 30 in ten minutes in real life, so no more pile up here.
  static let forgetOpenings = Statement(
    "bench_forget",
    "delete from access.openings o using access.users u where u.user_id = o.user_id and u.email = $1 and o.kind = 'CHART'")

  // The people's queries, without gate, rules, session and trace.

  static let search = Statement(
    "bench_search",
    """
    select f.patient_id, f.record_number, f.given_names, f.surname_1, f.surname_2, f.birth_date, f.sex, f.status, w.code, w.name, f.bed,
           a.display_name, f.has_alert
      from medical_data.find_patients($1, $2, 51) f
      left join access.wards w on w.ward_id = f.ward_id left join access.practitioners a on a.practitioner_id = f.attending_id
    """)

  static let workList = Statement(
    "bench_work_list",
    """
    select p.patient_id, p.record_number, p.given_names, p.surname_1, p.surname_2, p.birth_date, p.sex, p.status, w.code, w.name, p.bed,
           a.display_name, p.has_alert, t.code, l.value, t.unit, l.status, l.measured_at
      from access.roster r join access.users u using (user_id) join access.wards w using (ward_id)
      join medical_data.patients p on p.ward_id = w.ward_id
      left join access.practitioners a on a.practitioner_id = p.attending_id
      left join lateral (select b.type_id, b.value, b.status, b.measured_at from medical_data.biomarkers b
                          where b.patient_id = p.patient_id and b.superseded_at is null
                          order by b.patient_id, b.measured_at desc limit 1) l on true
      left join medical_data.biomarker_types t on t.type_id = l.type_id
     where u.email = $1 and r.ends_at > now() and p.deleted_at is null
     order by w.sort_order, w.code, p.surname_1_key, p.surname_2_key, p.given_key
    """)

  static let chart = [
    Statement(
      "bench_banner",
      """
      select p.*, w.code, w.name, a.display_name from medical_data.patients p left join access.wards w using (ward_id)
        left join access.practitioners a on a.practitioner_id = p.attending_id where p.patient_id = $1
      """),
    Statement("bench_allergies", "select * from medical_data.patient_allergies where patient_id = $1 and superseded_at is null"),
    Statement(
      "bench_review", "select outcome from medical_data.allergy_reviews where patient_id = $1 order by reviewed_at desc limit 1"),
    Statement(
      "bench_latest",
      """
      select t.*, b.* from medical_data.biomarker_types t
       cross join lateral (select * from medical_data.biomarkers x
                            where x.patient_id = $1 and x.type_id = t.type_id and x.superseded_at is null
                            order by x.measured_at desc limit 12) b
       order by t.sort_order, t.type_id, b.measured_at
      """),
    Statement(
      "bench_prescriptions",
      "select * from medical_data.prescriptions where patient_id = $1 and superseded_at is null order by starts_on desc"),
  ]

  static let series = Statement(
    "bench_series",
    """
    select record_id, measured_at, value, status, reference_low, reference_high, source, recorded_by_name
      from medical_data.biomarkers where patient_id = $1 and type_id = $2 and superseded_at is null order by measured_at
    """)

  // A person without the program.

  static let signIn = Statement.once("bench_sign_in", "select api.sign_in($1, $2)")
  static let openChart = Statement.once("bench_open_chart", "select api.open_chart($1, 'TREATMENT')")

  /// A ward as a nurse of it has it.
  static let nursesPatients = Statement.once(
    "bench_ward",
    """
    select p.patient_id from access.roster r join access.users u using (user_id) join medical_data.patients p using (ward_id)
     where u.email = $1 and r.ends_at > now() and p.deleted_at is null and not p.is_protected and p.status = 'ACTIVE'
     order by p.patient_id limit 25
    """)
  static let vitalSigns = Statement(
    "bench_vital_signs",
    """
    select record_id, version, measured_at, respiratory_rate, spo2, on_oxygen, systolic, diastolic, pulse, consciousness, temperature, news2,
           news2_level, recorded_by_name
      from medical_data.vital_signs where patient_id = $1 and superseded_at is null order by measured_at desc limit 12
    """)
  static let recordVitalSigns = Statement(
    "bench_record_vital_signs",
    """
    select answer from api.record_vital_signs(gen_random_uuid(), $1, clock_timestamp(), jsonb_build_object('respiratory_rate', 16, 'spo2', 97,
      'on_oxygen', false, 'systolic', 128, 'diastolic', 76, 'pulse', $2::int, 'consciousness', 'A', 'temperature', 36.8), true)
    """)

  static let hash = Statement(
    "bench_hash", "select extensions.crypt($2, password_hash) = password_hash from access.users where email = $1")
}
