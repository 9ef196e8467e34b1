import TerminalTestSupport
import Testing

/// One biomarker over time.
@Suite struct SeriesTests {
  /// The line under the drawing that reads the point out.
  private func reading(_ terminal: TerminalSession) -> String { terminal.line(containing: " @ 20") ?? "" }

  /// What stands above the drawing: the test, and how much time is shown.
  private func head(_ terminal: TerminalSession) -> String { terminal.line(containing: "HbA1c (NGSP) (%)") ?? "" }

  /// The dates under the drawing.
  private func dates(_ terminal: TerminalSession) -> String {
    guard let axis = terminal.rows.lastIndex(where: { $0.contains("┬") }) else { return "" }
    return terminal.rows[axis + 1]
  }

  private func drawn(columns: Int = 100, rows: Int = 30, environment: [String: String] = [:]) throws -> TerminalSession {
    let terminal = try Shared.clinic.get().signedIn(.nurse, columns: columns, rows: rows, environment: environment)
    terminal.openChart("garcia nunez 1971-03-12")
    terminal.press("Enter", expect: "Summary:")
    return terminal
  }

  @Test func theDrawingHasBandLettersAxisAndSentence() throws {
    let terminal = try drawn()
    terminal.expect("HbA1c (NGSP) (%)")
    terminal.expect("reference <= 5.6 shaded")
    terminal.expect("Summary: ")
    #expect(terminal.rows.contains { $0.unicodeScalars.contains { (0x2801...0x28FF).contains($0.value) } }, "no braille:\n\(terminal.screen)")
    #expect(terminal.rows.contains { $0.contains("╰") && $0.contains("┬") })
  }

  @Test func theCursorReadsEveryPointOut() throws {
    let terminal = try drawn()
    let newest = reading(terminal)
    terminal.press("Left")
    #expect(terminal.wait { self.reading($0) != newest }, "\(terminal.screen)")
    terminal.press("End")
    #expect(terminal.wait { self.reading($0) == newest }, "\(terminal.screen)")
    terminal.press("Home")
    #expect(terminal.wait { !self.reading($0).contains("change") || self.reading($0) < newest }, "\(terminal.screen)")
    #expect(reading(terminal).contains("%"))
    #expect(terminal.rows[terminal.cursor.row].contains("@"), "the cursor is not on the point:\n\(terminal.screen)")
  }

  @Test func zoomPanAndAllOfIt() throws {
    let terminal = try drawn()
    let (whole, wholeDates) = (head(terminal), dates(terminal))
    terminal.press("+")
    #expect(terminal.wait { self.head($0) != whole && self.dates($0) != wholeDates }, "\(terminal.screen)")
    let (half, halfDates) = (head(terminal), dates(terminal))
    terminal.press("[")
    #expect(terminal.wait { self.dates($0) != halfDates }, "\(terminal.screen)")
    #expect(head(terminal) == half)
    terminal.press("]")
    #expect(terminal.wait { self.dates($0) == halfDates }, "\(terminal.screen)")
    terminal.press("+", "+", "-")
    terminal.press("0")
    #expect(terminal.wait { self.head($0) == whole && self.dates($0) == wholeDates }, "\(terminal.screen)")
  }

  @Test func aDateInAnySpellingMovesTheCursor() throws {
    let terminal = try drawn()
    let newest = reading(terminal)
    terminal.press("/", expect: "Go to date")
    terminal.type("not a date")
    terminal.press("Enter", expect: "! Not a date")
    for _ in 0..<10 { terminal.press("Backspace") }
    terminal.type("01012020")
    terminal.press("Enter")
    terminal.expectGone("Go to date")
    #expect(terminal.wait { !self.reading($0).isEmpty && self.reading($0) != newest }, "\(terminal.screen)")
  }

  @Test func theTableHoldsTheSameReadings() throws {
    let terminal = try drawn()
    terminal.press("t", expect: "RECORDED BY")
    let times = terminal.rows.filter { $0.contains("laboratory") }.map { String($0.dropFirst().prefix(16)) }
    try #require(times.count > 3)
    terminal.press("Down")
    #expect(terminal.wait { $0.selectedRow?.contains(times[1]) == true && $0.rows[$0.cursor.row].hasPrefix(">") }, "\(terminal.screen)")
    terminal.press("t")
    #expect(terminal.wait { self.reading($0).contains(times[1]) }, "\(times[1]) is not read out:\n\(terminal.screen)")
  }

  @Test func theNextTestIsDrawnInItsOwnUnit() throws {
    let terminal = try drawn()
    terminal.press("m", expect: "Fasting glucose (mg/dL)")
    terminal.press("M", expect: "HbA1c (NGSP) (%)")
    terminal.press("Down", expect: "Fasting glucose (mg/dL)")
    terminal.expect("reference 70 - 99 shaded")
  }

  @Test func inAsciiNothingIsLostButTheDots() throws {
    let terminal = try drawn(environment: ["LANG": "C"])
    #expect(terminal.output.allSatisfy { $0 < 0x80 })
    terminal.expect("reference <= 5.6")
    #expect(terminal.rows.contains { $0.contains("H") && $0.contains("|") }, "\(terminal.screen)")
    terminal.press("Left")
    terminal.settle()
    #expect(terminal.rows[terminal.cursor.row].contains("@"), "\(terminal.screen)")
  }

  @Test func atEightyColumnsItFits() throws {
    let terminal = try drawn(columns: 80, rows: 24)
    #expect(!reading(terminal).isEmpty, "\(terminal.screen)")
    terminal.expect("HbA1c (NGSP) (%)")
  }
}
