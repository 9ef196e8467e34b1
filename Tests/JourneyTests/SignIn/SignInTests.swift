import DatabaseTestSupport
import TerminalTestSupport
import Testing

/// From the first screen to the first list, and what keeps somebody out.
@Suite struct SignInTests {
  @Test func theRightPasswordShowsTheWard() throws {
    let terminal = try Clinic().terminal()
    terminal.signIn(.nurse)
    terminal.expect("my patients: 30")
    terminal.expectRow { $0.contains("Nora Berg") && $0.contains("Nurse, A") && $0.contains("DEMO") }
    #expect(!terminal.contains("Last sign-in"))
  }

  @Test func theWholeAddressIsTheSameAsItsBeginning() throws {
    let terminal = try Clinic().terminal()
    terminal.type("nurse@clinic.demo")
    terminal.press("Tab")
    terminal.type(Person.password)
    terminal.press("Enter")
    terminal.expect("my patients: 30")
  }

  @Test func aWrongPasswordAndAnUnknownPersonReadTheSame() throws {
    let clinic = try Clinic()
    let (known, unknown) = (try clinic.terminal(), try clinic.terminal())
    known.signIn(.nurse, password: "not this one")
    unknown.type("nobody")
    unknown.press("Enter")
    unknown.type("not this one")
    unknown.press("Enter")
    for terminal in [known, unknown] { terminal.expect("! Sign-in was refused. Check both, or ask the") }
    // The password is forgotten, the address is not.
    #expect(known.rows.filter { !$0.contains("E-mail") } == unknown.rows.filter { !$0.contains("E-mail") })
    #expect(!known.contains("•"))
    #expect(try clinic.count("select count(*) from access.sessions") == 0)
  }

  @Test func fiveWrongOnesCloseTheAccountForTheRightOneToo() throws {
    let clinic = try Clinic()
    let terminal = try clinic.terminal()
    terminal.type("nurse")
    terminal.press("Enter")
    for password in (1...5).map({ "wrong \($0)" }) + [Person.password] {
      terminal.type(password)
      terminal.expect("•")
      terminal.press("Enter")
      #expect(terminal.wait { $0.contains("refused") && !$0.contains("•") }, "\(terminal.screen)")
      // No screen tells how many tries are left.
      #expect(terminal.contains("! Sign-in was refused. Check both, or ask the"), "\(terminal.screen)")
    }
    #expect(try clinic.count("select count(*) from access.sessions") == 0)
    // Somebody else is not hindered.
    let other = try clinic.terminal()
    other.signIn(.nurse2)
    other.expect("my patients: 28")
  }

  @Test func anEmptyFieldIsSaidWithoutAskingTheDatabase() throws {
    let terminal = try Clinic().terminal()
    terminal.press("Enter")
    terminal.expect("! The e-mail is missing.")
    terminal.type("nurse")
    terminal.press("Tab", "Enter")
    terminal.expect("! The password is missing.")
  }

  @Test func everythingInOneBurstSignsIn() throws {
    let clinic = try Clinic()
    let terminal = try Clinic.start(clinic.database.conninfo(as: "clinic_terminal"))
    terminal.companion = clinic
    terminal.expect("E-mail")
    terminal.send("nurse\r" + Person.password + "\r")
    terminal.expect("my patients: 30")
  }

  @Test func keysTypedBeforeTheAnswerAreNotTakenForSomethingElse() throws {
    let clinic = try Clinic()
    let terminal = try clinic.terminal()
    // The answer is held up, so that the keys surely come before it.
    try clinic.superuser.run("begin; lock table access.sessions in access exclusive mode")
    terminal.signIn(.nurse)
    terminal.expect("Checking...")
    terminal.type("jjj\r\rabc")
    terminal.settle()
    try clinic.superuser.run("commit")
    terminal.expect("my patients: 30")
    #expect(!terminal.contains("abc") && !terminal.contains("for what purpose"), "\(terminal.screen)")
    #expect(try clinic.count("select count(*) from access.sessions") == 1)
  }

  @Test func theLastSignInIsToldAfterASuccessOnly() throws {
    let clinic = try Clinic()
    let first = try clinic.signedIn(.doctor)
    first.press("Ctrl-Q", expect: "E-mail")
    #expect(!first.contains("Last sign-in"))
    first.signIn(.doctor)
    first.expect("Last sign-in 20")
  }

  @Test func ctrlQLeavesAndLeavesNothingBehind() throws {
    let terminal = try Clinic().terminal()
    #expect(terminal.isAlternateScreen)
    terminal.press("Ctrl-Q")
    #expect(terminal.waitForExit() == .code(0))
    #expect(!terminal.isAlternateScreen && terminal.isCursorVisible)
    #expect(terminal.count("\u{1B}[?2004l") == 1)
    #expect(terminal.isBlank, "\(terminal.screen)")
  }

  @Test func twoTimesCtrlQInOneBurstEndsTheSessionInTheDatabaseToo() throws {
    let clinic = try Clinic()
    let terminal = try clinic.signedIn(.nurse)
    terminal.press("Ctrl-Q", "Ctrl-Q")
    #expect(terminal.waitForExit() == .code(0))
    #expect(try clinic.value("select end_reason from access.sessions") == "SIGNED_OUT")
  }

  @Test func anotherPersonTakesOverWithF12() throws {
    let clinic = try Clinic()
    let terminal = try clinic.signedIn(.nurse)
    terminal.press("F12", expect: "E-mail")
    #expect(!terminal.contains("Berg"))
    terminal.signIn(.nurse2)
    terminal.expect("my patients: 28")
    terminal.expectRow { $0.contains("Pilar Holm") && $0.contains("Nurse, B") }
    #expect(try clinic.count("select count(*) from access.sessions where ended_at is null") == 1)
  }

  @Test func aPersonalLoginTakesNobodyElse() throws {
    let clinic = try Clinic()
    let terminal = try clinic.terminal(role: Person.nurse.loginRole)
    terminal.signIn(.doctor)
    terminal.expect("! Sign-in was refused")
  }

  @Test func theDatabaseMayComeLater() throws {
    let clinic = try Clinic()
    let conninfo = try clinic.database.conninfo(as: "clinic_terminal")
    clinic.superuser.close()
    let aside = try TestCluster.superuser()
    try aside.run("alter database \(clinic.database.name) rename to \(clinic.database.name)_later")
    let terminal = try Clinic.start(conninfo)
    terminal.companion = clinic
    terminal.expect("database not reachable, trying again")
    terminal.signIn(.nurse)
    terminal.expect("! The database cannot be reached now.")
    try aside.run("alter database \(clinic.database.name)_later rename to \(clinic.database.name)")
    terminal.expect("Clinic demo")
    // The address still stands there.
    terminal.type(Person.password)
    terminal.press("Enter")
    terminal.expect("my patients: 30")
  }
}
