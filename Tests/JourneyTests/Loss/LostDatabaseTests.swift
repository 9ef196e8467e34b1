import DatabaseTestSupport
import Glibc
import TerminalTestSupport
import Testing

/// The server goes down and comes back. One server for all, one test at a time.
@Suite(.serialized) struct LostDatabaseTests {
  private static let server = Result { try DemoServer() }

  private func filledForm(_ server: DemoServer, surname: String) throws -> TerminalSession {
    let terminal = try server.signedIn(.reception)
    terminal.openRegistration()
    // A draft of the test before would be brought back.
    terminal.settle(milliseconds: 300)
    terminal.fillRegistration(surname1: surname, given: "Aurora", born: "03041966")
    terminal.expect("1966-04-03")
    // So that nothing but the form's own write is under way when the line breaks.
    terminal.expect("draft saved")
    return terminal
  }

  private func unlock(_ terminal: TerminalSession, at place: SourceLocation = #_sourceLocation) {
    terminal.expect("The line was lost and is back.", seconds: 30, at: place)
    terminal.type(Person.password)
    terminal.press("Enter")
  }

  private func stored(_ surname: String, _ session: SqlSession) throws -> String? {
    try session.run("select count(*) from medical_data.patients where surname_1 = $1", [surname]).value
  }

  @Test func inTheMiddleOfAFormTheFormStays() throws {
    let server = try Self.server.get()
    let terminal = try filledForm(server, surname: "Mitjanit")
    terminal.press("Shift-Tab", "Shift-Tab")
    terminal.settle()
    let cursor = terminal.cursor
    try server.stop()
    terminal.expect("The database is not reachable; trying again.")
    terminal.expect("LOCKED")
    #expect(!terminal.contains("Mitjanit"))
    // A password now says so, and is not lost with it.
    terminal.type(Person.password)
    terminal.press("Enter", expect: "! The database cannot be reached now.")
    try server.start()
    unlock(terminal)
    terminal.expect("[Mitjanit")
    #expect(terminal.wait { $0.cursor == cursor }, "\(terminal.screen)")
    terminal.press("F9", expect: "Record number ")
    #expect(try stored("Mitjanit", server.superuser()) == "1")
    terminal.press("Ctrl-Q", expect: "E-mail")
    terminal.press("Ctrl-Q")
    #expect(terminal.waitForExit() == .code(0))
  }

  @Test func aWriteThatNeverArrivedIsSentAgainOnce() throws {
    let server = try Self.server.get()
    let terminal = try filledForm(server, surname: "Perdut")
    let superuser = try server.superuser()
    try superuser.run("begin; lock table medical_data.patients in access exclusive mode")
    terminal.press("F9", expect: "Saving...")
    try superuser.run("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'clinic_terminal'")
    terminal.expect("LOCKED")
    try superuser.run("rollback")
    #expect(try stored("Perdut", superuser) == "0")
    unlock(terminal)
    terminal.expect("Record number ")
    #expect(try stored("Perdut", superuser) == "1")
  }

  @Test func aWriteWhoseAnswerWasLostIsNotStoredTwice() throws {
    let server = try Self.server.get()
    let terminal = try filledForm(server, surname: "Dubtosa")
    let superuser = try server.superuser()
    // A commit that waits for a standby that does not exist: it is on disk, and its answer never comes.
    try superuser.run("alter system set synchronous_standby_names = 'nobody'")
    try superuser.run("select pg_reload_conf()")
    usleep(300_000)
    terminal.press("F9", expect: "Saving...")
    let waiting = "select count(*) from pg_stat_activity where usename = 'clinic_terminal' and wait_event = 'SyncRep'"
    var waits = false
    for _ in 0..<200 where !waits {
      waits = try superuser.run(waiting).value != "0"
      if !waits { usleep(50_000) }
    }
    #expect(waits)
    try superuser.run("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'clinic_terminal'")
    terminal.expect("LOCKED")
    try superuser.run("alter system reset synchronous_standby_names")
    try superuser.run("select pg_reload_conf()")
    #expect(try stored("Dubtosa", superuser) == "1")
    unlock(terminal)
    terminal.expect("Record number ")
    terminal.expect("DUBTOSA, Aurora")
    #expect(try stored("Dubtosa", superuser) == "1")
    let number = "select to_char(record_number::int, 'FM000-000-000') from medical_data.patients where surname_1 = 'Dubtosa'"
    terminal.expect(try superuser.run(number).value ?? "?")
  }

  @Test func theServerStoppedInTheMiddleOfAWrite() throws {
    let server = try Self.server.get()
    let terminal = try filledForm(server, surname: "Tallada")
    var superuser: SqlSession? = try server.superuser()
    try superuser?.run("begin; lock table medical_data.patients in access exclusive mode")
    terminal.press("F9", expect: "Saving...")
    try server.stop()
    superuser = nil
    terminal.expect("The database is not reachable; trying again.")
    try server.start()
    unlock(terminal)
    terminal.expect("Record number ")
    let count = try stored("Tallada", server.superuser())
    #expect(count == "1", "\(terminal.screen)")
  }

