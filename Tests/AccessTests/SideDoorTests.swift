import DatabaseTestSupport
import Testing

/// Everything psql offers besides SELECT on open charts and EXECUTE on api is refused.
@Suite(.serialized) struct SideDoorTests {
  /// One clinic for all: nothing here changes it.
  private static let database = Result { try TestDatabase.clone() }
  let nurse: SqlSession

  init() throws {
    nurse = try Self.database.get().signedIn(.nurseA)
    #expect(nurse.answer(openChart(.garcia)) == "OPENED")
    #expect(nurse.answer(readAll) == wholeChart, "the first read may be repeated; the others are not")
  }

  @Test("no inner table can be read", arguments: [
    "access.users", "access.sessions", "access.openings", "access.settings", "access.roles", "access.capabilities", "access.user_capabilities",
    "access.preferences", "access.login_roles", "access.user_login_roles", "access.practitioners", "access.wards", "access.beds", "access.roster",
    "access.care_team", "access.patient_blocks", "access.requests", "access.drafts", "access.emergency_access", "access.emergency_decisions",
    "audit_logs.events", "audit_logs.seals", "medical_data.patient_identifiers", "medical_data.name_lexicon", "medical_data.name_deletions",
    "clinic_migrations.applied",
  ])
  func innerTables(table: String) throws {
    #expect(nurse.refusal("select 1 from \(table)") == "42501")
    #expect(nurse.refusal("copy \(table) to stdout") == "42501")
  }

  @Test("columns of patients that are not for people cannot be read", arguments: [
    "*", "phone_encrypted", "phone_blind_index", "phone_tail_index", "user_id", "given_key", "surname_1_key", "attending_id", "merged_into",
  ])
  func hiddenColumns(column: String) throws {
    #expect(nurse.refusal("select \(column) from medical_data.patients") == "42501")
    #expect(nurse.refusal("select 1 from medical_data.patients order by \(column == "*" ? "user_id" : column)") == "42501")
  }

  @Test("no table can be written", arguments: [
    "medical_data.patients", "medical_data.biomarkers", "medical_data.biomarker_types", "medical_data.prescriptions", "medical_data.patient_allergies",
    "medical_data.allergy_reviews", "access.users", "access.openings", "access.emergency_access", "audit_logs.events",
  ])
  func writes(table: String) throws {
    for statement in [
      "insert into \(table) default values", "insert into \(table) default values on conflict do nothing", "delete from \(table)", "truncate \(table)",
      "lock table \(table) in row exclusive mode", "lock table \(table) in access exclusive mode", "select 1 from \(table) for update",
      "select 1 from \(table) for key share", "alter table \(table) disable row level security", "alter table \(table) disable trigger all",
      "create trigger t before insert on \(table) for each row execute function access.user_added()", "drop table \(table)",
      "merge into \(table) t using (select 1) s on true when matched then delete",
    ] {
      #expect(nurse.refusal("begin; \(statement)") == "42501", "\(statement)")
      _ = nurse.refusal("rollback")
    }
  }

  @Test("no inner function can be called", arguments: [
    "access.readable_patients('FULL')", "access.current_session()", "access.require_session(null)",
    "access.reasons_for_access('\(TestPerson.doctor1.userID)', 'CLINICIAN', array['\(TestPatient.munoz.patientID)'::uuid])",
    "access.read_key(1, 0)", "access.decrypt_text('x', 'y')", "access.encrypt_text('x', 'y', 1)", "access.blind_index('x', 'y')",
    "access.user_may('\(TestPerson.nurseA.userID)', 'PRESCRIBE')", "access.setting('site_name')", "access.backends_to_end()", "access.store_locks()",
    "access.tidy_emergency_access()", "access.emergency_rows(null, true, false)", "access.open_for_session(null, null, 'CHART', 'x')",
    "access.add_attempt_counters(99)", "medical_data.find_by_prefix('g', 5)", "medical_data.find_patients('g', null, 5)",
    "medical_data.match_patients('a', 'b', null, null, null, null)", "medical_data.learn_all_names()",
    "audit_logs.record_event(null, null, 'FORGED')", "audit_logs.record_refusal(null, null, 'A', 'B')", "audit_logs.seal()", "audit_logs.verify()",
    "extensions.crypt('a', 'b')", "extensions.gen_salt('bf', 31)", "extensions.gen_random_bytes(8)", "extensions.levenshtein('a', 'b')",
  ])
  func innerFunctions(call: String) throws {
    #expect(nurse.refusal("select * from \(call)") == "42501")
  }

  @Test("what PostgreSQL leaves open to everybody is closed", arguments: [
    "create temp table t (a int)", "create table public.t (a int)", "create table api.t (a int)", "create schema x",
    "create function pg_temp.f() returns int language sql as 'select 1'", "create function api.f() returns int language sql as 'select 1'",
    "do $$ begin end $$", "do language sql $$ select 1 $$", "select lo_create(0)", "select lo_from_bytea(0, 'x')", "select lo_import('/etc/passwd')",
    "select pg_read_file('/etc/passwd')", "select pg_ls_dir('.')", "select pg_advisory_lock(1)", "select pg_advisory_xact_lock(720001)",
    "select pg_try_advisory_lock_shared(1, 2)", "select pg_logical_emit_message(false, 'a', 'b')", "select pg_export_snapshot()",
    "select * from pg_stat_activity", "select pg_terminate_backend(1)", "select pg_cancel_backend(1)", "select * from pg_stat_user_tables",
    "select pg_stat_get_live_tuples('medical_data.patients'::regclass)", "select * from pg_locks", "select * from pg_statistic",
    "select * from pg_authid", "copy (select 1) to program 'cat'", "copy (select 1) to '/tmp/x'", "select pg_switch_wal()", "checkpoint",
    "alter role nurse_a bypassrls", "alter role nurse_b password 'x'", "create role x", "alter system set fsync = off", "set session_replication_role = replica",
    "set log_statement = 'all'", "create extension dblink", "load 'auto_explain'", "create event trigger e on ddl_command_end execute function f()",
    "create publication p for all tables", "comment on function api.whoami() is 'x'",
    "reindex table medical_data.patients", "set role clinic_people; create temp table x (a int)",
  ])
  func leftOpen(statement: String) throws {
    let state = nurse.refusal(statement)
    #expect(["42501", "42704", "0A000", "58P01", "3F000"].contains(state), "\(state ?? "succeeded")")
  }

