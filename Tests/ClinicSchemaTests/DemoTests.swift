import DatabaseTestSupport
import Foundation
import LocalCluster
import Testing

/// `clinicctl demo` as a person runs it: one demo for all checks of its data.
@Suite(.serialized) final class DemoTests {
  let folder = "/tmp/clinic-demo-test-\(UUID().uuidString.prefix(8))"

  deinit {
    try? LocalCluster.remove(ClusterConfiguration(folder: folder))
    try? FileManager.default.removeItem(atPath: folder)
  }

  private func clinicctl(_ arguments: String..., input: String = "") throws -> TestProgram.Answer {
    try TestProgram.run("clinicctl", arguments + ["--data-dir", folder], input: input)
  }

  private struct Description: Decodable {
    struct User: Decodable { var email, password, role, name, database: String }
    var database: String
    var users: [User]
  }

  private func superuser() throws -> SqlSession {
    try SqlSession("host=\(folder)/run dbname=clinic user=postgres")
  }

  @Test func wholeLifeOfADemo() throws {
    let first = try clinicctl("demo", "start")
    try #require(first.status == 0, "\(first.errors)")
    #expect(first.output.split(separator: "\n").count == 1)
    let description = try JSONDecoder().decode(Description.self, from: Data(first.output.utf8))
    #expect(description.users.map(\.role) == ["NURSE", "NURSE", "CLINICIAN", "CLINICIAN", "RECEPTIONIST", "ADMIN", "PRIVACY_OFFICER"])
    for user in description.users {
      for conninfo in [user.database, description.database] {
        let session = try SqlSession(conninfo)
        #expect(try session.run("select api.sign_in($1, $2)", [user.email, user.password]).value == "SIGNED_IN", "\(user.email)")
        #expect(try session.run("select display_name from api.whoami()").value == user.name)
      }
    }
    try dataIsPlausible()
    try nobodyElseLogsIn(description.users[0].database)

    let again = try clinicctl("demo", "start")
    #expect(again.output == first.output)
    #expect(again.errors == "")
    #expect(try clinicctl("migrate-nothing").status != 0)
    try schemaCommands()

    #expect(try clinicctl("demo", "stop").errors.contains("Stopped"))
    #expect(throws: SqlError.self) { try superuser() }
    #expect(try clinicctl("demo", "reset", input: "n\n").errors.contains("Nothing was removed"))
    #expect(FileManager.default.fileExists(atPath: folder + "/cluster"))
    #expect(try clinicctl("demo", "reset", "--yes").errors.contains("Removed"))
    #expect(!FileManager.default.fileExists(atPath: folder + "/cluster"))
    #expect(try clinicctl("demo", "stop").errors.contains("There is no demo"))
  }

