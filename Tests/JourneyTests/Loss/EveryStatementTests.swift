import Foundation
import TerminalTestSupport
import Testing

/// The database is lost at each statement of a form's way in turn, before it arrives and before its answer does: what was typed
/// is there after the password, and exactly one row is stored.
@Suite struct EveryStatementTests {
  /// A terminal whose line to the database can break at any statement.
  private struct Ward {
    let clinic: Clinic
    let line: DatabaseLine
    let terminal: TerminalSession

    init(_ person: Person) throws {
      clinic = try Clinic()
      let conninfo = try clinic.database.conninfo(as: "clinic_terminal")
      let host = try #require(conninfo.firstMatch(of: /host='([^']*)'/)).1
      line = try DatabaseLine(serverFolder: String(host))
      terminal = try Clinic.start(conninfo.replacingOccurrences(of: "host='\(host)'", with: "host='\(line.folder)'"))
      terminal.companion = clinic
      terminal.expect("Clinic demo")
      terminal.signIn(person)
      terminal.expect(person.firstSight)
      terminal.settle()
    }

    /// Types on as soon as everything is quiet; behind a lock the password goes first, and what was shown must be back.
    func survive(at place: SourceLocation = #_sourceLocation) {
      terminal.settle(milliseconds: 60)
      guard terminal.contains("LOCKED") else { return }
      terminal.expect("The line was lost and is back.", at: place)
      terminal.type(Person.password)
      terminal.press("Enter")
      terminal.expectGone("LOCKED", at: place)
      terminal.settle(milliseconds: 150)
    }

    /// Presses keys one after the other.
    func press(_ keys: String..., at place: SourceLocation = #_sourceLocation) {
      for key in keys {
        survive(at: place)
        terminal.press(key)
      }
      survive(at: place)
    }

    /// Waits for a text, also behind a lock.
    func expect(_ text: String, at place: SourceLocation = #_sourceLocation) {
      _ = terminal.wait(seconds: 15) { $0.contains(text) || $0.contains("LOCKED") }
      survive(at: place)
      terminal.expect(text, at: place)
    }
  }

  /// Goes through a form again and again, the line breaking one statement later each time, until it was fast enough to get through.
  private func everyStatement(
    _ ward: Ward, _ kind: DatabaseLine.Break, atMost limit: Int, _ form: (_ round: Int) throws -> Void
  ) throws -> Int {
    for number in 1...limit {
      ward.line.arm(statement: number, kind)
      try form(number)
      guard ward.line.isBroken else { return number - 1 }
    }
    return limit
  }

  @Test(arguments: DatabaseLine.Break.allCases)
  func aRoundOfVitalSigns(_ kind: DatabaseLine.Break) throws {
    let ward = try Ward(.nurse)
    defer { ward.line.close() }
    let beds = try ward.clinic.superuser.run("""
      select p.bed, p.patient_id from medical_data.patients p join access.wards w using (ward_id)
       where w.code = 'A' and p.status = 'ACTIVE' and not p.is_protected and p.birth_date < '2005-01-01' order by length(p.bed), p.bed
      """).rows.compactMap { row in row[0].flatMap { bed in row[1].map { (bed: bed, patient: $0) } } }
    let broken = try everyStatement(ward, kind, atMost: beds.count) { number in
      let place = beds[number - 1]
      for digit in place.bed { ward.press(String(digit)) }
      ward.press("Enter", "v")
      ward.expect("Vital signs: new round")
      for (value, shown) in [("16", "[16"), ("97", "[97"), ("a", "air"), ("128", "[128"), ("76", "[76"), ("82", "[82"), ("A", "A "), ("368", "[36.8")] {
        ward.survive()
        ward.terminal.type(value)
        ward.expect(shown)
      }
      ward.press("Enter")
      ward.expect("Check, then F9")
      ward.press("F9")
      ward.expect("stored, NEWS2 0")
      ward.expect("my patients: 30")
      let rounds = "select string_agg(news2 || ' ' || pulse, ',') from medical_data.vital_signs where patient_id = $1 and session_id is not null"
      #expect(try ward.clinic.value(rounds, [place.patient]) == "0 82", "lost at statement \(number), \(kind)")
      // The end of the draft is a statement too.
      let isGone = try ward.clinic.eventually("select count(*) from access.drafts where content_encrypted is not null", is: "0")
      #expect(isGone || ward.line.isBroken, "statement \(number)")
      ward.survive()
    }
    print("statements of a round lost, \(kind.rawValue): \(broken)")
    #expect(broken >= 5 && broken <= beds.count)
  }

