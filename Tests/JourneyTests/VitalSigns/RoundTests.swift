import TerminalTestSupport
import Testing

/// Rounds of observations on the real program, key by key (N2 to N4, N13).
@Suite struct RoundTests {
  /// Presses keys and counts them: a key is a key, Shift is not counted.
  struct Keys {
    let terminal: TerminalSession
    private(set) var count = 0

    init(_ terminal: TerminalSession) { self.terminal = terminal }

    mutating func press(_ names: String...) {
      for name in names { terminal.press(name) }
      count += names.count
    }

    mutating func type(_ text: String) {
      terminal.type(text)
      count += text.count
    }
  }

  static let stored = """
    select concat_ws(' ', respiratory_rate, spo2, on_oxygen, systolic, diastolic, pulse, consciousness, temperature, news2, news2_level)
      from medical_data.vital_signs where superseded_at is null order by recorded_at desc limit 1
    """

  /// The whole set of N2, checked; it is not signed yet.
  static func enterUsual(_ keys: inout Keys) {
    keys.type("12")
    keys.press("Enter", "v")
    for value in ["16", "97", "a", "128", "76", "82", "A", "368"] { keys.type(value) }
    keys.press("Enter")
  }

  @Test func aWholeRoundTakesTwentyTwoKeys() throws {
    let clinic = try Clinic()
    let terminal = try clinic.signedIn(.nurse)
    terminal.expect("my patients: 30")
    var keys = Keys(terminal)
    Self.enterUsual(&keys)
    terminal.expect("NEWS2 0")
    terminal.expect("Check, then F9 or S signs")
    terminal.expectRow { $0.contains("Temperature") && $0.contains("[36.8") }
    #expect(try clinic.count("select count(*) from medical_data.vital_signs where session_id is not null") == 0)
    keys.press("F9")
    terminal.expect("stored, NEWS2 0")
    print("keys: N2: \(keys.count)")
    #expect(keys.count == 22)
    #expect(try clinic.value(Self.stored) == "16 97 f 128 76 82 A 36.8 0 NONE")
    let bed = "select p.bed from medical_data.vital_signs s join medical_data.patients p using (patient_id) where s.session_id is not null"
    #expect(try clinic.value(bed) == "12")
    // Back in the list, for the next bed; and no draft is left.
    terminal.expect("my patients: 30")
    #expect(try clinic.eventually("select count(*) from access.drafts where content_encrypted is not null", is: "0"))
    #expect(try clinic.value("select purpose from access.openings where kind = 'CHART'") == "TREATMENT")
  }

  /// Typed ahead of the database, in one burst: nothing is lost, nothing goes to another field.
  @Test func aBurstIsARoundToo() throws {
    let clinic = try Clinic()
    let terminal = try clinic.signedIn(.nurse)
    terminal.expect("my patients: 30")
    terminal.press("1", "2", "Enter", "v", "2", "2", "9", "4", "a", "1", "0", "5", "6", "0", "9", "5", "A", "3", "8", "3", "Enter")
    terminal.expect("NEWS2 6  MEDIUM")
    #expect(try clinic.count("select count(*) from medical_data.vital_signs where session_id is not null") == 0)
    terminal.press("F9", expect: "Stored. What was done about it?")
    #expect(try clinic.value(Self.stored) == "22 94 f 105 60 95 A 38.3 6 MEDIUM")
  }

  @Test func theScoreIsAnsweredForBeforeAnythingElse() throws {
    let clinic = try Clinic()
    let terminal = try clinic.signedIn(.nurse)
    terminal.expect("my patients: 30")
    var keys = Keys(terminal)
    keys.type("12")
    keys.press("Enter", "v")
    for value in ["24", "92", "o"] { keys.type(value) }
    keys.press("Enter")
    for value in ["98", "60", "115", "A", "385"] { keys.type(value) }
    terminal.expect("NEWS2 11  HIGH")
    terminal.expect("Total 7 or more: emergency team now, within 30 min.")
    terminal.expectRow { $0.contains("S NEWS2 11: breaths 24 (2)") }
    terminal.expectRow { $0.contains("B ") && $0.contains("A 12, 100-000-129") }
    keys.press("Enter")
    terminal.expect("Check, then F9")
    keys.press("F9")
    terminal.expect("Stored. What was done about it?")
    let before = keys.count
    // Neither another pane nor Esc leads away.
    for key in ["Esc", "Alt-1"] {
      terminal.press(key)
      terminal.settle(milliseconds: 150)
      #expect(!terminal.contains("my patients"), "\(key):\n\(terminal.screen)")
    }
    terminal.escape()
    terminal.expectGone("First say what was done")
    keys.press("e", "2", "F9")
    terminal.expect("my patients: 30")
    print("keys: N3: \(before) and \(keys.count - before)")
    #expect(keys.count - before <= 6 && keys.count <= 25 + 6)
    #expect(try clinic.value("select action || ' ' || answer from medical_data.news2_escalations where session_id is not null") == "ESCALATED emergency team")
  }

