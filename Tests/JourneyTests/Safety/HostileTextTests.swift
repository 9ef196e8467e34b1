import TerminalTestSupport
import Testing

/// Names that attack the terminal or the eye, stored by whatever way around the registration.
@Suite struct HostileTextTests {
  private static let names: [(surname: String, given: String)] = [
    ("Aaa\u{1B}]0;owned\u{07}\u{1B}[2J\u{1B}[H", "Title"), ("Aab\nSECOND LINE\r\nTHIRD", "Newline"), ("Aac\u{8}\u{8}\u{8}\u{8}\u{8}\u{8}GARCIA", "Backspace"),
    ("Aad\u{202E}zcrag\u{2066}", "Bidi"), ("Aae\u{200B}\u{200D}\u{FEFF}\u{2060}\u{AD}", "Zero\u{200B}width"),
    ("Aaf" + String(repeating: "\u{301}", count: 90), "Marks"), ("Aag\u{9B}31m\u{90}q\u{9C}\u{85}", "C1"),
    ("Aah\u{FF}\u{E0001}\u{E0041}\u{FFFC}", "Tags"), ("Aai" + String(repeating: "W", count: 90), "Long"),
    ("Aaj\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}\u{1F1EA}\u{1F1F8}", "Emoji"), ("Aak\u{0E33}\u{1100}\u{1161}\u{11A8}\u{FE0F}", "Jamo"), ("Aal\t\u{B}\u{C}x", "Tabs"),
  ]

  private func clinic() throws -> Clinic {
    let clinic = try Clinic()
    try clinic.superuser.run("set session_replication_role = replica")
    for (index, name) in Self.names.enumerated() {
      try clinic.superuser.run("""
        insert into medical_data.patients (given_names, surname_1, birth_date, sex, ward_id)
        select $1, $2, date '1950-01-01' + $3::int, 'FEMALE', ward_id from access.wards where code = 'A'
        """, [name.given, name.surname, String(index)])
    }
    try clinic.superuser.run("set session_replication_role = origin")
    return clinic
  }

  /// Only sequences that paint: place, erase, attributes, modes of the program.
  private func expectOnlyPainting(_ terminal: TerminalSession, from mark: Int) {
    terminal.settle()
    for sequence in Set(SequenceScanner.sequences(in: terminal.output[mark...])) {
      let isPainting = sequence.hasPrefix("\u{1B}[") && "HABCDGdJKmXPLM@hlrbST".contains(sequence.last ?? "?")
      #expect(isPainting || ["\u{1B}M", "\u{1B}(B", "\u{1B}7", "\u{1B}8"].contains(sequence), "sent: \(sequence.debugDescription)")
    }
    #expect(!terminal.output[mark...].contains(0x07) && !terminal.output[mark...].contains(0x9B) || !terminal.outputText(from: mark).contains("owned\u{7}"))
  }

  @Test(arguments: [["LANG": "C.UTF-8"], ["LANG": "C"]])
  func aHostileNameStaysInItsRow(_ environment: [String: String]) throws {
    let clinic = try clinic()
    let terminal = try clinic.terminal(environment: environment)
    let mark = terminal.output.count
    terminal.signIn(.nurse)
    terminal.expect("my patients: 42")
    terminal.expectRow { $0.contains("1950-01-12") }
    let bar = environment["LANG"] == "C" ? "|" : "│"
    let column = try #require(terminal.find(bar)).column
    for (index, name) in Self.names.enumerated() {
      let date = "1950-01-" + (index < 9 ? "0\(index + 1)" : "\(index + 1)")
      let rows = terminal.rows.indices.filter { terminal.rows[$0].contains(date) && terminal.rows[$0].contains("AA") }
      let row = try #require(rows.first, "\(name.given): \(date) is not in a row of its own:\n\(terminal.screen)")
      #expect(terminal.cell(row: row, column: column).text == bar, "\(name.given) moved the border:\n\(terminal.screen)")
      #expect(try #require(terminal.find(date)).column == terminal.find("BORN")?.column, "\(name.given) moved the date:\n\(terminal.screen)")
    }
    #expect(!terminal.rows.contains { $0.hasPrefix("SECOND LINE") || $0.hasPrefix("THIRD") || $0.hasPrefix("owned") })
    expectOnlyPainting(terminal, from: mark)
    // Each of them selected, in the detail pane, and as the banner of a chart.
    terminal.press("Home")
    for _ in Self.names {
      terminal.press("Down")
      terminal.settle(milliseconds: 20)
      #expect(terminal.rows[terminal.cursor.row].hasPrefix(">"))
    }
    for name in Self.names.indices where name % 3 == 0 {
      terminal.find("1950-01-" + (name < 9 ? "0\(name + 1)" : "\(name + 1)"), expect: "  1 found")
      terminal.press("Enter")
      terminal.settle(milliseconds: 60)
      terminal.press("1")
      terminal.settle(milliseconds: 60)
      #expect(terminal.rows[0].hasPrefix(" CLINIC  "), "\(terminal.screen)")
      terminal.press("Alt-1")
      terminal.escape()
    }
    terminal.settle()
    expectOnlyPainting(terminal, from: mark)
    let invisible: [ClosedRange<UInt32>] = [0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xE0000...0xE007F]
    let sent = Set(terminal.outputText(from: mark).unicodeScalars.map(\.value))
    #expect(!sent.contains { value in invisible.contains { $0.contains(value) } })
  }

  @Test func whatIsTypedAndPastedIsShownTheSameWay() throws {
    let terminal = try Clinic().signedIn(.reception)
    terminal.openRegistration()
    let mark = terminal.output.count
    terminal.paste("Gar\u{202E}cía\u{1B}]0;owned\u{07}\u{200B}\n\tx")
    terminal.settle()
    expectOnlyPainting(terminal, from: mark)
    #expect(!terminal.outputText(from: mark).unicodeScalars.contains { $0.value == 0x202E || $0.value == 0x200B })
    terminal.expect("First surname")
    #expect(terminal.rows.filter { $0.contains("surname") }.count == 2, "\(terminal.screen)")
  }
}
