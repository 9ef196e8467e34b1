import Testing

@testable import TerminalUI

@Suite struct TimeSeriesChartTests {
  private static func day(_ year: Int, _ month: Int, _ day: Int) -> Int {
    (CivilDate(year: year, month: month, day: day)?.daysSinceEpoch ?? 0) * 86_400
  }

  /// Eight invented results of HbA1c.
  private static let results: [ChartPoint] = [
    (day(2025, 1, 10), 6.4), (day(2025, 3, 1), 6.7), (day(2025, 3, 28), 6.8), (day(2025, 7, 1), 7.2), (day(2025, 10, 8), 8.0),
    (day(2025, 12, 20), 7.5), (day(2026, 6, 30), 8.5), (day(2026, 11, 3), 9.1),
  ].map { time, value in
    value > 9
      ? ChartPoint(time: time, value: value, mark: "#", role: .flagCriticalHigh, weight: 2)
      : ChartPoint(time: time, value: value, mark: "H", role: .flagHigh, weight: 1)
  }

  private func chart(cursor: Int? = 6, maximumGap: Int? = nil) -> TimeSeriesChart {
    TimeSeriesChart(
      Self.results, band: 4.0...6.0, target: 7.0, criticalHigh: 9.0, maximumGap: maximumGap, cursor: cursor, decimals: 1)
  }

