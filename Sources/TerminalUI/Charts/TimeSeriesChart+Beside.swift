/// A second series over the first, on an axis of its own at the right.
public struct ChartOverlay: Sendable {
  /// In order of time. Their letters must not be those of the first series.
  public var points: [ChartPoint]
  /// The least number of decimals at its axis.
  public var decimals: Int

  public init(_ points: [ChartPoint], decimals: Int) {
    self.points = points
    self.decimals = decimals
  }

  /// Its line: not the dots of the first series, in either glyph set.
  static let line = Glyph("·", ascii: ",")
}

/// What stands beside the series itself: a second one with its axis, and the rows under the time axis.
extension TimeSeriesChart {
  /// The second series as a chart of the same times; nil where nothing of it is in view.
  var overlayChart: TimeSeriesChart? {
    guard let overlay else { return nil }
    let chart = TimeSeriesChart(
      overlay.points, visible: visible, maximumGap: maximumGap, decimals: overlay.decimals, decimalMark: decimalMark, offset: offset)
    return chart.visibleIndices.isEmpty ? nil : chart
  }

  /// Dots where the first series has none.
  func drawOverlayLine(_ over: TimeSeriesPlot, under plot: TimeSeriesPlot, on canvas: inout Canvas, area: Rect, _ band: Range<Int>) {
    for row in 0..<over.raster.rows {
      let role = band.contains(row) ? Role.chartOverlay.onBand : .chartOverlay
      for column in 0..<over.raster.columns where over.raster[column, row] != 0 && plot.raster[column, row] == 0 {
        canvas.glyph(ChartOverlay.line, at: area.origin.offset(x: column, y: row), role: role)
      }
    }
  }

  /// Where its letters stand: one that meets a letter of the first series, or the cursor, stands beside it.
  func overlayPlaces(_ over: TimeSeriesPlot, under plot: TimeSeriesPlot) -> [(point: Int, place: Point)] {
    var taken = Set(plot.marks.map { Point(x: $0.column, y: $0.row) })
    if let cursor, points.indices.contains(cursor) { taken.insert(plot.cell(of: points[cursor])) }
    return over.marks.compactMap { mark in
      let places = [0, 1, -1].map { Point(x: mark.column + $0, y: mark.row) }
      guard let place = places.first(where: { !taken.contains($0) && (0..<plot.size.width).contains($0.x) }) else { return nil }
      taken.insert(place)
      return (mark.point, place)
    }
  }

  /// Its letters.
  func drawOverlayMarks(
    _ over: TimeSeriesPlot, _ points: [ChartPoint], under plot: TimeSeriesPlot, on canvas: inout Canvas, area: Rect, _ band: Range<Int>
  ) {
    for (point, place) in overlayPlaces(over, under: plot) {
      let role = band.contains(place.y) ? Role.chartOverlay.onBand : .chartOverlay
      canvas.text(points[point].mark, at: area.origin.offset(x: place.x, y: place.y), width: 1, role: role)
    }
  }

  /// The axis of the second series: its line and labels, right of the plot.
  func drawOverlayAxis(_ over: TimeSeriesPlot, on canvas: inout Canvas, area: Rect, labels: Int) {
    canvas.verticalLine(at: Point(x: area.maxX, y: area.y), length: area.height, role: .chartOverlay)
    for tick in over.value.ticks {
      let row = over.row(of: tick.value)
      canvas.text(tick.label, at: Point(x: area.maxX + 1, y: area.y + row), width: labels, role: .chartOverlay)
    }
  }

  /// The rows under the dates.
  func drawStrips(_ strips: [ChartStrip], _ time: TimeAxis, on canvas: inout Canvas, left: Int, area: Rect) {
    for (place, strip) in strips.enumerated() {
      let y = area.maxY + 2 + place
      canvas.text(strip.label, at: Point(x: left, y: y), width: area.x - left - 1, role: .chartAxis)
      for (column, text) in strip.cells(time, columns: area.width).enumerated() {
        if let text { canvas.text(text, at: Point(x: area.x + column, y: y), width: 1, role: .chartAxis) }
      }
    }
  }
}