  @Test func aWriteBehindADraftThatHangsIsNotTakenForStored() throws {
    let server = try Self.server.get()
    let terminal = try filledForm(server, surname: "Darrera")
    let superuser = try server.superuser()
    try superuser.run("begin; lock table access.drafts in access exclusive mode")
    terminal.press("Shift-Tab", "Shift-Tab", "Shift-Tab", "Shift-Tab")
    terminal.type("x")
    var waits = false
    for _ in 0..<200 where !waits {
      waits = try superuser.run("select count(*) from pg_stat_activity where usename = 'clinic_terminal' and wait_event_type = 'Lock'").value != "0"
      if !waits { usleep(50_000) }
    }
    #expect(waits)
    terminal.press("F9", expect: "Saving...")
    try superuser.run("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'clinic_terminal'")
    terminal.expect("LOCKED")
    try superuser.run("rollback")
    unlock(terminal)
    terminal.expectGone("LOCKED")
    terminal.expectGone("Saving...")
    let count = try stored("Darrera", superuser)
    #expect(terminal.contains("Record number ") == (count == "1"), "\(count ?? "?") stored:\n\(terminal.screen)")
    if count == "0" {
      terminal.press("F9", expect: "Record number ")
      #expect(try stored("Darrera", superuser) == "1")
    }
  }

  @Test func aFormThatCouldNotBeSentIsKeptForTheNextSignIn() throws {
    let server = try Self.server.get()
    let terminal = try filledForm(server, surname: "Guardada")
    try server.stop()
    terminal.expect("The database is not reachable; trying again.")
    try server.start()
    unlock(terminal)
    terminal.expect("[Guardada")
    terminal.press("Ctrl-Q", expect: "E-mail")
    terminal.signIn(.reception)
    terminal.expect(Person.reception.firstSight)
    terminal.press("F7", expect: "your draft was brought back")
    terminal.expect("[Guardada")
    terminal.press("F9", expect: "Record number ")
    #expect(try stored("Guardada", server.superuser()) == "1")
  }

  @Test func aChartIsHiddenAndReadAgain() throws {
    let server = try Self.server.get()
    let terminal = try server.signedIn(.nurse)
    terminal.openChart("garcia nunez 1971-03-12")
    try server.stop()
    terminal.expect("LOCKED")
    for word in ["GARC", "HbA1c", "mmol", "1971"] { #expect(!terminal.contains(word), "\(terminal.screen)") }
    try server.start()
    let superuser = try server.superuser()
    try superuser.run("""
      update access.roster set starts_at = now() - interval '9 hours', ends_at = now() - interval '2 hours'
       where user_id = (select user_id from access.users where email = 'nurse@clinic.demo')
      """)
    // What was on the screen is not what may be seen now.
    unlock(terminal)
    terminal.expect("NO_RFA")
    #expect(!terminal.contains("HbA1c"), "\(terminal.screen)")
    try superuser.run("update access.roster set ends_at = '2099-12-31'")
  }

  @Test func aRequestInDoubtIsSentOnce() throws {
    let server = try Self.server.get()
    let superuser = try server.superuser()
    let terminal = try server.signedIn(.nurse)
    let refused = try #require(try superuser.run("""
      select record_number from medical_data.patients p join access.wards w using (ward_id) where w.code = 'B' order by 1 limit 1
      """).value)
    terminal.openRefused(refused)
    terminal.press("b", expect: "Ask for emergency access")
    try superuser.run("begin; lock table access.emergency_access in access exclusive mode")
    terminal.fillEmergencyRequest(reason: "unresponsive in bed 3")
    var waits = false
    for _ in 0..<200 where !waits {
      waits = try superuser.run("select count(*) from pg_stat_activity where usename = 'clinic_terminal' and wait_event_type = 'Lock'").value != "0"
      if !waits { usleep(50_000) }
    }
    #expect(waits)
    try superuser.run("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'clinic_terminal'")
    terminal.expect("LOCKED")
    try superuser.run("rollback")
    unlock(terminal)
    terminal.expect("is with the doctors on duty")
    #expect(try superuser.run("select count(*) from access.emergency_access").value == "1")
  }

  @Test func theEndWhileTheDatabaseIsAwayIsStillAnEnd() throws {
    let server = try Self.server.get()
    let terminal = try server.signedIn(.nurse)
    try server.stop()
    terminal.expect("LOCKED")
    terminal.press("Ctrl-Q", expect: "database not reachable, trying again")
    terminal.press("Ctrl-Q")
    #expect(terminal.waitForExit(seconds: 3) == .code(0))
    try server.start()
    // The session is bound to a connection that is gone: nobody can use it again.
    let superuser = try server.superuser()
    #expect(try superuser.run("select count(*) from pg_stat_activity where usename = 'clinic_terminal'").value == "0")
  }
}
