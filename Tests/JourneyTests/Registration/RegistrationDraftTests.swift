import Glibc
import TerminalTestSupport
import Testing

/// What was typed is not lost, whatever happens to the program or the line.
@Suite struct RegistrationDraftTests {
  /// The form half filled, and nothing waited for.
  private func begun(_ clinic: Clinic) throws -> TerminalSession {
    let terminal = try clinic.signedIn(.reception)
    terminal.openRegistration()
    terminal.fillRegistration(surname1: "Quintanilla", given: "Aurora", born: "0304", sex: "", phone: "")
    terminal.expectRow { $0.contains("Birth date") && $0.contains("0304") }
    return terminal
  }

  private func expectDraft(in terminal: TerminalSession, at place: SourceLocation = #_sourceLocation) {
    terminal.press("F7", expect: "your draft was brought back", at: place)
    for text in ["[Quintanilla", "[Aurora", "[0304"] { terminal.expect(text, at: place) }
  }

  @Test func signingOutKeepsIt() throws {
    let clinic = try Clinic()
    let terminal = try begun(clinic)
    terminal.press("Ctrl-Q", expect: "E-mail")
    #expect(!terminal.contains("Quintanilla"))
    terminal.signIn(.reception)
    terminal.expect(Person.reception.firstSight)
    expectDraft(in: terminal)
    // It can be thrown away, with a reason and another key.
    terminal.press("F10", expect: "Discard this form")
    terminal.type("nobody came")
    terminal.press("F9")
    terminal.expectGone("Quintanilla")
    #expect(try clinic.eventually("select count(*) from access.drafts where content_encrypted is not null", is: "0"))
  }

  @Test func aLostTerminalKeepsItForAnother() throws {
    let clinic = try Clinic()
    let terminal = try begun(clinic)
    terminal.hangUp()
    #expect(terminal.waitForExit(seconds: 2) == .code(0))
    #expect(try clinic.value("select end_reason from access.sessions") == "SIGNED_OUT")
    expectDraft(in: try clinic.signedIn(.reception))
  }

  @Test func aKilledProgramHasKeptWhatStoodStillForAMoment() throws {
    let clinic = try Clinic()
    let terminal = try begun(clinic)
    terminal.expect("draft saved")
    terminal.signal(SIGKILL)
    #expect(terminal.waitForExit() == .signal(SIGKILL))
    expectDraft(in: try clinic.signedIn(.reception))
  }

  @Test func leavingThePaneKeepsItHereToo() throws {
    let terminal = try begun(Clinic())
    terminal.press("Esc", expect: "Find")
    terminal.press("F7")
    terminal.expect("[Quintanilla")
  }

  @Test func aDraftIsHersAloneAndUnreadableInTheDatabase() throws {
    let clinic = try Clinic()
    let terminal = try begun(clinic)
    terminal.expect("draft saved")
    #expect(try clinic.count("select count(*) from access.drafts where position('Quintanilla' in encode(content_encrypted, 'escape')) > 0") == 0)
    #expect(try clinic.count("select count(*) from access.drafts where content_encrypted is not null") == 1)
    try clinic.superuser.run("""
      update access.users set role_code = 'RECEPTIONIST' where email = 'nurse2@clinic.demo'
      """)
    let other = try clinic.terminal()
    other.signIn(.nurse2)
    other.expect(Person.reception.firstSight)
    other.openRegistration()
    other.settle()
    #expect(!other.contains("Quintanilla"), "\(other.screen)")
  }

}
