import TerminalTestSupport
import Testing

/// A long form of each kind on the real program and a real PostgreSQL: half of a field is typed when the database is cut, and when the
/// terminal is hung up; at every field. (All fields of all forms: `OtherFormCutTests` and `RecordFormCutTests`.)
@Suite struct EveryFieldTests {
  /// Half of a field as it is typed and shown, and the whole.
  private struct Field {
    var half: String
    var whole: String
    /// Of the row of the field.
    var label: String

    init(_ label: String, _ half: String, _ whole: String) { (self.label, self.half, self.whole) = (label, half, whole) }
  }

  private static let drafts = "select count(*) from access.drafts where content_encrypted is not null"

  /// The connections of the database are gone: behind the password everything is as it was, with the same cursor.
  private func cut(_ clinic: Clinic, _ terminal: TerminalSession, _ field: Field) throws {
    terminal.expectRow { $0.contains(field.label) && $0.contains("[" + field.half) }
    terminal.settle()
    // Below the status line and the headline, which say the time.
    let (rows, cursor) = (terminal.rows.dropFirst(3).dropLast(2), terminal.cursor)
    try clinic.cutConnections()
    terminal.expect("LOCKED")
    #expect(!terminal.contains(field.label), "\(terminal.screen)")
    terminal.expect("The line was lost and is back.")
    terminal.type(Person.password)
    terminal.press("Enter", expect: field.label)
    #expect(terminal.wait { $0.rows.dropFirst(3).dropLast(2) == rows && $0.cursor == cursor }, "\(field.label)\n\(terminal.screen)")
  }

  /// The terminal is hung up; the same person signs in at another one.
  private func hangUp(_ clinic: Clinic, _ terminal: TerminalSession, _ person: Person) throws -> TerminalSession {
    terminal.hangUp()
    #expect(terminal.waitForExit(seconds: 5) == .code(0))
    return try clinic.signedIn(person)
  }

  @Test func aRoundOfVitalSigns() throws {
    let clinic = try Clinic()
    var terminal = try clinic.signedIn(.nurse)
    terminal.expect("my patients: 30")
    terminal.press("1", "2", "Enter")
    terminal.press("v", expect: "Vital signs: new round")
    let fields = [
      Field("Breaths", "1", "16"), Field("SpO2", "9", "97"), Field("Air or oxygen", "", "a"), Field("Systolic", "12", "128"),
      Field("Diastolic", "7", "76"), Field("Pulse", "8", "82"), Field("ACVPU", "", "A"), Field("Temperature", "36", "368"),
    ]
    for (place, field) in fields.enumerated() {
      terminal.type(field.half)
      if !field.half.isEmpty {
        try cut(clinic, terminal, field)
        terminal = try hangUp(clinic, terminal, .nurse)
        terminal.expect("Draft for bed 12, \(place + 1) of 8 values")
        terminal.press("Enter", expect: "your draft was brought back")
        terminal.expectRow { $0.contains(field.label) && $0.contains("[" + field.half) }
        // It goes on at the first empty field; the half one is typed anew.
        terminal.press("Shift-Tab")
      }
      terminal.type(field.whole)
    }
    terminal.press("Enter", expect: "Check, then F9")
    terminal.press("F9", expect: "stored, NEWS2 0")
    #expect(try clinic.value(RoundTests.stored) == "16 97 f 128 76 82 A 36.8 0 NONE")
    #expect(try clinic.count("select count(*) from medical_data.vital_signs where session_id is not null") == 1)
    #expect(try clinic.eventually(Self.drafts, is: "0"))
  }

  @Test func aRegistration() throws {
    let clinic = try Clinic()
    var terminal = try clinic.signedIn(.reception)
    terminal.press("F7", expect: "First surname *")
    let fields = [
      Field("First surname", "Quin", "tero"), Field("Second surname", "Mo", "ll"), Field("Given names", "Auro", "ra"),
      Field("Birth date", "03041", "966"),
    ]
    for (place, field) in fields.enumerated() {
      terminal.type(field.half)
      terminal.settle(milliseconds: 300)
      try cut(clinic, terminal, field)
      terminal = try hangUp(clinic, terminal, .reception)
      terminal.press("F7", expect: "your draft was brought back")
      terminal.expectRow { $0.contains(field.label) && $0.contains("[" + field.half) }
      for _ in 0..<place { terminal.press("Tab") }
      terminal.press("End")
      terminal.type(field.whole)
      terminal.expect(place == 3 ? "1966-04-03" : field.half + field.whole)
      terminal.press("Tab")
    }
    terminal.press("f")
    terminal.press("F9", expect: "Record number ")
    let stored = "select string_agg(concat_ws(' ', surname_1, surname_2, given_names, birth_date, sex), ';') from medical_data.patients where surname_1 = 'Quintero'"
    #expect(try clinic.value(stored) == "Quintero Moll Aurora 1966-04-03 FEMALE")
    #expect(try clinic.eventually(Self.drafts, is: "0"))
  }

  @Test func aFormOfTheChart() throws {
    let clinic = try Clinic()
    func opened() throws -> TerminalSession {
      let terminal = try clinic.signedIn(.doctor)
      terminal.openChart("garcia nunez 1971-03-12")
      terminal.press("6", expect: "PROBLEMS")
      terminal.press("n", expect: "Problem or history: new")
      return terminal
    }
    var terminal = try opened()
    let fields = [Field("What", "Diabetic foo", "t ulcer"), Field("ICD-10", "E1", "1.5"), Field("Since", "2024-", "05")]
    for (place, field) in fields.enumerated() {
      for _ in 0...place { terminal.press("Tab") }
      terminal.type(field.half)
      try cut(clinic, terminal, field)
      terminal.hangUp()
      #expect(terminal.waitForExit(seconds: 5) == .code(0))
      terminal = try opened()
      terminal.expect("your draft was brought back")
      terminal.expectRow { $0.contains(field.label) && $0.contains("[" + field.half) }
      for _ in 0...place { terminal.press("Tab") }
      terminal.press("End")
      terminal.type(field.whole)
      terminal.expect(field.half + field.whole)
      for _ in 0...place { terminal.press("Shift-Tab") }
    }
    terminal.press("F9", expect: "Added to the history.")
    let stored = "select string_agg(concat_ws('/', title, icd10), ';') from medical_data.medical_histories where title like 'Diabetic foo%'"
    #expect(try clinic.value(stored) == "Diabetic foot ulcer/E11.5")
    #expect(try clinic.eventually(Self.drafts, is: "0"))
  }
}
