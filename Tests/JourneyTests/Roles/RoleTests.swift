import TerminalTestSupport
import Testing

/// What each role cannot reach, by any key.
@Suite struct RoleTests {
  /// Words that only clinical content brings to the screen.
  private static let clinical = [
    "mmol", "mg/dL", "HbA1c", "Potassium", "ALLERG", "MEDICINE", "metformin", "Latest values", "Last result", "TREND", "Prescribed",
    "alert is in the chart", "emergency access to", "To approve",
  ]

  private func expectNothingClinical(_ terminal: TerminalSession, after key: String, at place: SourceLocation = #_sourceLocation) {
    for word in Self.clinical {
      #expect(!terminal.contains(word), "\"\(word)\" after \(key):\n\(terminal.screen)", sourceLocation: place)
    }
  }

  /// All keys that are not text, but those that sign out.
  private static let keys =
    (1...11).map { "F\($0)" } + (1...6).map { "Alt-\($0)" }
    + ["Enter", "Tab", "Shift-Tab", "Up", "Down", "Left", "Right", "Home", "End", "PgUp", "PgDn", "Ins", "Del", "Backspace", "Ctrl-R", "Ctrl-P", "Ctrl-D"]

  @Test(arguments: [Person.reception, .privacy])
  func noKeyOnAFoundPatientLeadsToAnythingClinical(_ person: Person) throws {
    let clinic = try Clinic()
    let terminal = try clinic.signedIn(person)
    for key in Self.keys {
      // Each key from the same place: somebody with results and an allergy is selected.
      while terminal.contains("Esc close") || terminal.contains("Esc cancel") { terminal.escape() }
      if !terminal.contains("│ GARCÍA NÚÑEZ") {
        terminal.escape()
        terminal.press("Alt-1", expect: "Find")
        terminal.escape()
        terminal.find("garcia nunez", expect: "│ GARCÍA NÚÑEZ")
        try #require(terminal.contains("│ GARCÍA NÚÑEZ"), "after \(key)")
      }
      terminal.press(key)
      terminal.settle(milliseconds: 25)
      expectNothingClinical(terminal, after: key)
      terminal.press("Enter")
      terminal.settle(milliseconds: 25)
      expectNothingClinical(terminal, after: key + " Enter")
      try #require(terminal.exitStatus == nil, "\(key) ended the program")
    }
    for letter in (0x21...0x7E).compactMap({ UnicodeScalar($0) }) {
      terminal.type(String(letter))
      terminal.settle(milliseconds: 2)
      expectNothingClinical(terminal, after: String(letter))
    }
    #expect(try clinic.count("select count(*) from access.openings where kind <> 'DIRECTORY'") == 0)
  }

  /// R10: from a found patient the chart is one key away, and the answer says NO_ROLE and nothing else, not even a count; nor is
  /// there a section behind any digit.
  @Test func theReceptionistTriesAChart() throws {
    let clinic = try Clinic()
    let terminal = try clinic.signedIn(.reception)
    terminal.find("garcia nunez 1971-03-12", expect: "1 found")
    let before = try #require(terminal.rows.first { $0.contains("GARCÍA NÚÑEZ") })
    terminal.press("Alt-2", expect: "NO_ROLE: charts are for nurses and doctors.")
    print("keys: R10: 1")
    expectNothingClinical(terminal, after: "Alt-2")
    for word in ["Programme", "Consent", "Summary", "Results", "Seen", "RESTRICTED", "SEALED", "PROTECTED", "tests", "rounds"] {
      #expect(!terminal.contains(word), "\"\(word)\":\n\(terminal.screen)")
    }
    terminal.escape()
    terminal.expectRow { $0 == before }
    for digit in 1...9 {
      terminal.press("Enter")
      terminal.escape()
      terminal.type(String(digit))
      terminal.settle(milliseconds: 20)
      expectNothingClinical(terminal, after: "Enter Esc \(digit)")
      for title in ["[\(digit) ", "Programme", "Consent"] { #expect(!terminal.contains(title)) }
    }
    #expect(try clinic.count("select count(*) from access.openings where kind <> 'DIRECTORY'") == 0)
    #expect(try clinic.count("select count(*) from audit_logs.events where action like 'OPEN_CHART%'") == 0)
  }

  @Test(arguments: ["chart", "prescriptions", "emergency"])
  func theReceptionistIsToldThatChartsAreNotHers(_ pane: String) throws {
    let terminal = try Shared.clinic.get().signedIn(.reception)
    terminal.press("F1")
    terminal.type("go to: \(pane)")
    terminal.press("Enter", expect: "NO_ROLE: charts are for nurses and doctors.")
  }

  @Test func theAdministratorSeesNoPatientAtAll() throws {
    let clinic = try Clinic()
    let terminal = try clinic.signedIn(.admin)
    for key in Self.keys + (0x21...0x7E).compactMap({ UnicodeScalar($0).map { String($0) } }) {
      terminal.press(key)
      terminal.settle(milliseconds: 8)
      while terminal.contains("Esc close") || terminal.contains("Esc cancel") { terminal.escape() }
    }
    terminal.press("Alt-1", expect: "NO_ROLE: your role works without the patient directory.")
    let output = terminal.outputText()
    let names = try clinic.superuser.run("select upper(surname_1) from medical_data.patients where length(surname_1) > 3").rows.compactMap { $0[0] }
    #expect(names.count > 200)
    for name in Set(names) { #expect(!output.contains(name), "\(name) was sent to the administrator's terminal") }
    #expect(try clinic.count("select count(*) from access.openings") == 0)
  }

  @Test func theAdministratorCanLockAndLeave() throws {
    let terminal = try Shared.clinic.get().signedIn(.admin)
    terminal.press("Ctrl-L", expect: "LOCKED")
    terminal.type(Person.password)
    terminal.press("Enter", expect: Person.admin.firstSight)
    terminal.press("Ctrl-Q", expect: "E-mail")
  }

  @Test func thePrivacyOfficerSearchesTheDirectoryAndLeavesATrace() throws {
    let clinic = try Clinic()
    let terminal = try clinic.signedIn(.privacy)
    terminal.find("garcia nunez", expect: "2 found")
    terminal.expect("Ward")
    expectNothingClinical(terminal, after: "search")
    terminal.press("Enter", expect: "NO_ROLE")
    #expect(try clinic.count("select count(*) from access.openings where kind = 'DIRECTORY'") == 1)
    #expect(try clinic.count("select count(*) from audit_logs.events where action = 'SEARCH'") > 0)
  }

  @Test func aNurseHasNoRegistration() throws {
    let terminal = try Shared.clinic.get().signedIn(.nurse)
    terminal.press("Alt-5", expect: "NO_ROLE: patients are registered by reception.")
  }
}