  @Test(arguments: DatabaseLine.Break.allCases)
  func aRegistration(_ kind: DatabaseLine.Break) throws {
    let ward = try Ward(.reception)
    defer { ward.line.close() }
    let letters = Array("BCDFGHJKLMNPQRSTVWXZ")
    let broken = try everyStatement(ward, kind, atMost: letters.count) { number in
      let surname = "Trencada\(letters[number - 1])o"
      ward.press("F7")
      // What was registered is still there to be read.
      _ = ward.terminal.wait(seconds: 1) { $0.contains("First surname *") }
      if ward.terminal.contains("Enter next patient") { ward.press("Enter") }
      ward.expect("First surname *")
      ward.terminal.settle(milliseconds: 150)
      ward.survive()
      for (text, shown) in [(surname, "[" + surname), ("", ""), ("Aurora", "[Aurora"), ("030419\(40 + number)", ""), ("f", "")] {
        ward.survive()
        ward.terminal.type(text)
        ward.expect(shown)
        ward.terminal.press("Tab")
        // Each field looks for people like this one: a key behind it is not to meet the lock.
        ward.terminal.settle(milliseconds: 400)
      }
      ward.terminal.settle(milliseconds: 400)
      ward.press("F9")
      ward.expect("Record number ")
      ward.terminal.settle(milliseconds: 150)
      ward.survive()
      let count = "select count(*) from medical_data.patients where surname_1 = $1"
      let stored = try ward.clinic.value(count, [surname])
      #expect(stored == "1", "lost at statement \(number), \(kind)")
      ward.press("Esc")
      ward.expect("Find")
    }
    print("statements of a registration lost, \(kind.rawValue): \(broken)")
    #expect(broken >= 4 && broken < letters.count)
  }

  @Test(arguments: DatabaseLine.Break.allCases)
  func aCapillaryGlucose(_ kind: DatabaseLine.Break) throws {
    let ward = try Ward(.nurse)
    defer { ward.line.close() }
    for digit in try #require(try ward.clinic.value(GlucoseTests.bedWithoutGlucose)) { ward.press(String(digit)) }
    ward.press("Enter")
    let values = (1...20).map { "\(4 + $0 / 10).\($0 % 10)" }
    let broken = try everyStatement(ward, kind, atMost: values.count) { number in
      ward.press("g")
      ward.expect("Capillary glucose")
      ward.terminal.type(values[number - 1])
      ward.expect(values[number - 1])
      ward.press("Enter")
      ward.expect("F9 or S stores it.")
      ward.press("F9")
      ward.expect("stored")
      ward.expect("my patients: 30")
      let count = """
        select count(*) from medical_data.biomarkers b join medical_data.biomarker_types t using (type_id)
         where t.code like 'GLUCOSE_CAPILLARY%' and b.value = $1::numeric and b.recorded_at > now() - interval '10 minutes'
        """
      let stored = try ward.clinic.value(count, [values[number - 1]])
      #expect(stored == "1", "lost at statement \(number), \(kind)")
    }
    print("statements of a glucose lost, \(kind.rawValue): \(broken)")
    #expect(broken >= 1 && broken < values.count)
  }

  @Test(arguments: DatabaseLine.Break.allCases)
  func anEmergencyRequest(_ kind: DatabaseLine.Break) throws {
    let ward = try Ward(.nurse)
    defer { ward.line.close() }
    let refused = try ward.clinic.superuser.run("""
      select p.record_number from medical_data.patients p join access.wards w using (ward_id)
       where w.code <> 'A' and p.status = 'ACTIVE' and not p.is_protected order by w.code desc, 1
      """).rows.compactMap { $0[0] }
    let broken = try everyStatement(ward, kind, atMost: refused.count) { number in
      ward.press("/")
      ward.terminal.type(refused[number - 1])
      ward.expect("  1 found")
      ward.press("Enter")
      _ = ward.terminal.wait { $0.contains("NO_RFA: ") || $0.contains("Treatment") || $0.contains("LOCKED") }
      if ward.terminal.contains("Treatment") { ward.terminal.press("1") }
      ward.expect("NO_RFA: ")
      ward.press("b")
      ward.expect("Ask for emergency access")
      let reason = "unresponsive in bed \(number)"
      ward.press("1")
      ward.terminal.type(reason)
      ward.expect("[" + reason)
      ward.press("Enter", "1")
      // Lost with the draft that goes ahead of it nothing was sent, and it says so: the password once more.
      for _ in 0..<2 where !ward.terminal.contains("is with the doctors on duty") {
        ward.terminal.type(Person.password)
        ward.press("Enter")
        _ = ward.terminal.wait { $0.contains("is with the doctors on duty") || $0.contains("try again.") || $0.contains("LOCKED") }
        ward.survive()
        _ = ward.terminal.wait(seconds: 3) { $0.contains("is with the doctors on duty") || $0.contains("try again.") }
      }
      ward.expect("is with the doctors on duty")
      let count = "select count(*) from access.emergency_access where reason = $1"
      let stored = try ward.clinic.value(count, ["unresponsive in bed \(number)"])
      #expect(stored == "1", "lost at statement \(number), \(kind)")
      ward.press("Esc")
      ward.expect("[" + refused[number - 1])
      ward.press("Esc")
      ward.expect("my patients: 30")
    }
    print("statements of an emergency request lost, \(kind.rawValue): \(broken)")
    #expect(broken >= 4 && broken <= refused.count)
  }
}
