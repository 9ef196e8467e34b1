import DatabaseTestSupport
import Foundation
import Testing

/// `clinicctl watch` beside an ordinary server.
@Suite struct WatchTests {
  private func watching(_ database: TestDatabase) throws -> Process {
    let watch = Process()
    watch.executableURL = URL(fileURLWithPath: try TestProgram.path("clinicctl"))
    watch.arguments = ["watch", "--database", try database.conninfo(as: "clinic_watch")]
    try watch.run()
    return watch
  }

  @Test func endsWhatHasOutlivedItsAccessAndNothingElse() throws {
    let database = try TestDatabase.clone()
    let watch = try watching(database)
    defer {
      watch.terminate()
      watch.waitUntilExit()
    }
    let (suspended, idle, allowed) = (try database.signedIn(.nurseA), try database.signedIn(.nurseB), try database.signedIn(.doctor1))
    try suspended.run("begin; select patient_id from medical_data.patients")
    try allowed.run("begin; select patient_id from medical_data.patients")
    let superuser = try database.session()
    // One is suspended in the middle of a transaction, one while she does nothing, one goes on working.
    try superuser.run("update access.users set status = 'SUSPENDED' where email in ('\(TestPerson.nurseA.email)', '\(TestPerson.nurseB.email)')")
    let gone = "select count(*) from pg_stat_activity where pid = \(suspended.backendPid)"
    let end = Date().addingTimeInterval(30)
    while try superuser.run(gone).value != "0", Date() < end { usleep(50_000) }
    #expect(try superuser.run(gone).value == "0")
    #expect(throws: SqlError.self) { try suspended.run("select 1") }
    #expect(try idle.run("select count(*) from api.whoami()").value == "0")
    #expect(try allowed.run("select role_code from api.whoami()").value == "CLINICIAN")
  }

  /// It would hold locks, the oldest event that may be sealed and the notices of everybody.
  @Test func endsATransactionThatLastsLongerThanAMinuteWhateverItDoes() throws {
    let database = try TestDatabase.clone()
    let watch = try watching(database)
    defer {
      watch.terminate()
      watch.waitUntilExit()
    }
    let (busy, working) = (try database.signedIn(.nurseA), try database.signedIn(.doctor1))
    try busy.run("begin; select api.save_draft('x', '{}')")
    let superuser = try database.session()
    let gone = "select count(*) from pg_stat_activity where pid = \(busy.backendPid)"
    let end = Date().addingTimeInterval(100)
    // She is at work all the time: it is not for idling that she is ended.
    while try superuser.run(gone).value != "0", Date() < end {
      _ = try? busy.run("select 1")
      #expect(try working.run("select role_code from api.whoami()").value == "CLINICIAN")
      usleep(250_000)
    }
    #expect(try superuser.run(gone).value == "0")
    #expect(try working.run("select role_code from api.whoami()").value == "CLINICIAN")
  }
}