  private func dataIsPlausible() throws {
    let session = try superuser()
    let facts: [(String, String)] = [
      ("select count(*) from medical_data.patients", "240"),
      ("select string_agg(code, ' ' order by code) from access.wards", "A B C"),
      ("select string_agg(n::text, ' ') from (select count(*) n from medical_data.patients p join access.wards w using (ward_id) group by w.code order by w.code) x", "30 28 20"),
      ("select count(*) > 140 from medical_data.patients where sex = 'FEMALE' and age(birth_date) between interval '29 years' and interval '70 years'", "t"),
      ("select count(*) > 100 from medical_data.patients where surname_2 is not null", "t"),
      ("select count(*) > 0 from medical_data.patients where surname_1 ~ '[一-龥]'", "t"),
      ("select count(*) > 0 from medical_data.patients where surname_1 ~ '[ء-ي]'", "t"),
      ("select count(*) > 3 from medical_data.patients where surname_1 ~ 'ñ' or given_names ~ 'ñ' or surname_2 ~ 'ñ'", "t"),
      ("select count(*) > 1 from medical_data.patients where surname_1 ~ '-' or surname_2 ~ '-'", "t"),
      ("select count(*) > 0 from medical_data.patients a join medical_data.patients b using (given_names, surname_1, surname_2) where a.birth_date < b.birth_date", "t"),
      ("select count(*) > 0 from medical_data.patients a join medical_data.patients b using (surname_1, surname_2, birth_date) where a.given_names < b.given_names", "t"),
      ("select max(measured_at) <= now() and min(measured_at) < now() - interval '23 months' from medical_data.biomarkers", "t"),
      ("select count(*) > 20000 from medical_data.biomarkers", "t"),
      ("select count(distinct patient_id) from medical_data.biomarkers", "240"),
      ("select count(distinct status) > 4 from medical_data.biomarkers", "t"),
      ("select bool_and(b.status = medical_data.classify(b.value, b.reference_low, b.reference_high, t.critical_low, t.critical_high)) from medical_data.biomarkers b join medical_data.biomarker_types t using (type_id)", "t"),
      ("select count(*) > 10 from medical_data.prescriptions where status = 'ACTIVE' and ends_on between current_date and current_date + 7", "t"),
      ("select count(*) > 20 from medical_data.prescriptions where ends_on < current_date", "t"),
      ("select string_agg(distinct outcome, ' ' order by outcome) from medical_data.allergy_reviews", "HAS_SOME NONE_KNOWN NOT_OBTAINABLE"),
      ("select count(*) > 0 from medical_data.patients p where not exists (select 1 from medical_data.allergy_reviews r where r.patient_id = p.patient_id)", "t"),
      ("select bool_and(has_alert = exists (select 1 from medical_data.patient_allergies a where a.patient_id = p.patient_id)) from medical_data.patients p", "t"),
      ("select access.decrypt_text(phone_encrypted, 'patients.phone/' || patient_id) ~ '^[+]346[0-9]{8}$' from medical_data.patients limit 1", "t"),
      ("select count(*) from access.care_team c join medical_data.patients p using (patient_id) join access.wards w using (ward_id) where w.code = 'C'", "0"),
    ]
    for (question, answer) in facts { #expect(try session.run(question).value == answer, "\(question)") }
  }

  private func nobodyElseLogsIn(_ conninfo: String) throws {
    let migrator = conninfo.replacingOccurrences(of: "demo_nurse", with: "clinic_migrator")
    #expect(throws: SqlError.self) { try SqlSession(migrator) }
    let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/cluster/keys/key1.hex")
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  private func schemaCommands() throws {
    let database = ["--database", "host=\(folder)/run dbname=clinic user=postgres"]
    let status = try TestProgram.run("clinicctl", ["migrate", "status"] + database)
    #expect(status.status == 0 && status.output.contains("0001_access_core  applied") && status.output.contains("Up to date."))
    let verified = try TestProgram.run("clinicctl", ["migrate", "verify"] + database)
    #expect(verified.status == 0, "\(verified.output)\(verified.errors)")
    try superuser().run("grant select on access.users to clinic_people")
    let drifted = try TestProgram.run("clinicctl", ["migrate", "verify"] + database)
    #expect(drifted.status == 1 && drifted.output.contains("TABLE access.users: grants is"))
    #expect(try TestProgram.run("clinicctl", ["migrate", "down", "--to", "0"] + database).errors.contains("Down to nothing"))
    let check = try TestProgram.run("clinicctl", ["check", "--profile", "embedded"] + database)
    #expect(check.status == 0 && check.output.contains("Usable.") || check.output.contains("Nothing to complain about."))
    #expect(try TestProgram.run("clinicctl", ["check"] + database).status == 1)
  }

  @Test func sameNumberOfPatientsGivesTheSamePatients() throws {
    let sum = """
      select md5(string_agg(concat_ws('|', p.patient_id, p.record_number, given_names, surname_1, surname_2, birth_date, sex, bed), ',' order by record_number))
          || (select md5(string_agg(concat_ws('|', record_id, patient_id, type_id, value, status), ',' order by record_id)) from medical_data.biomarkers
               where source = 'LABORATORY')
        from medical_data.patients p
      """
    var sums: [String?] = []
    for _ in 0..<2 {
      try #require(try clinicctl("demo", "start", "--patients", "30").status == 0)
      sums.append(try superuser().run(sum).value)
      try #require(try clinicctl("demo", "reset", "--yes").status == 0)
    }
    #expect(sums[0] != nil && sums[0] == sums[1])
  }

  @Test func failedCreationLeavesNothing() throws {
    let sql = folder + "-sql"
    defer { try? FileManager.default.removeItem(atPath: sql) }
    let real = URL(fileURLWithPath: try TestDatabase.schemaFolder().path).resolvingSymlinksInPath().path
    try FileManager.default.copyItem(atPath: real, toPath: sql)
    try "select 1/0;\n".write(toFile: sql + "/demo/6_broken.sql", atomically: true, encoding: .utf8)
    let answer = try clinicctl("demo", "start", "--sql", sql, "--patients", "5")
    #expect(answer.status != 0)
    #expect(answer.errors.contains("demo/6_broken.sql: division by zero"))
    #expect(!FileManager.default.fileExists(atPath: folder + "/cluster"))
    #expect(try clinicctl("demo", "start", "--patients", "5").status == 0)
  }

  @Test func killedServerAndKilledUserAreRecovered() throws {
    try #require(try clinicctl("demo", "start", "--patients", "5").status == 0)
    let text = try String(contentsOfFile: folder + "/cluster/data/postmaster.pid", encoding: .utf8)
    let pid = try #require(text.split(separator: "\n").first.flatMap { pid_t($0) })
    kill(pid, SIGKILL)
    try #require(try clinicctl("demo", "start").status == 0)
    #expect(try superuser().run("select count(*) from medical_data.patients").value == "5")
    // Nobody keeps it any more, and nobody is there: the watch notices and stops the server.
    unlink(folder + "/keep")
    let end = Date().addingTimeInterval(30)
    while FileManager.default.fileExists(atPath: folder + "/cluster/data/postmaster.pid"), Date() < end { usleep(100_000) }
    #expect(!FileManager.default.fileExists(atPath: folder + "/cluster/data/postmaster.pid"))
  }

  @Test func badOptionsAreRefused() throws {
    #expect(try clinicctl("demo", "start", "--patients", "0").errors.contains("--patients must be"))
    #expect(try clinicctl("demo", "start", "--postgres", "/nowhere").errors.contains("does not hold PostgreSQL"))
    #expect(try clinicctl("demo", "start", "--sql", "/nowhere").errors.contains("order.txt is missing"))
    #expect(!FileManager.default.fileExists(atPath: folder + "/cluster"))
  }
}
