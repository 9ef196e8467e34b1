import Testing

@testable import TerminalUI

/// A second series over the first, and the rows under the time axis.
@Suite struct ChartBesideTests {
  private static func points(_ values: [Double], mark: String, step: Int = 86_400 * 10) -> [ChartPoint] {
    values.enumerated().map { ChartPoint(time: $0 * step, value: $1, mark: mark) }
  }

  private func chart() -> TimeSeriesChart {
    var chart = TimeSeriesChart(
      Self.points([5, 6, 5, 7, 6], mark: "o"), visible: -86_400...(86_400 * 45), band: 4...5.5, cursor: 2, decimals: 1)
    chart.overlay = ChartOverlay(Self.points([150, 110, 190, 120, 140], mark: "x"), decimals: 0)
    chart.strips = [
      ChartStrip("Rx", events: [0, 86_400 * 20].map { ChartStrip.Event(time: $0, mark: "S") }),
      ChartStrip("Ph", spans: [ChartStrip.Span(from: -86_400 * 90, to: 86_400 * 15, mark: "P")]),
    ]
    return chart
  }

  @Test func bothSeriesHaveTheirAxis() {
    let rows = screen(60, 16) { chart().draw(on: &$0, in: $1, isFocused: true) }.rows()
    #expect(rows[0].hasPrefix("7.0") && rows[0].hasSuffix("|200"))
    #expect(rows.dropLast(2).joined().filter { $0 == "x" }.count == 5)
    #expect(rows.contains { $0.contains(",") })
  }

  @Test func theSecondSeriesNeverHidesTheFirst() {
    // The same values at the same times: every letter of both is there.
    var chart = chart()
    chart.overlay = ChartOverlay(Self.points([5, 6, 5, 7, 6], mark: "x"), decimals: 1)
    chart.showsCrosshair = false
    chart.cursor = nil
    for glyphs in [GlyphSet.ascii, .utf8] {
      let text = screen(60, 16, glyphs) { chart.draw(on: &$0, in: $1, isFocused: true) }.rows().dropLast(2).joined()
      #expect(text.filter { $0 == "o" }.count == 5)
      #expect(text.filter { $0 == "x" }.count == 5)
    }
  }

  @Test func withNothingInViewThereIsNoAxis() {
    var chart = chart()
    let with = screen(60, 16) { chart.draw(on: &$0, in: $1, isFocused: true) }
    chart.visible = 86_400 * 100...(86_400 * 120)
    let without = screen(60, 16) { chart.draw(on: &$0, in: $1, isFocused: true) }
    #expect(with.roleRows().legend.contains { $0.role == .chartOverlay })
    #expect(!without.roleRows().legend.contains { $0.role == .chartOverlay })
  }

  @Test func eventsAndSpansStandUnderTheirTimes() {
    let time = TimeAxis(0...100, columns: 10, offset: { _ in 0 })
    let strip = ChartStrip(
      "Ph", spans: [.init(from: -50, to: 35, mark: "F"), .init(from: 60, to: 1_000, mark: "L")],
      events: [.init(time: 45, mark: "S"), .init(time: 95, mark: "S"), .init(time: 96, mark: "E"), .init(time: 700, mark: "E")])
    let cells = strip.cells(time, columns: 10).map { $0 ?? " " }
    #expect(cells[0] == "F" && cells[1] == "-" && cells[3] == "-")
    #expect(cells[4] == "S" && cells[5] == " " && cells[6] == "L" && cells[8] == "-")
    #expect(cells[9] == "*")
  }

  @Test func rowsUnderTheAxisGoWhereThePlotWouldBeTooLow() {
    let low = screen(60, 9) { chart().draw(on: &$0, in: $1, isFocused: true) }.rows()
    #expect(!low.contains { $0.hasPrefix("Rx") })
    let high = screen(60, 10) { chart().draw(on: &$0, in: $1, isFocused: true) }.rows()
    #expect(high.contains { $0.hasPrefix("Rx") } && high.contains { $0.hasPrefix("Ph") })
  }

  @Test func theRowsAreTheSameInBothGlyphSets() {
    let ascii = screen(60, 16, .ascii) { chart().draw(on: &$0, in: $1, isFocused: true) }.rows().suffix(2)
    let utf8 = screen(60, 16, .utf8) { chart().draw(on: &$0, in: $1, isFocused: true) }.rows().suffix(2)
    #expect(ascii == utf8)
  }
}