  @Test func inASCII() {
    var chart = chart()
    chart.marksBand = true
    let canvas = screen(92, 17) { chart.draw(on: &$0, in: $1, isFocused: true) }
    #expect(
      text(canvas) == """
        10.0 |
             |
         9.0 |= = = = = = = = = = = = = = = = = = = = = = = = = = = = = = = = = = = = = = = ......#
             |                                                                   .@.........
             |                                                          ..........
         8.0 |                              .....H......      ..........          |
             |                        .......           ..H....
         7.0 |- - - - - - ...........H- - - - - - - - - - - - - - - - - - - - - - | - - - - - - - -
             |  .....H...H.
             | H.                                                                 |
         6.0>|::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::
             |::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::|:::::::::::::::::
         5.0 |::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::
             |::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::|:::::::::::::::::
         4.0>|::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::
             ++      +       +       +      +       +       +      +       +      +       +       +
              25-01  25-03   25-05   25-07  25-09   25-11   26-01  26-03   26-05  26-07   26-09
        """)
    #expect(canvas.cursor == Point(x: 74, y: 3))
  }

  @Test func inBraille() {
    let canvas = screen(60, 12, .utf8) { chart(cursor: nil, maximumGap: 86_400 * 90).draw(on: &$0, in: $1, isFocused: true) }
    #expect(
      text(canvas) == """
        10.0 │
             │= = = = = = = = = = = = = = = = = = = = = = = = = = #
             │                                           H
         8.0 │                      H⠤⠤⣀⣀
             │              H            ⠉H
             │╌ ⣀⣀H⠤⠒H╌ ╌ ╌ ╌ ╌ ╌ ╌ ╌ ╌ ╌ ╌ ╌ ╌ ╌ ╌ ╌ ╌ ╌ ╌ ╌ ╌ ╌ ╌
         6.0>│ H
             │
             │
         4.0>│
             ╰┬      ┬      ┬      ┬      ┬       ┬      ┬      ┬
              25-01  25-04  25-07  25-10  26-01   26-04  26-07
        """)
    // Nothing under the cursor: it stands on the axis.
    #expect(canvas.cursor == Point(x: 5, y: 10))
  }

  @Test func theBandIsATintAndHasEdges() {
    let canvas = screen(60, 12, .utf8) { chart().draw(on: &$0, in: $1, isFocused: false) }
    #expect(canvas[Point(x: 30, y: 7)]?.role == .chartBand)
    #expect(canvas[Point(x: 30, y: 4)]?.role == .text)
    #expect(canvas[Point(x: 4, y: 6)]?.text == ">")
    #expect(canvas[Point(x: 4, y: 9)]?.text == ">")
    var marked = chart()
    marked.marksBand = true
    let mono = screen(60, 12, .utf8) { marked.draw(on: &$0, in: $1, isFocused: false) }
    #expect(mono[Point(x: 30, y: 7)]?.text == ":")
    #expect(canvas.cursor == nil)
  }

  @Test func theCursorCostsOneCellWithoutACrosshair() {
    var plain = chart(cursor: 2)
    plain.showsCrosshair = false
    let first = screen(92, 17) { plain.draw(on: &$0, in: $1, isFocused: true) }
    plain.cursor = 3
    let second = screen(92, 17) { plain.draw(on: &$0, in: $1, isFocused: true) }
    #expect(zip(first.cells, second.cells).count { $0 != $1 } == 2)
    #expect(first.cursor != second.cursor)
  }

  @Test func theCrosshairLeavesOtherValuesAlone() {
    let points = [
      ChartPoint(time: 0, value: 5, mark: "a"), ChartPoint(time: 1, value: 9, mark: "b"),
      ChartPoint(time: 1_000_000, value: 7, mark: "c"),
    ]
    let rows = screen(40, 10) { TimeSeriesChart(points, cursor: 0).draw(on: &$0, in: $1, isFocused: true) }.rows()
    #expect(rows.contains { $0.contains("b") })
    #expect(rows.contains { $0.contains("@") })
  }

  @Test func noLineOverAGap() {
    let points =
      (0..<10).map { ChartPoint(time: $0 * 3_600, value: 5, mark: "x") }
      + (40..<50).map { ChartPoint(time: $0 * 3_600, value: 5, mark: "x") }
    func row(_ gap: Int?) -> String {
      screen(60, 8) { TimeSeriesChart(points, maximumGap: gap).draw(on: &$0, in: $1, isFocused: false) }.rows().first {
        $0.contains("x")
      } ?? ""
    }
    #expect(!row(nil).trimmingPrefix { $0 != "x" }.contains(" "))
    let hole = row(7_200).trimmingPrefix { $0 != "x" }.split(separator: "x").map(String.init).max { $0.count < $1.count } ?? ""
    #expect(hole.count > 25 && hole.allSatisfy { $0 == " " })
    #expect(row(31 * 3_600).trimmingPrefix { $0 != "x" } == row(nil).trimmingPrefix { $0 != "x" })
  }

  @Test func aMissingValueBreaksTheLine() {
    let points = [0, 10, 20, 30].map { ChartPoint(time: $0 * 3_600, value: $0 == 10 ? .nan : 5, mark: "x") }
    let plot = TimeSeriesPlot(TimeSeriesChart(points), size: Size(width: 40, height: 6))
    #expect(plot.marks.count == 3)
    let between = plot.time.column(of: 10 * 3_600, columns: 40)
    #expect((0..<6).allSatisfy { plot.raster[between, $0] == 0 })
  }

  @Test func theLineGoesOnBeyondTheEdges() {
    let points = [ChartPoint(time: 0, value: 0, mark: "a"), ChartPoint(time: 100_000, value: 10, mark: "b")]
    let chart = TimeSeriesChart(points, visible: 40_000...60_000)
    let plot = TimeSeriesPlot(chart, size: Size(width: 30, height: 8))
    #expect(plot.marks.isEmpty)
    for column in 0..<30 { #expect((0..<8).contains { plot.raster[column, $0] != 0 }) }
  }

  @Test func valuesOutsideTheScaleAreArrows() {
    var chart = TimeSeriesChart([(0, 50.0), (3_600, 5.0), (7_200, -50.0)].map { ChartPoint(time: $0, value: $1, mark: "x") })
    chart.valueRange = 0...10
    let rows = screen(40, 10) { chart.draw(on: &$0, in: $1, isFocused: false) }.rows()
    #expect(rows[0].contains("^"))
    #expect(rows[7].contains("v"))
    #expect(rows.joined().filter { $0 == "x" }.count == 1)
  }

  @Test func nothingInViewSaysSo() {
    let chart = TimeSeriesChart([], band: 4...6, emptyText: "no results")
    let rows = screen(40, 10) { chart.draw(on: &$0, in: $1, isFocused: true) }.rows()
    #expect(rows.contains { $0.contains("no results") })
    #expect(chart.nearest(to: 5) == nil)
  }

  @Test func theNearestPointIsFound() {
    let chart = TimeSeriesChart([30, 10, 20].map { ChartPoint(time: $0, value: 1) }, visible: 12...30)
    #expect(chart.points.map(\.time) == [10, 20, 30])
    #expect([0, 14, 16, 24, 26, 99].map { chart.nearest(to: $0) } == [0, 0, 1, 1, 2, 2])
    #expect(chart.visibleIndices == 1..<3)
  }

  @Test func tooSmallDrawsNothing() {
    let canvas = screen(11, 10) { chart().draw(on: &$0, in: $1, isFocused: true) }
    #expect(canvas.rows().allSatisfy { $0.isEmpty })
  }

  @Test func timesAreTrue() {
    let plot = TimeSeriesPlot(chart(), size: Size(width: 86, height: 15))
    let columns = plot.marks.map(\.column)
    let times = plot.marks.map { Self.results[$0.point].time }
    let scale = Double(columns[7] - columns[0]) / Double(times[7] - times[0])
    for place in columns.indices {
      #expect(abs(Double(columns[place] - columns[0]) - Double(times[place] - times[0]) * scale) <= 1)
    }
  }
}
