import DatabaseTestSupport
import Foundation
import Testing

/// `clinicctl audit` and the sealing of `clinicctl watch`.
@Suite struct AuditCommandTests {
  let database: TestDatabase
  let root: SqlSession
  let file = "/tmp/clinic-heads-\(UUID().uuidString.prefix(8))"

  init() throws {
    database = try TestDatabase.clone()
    root = try database.session()
  }

  private func audit(_ arguments: [String]) throws -> TestProgram.Answer {
    try TestProgram.run("clinicctl", ["audit"] + arguments + ["--database", database.conninfo(as: "clinic_watch")])
  }

  /// Other databases of the cluster may have older transactions running: until every event is in a window.
  private func sealEverything(_ arguments: [String] = []) throws {
    let newest = try root.run("select max(xid) from audit_logs.events").value ?? "0"
    let end = Date().addingTimeInterval(60)
    while Date() < end, try root.run("select coalesce(max(to_xid) > '\(newest)', false) from audit_logs.seals").value != "t" {
      let answer = try audit(["seal"] + arguments)
      #expect(answer.status == 0, "\(answer.errors)")
    }
  }

  private var kept: [String] { String(decoding: FileManager.default.contents(atPath: file) ?? Data(), as: UTF8.self).split(separator: "\n").map(String.init) }

  @Test func headsAreKeptAndAgree() throws {
    defer { try? FileManager.default.removeItem(atPath: file) }
    try sealEverything(["--head-file", file])
    _ = try database.signedIn(.nurseA)
    try sealEverything(["--head-file", file])
    let heads = try root.run("select encode(chain, 'hex') from audit_logs.seals order by seal_number").rows.compactMap { $0[0] }
    #expect(heads.count >= 2)
    #expect(kept.map { String($0.split(separator: " ").last ?? "") } == heads)
    let answer = try audit(["verify", "--head-file", file])
    #expect(answer.status == 0 && answer.output.contains("\(heads.count) seals over"), "\(answer.errors)")
    #expect(answer.output.contains("\(heads.count) kept heads agree."))
  }

  @Test func headsThatWereMissedAreKeptLater() throws {
    defer { try? FileManager.default.removeItem(atPath: file) }
    try sealEverything()
    _ = try audit(["seal", "--head-file", file])
    #expect(try kept.count == Int(root.run("select count(*) from audit_logs.seals").value ?? ""))
  }

  @Test func firstBadWindowAndRowAreNamed() throws {
    try sealEverything()
    let event = try root.run("select min(event_id) from audit_logs.events").value ?? ""
    try root.run("alter table audit_logs.events disable trigger all; update audit_logs.events set purpose = 'x' where event_id = \(event)")
    let answer = try audit(["verify"])
    #expect(answer.status == 1)
    #expect(answer.output.hasPrefix("Seal 1: events were changed, first at event \(event) (changed).\n"))
  }

  @Test func streamSealedAnewDiffersFromTheKeptHeads() throws {
    defer { try? FileManager.default.removeItem(atPath: file) }
    try sealEverything(["--head-file", file])
    try root.run("""
      alter table audit_logs.events disable trigger all; alter table audit_logs.seals disable trigger all;
      update audit_logs.events set purpose = 'x' where event_id = (select min(event_id) from audit_logs.events); delete from audit_logs.seals
      """)
    #expect(try audit(["verify", "--head-file", file]).output.contains("and is not in the database"))
    try sealEverything()
    #expect(try audit(["verify"]).status == 0, "the database alone cannot know")
    let answer = try audit(["verify", "--head-file", file])
    #expect(answer.status == 1 && answer.output.hasPrefix("Seal 1: the head kept on "))
  }

  @Test func fileThatIsNoneIsRefused() throws {
    let answer = try audit(["seal", "--head-file", "/nowhere/heads"])
    #expect(answer.status != 0 && answer.errors.contains("Cannot append to /nowhere/heads"))
    try "nonsense\n".write(toFile: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: file) }
    #expect(try audit(["verify", "--head-file", file]).errors.contains("\(file):1 is no head of a seal"))
  }

  @Test func systemLogIsUsedOrMissed() throws {
    let answer = try audit(["seal", "--syslog"])
    let hasLog = access("/dev/log", W_OK) == 0
    #expect((answer.status == 0) == hasLog)
    if !hasLog { #expect(answer.errors.contains("There is no system log at /dev/log")) }
  }

  @Test func watchSeals() throws {
    defer { try? FileManager.default.removeItem(atPath: file) }
    let watch = Process()
    watch.executableURL = URL(fileURLWithPath: try TestProgram.path("clinicctl"))
    watch.arguments = ["watch", "--database", try database.conninfo(as: "clinic_watch"), "--head-file", file]
    try watch.run()
    defer {
      watch.terminate()
      watch.waitUntilExit()
    }
    let end = Date().addingTimeInterval(30)
    while kept.isEmpty, Date() < end { usleep(50_000) }
    #expect(try kept.first?.split(separator: " ").last.map(String.init) == root.run("select encode(chain, 'hex') from audit_logs.seals where seal_number = 1").value)
  }

  @Test(arguments: [
    ("en", ["Who saw the record of María José García Núñez:", "Alba Reina (nurse) opened the chart for treatment, as staff of the ward."]),
    ("es", ["Quién vio la historia de María José García Núñez:", "Alba Reina (enfermería) abrió la historia para el tratamiento, por ser personal de la planta."]),
  ])
  func whoSawInSentences(language: String, expected: [String]) throws {
    let nurse = try database.signedIn(.nurseA)
    try nurse.run("select api.open_chart('\(TestPatient.garcia.patientID)', 'TREATMENT')")
    let number = try root.run("select record_number from medical_data.patients where patient_id = '\(TestPatient.garcia.patientID)'").value ?? ""
    let answer = try TestProgram.run("clinicctl", ["audit", "who-saw", "--database", database.conninfo(as: TestPerson.privacy), "--email",
      TestPerson.privacy.email, "--patient", number, "--language", language], input: TestPerson.password + "\n")
    #expect(answer.status == 0, "\(answer.errors)")
    for sentence in expected { #expect(answer.output.contains(sentence), "\(answer.output)") }
  }

  @Test func whoSawRefusesWhoMayNotAsk() throws {
    let number = try root.run("select record_number from medical_data.patients limit 1").value ?? ""
    func ask(_ person: TestPerson, _ number: String, password: String = TestPerson.password) throws -> TestProgram.Answer {
      try TestProgram.run("clinicctl", ["audit", "who-saw", "--database", database.conninfo(as: person), "--email", person.email, "--patient", number],
        input: password + "\n")
    }
    #expect(try ask(.admin, number).errors.contains("Your role may not do this."))
    #expect(try ask(.privacy, number, password: "wrong").errors.contains("You are not signed in"))
    #expect(try ask(.privacy, "123456789").errors.contains("no record number"))
    #expect(try ask(.nurseB, number).output.hasSuffix("Nobody.\n"))
  }
}
