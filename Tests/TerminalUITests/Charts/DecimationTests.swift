import Testing

@testable import TerminalUI

/// However many values stand in a column, none of the extremes is lost, and both glyph sets show the same.
@Suite struct DecimationTests {
  private func random(_ count: Int, _ random: inout SeededGenerator) -> TimeSeriesChart {
    var time = 1_700_000_000
    let points = (0..<count).map { place in
      time += Int.random(in: 1...2_000, using: &random)
      let value = Double.random(in: 2...20, using: &random)
      return ChartPoint(time: time, value: value, mark: value > 19 ? "#" : "o", role: .flagOk, weight: value > 19 ? 2 : 0)
    }
    return TimeSeriesChart(points, band: 4...8, maximumGap: Int.random(in: 500...4_000, using: &random))
  }

  @Test func everyColumnKeepsItsLowestItsHighestAndItsWeightiest() {
    var crowded = 0
    var generator = SeededGenerator(seed: 21)
    for _ in 0..<40 {
      let chart = random(Int.random(in: 1...3_000, using: &generator), &generator)
      let size = Size(width: Int.random(in: 10...120, using: &generator), height: Int.random(in: 4...30, using: &generator))
      let plot = TimeSeriesPlot(chart, size: size)
      let shown = Set(plot.marks.map { Point(x: $0.column, y: $0.row) })
      var columns: [Int: [ChartPoint]] = [:]
      for point in chart.points { columns[plot.cell(of: point).x, default: []].append(point) }
      for (column, points) in columns {
        let low = points.min { $0.value < $1.value }
        let high = points.max { $0.value < $1.value }
        let isCrowded = points.count > TimeSeriesPlot.lettersPerColumn
        crowded += isCrowded ? 1 : 0
        for extreme in [low, high].compactMap({ $0 }) {
          let cell = plot.cell(of: extreme)
          #expect(plot.raster[cell.x, cell.y] != 0)
          if !isCrowded || extreme.weight > 0 { #expect(shown.contains(cell)) }
        }
        let weightiest = points.map(\.weight).max() ?? 0
        let marks = plot.marks.filter { $0.column == column }
        if !isCrowded || weightiest > 0 { #expect(marks.contains { chart.points[$0.point].weight == weightiest }) }
      }
    }
    #expect(crowded > 100)
  }

  @Test func theLineReachesEveryExtreme() {
    var generator = SeededGenerator(seed: 22)
    for _ in 0..<40 {
      let chart = random(Int.random(in: 2...3_000, using: &generator), &generator)
      let size = Size(width: 60, height: 12)
      let plot = TimeSeriesPlot(chart, size: size)
      for point in chart.points {
        let cell = plot.cell(of: point)
        #expect(plot.raster[cell.x, cell.y] != 0)
      }
    }
  }

  @Test func asciiAndBrailleShowTheSameFacts() {
    var generator = SeededGenerator(seed: 23)
    for _ in 0..<60 {
      var chart = random(Int.random(in: 1...400, using: &generator), &generator)
      chart.cursor = Int.random(in: 0..<chart.points.count, using: &generator)
      chart.marksBand = true
      let ascii = screen(80, 16, .ascii) { chart.draw(on: &$0, in: $1, isFocused: true) }
      let braille = screen(80, 16, .utf8) { chart.draw(on: &$0, in: $1, isFocused: true) }
      #expect(ascii.cursor == braille.cursor)
      for (a, b) in zip(ascii.cells, braille.cells) {
        #expect(a.role == b.role)
        let isDots = b.text.unicodeScalars.first.map { (0x2801...0x28FF).contains($0.value) } ?? false
        #expect(isDots == (a.text == "." && b.text != "."))
        if a.text.allSatisfy({ $0.isLetter || $0.isNumber || "#@:>".contains($0) }) { #expect(a.text == b.text) }
      }
    }
  }

  /// A hundred thousand values: dots set and letters placed are bounded by the area.
  @Test func workIsBoundedByTheArea() {
    var generator = SeededGenerator(seed: 24)
    let points = (0..<100_000).map { ChartPoint(time: $0 * 300, value: Double.random(in: 2...25, using: &generator), mark: "o") }
    let chart = TimeSeriesChart(points)
    let size = Size(width: 120, height: 30)
    let plot = TimeSeriesPlot(chart, size: size)
    // Each column of dots: its stretch, and a line from the one before.
    #expect(plot.raster.operations <= size.width * 2 * size.height * 4 * 2)
    #expect(plot.marks.count <= size.width * TimeSeriesPlot.lettersPerColumn)
    let canvas = screen(126, 32, .utf8) { chart.draw(on: &$0, in: $1, isFocused: false) }
    let lowest = points.map(\.value).min() ?? 0
    let highest = points.map(\.value).max() ?? 0
    for extreme in points where extreme.value == lowest || extreme.value == highest {
      let cell = plot.cell(of: extreme)
      #expect(plot.raster[cell.x, cell.y] != 0)
    }
    #expect(canvas.rows().count == 32)
  }

  @Test func zoomedInOnlyWhatIsInViewIsLookedAt() {
    let points = (0..<100_000).map { ChartPoint(time: $0 * 60, value: Double($0 % 100), mark: "o") }
    let chart = TimeSeriesChart(points, visible: 3_000_000...3_006_000)
    #expect(chart.visibleIndices.count == 101)
    #expect(TimeSeriesPlot(chart, size: Size(width: 80, height: 20)).marks.allSatisfy { chart.visibleIndices.contains($0.point) })
  }

  @Test func aLineHasNoHoles() {
    var generator = SeededGenerator(seed: 25)
    for _ in 0..<300 {
      var raster = PlotRaster(columns: 20, rows: 10)
      let a = (x: Int.random(in: 0..<40, using: &generator), y: Int.random(in: 0..<40, using: &generator))
      let b = (x: Int.random(in: 0..<40, using: &generator), y: Int.random(in: 0..<40, using: &generator))
      raster.set(a.x, a.y)
      raster.line(from: a, to: b)
      let dots = raster.cells.reduce(0) { $0 + $1.nonzeroBitCount }
      #expect(dots == max(abs(a.x - b.x), abs(a.y - b.y)) + 1)
    }
    var outside = PlotRaster(columns: 4, rows: 2)
    outside.line(from: (x: -50, y: -50), to: (x: 90, y: 90))
    outside.set(-1, 3)
    outside.set(8, 8)
    #expect(outside.operations == 142)
  }

  @Test func brailleDotsHaveTheirNumbers() {
    var raster = PlotRaster(columns: 1, rows: 1)
    let bits = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)].map { x, y -> UInt8 in
      var one = PlotRaster(columns: 1, rows: 1)
      one.set(x, y)
      raster.set(x, y)
      return one[0, 0]
    }
    #expect(bits == [0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80])
    #expect(raster[0, 0] == 0xFF)
  }
}
