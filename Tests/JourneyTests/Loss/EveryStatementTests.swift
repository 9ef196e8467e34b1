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
       where w.code = 'A' and p.status = 'ACTIVE' order by length(p.bed), p.bed
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
      let rounds = "select string_agg(news2 || ' ' || pulse, ',') from medical_data.vital_signs where patient_id = $1"
      #expect(try ward.clinic.value(rounds, [place.patient]) == "0 82", "lost at statement \(number), \(kind)")
      // The end of the draft is a statement too.
      let isGone = try ward.clinic.eventually("select count(*) from access.drafts where content_encrypted is not null", is: "0")
      #expect(isGone || ward.line.isBroken, "statement \(number)")
      ward.survive()
    }
    print("statements of a round lost, \(kind.rawValue): \(broken)")
    #expect(broken >= 5 && broken < beds.count)
  }
}
