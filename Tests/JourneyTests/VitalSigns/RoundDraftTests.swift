import TerminalTestSupport
import Testing

/// A round that is begun is not lost: by a dropped line, a lock, another user, a lost database (N14, N15).
@Suite struct RoundDraftTests {
  /// Bed 12, four of eight values.
  private func begun(_ clinic: Clinic) throws -> TerminalSession {
    let terminal = try clinic.signedIn(.nurse)
    terminal.expect("my patients: 30")
    terminal.press("1", "2", "Enter", "v")
    terminal.expect("Vital signs: new round")
    terminal.type("1697a128")
    terminal.expectRow { $0.contains("Systolic") && $0.contains("[128") }
    return terminal
  }

  private func finish(_ terminal: TerminalSession, _ clinic: Clinic, at place: SourceLocation = #_sourceLocation) throws {
    terminal.type("7682A368")
    terminal.press("Enter", expect: "Check, then F9", at: place)
    terminal.press("F9", expect: "stored, NEWS2 0", at: place)
    #expect(try clinic.value(RoundTests.stored) == "16 97 f 128 76 82 A 36.8 0 NONE", sourceLocation: place)
    #expect(try clinic.count("select count(*) from medical_data.vital_signs where session_id is not null") == 1, sourceLocation: place)
    let drafts = "select count(*) from access.drafts where content_encrypted is not null"
    #expect(try clinic.eventually(drafts, is: "0"), sourceLocation: place)
  }

  @Test func aDroppedLineCostsOneKey() throws {
    let clinic = try Clinic()
    let terminal = try begun(clinic)
    terminal.hangUp()
    #expect(terminal.waitForExit(seconds: 5) == .code(0))
    #expect(try clinic.count("select count(*) from access.drafts where position('1697' in encode(content_encrypted, 'escape')) > 0") == 0)
    let again = try clinic.signedIn(.nurse)
    again.expect("Draft for bed 12, 4 of 8 values")
    again.press("Enter", expect: "your draft was brought back")
    again.expectRow { $0.contains("Breaths") && $0.contains("[16") }
    try finish(again, clinic)
  }

  @Test func theLockBringsTheSameFieldBack() throws {
    let clinic = try Clinic()
    let terminal = try begun(clinic)
    terminal.settle()
    let (before, cursor) = (terminal.rows.dropFirst().dropLast(2), terminal.cursor)
    terminal.press("Ctrl-L", expect: "LOCKED")
    #expect(!terminal.contains("Systolic") && !terminal.contains("128"), "\(terminal.screen)")
    terminal.type(Person.password)
    terminal.press("Enter", expect: "Systolic")
    #expect(terminal.wait { $0.rows.dropFirst().dropLast(2) == before && $0.cursor == cursor }, "\(terminal.screen)")
    try finish(terminal, clinic)
  }

  @Test func anotherUserSeesNothingOfItAndTheOwnerGoesOn() throws {
    let clinic = try Clinic()
    let terminal = try begun(clinic)
    terminal.press("F12", expect: "E-mail")
    terminal.signIn(.nurse2)
    terminal.expect(Person.nurse2.firstSight)
    terminal.settle()
    #expect(!terminal.contains("Draft for bed"), "\(terminal.screen)")
    terminal.press("F12", expect: "E-mail")
    terminal.signIn(.nurse)
    terminal.expect("Draft for bed 12, 4 of 8 values")
    terminal.press("Enter", expect: "your draft was brought back")
    try finish(terminal, clinic)
  }

  @Test func aConnectionCutInTheMiddleKeepsTheForm() throws {
    let clinic = try Clinic()
    let terminal = try begun(clinic)
    try clinic.cutConnections()
    terminal.expect("LOCKED")
    terminal.expect("The line was lost and is back.")
    terminal.type(Person.password)
    terminal.press("Enter", expect: "Systolic")
    terminal.expectRow { $0.contains("Systolic") && $0.contains("[128") }
    try finish(terminal, clinic)
  }

  /// The line is lost while the signature waits: sent again with its key, stored once.
  @Test func aSignatureInDoubtIsStoredOnce() throws {
    let clinic = try Clinic()
    let terminal = try begun(clinic)
    terminal.type("7682A368")
    terminal.press("Enter", expect: "Check, then F9")
    try clinic.superuser.run("begin; lock table medical_data.vital_signs in access exclusive mode")
    terminal.press("F9", expect: "Saving...")
    #expect(try clinic.waitsForLocks(1))
    try clinic.cutConnections()
    try clinic.superuser.run("commit")
    terminal.expect("The line was lost and is back.")
    terminal.type(Person.password)
    terminal.press("Enter", expect: "stored, NEWS2 0")
    #expect(try clinic.count("select count(*) from medical_data.vital_signs where session_id is not null") == 1)
  }

  @Test func leavingKeepsItForTheNextTime() throws {
    let clinic = try Clinic()
    let terminal = try begun(clinic)
    terminal.press("Esc", expect: "my patients: 30")
    terminal.expect("Your draft is kept.")
    terminal.press("1", "2", "Enter", "v")
    terminal.expect("your draft was brought back")
    try finish(terminal, clinic)
  }
}