  @Test("a definer function is not fooled by what a caller puts in front", arguments: [
    "set search_path = pg_temp, api, public", "set search_path = ''", "set session characteristics as transaction read write",
    "set timezone = 'Asia/Tokyo'", "set datestyle = 'German'", "set standard_conforming_strings = off", "set bytea_output = 'escape'",
    "set extra_float_digits = -15", "set enable_indexscan = off", "set check_function_bodies = off",
    "set transform_null_equals = on", "set array_nulls = off", "set xmloption = document", "set backslash_quote = on",
  ])
  func hostileSettings(statement: String) throws {
    try nurse.run(statement)
    #expect(nurse.answer("select count(*) from medical_data.biomarkers") == wholeChart)
    #expect(nurse.answer(openChart(.munoz)) == "NO_RFA")
    #expect(nurse.answer(openChart(.garcia)) == "OPENED")
    #expect(nurse.answer("select display_name from api.whoami()") == "Alba Reina")
  }

  @Test("COPY of a query is filtered")
  func copyQuery() throws {
    let other = try Self.database.get().signedIn(.nurseB)
    let copy = "copy (select * from medical_data.biomarkers) to stdout"
    #expect(try other.run(copy).rows.isEmpty)
    #expect(try nurse.run(copy).rows.count == 30, "control: what was opened may be copied")
  }

  @Test("EXPLAIN ANALYZE says the same of a hidden and an absent patient, whatever the planner is forced to", arguments: [
    "", "seqscan", "seqscan,indexonlyscan", "seqscan,indexscan,indexonlyscan", "seqscan,bitmapscan", "indexscan,indexonlyscan,bitmapscan",
  ])
  func explain(off: String) throws {
    for name in off.split(separator: ",") { try nurse.run("set enable_\(name) = off") }
    for (table, also) in [
      ("biomarkers", "true"), ("biomarkers", "type_id = 1"), ("biomarkers", "status = 'NORMAL' and superseded_at is null"),
      ("prescriptions", "medication = 'metformin'"), ("prescriptions", "medication = any (array['metformin'])"), ("patient_allergies", "true"),
    ] {
      let plans = [TestPatient.munoz.patientID, nobody].map { patient in
        ["patient_id = '\(patient)'", "patient_id = any (array['\(patient)']::uuid[])"].flatMap { condition in
          nurse.rows("explain (analyze, costs off, timing off, summary off) select * from medical_data.\(table) where \(condition) and \(also)")
            .map { $0.replacing(patient, with: "PATIENT") }
        }
      }
      #expect(plans[0] == plans[1])
      #expect(plans[0].contains { $0.contains("InitPlan") })
    }
  }

  @Test("no error of the gate tells that a hidden patient has such a row")
  func errorOracle() throws {
    try nurse.run("set enable_indexscan = off; set enable_indexonlyscan = off; set enable_bitmapscan = off; begin isolation level repeatable read")
    for patient in [TestPatient.munoz.patientID, nobody] {
      #expect(nurse.refusal("select 1 from medical_data.prescriptions where patient_id = '\(patient)' and medication = 'metformin'") == nil)
    }
    #expect(nurse.refusal("select 1 from medical_data.prescriptions") == "25001", "control: the open chart does raise it")
  }

  @Test("EXPLAIN of an api call shows nothing of its inside")
  func explainApi() throws {
    let plan = nurse.rows("explain (analyze, verbose, costs off, timing off, summary off) select api.open_directory('TREATMENT')").joined()
    #expect(plan.contains("open_directory") && !plan.contains("openings"))
  }

  @Test("an error only comes from a visible row")
  func leakyError() throws {
    let statement = "select count(*) from medical_data.biomarkers where 1 / (value - 7) > -1e9"
    #expect(nurse.refusal(statement) == "22012", "control: a visible row divides by zero")
    #expect(try Self.database.get().signedIn(.nurseB).refusal(statement) == nil)
  }

  @Test("debug output shows no stored value")
  func debugOutput() throws {
    try nurse.run("set debug_print_plan = on; set client_min_messages = debug5")
    _ = nurse.answer(openChart(.schroeder))
    try nurse.run("set client_min_messages = notice; set debug_print_plan = off")
    let said = nurse.notices.joined()
    #expect(!said.contains("password_hash") && !said.contains("Schr"))
  }

  @Test("function bodies and policies hold no secret")
  func sources() throws {
    let key = String(repeating: "0123456789abcdef", count: 4)
    #expect(nurse.answer("select count(*) from pg_proc where prosrc like '%\(key)%'") == "0")
    #expect(nurse.answer("select count(*) from pg_settings where setting like '%\(key)%'") == "0")
  }

  @Test("pg_dump's way of reading fails for a person")
  func dump() throws {
    #expect(nurse.refusal("set row_security = off; begin; lock table medical_data.biomarkers in access share mode; select * from medical_data.biomarkers") == "42501")
  }
}
