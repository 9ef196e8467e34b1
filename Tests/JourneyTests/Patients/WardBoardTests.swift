import TerminalTestSupport
import Testing

/// The nurse's first screen: who is overdue, and what others write, while it stands (N1).
@Suite struct WardBoardTests {
  /// Names of the rows shown, from above.
  private func beds(_ terminal: TerminalSession) -> [String] {
    terminal.rows.compactMap { row in row.firstMatch(of: /\ A (\d+) +\S/).map { String($0.1) } }
  }

  @Test func theMostOverdueIsFirst() throws {
    let clinic = try Clinic()
    let terminal = try clinic.signedIn(.nurse)
    terminal.expect("my patients: 30   most overdue first")
    #expect(Array(beds(terminal).prefix(4)) == ["3", "4", "10", "2"], "\(terminal.screen)")
    terminal.expectRow { $0.contains(" A 3 ") && $0.contains("12H") && $0.contains("! watch") }
    terminal.expectRow { $0.contains(" A 4 ") && $0.contains("6M") && $0.contains("!1h1") && $0.contains(" E │") }
    terminal.expectRow { $0.contains(" A 10 ") && $0.contains("?") && $0.contains("!5h0") }
    terminal.expectRow { $0.contains(" A 7 ") && $0.contains(" !2") }
    terminal.press("Down", expect: "not answered")
  }

  @Test func anotherTerminalsRoundShowsByItselfAndMovesNothing() throws {
    let clinic = try Clinic()
    let watching = try clinic.signedIn(.nurse)
    watching.expect("my patients: 30   most overdue first")
    watching.press("Down", "Down")
    watching.settle()
    let (selected, order) = (try #require(watching.selectedRow), beds(watching))
    let openings = try clinic.count("select count(*) from audit_logs.events where action = 'OPEN_WORK_LIST'")
    let other = try clinic.signedIn(.nurse)
    other.expect("my patients: 30")
    other.press("2", "Enter")
    other.press("v", expect: "Vital signs: new round")
    other.type("2591a9560120A385")
    other.press("Enter", expect: "Check, then F9")
    other.press("F9", expect: "What was done about it?")
    watching.expectRow { $0.contains(" A 2 ") && $0.contains("11H") && $0.contains("! watch") && $0.contains("E") }
    #expect(watching.selectedRow == selected)
    #expect(beds(watching) == order)
    watching.expect("F8 sorts")
    // The other terminal opened its list; this one read again through the opening it has.
    #expect(try clinic.count("select count(*) from audit_logs.events where action = 'OPEN_WORK_LIST'") == openings + 1)
    watching.press("F8", expect: "most overdue first")
    #expect(Array(beds(watching).prefix(2)) == ["3", "2"], "\(watching.screen)")
    #expect(watching.selectedRow?.contains(" A 10 ") == true, "\(watching.screen)")
  }
}
