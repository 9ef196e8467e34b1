import DatabaseTestSupport
import Foundation
import Testing

/// The gates of sql/gates on the real schema: each finds nothing, and each finds what is planted.
@Suite(.serialized) struct CatalogueGateTests {
  private static let database = Result { try TestDatabase.clone() }

  /// A gate's file and violations it must find; each is planted in a transaction that is rolled back.
  struct Gate: Sendable, CustomTestStringConvertible {
    var file: String
    var violations: [String]
    var testDescription: String { file }
  }

  static let gates = [
    Gate(file: "01_row_level_security", violations: [
      "create table medical_data.x (a int)", "create table analytics.x (a int)", "alter table access.users no force row level security", "alter table medical_data.biomarkers disable row level security",
    ]),
    Gate(file: "02_tables_without_policy", violations: ["create table access.x (a int)", "drop policy definer_reads on access.capabilities"]),
    Gate(file: "03_views", violations: [
      "create view medical_data.v as select 1 as a", "create materialized view medical_data.m as select 1 as a",
      "create view api.v with (security_invoker = false) as select 1 as a",
    ]),
    Gate(file: "04_search_path", violations: [
      "create function api.f() returns int language sql as 'select 1'", "alter function api.whoami() reset search_path",
      "alter function api.whoami() set search_path = public, pg_catalog",
    ]),
    Gate(file: "05_public_functions", violations: [
      "grant execute on function access.setting(text) to public", "grant execute on function extensions.crypt(text, text) to public",
      "create function medical_data.f() returns int language sql as 'select 1'",
    ]),
    Gate(file: "06_logins", violations: [
      "alter role nurse_a bypassrls", "alter role nurse_a createrole", "grant clinic_definer to nurse_a", "alter function access.setting(text) owner to nurse_a",
      "grant clinic_archivist to clinic_owner", "grant pg_read_server_files to nurse_a",
    ]),
    Gate(file: "07_writing_privileges", violations: [
      "grant insert on medical_data.biomarkers to clinic_people", "grant update (bed) on medical_data.patients to nurse_a",
      "grant truncate on audit_logs.events to clinic_watch", "grant delete on access.users to public",
    ]),
    Gate(file: "08_public", violations: [
      "grant usage on language plpgsql to public", "grant usage on schema public to public",
      "grant execute on function pg_catalog.pg_advisory_lock(bigint) to public", "grant execute on function pg_catalog.pg_terminate_backend(int, bigint) to public",
      "do $$ begin execute format('grant temp on database %I to public', current_database()); end $$",
    ]),
    Gate(file: "09_leakproof", violations: ["alter function medical_data.fold(text) leakproof"]),
    Gate(file: "10_constant_policies", violations: [
      "create policy p on medical_data.biomarkers for select to clinic_people using (true)",
      "create policy p on medical_data.biomarkers for update to clinic_people using (patient_id is not null)",
    ]),
    Gate(file: "11_frozen_time", violations: [
      "create policy p on medical_data.biomarkers for select to clinic_people using (measured_at < now())",
      "create function access.f() returns boolean language sql as 'select now() > current_timestamp'",
    ]),
    Gate(file: "12_cascades", violations: [
      "create table access.x (a uuid references access.users on delete cascade)", "create table access.x (a uuid references access.users on delete set null)",
    ]),
    Gate(file: "14_allow_list", violations: [
      "grant execute on function access.setting(text) to clinic_people", "revoke execute on function api.whoami() from clinic_people",
      "create function api.backdoor() returns int language sql as 'select 1'",
    ]),
    Gate(file: "15_people_policies", violations: [
      "create policy p on medical_data.biomarkers for select to clinic_people using (recorded_by is not null)",
      "alter policy people_read_open_charts on medical_data.patients using (patient_id = any (array(select access.readable_patients('SUMMARY'))))",
      "alter policy people_read_open_charts on medical_data.prescriptions to public",
      """
      alter policy people_read_open_charts on analytics.medical_metrics using (patient_id operator(access.==) any (array(select access.opened_patients()))
        and patient_id = any (array(select access.readable_patients('FULL'))))
      """, "create policy p on access.users for select to nurse_a using (status = 'ACTIVE')",
    ]),
    Gate(file: "16_owners", violations: [
      "alter function api.whoami() security invoker", "alter function api.whoami() owner to clinic_owner", "alter function medical_data.fold(text) security definer",
      "alter function access.read_key(int, int) owner to postgres",
    ]),
    Gate(file: "17_definer_privileges", violations: [
      "grant delete on access.sessions to clinic_definer", "grant update on audit_logs.events to clinic_definer", "grant truncate on medical_data.patients to clinic_definer",
    ]),
    Gate(file: "18_patient_index", violations: ["drop index medical_data.allergy_reviews_of_patient", "drop index medical_data.prescriptions_of_patient", "drop index medical_data.consents_of_patient, medical_data.consents_living"]),
    Gate(file: "19_archive", violations: [
      "alter table audit_logs.events owner to clinic_owner", "alter table audit_logs.events disable trigger events_append_only",
      "drop trigger seals_no_truncate on audit_logs.seals", "grant select on audit_logs.events to clinic_owner",
    ]),
    Gate(file: "20_columns", violations: [
      "grant select (phone_encrypted) on medical_data.patients to clinic_people", "grant select on medical_data.custom_field_values to clinic_people",
      "grant select on analytics.ai_request_logs to clinic_people", "grant select on access.wards to clinic_people",
      "grant usage on sequence access.session_numbers to clinic_people",
    ]),
    Gate(file: "21_audited", violations: [
      "create table medical_data.x (patient_id uuid)", "create table analytics.x (patient_id uuid)", "drop trigger change on medical_data.prescriptions", "alter table access.roster disable trigger change",
    ]),
  ]

