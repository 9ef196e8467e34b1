import Glibc
import TerminalTestSupport
import Testing

/// The short forms on the real program and a real PostgreSQL: the terminal is hung up in the middle, another one goes on.
@Suite struct BegunFormTests {
  private static let drafts = "select count(*) from access.drafts where content_encrypted is not null"
  private static let glucose = """
    select count(*) || ' ' || coalesce(string_agg(b.value || ' ' || t.unit, ','), '') from medical_data.biomarkers b
      join medical_data.biomarker_types t using (type_id)
     where t.code like 'GLUCOSE_CAPILLARY%' and b.recorded_at > now() - interval '10 minutes' and b.session_id is not null
    """

  /// Bed by number, the form of a glucose with something typed.
  private func typed(_ clinic: Clinic, _ text: String) throws -> TerminalSession {
    let bed = try #require(try clinic.value(GlucoseTests.bedWithoutGlucose))
    let terminal = try clinic.signedIn(.nurse)
    terminal.expect("my patients: 30")
    terminal.type(bed)
    terminal.press("Enter")
    terminal.press("g", expect: "Capillary glucose")
    terminal.type(text)
    terminal.expect("[" + text)
    return terminal
  }

  /// The line to the terminal is gone; the same nurse signs in at another one.
  private func hangUp(_ terminal: TerminalSession, _ clinic: Clinic, at place: SourceLocation = #_sourceLocation) throws -> TerminalSession {
    terminal.hangUp()
    #expect(terminal.waitForExit(seconds: 5) == .code(0), sourceLocation: place)
    return try clinic.signedIn(.nurse, at: place)
  }

  @Test func aGlucoseIsTakenUpAtEachOfItsSteps() throws {
    let clinic = try Clinic()
    var terminal = try typed(clinic, "12")
    // A digit is typed.
    terminal = try hangUp(terminal, clinic)
    terminal.expect("12 mmol/L, 0 min old")
    terminal.press("Enter", expect: "your draft was brought back")
    terminal.type("8")
    terminal.expect("[128")
    terminal.press("Enter", expect: "7.1 mmol/L (= 128 mg/dL)?")
    // The question of the unit is open.
    terminal = try hangUp(terminal, clinic)
    terminal.expect("Capillary glucose begun")
    terminal.press("Enter", expect: "7.1 mmol/L (= 128 mg/dL)?")
    terminal.press("y", expect: "F9 or S stores it.")
    // Checked, and not signed.
    terminal = try hangUp(terminal, clinic)
    terminal.expect("Capillary glucose begun")
    terminal.press("Enter", expect: "F9 or S stores it.")
    #expect(try clinic.value(Self.glucose) == "0 ")
    terminal.press("F9", expect: "glucose 128 mg/dL stored")
    #expect(try clinic.value(Self.glucose) == "1 128 mg/dL")
    #expect(try clinic.eventually(Self.drafts, is: "0"))
  }

  @Test func whatWasDoneAboutACriticalGlucoseIsNotLost() throws {
    let clinic = try Clinic()
    var terminal = try typed(clinic, "2.8")
    terminal.press("Enter")
    terminal.press("F9", expect: "CRITICAL value.")
    terminal = try hangUp(terminal, clinic)
    terminal.expect("Capillary glucose begun")
    terminal.press("Enter", expect: "CRITICAL value.")
    terminal.press("y", expect: "What was done")
    terminal.type("20 g glucose")
    terminal.press("Tab")
    terminal.type("Dr Os")
    terminal.expect("[Dr Os")
    terminal = try hangUp(terminal, clinic)
    terminal.expect("CRITICAL, what was done is missing")
    terminal.press("Enter", expect: "What was done")
    terminal.expect("[20 g glucose")
    terminal.expect("[Dr Os")
    // Still answered for before anything else.
    terminal.press("Alt-1", expect: "First say what was done")
    terminal.escape()
    terminal.press("Tab")
    terminal.type("ei")
    terminal.press("F9", expect: "my patients: 30")
    #expect(try clinic.value(Self.glucose) == "1 2.8 mmol/L")
    let stored = "select string_agg(action_taken || ', ' || told_to, '; ') from medical_data.biomarker_confirmations where told_to like 'Dr Os%'"
    #expect(try clinic.value(stored) == "20 g glucose, Dr Osei")
    #expect(try clinic.eventually(Self.drafts, is: "0"))
  }

  /// The requester may not open the chart: the draft belongs to no patient, and is read by nobody.
  @Test func aRequestForEmergencyAccessIsTakenUp() throws {
    let clinic = try Clinic()
    var terminal = try clinic.signedIn(.nurse)
    terminal.openRefused()
    terminal.press("b", expect: "Ask for emergency access")
    terminal.type("1found unres")
    terminal.expect("[found unres")
    terminal = try hangUp(terminal, clinic)
    #expect(try clinic.count("""
      select count(*) from access.drafts where position('unres' in encode(content_encrypted, 'escape')) > 0 or form like '%-%'
      """) == 0)
    terminal.expect("Request for emergency access begun")
    terminal.expect(WardC.number)
    terminal.press("Enter", expect: "your draft was brought back")
    terminal.expect("[found unres")
    terminal.press("Tab")
    terminal.type("ponsive")
    terminal.press("Enter", "1")
    terminal.type("half of a pass")
    terminal.expect("•••")
    terminal = try hangUp(terminal, clinic)
    terminal.expect("Request for emergency access begun")
    terminal.press("Enter", expect: "[found unresponsive")
    #expect(!terminal.contains("•"), "\(terminal.screen)")
    terminal.press("Tab", "Tab", "Tab")
    terminal.type(Person.password)
    terminal.press("Enter", expect: "is with the doctors on duty")
    #expect(try clinic.value("select reason || '|' || reason_class || '|' || hours from access.emergency_access") == "found unresponsive|LIFE_THREAT|1")
    #expect(try clinic.eventually(Self.drafts, is: "0"))
    // Decided, her chart opens by itself: the pane of the request is the refused chart again.
    let doctor = try clinic.signedIn(.doctor)
    doctor.openQueue()
    doctor.approve()
    terminal.expect("HbA1c")
  }

  /// Sent, and terminal and answer lost together: the same request goes out once more, and is one.
  @Test func aRequestThatWasSentIsOne() throws {
    let clinic = try Clinic()
    var terminal = try clinic.signedIn(.nurse)
    terminal.openRefused()
    terminal.press("b", expect: "Ask for emergency access")
    try clinic.superuser.run("begin; lock table access.emergency_access in access exclusive mode")
    terminal.fillEmergencyRequest(reason: "unresponsive in bed 3")
    #expect(try clinic.waitsForLocks(1))
    // No time to say good-bye: the draft went ahead of the request.
    terminal.signal(SIGKILL)
    try clinic.cutConnections()
    try clinic.superuser.run("rollback")
    terminal = try clinic.signedIn(.nurse)
    terminal.expect("Sent, answer lost")
    terminal.press("Enter", expect: "Sent before the line was lost.")
    terminal.press("Tab", "Tab", "Tab")
    terminal.type(Person.password)
    terminal.press("Enter", expect: "is with the doctors on duty")
    #expect(try clinic.count("select count(*) from access.emergency_access") == 1)
    #expect(try clinic.eventually(Self.drafts, is: "0"))
  }
}