  @Test func aSingleThreeIsRedAndAReasonWillDo() throws {
    let clinic = try Clinic()
    let terminal = try clinic.signedIn(.nurse)
    terminal.expect("my patients: 30")
    terminal.press("v", expect: "Vital signs: new round")
    terminal.type("2596a1207575A370")
    terminal.expect("NEWS2 3  SINGLE 3")
    terminal.expect("One part alone scores 3: urgent review by the")
    terminal.press("Enter", expect: "Check, then F9")
    terminal.press("F9", expect: "Stored. What was done about it?")
    terminal.press("r", expect: "Nobody called, because")
    terminal.press("F9", expect: "! A reason is needed.")
    terminal.type("known, end of life care")
    terminal.press("F9", expect: "my patients: 30")
    #expect(try clinic.value("select action || ' ' || answer from medical_data.news2_escalations where session_id is not null") == "NOT_NEEDED known, end of life care")
  }

  @Test func whatIsNotDoneHasAReasonAndNoTotal() throws {
    let clinic = try Clinic()
    let terminal = try clinic.signedIn(.nurse)
    terminal.expect("my patients: 30")
    var keys = Keys(terminal)
    keys.type("12")
    keys.press("Enter", "v")
    for value in ["16", "97", "a", "128", "76"] { keys.type(value) }
    terminal.expectRow { $0.contains("NEWS2 4/7  INCOMPLETE") }
    let before = keys.count
    keys.type(".")
    terminal.expect("r refused")
    keys.type("r")
    #expect(keys.count - before == 2)
    terminal.expectRow { $0.contains("Pulse") && $0.contains("refused") }
    for value in ["A", "368"] { keys.type(value) }
    terminal.expect("NEWS2 6/7  INCOMPLETE")
    #expect(!terminal.contains("NEWS2 0"))
    keys.press("Enter", "F9")
    terminal.expect("stored, INCOMPLETE")
    #expect(try clinic.value("select news2 is null and pulse is null from medical_data.vital_signs where session_id is not null") == "t")
    let note = "select count(*) from medical_data.consultation_notes where kind = 'NURSING' and signed_at is not null and session_id is not null"
    #expect(try clinic.eventually(note, is: "1"))
  }

  @Test func aCorrectionTakesSevenKeysAndTheOldValueStays() throws {
    let clinic = try Clinic()
    let terminal = try clinic.signedIn(.nurse)
    terminal.expect("my patients: 30")
    var entry = Keys(terminal)
    Self.enterUsual(&entry)
    terminal.expect("Check, then F9")
    terminal.press("F9", expect: "stored, NEWS2 0")
    terminal.press("Enter", expect: "for what purpose?")
    terminal.press("1", expect: "Latest values")
    terminal.press("3", expect: "LEVEL")
    terminal.expectRow { $0.hasPrefix(">") && $0.contains(" 82 ") }
    var keys = Keys(terminal)
    keys.press("u")
    terminal.expect("Vital signs: correction")
    keys.press("6")
    keys.type("92")
    keys.press("Enter")
    terminal.expect("give the reason")
    keys.press("1", "F9")
    terminal.expect("pulse ~82~ 92")
    print("keys: N13: \(keys.count)")
    #expect(keys.count <= 8)
    terminal.expectRow { $0.hasPrefix(">") && $0.contains("1*") && $0.contains("92(1)") }
    let versions = "select string_agg(version || ':' || pulse, ' ' order by version) from medical_data.vital_signs where session_id is not null"
    #expect(try clinic.value(versions) == "1:82 2:92")
    #expect(try clinic.value("select correction_reason from medical_data.vital_signs where version = 2") == "typing error")
  }

  @Test func theThreeTiersAndTheCopiedRound() throws {
    let clinic = try Clinic()
    let terminal = try clinic.signedIn(.nurse)
    terminal.expect("my patients: 30")
    terminal.press("v", expect: "Vital signs: new round")
    // Refused: it can be nothing.
    terminal.type("81")
    terminal.expect("! 1 - 80")
    terminal.press("Backspace", "Backspace")
    terminal.type("1697a1287619")
    terminal.press("0")
    terminal.type("A368")
    terminal.press("Enter", expect: "! unusual: pulse")
    // Asked back: the signature waits for it.
    terminal.press("F9", expect: "Look at it again; y says that it is right.")
    terminal.escape()
    #expect(try clinic.count("select count(*) from medical_data.vital_signs where session_id is not null") == 0)
    terminal.press("y", expect: "Looked at again.")
    terminal.press("F9", expect: "Stored. What was done about it?")
    terminal.press("e", "1", "F9")
    terminal.expect("my patients: 30")
    #expect(try clinic.value("select is_confirmed from medical_data.vital_signs where session_id is not null") == "t")
    terminal.press("v", expect: "Vital signs: new round")
    terminal.type("1697a12876190A368")
    terminal.press("Enter", expect: "the same as the round before: copied?")
    // Back-dated, it says so.
    terminal.escape()
    terminal.press("F7")
    terminal.type("01/01/2020 0845")
    terminal.press("Enter", "Enter")
    terminal.expect("more than 12 hours ago")
  }

  @Test func aBedThatIsNotThereIsNobodyElse() throws {
    let clinic = try Clinic()
    let terminal = try clinic.signedIn(.nurse)
    terminal.expect("my patients: 30")
    terminal.type("99")
    terminal.expect("bed 99: not in this list")
    terminal.press("v", expect: "No bed 99 in this list.")
    #expect(try clinic.count("select count(*) from access.openings where kind = 'CHART'") == 0)
  }
}
