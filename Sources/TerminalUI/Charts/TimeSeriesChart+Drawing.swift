extension TimeSeriesChart {
  /// Draws axes and plot over `rect`: value labels at the left, time labels in the last row. Nothing where it is under 12 x 4.
  ///
  /// - Parameter isFocused: puts the hardware cursor on the point under the cursor.
  public func draw(on canvas: inout Canvas, in rect: Rect, isFocused: Bool) {
    canvas.within(rect) { canvas in paint(on: &canvas, in: rect, isFocused: isFocused) }
  }

  private func paint(on canvas: inout Canvas, in rect: Rect, isFocused: Bool) {
    guard rect.width >= 12, rect.height >= 4 else { return }
    canvas.fill(rect, role: .text)
    let rows = rect.height - 2
    let scale = ValueAxis(axisRange(), rows: rows, decimals: decimals, decimalMark: decimalMark)
    let labels = min(scale.ticks.map { DisplayWidth.of($0.label, glyphs: canvas.glyphs) }.max() ?? 0, rect.width / 3)
    // Labels, a column for the band's edges, the axis.
    let area = Rect(x: rect.x + labels + 2, y: rect.y, width: rect.width - labels - 2, height: rows)
    let plot = TimeSeriesPlot(self, size: area.size)
    drawValueAxis(plot, on: &canvas, left: rect.x, labels: labels, area: area)
    drawTimeAxis(plot, on: &canvas, area: area)
    let bandRows = bandRows(plot)
    drawBackground(plot, on: &canvas, area: area, bandRows)
    drawSeries(plot, on: &canvas, area: area, bandRows)
    if visibleIndices.isEmpty, area.height > 0 {
      let line = area.row(area.height / 2)
      canvas.text(emptyText, at: line.origin, width: line.width, role: .textMuted, align: .center)
    }
    drawCursor(plot, on: &canvas, area: area, isFocused: isFocused)
  }

  /// The rows of the reference band; empty where it is not on the scale.
  private func bandRows(_ plot: TimeSeriesPlot) -> Range<Int> {
    guard let band, band.upperBound >= plot.value.low, band.lowerBound <= plot.value.high else { return 0..<0 }
    let top = plot.row(of: band.upperBound)
    let bottom = plot.row(of: band.lowerBound)
    return top..<(bottom + 1)
  }

  private func drawValueAxis(_ plot: TimeSeriesPlot, on canvas: inout Canvas, left: Int, labels: Int, area: Rect) {
    let axis = area.x - 1
    canvas.verticalLine(at: Point(x: axis, y: area.y), length: area.height, role: .chartAxis)
    for tick in plot.value.ticks {
      let row = plot.row(of: tick.value)
      canvas.text(tick.label, at: Point(x: left, y: area.y + row), width: labels, role: .chartAxis, align: .trailing)
    }
    // The band's edges: the tint alone would be too faint, and is not there without colour.
    for edge in [band?.lowerBound, band?.upperBound].compactMap({ $0 }) where (0...1).contains(plot.value.fraction(of: edge)) {
      let row = plot.row(of: edge)
      canvas.glyph(.marker, at: Point(x: axis - 1, y: area.y + row), role: .chartAxis)
    }
  }

  private func drawTimeAxis(_ plot: TimeSeriesPlot, on canvas: inout Canvas, area: Rect) {
    canvas.horizontalLine(at: Point(x: area.x, y: area.maxY), length: area.width, role: .chartAxis)
    canvas.glyph(.bottomLeft, at: Point(x: area.x - 1, y: area.maxY), role: .chartAxis)
    for tick in plot.time.ticks {
      let x = area.x + plot.time.column(of: tick.time, columns: area.width)
      canvas.glyph(.teeTop, at: Point(x: x, y: area.maxY), role: .chartAxis)
      // A label that would be cut at the edge is left out: half a date is a wrong date.
      guard x + tick.label.utf8.count <= area.maxX else { continue }
      canvas.text(tick.label, at: Point(x: x, y: area.maxY + 1), role: .chartAxis)
    }
  }

  private func drawBackground(_ plot: TimeSeriesPlot, on canvas: inout Canvas, area: Rect, _ bandRows: Range<Int>) {
    let bandArea = Rect(x: area.x, y: area.y + bandRows.lowerBound, width: area.width, height: bandRows.count)
    canvas.fill(bandArea, with: marksBand ? Glyph(":", ascii: ":") : .chartBand, role: .chartBand)
    for critical in [criticalLow, criticalHigh].compactMap({ $0 }) {
      drawLevel(critical, plot, on: &canvas, area, Glyph("=", ascii: "="), .chartCritical, bandRows)
    }
    if let target { drawLevel(target, plot, on: &canvas, area, .chartTarget, .chartTarget, bandRows) }
  }

  /// A broken line, every second column.
  private func drawLevel(
    _ level: Double, _ plot: TimeSeriesPlot, on canvas: inout Canvas, _ area: Rect, _ glyph: Glyph, _ role: Role,
    _ bandRows: Range<Int>
  ) {
    guard (0...1).contains(plot.value.fraction(of: level)) else { return }
    let row = plot.row(of: level)
    for x in stride(from: area.x, to: area.maxX, by: 2) {
      canvas.glyph(glyph, at: Point(x: x, y: area.y + row), role: bandRows.contains(row) ? role.onBand : role)
    }
  }

  private func drawSeries(_ plot: TimeSeriesPlot, on canvas: inout Canvas, area: Rect, _ bandRows: Range<Int>) {
    let line: Role = .chartSeries
    for row in 0..<plot.raster.rows {
      let role = bandRows.contains(row) ? line.onBand : line
      for column in 0..<plot.raster.columns {
        let dots = plot.raster[column, row]
        guard dots != 0 else { continue }
        let point = area.origin.offset(x: column, y: row)
        if canvas.glyphs == .utf8 {
          canvas.set(braille: dots, at: point, role: role)
        } else {
          canvas.glyph(Glyph(".", ascii: "."), at: point, role: role)
        }
      }
    }
    for mark in plot.marks {
      let point = points[mark.point]
      let place = area.origin.offset(x: mark.column, y: mark.row)
      let role = bandRows.contains(mark.row) ? point.role.onBand : point.role
      switch mark.beyond {
      case 1: canvas.glyph(.up, at: place, role: role)
      case -1: canvas.glyph(.down, at: place, role: role)
      default: canvas.text(point.mark, at: place, width: 1, role: role)
      }
    }
  }

  private func drawCursor(_ plot: TimeSeriesPlot, on canvas: inout Canvas, area: Rect, isFocused: Bool) {
    guard let cursor, points.indices.contains(cursor), visible.contains(points[cursor].time) else {
      if isFocused { canvas.cursor = Point(x: area.x - 1, y: area.maxY) }
      return
    }
    let cell = plot.cell(of: points[cursor])
    if showsCrosshair {
      for row in 0..<area.height where row != cell.y {
        let point = area.origin.offset(x: cell.x, y: row)
        // Letters of other values in this column stay: they are data.
        if plot.marks.contains(where: { $0.column == cell.x && $0.row == row }) { continue }
        canvas.glyph(.chartCursor, at: point, role: .chartCursor)
      }
    }
    let place = area.origin.offset(x: cell.x, y: cell.y)
    canvas.glyph(Glyph("@", ascii: "@"), at: place, role: .chartCursor)
    if isFocused { canvas.cursor = place }
  }
}
