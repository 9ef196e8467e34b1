import TerminalTestSupport
import Testing

/// The privacy lock: by key, by idleness, by the database.
@Suite struct LockTests {
  @Test func theLockHidesEverythingAndThePasswordBringsTheSameFieldBack() throws {
    let clinic = try Clinic()
    let terminal = try clinic.signedIn(.nurse)
    terminal.press("/")
    terminal.type("penalv")
    terminal.expect("2 found")
    let (before, cursor) = (terminal.screen, terminal.cursor)
    terminal.press("Ctrl-L", expect: "LOCKED")
    terminal.expect("Nora Berg   since ")
    #expect(!terminal.contains("PEÑALVER") && !terminal.contains("penalv") && !terminal.contains("Patients"), "\(terminal.screen)")
    #expect(try clinic.count("select count(*) from access.sessions where locked_at is not null") == 1)
    terminal.type("wrong")
    terminal.press("Enter", expect: "That is not the password.")
    #expect(!terminal.contains("PEÑALVER"))
    terminal.type(Person.password)
    terminal.press("Enter", expect: "PEÑALVER")
    #expect(terminal.wait { $0.screen == before && $0.cursor == cursor }, "\(terminal.screen)\n---\n\(before)")
    terminal.type("er soto")
    terminal.expect("[penalver soto")
    #expect(try clinic.count("select count(*) from access.sessions where locked_at is null and ended_at is null") == 1)
  }

  @Test func aFormComesBackWithItsFocus() throws {
    let terminal = try Clinic().signedIn(.reception)
    terminal.openRegistration()
    terminal.fillRegistration(surname1: "Quintanilla", given: "Aurora", born: "0304", sex: "", phone: "")
    terminal.expectRow { $0.contains("Birth date") && $0.contains("0304") }
    terminal.press("Shift-Tab", "Shift-Tab", "Shift-Tab")
    terminal.settle()
    let cursor = terminal.cursor
    terminal.press("Ctrl-L", expect: "LOCKED")
    #expect(!terminal.contains("Quintanilla"))
    terminal.type(Person.password)
    terminal.press("Enter", expect: "Quintanilla")
    #expect(terminal.wait { $0.cursor == cursor }, "\(terminal.cursor) \(cursor)\n\(terminal.screen)")
  }

  @Test func nothingOfTheApplicationHearsTheKeysOfALockedScreen() throws {
    let clinic = try Clinic()
    let terminal = try clinic.signedIn(.nurse)
    terminal.expect("my patients: 30")
    terminal.press("Ctrl-L", expect: "LOCKED")
    for key in ["Alt-1", "Alt-2", "Alt-4", "F2", "F7", "F9", "Down", "Esc", "Ctrl-P", "Tab", "PgDn"] {
      terminal.press(key)
      terminal.settle(milliseconds: 30)
      #expect(terminal.contains("LOCKED") || terminal.contains("Help"), "\(key):\n\(terminal.screen)")
      #expect(!terminal.contains("GARC"), "\(key)")
    }
    terminal.type(":jjj?")
    terminal.settle()
    #expect(terminal.contains("LOCKED"))
  }

  @Test func theOtherUserOfALockedScreenBeginsFromNothing() throws {
    let clinic = try Clinic()
    let terminal = try clinic.signedIn(.nurse)
    terminal.press("/")
    terminal.type("penalv")
    terminal.expect("2 found")
    terminal.press("Ctrl-L", expect: "LOCKED")
    terminal.press("F12", expect: "E-mail")
    terminal.signIn(.nurse2)
    terminal.expect("my patients: 28")
    #expect(!terminal.contains("penalv"))
    #expect(try clinic.count("select count(*) from access.sessions where ended_at is null") == 1)
  }

  @Test func idlenessLocksAndThenSignsOut() throws {
    let clinic = try Clinic()
    try clinic.shortenIdleTimes(lock: 2, signOut: 3)
    let terminal = try clinic.signedIn(.nurse)
    terminal.expect("locks in 1 min")
    terminal.expect("LOCKED")
    #expect(!terminal.contains("GARC"), "\(terminal.screen)")
    #expect(try clinic.count("select count(*) from access.sessions where locked_at is not null") == 1)
    terminal.expect("E-mail")
    #expect(!terminal.contains("Berg"))
    #expect(try clinic.eventually("select count(*) from access.sessions where ended_at is null", is: "0"))
  }

  @Test func keysHoldTheIdleLockOff() throws {
    let clinic = try Clinic()
    try clinic.shortenIdleTimes(lock: 2, signOut: 60)
    let terminal = try clinic.signedIn(.nurse)
    for _ in 0..<8 {
      terminal.press("Down")
      terminal.settle(milliseconds: 400)
      #expect(!terminal.contains("LOCKED"))
    }
    terminal.expect("LOCKED")
  }

  @Test func aSuspendedAccountLosesItsScreenAtOnce() throws {
    let clinic = try Clinic()
    let terminal = try clinic.signedIn(.nurse)
    terminal.openChart("garcia nunez 1971-03-12")
    try clinic.superuser.run("update access.users set status = 'SUSPENDED' where email = 'nurse@clinic.demo'")
    terminal.expect("LOCKED")
    #expect(!terminal.contains("HbA1c"), "\(terminal.screen)")
    terminal.type(Person.password)
    terminal.press("Enter", expect: "That is not the password.")
    #expect(try clinic.count("select count(*) from access.sessions where ended_at is null") == 0)
  }
}
