import Testing

@testable import TerminalUI

@Suite struct PercentileChartTests {
  private func chart(cursor: Int? = 1) -> PercentileChart {
    let bins = [(0.125, 60.0, 90.0, 100.0, 120.0, 150.0), (0.375, 80, 150, 180, 200, 250), (0.875, 70, 90, 110, 140, 160)].compactMap {
      PercentileChart.Bin(position: $0.0, outer: $0.1...$0.5, inner: $0.2...$0.4, median: $0.3)
    }
    return PercentileChart(
      bins: bins, binWidth: 0.25, target: 70...180, labels: [(0, "00h"), (0.25, "06h"), (0.5, "12h"), (0.75, "18h"), (0.98, "cut")], cursor: cursor)
  }

  @Test func inASCII() {
    let canvas = screen(30, 12) { chart().draw(on: &$0, in: $1, isFocused: true) }
    #expect(
      text(canvas) == """
        250 |      .......
            |      .......
        200 |      :::::::
           >|      @oooooo
            |      :::::::      ......
        150 |......:::::::      ::::::
            |::::::.......      ::::::
        100 |oooooo.......      oooooo
            |::::::.......      ::::::
         50>|......             ......
            ++-----+-----+-----+------
             00h   06h   12h   18h
        """, "\n\(text(canvas))")
    // The first column of the part under the cursor.
    #expect(canvas.cursor == Point(x: 11, y: 3))
  }

  @Test func inUTF8TheSamePlaces() {
    let ascii = screen(30, 12) { chart().draw(on: &$0, in: $1, isFocused: true) }.rows()
    let utf8 = screen(30, 12, .utf8) { chart().draw(on: &$0, in: $1, isFocused: true) }.rows()
    let same = utf8.map { row in
      String(row.map { ["░": ".", "▒": ":", "●": "o", "│": "|", "─": "-", "┬": "+", "╰": "+"][$0] ?? $0 })
    }
    #expect(same == ascii)
  }

  /// What is not there is not drawn: no bin reaches over a gap.
  @Test func aPartWithoutValuesStaysEmpty() {
    #expect(chart().places(columns: 8) == [0, 0, 1, 1, nil, nil, 2, 2])
    #expect(PercentileChart(bins: [], binWidth: 0.25, target: 70...180, labels: []).places(columns: 3) == [nil, nil, nil])
  }

  @Test func everyBinHasAColumnWhereThereIsRoom() {
    let bins = (0..<48).compactMap { place in
      PercentileChart.Bin(position: (Double(place) + 0.5) / 48, outer: 1...2, inner: 1...2, median: 1)
    }
    let chart = PercentileChart(bins: bins, binWidth: 1 / 48, target: 1...2, labels: [])
    for columns in 48...200 { #expect(Set(chart.places(columns: columns).compactMap { $0 }) == Set(0..<48), "\(columns) columns") }
  }

  @Test func disorderIsRefused() {
    #expect(PercentileChart.Bin(position: 0.5, outer: 1...2, inner: 0...2, median: 1) == nil)
    #expect(PercentileChart.Bin(position: 0.5, outer: 1...3, inner: 2...3, median: 1) == nil)
    #expect(PercentileChart.Bin(position: .nan, outer: 1...3, inner: 2...3, median: 2) == nil)
    #expect(PercentileChart.Bin(position: 0, outer: 1...Double.infinity, inner: 2...3, median: 2) == nil)
  }

  @Test func anySizeIsSurvived() {
    for width in 0...40 {
      for height in 0...14 {
        let canvas = screen(width, height) { chart(cursor: 7).draw(on: &$0, in: $1, isFocused: true) }
        #expect(canvas.rows().count == height)
      }
    }
  }
}
