/// The series of a chart as dots and letters in cells, before it is drawn: what the tests of decimation look at.
struct TimeSeriesPlot {
  /// A letter in a cell.
  struct Mark: Hashable {
    var point: Int
    var column: Int
    var row: Int
    /// -1 under the axis, 1 over it: then the sign is an arrow.
    var beyond: Int
    /// Speaks for many values: its letter says what it is, and only the weightiest have a colour of their own. Ninety coloured
    /// letters in a row would say nothing, and cost two thousand bytes.
    var isCrowded = false
  }

  private(set) var raster: PlotRaster
  private(set) var marks: [Mark] = []
  let time: TimeAxis
  let value: ValueAxis
  let size: Size
  private let chart: TimeSeriesChart

  /// Letters in a column up to which each value keeps its own.
  static let lettersPerColumn = 3

  init(_ chart: TimeSeriesChart, size: Size) {
    self.chart = chart
    self.size = size
    time = TimeAxis(chart.visible, columns: size.width, offset: chart.offset)
    value = ValueAxis(chart.axisRange(), rows: size.height, decimals: chart.decimals, decimalMark: chart.decimalMark)
    raster = PlotRaster(columns: size.width, rows: size.height)
    guard size.width > 0, size.height > 0 else { return }
    drawLine()
    placeMarks()
  }

  /// The cell of a point, kept inside the plot.
  func cell(of point: ChartPoint) -> Point {
    Point(x: time.column(of: point.time, columns: size.width), y: row(of: point.value))
  }

  /// The row of a value, kept inside: that of its dot, so lines and letters never disagree.
  func row(of value: Double) -> Int { self.value.row(of: value, rows: raster.dotRows) / 4 }

  private func dot(_ time: Int, _ value: Double) -> (x: Int, y: Int) {
    (self.time.column(of: time, columns: raster.dotColumns), self.value.row(of: value, rows: raster.dotRows))
  }

  /// One pass over the values: within a column of dots only the stretch from lowest to highest is drawn.
  private mutating func drawLine() {
    let inView = chart.visibleIndices
    let first = max(0, inView.lowerBound - 1)
    let last = min(chart.points.count, inView.upperBound + 1)
    guard first < last else { return }
    var before: (time: Int, value: Double)?
    var run: (x: Int, low: Int, high: Int, last: Int)?
    for point in chart.points[first..<last] {
      guard point.value.isFinite else {
        flush(&run)
        before = nil
        continue
      }
      if let from = before, let limit = chart.maximumGap, point.time - from.time > limit {
        flush(&run)
        before = nil
      }
      let isInside = chart.visible.contains(point.time)
      let clipped = clip(before, (point.time, point.value))
      if before != nil, run == nil, let start = clipped?.from {
        let dot = dot(start.time, start.value)
        run = (dot.x, dot.y, dot.y, dot.y)
      }
      if isInside || (before != nil && clipped != nil), let end = isInside ? (point.time, point.value) : clipped?.to {
        extend(&run, to: dot(end.0, end.1))
      }
      before = (point.time, point.value)
    }
    flush(&run)
  }

  private mutating func extend(_ run: inout (x: Int, low: Int, high: Int, last: Int)?, to dot: (x: Int, y: Int)) {
    guard let known = run else {
      run = (dot.x, dot.y, dot.y, dot.y)
      return
    }
    if known.x == dot.x {
      run = (dot.x, min(known.low, dot.y), max(known.high, dot.y), dot.y)
      return
    }
    flush(&run)
    raster.line(from: (known.x, known.last), to: dot)
    run = (dot.x, dot.y, dot.y, dot.y)
  }

  private mutating func flush(_ run: inout (x: Int, low: Int, high: Int, last: Int)?) {
    if let run { raster.vertical(run.x, run.low, run.high) }
    run = nil
  }

  /// The part of a stretch that is in view, its ends on the edges; nil where none is.
  private func clip(
    _ from: (time: Int, value: Double)?, _ to: (time: Int, value: Double)
  ) -> (from: (time: Int, value: Double), to: (time: Int, value: Double))? {
    guard let from else { return nil }
    let left = chart.visible.lowerBound
    let right = chart.visible.upperBound
    guard to.time >= left, from.time <= right else { return nil }
    func at(_ time: Int) -> (time: Int, value: Double) {
      let part = to.time == from.time ? 0 : Double(time - from.time) / Double(to.time - from.time)
      return (time, from.value + (to.value - from.value) * part)
    }
    return (from.time < left ? at(left) : from, to.time > right ? at(right) : to)
  }

  /// Every value has its letter; in a crowded column those have that say something beside the line, which reaches from the lowest
  /// to the highest anyway: the lowest and the highest where they are out of range, and what is weightier than both.
  private mutating func placeMarks() {
    var column = -1
    var crowd: [Int] = []
    var cells: [Point: Mark] = [:]
    for place in chart.visibleIndices where chart.points[place].value.isFinite {
      let at = time.column(of: chart.points[place].time, columns: size.width)
      if at != column {
        keep(crowd, in: &cells)
        crowd = []
        column = at
      }
      crowd.append(place)
    }
    keep(crowd, in: &cells)
    marks = cells.values.sorted { ($0.column, $0.row) < ($1.column, $1.row) }
  }

  private func keep(_ crowd: [Int], in cells: inout [Point: Mark]) {
    var chosen = crowd[...]
    if crowd.count > Self.lettersPerColumn {
      let points = chart.points
      let extremes = [
        crowd.min { points[$0].value < points[$1].value }, crowd.max { points[$0].value < points[$1].value },
      ].compactMap { $0 }.filter { points[$0].weight > 0 }
      let heaviest = crowd.max { points[$0].weight < points[$1].weight }.filter { place in
        points[place].weight > extremes.map { points[$0].weight }.max() ?? 0
      }
      chosen = (extremes + [heaviest].compactMap { $0 })[...]
    }
    for place in chosen {
      let point = chart.points[place]
      let cell = cell(of: point)
      let part = value.fraction(of: point.value)
      let mark = Mark(
        point: place, column: cell.x, row: cell.y, beyond: part < 0 ? 1 : part > 1 ? -1 : 0,
        isCrowded: crowd.count > Self.lettersPerColumn)
      if let other = cells[cell], chart.points[other.point].weight > point.weight { continue }
      cells[cell] = mark
    }
  }
}

extension Optional {
  fileprivate func filter(_ isWanted: (Wrapped) -> Bool) -> Wrapped? { flatMap { isWanted($0) ? $0 : nil } }
}