  static let furtherGates = [
    Gate(file: "22_definer_policies", violations: [
      "drop policy definer_adds on access.sessions", "revoke update on access.users from clinic_definer", "grant insert on access.capabilities to clinic_definer",
      "alter policy definer_reads on access.wards using (ward_id is not null)",
    ]),
    Gate(file: "23_default_privileges", violations: ["alter default privileges for role clinic_definer grant execute on functions to public"]),
    Gate(file: "25_public_relations", violations: [
      "grant select on medical_data.biomarkers to public", "grant select (code) on access.wards to public", "grant usage on sequence access.session_numbers to public",
      "drop policy people_read_catalogue on medical_data.biomarker_types",
    ]),
    Gate(file: "24_sequences", violations: [
      "grant select on sequence access.session_numbers to clinic_definer", "grant update on sequence access.opening_numbers to clinic_definer",
    ]),
    Gate(file: "26_whole_tables", violations: [
      "grant update on medical_data.vital_signs to clinic_definer", "grant select on medical_data.patients to clinic_people",
    ]),
  ]

  private func text(_ file: String) throws -> String {
    let path = try TestDatabase.schemaFolder().path + "/gates/\(file).sql"
    return String(decoding: try #require(FileManager.default.contents(atPath: path)), as: UTF8.self)
  }

  @Test("finds nothing on the real schema, and finds each planted violation", arguments: gates + furtherGates)
  func gate(gate: Gate) throws {
    let root = try Self.database.get().session()
    let query = try text(gate.file)
    #expect(root.rows(query) == [])
    for violation in gate.violations {
      try root.run("begin; \(violation)")
      #expect(try root.run(query).rows.count >= 1, "\(violation)")
      try root.run("rollback")
    }
    #expect(root.rows(query) == [], "nothing stays planted")
  }

  @Test("gate 13 names settings of a server that is no clinic's, and is stricter in production")
  func server() throws {
    let root = try Self.database.get().session()
    let query = try text("13_server")
    let embedded = root.rows(query)
    #expect(embedded.contains("fsync = off"), "the throw-away cluster is not durable")
    try root.run("set clinic_check.profile = 'production'")
    let isOld = Int(root.answer("show server_version_num")) ?? 0 < 150_019
    #expect(root.rows(query).contains { $0.hasPrefix("server_version_num") } == isOld)
    try root.run("set clinic_check.profile = 'embedded'; set log_statement = 'all'; set synchronous_commit = off; set password_encryption = 'md5'")
    #expect(root.rows(query).filter { !embedded.contains($0) }.sorted() == ["log_statement = all", "password_encryption = md5", "synchronous_commit = off"])
  }

  @Test("every gate file has its test")
  func complete() throws {
    let folder = try TestDatabase.schemaFolder().path + "/gates"
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".sql") }.map { String($0.dropLast(4)) }
    #expect(Set(files) == Set((Self.gates + Self.furtherGates).map(\.file) + ["13_server"]))
  }
}
