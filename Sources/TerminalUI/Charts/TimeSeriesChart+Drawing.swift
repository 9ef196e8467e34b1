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
    let strips = rect.height - 2 - strips.count >= 6 ? strips : []
    let rows = rect.height - 2 - strips.count
    let scale = ValueAxis(axisRange(), rows: rows, decimals: decimals, decimalMark: decimalMark)
    let over = overlayChart
    let overScale = over.map { ValueAxis($0.axisRange(), rows: rows, decimals: $0.decimals, decimalMark: decimalMark) }
    let (labels, overLabels) = (labelWidth(scale, rect, canvas.glyphs), overScale.map { labelWidth($0, rect, canvas.glyphs) } ?? 0)
    let right = over == nil ? 0 : overLabels + 1
    // Labels, a column for the band's edges, the axis.
    let area = Rect(x: rect.x + labels + 2, y: rect.y, width: rect.width - labels - 2 - right, height: rows)
    let plot = TimeSeriesPlot(self, size: area.size)
    let bandRows = bandRows(plot)
    drawValueAxis(plot, on: &canvas, left: rect.x, labels: labels, area: area, bandRows)
    drawTimeAxis(plot, on: &canvas, area: area)
    drawStrips(strips, plot.time, on: &canvas, left: rect.x, area: area)
    drawBackground(plot, on: &canvas, area: area, bandRows)
    if let over {
      let overPlot = TimeSeriesPlot(over, size: area.size)
      drawOverlayAxis(overPlot, on: &canvas, area: area, labels: overLabels)
      drawOverlayLine(overPlot, under: plot, on: &canvas, area: area, bandRows)
      drawSeries(plot, on: &canvas, area: area, bandRows)
      drawOverlayMarks(overPlot, over.points, under: plot, on: &canvas, area: area, bandRows)
    } else {
      drawSeries(plot, on: &canvas, area: area, bandRows)
    }
    if visibleIndices.isEmpty, area.height > 0 {
      let line = area.row(area.height / 2)
      canvas.text(emptyText, at: line.origin, width: line.width, role: .textMuted, align: .center)
    }
    let besides = over.map { Set(overlayPlaces(TimeSeriesPlot($0, size: area.size), under: plot).map(\.place)) } ?? []
    drawCursor(plot, besides, on: &canvas, area: area, bandRows, isFocused: isFocused)
  }

  private func labelWidth(_ scale: ValueAxis, _ rect: Rect, _ glyphs: GlyphSet) -> Int {
    min(scale.ticks.map { DisplayWidth.of($0.label, glyphs: glyphs) }.max() ?? 0, rect.width / 3)
  }

  /// The rows of the reference band; empty where it is not on the scale.
  private func bandRows(_ plot: TimeSeriesPlot) -> Range<Int> {
    guard let band, band.upperBound >= plot.value.low, band.lowerBound <= plot.value.high else { return 0..<0 }
    let top = plot.row(of: band.upperBound)
    let bottom = plot.row(of: band.lowerBound)
    return top..<(bottom + 1)
  }

  /// The band's tint goes on under the axis: a change of the background costs as much as half a row of signs.
  private func drawValueAxis(
    _ plot: TimeSeriesPlot, on canvas: inout Canvas, left: Int, labels: Int, area: Rect, _ bandRows: Range<Int>
  ) {
    let axis = area.x - 1
    canvas.fill(Rect(x: left, y: area.y + bandRows.lowerBound, width: labels + 2, height: bandRows.count), role: .chartBand)
    func role(_ row: Int) -> Role { bandRows.contains(row) ? Role.chartAxis.onBand : .chartAxis }
    for row in 0..<area.height { canvas.glyph(.vertical, at: Point(x: axis, y: area.y + row), role: role(row)) }
    for tick in plot.value.ticks {
      let row = plot.row(of: tick.value)
      canvas.text(tick.label, at: Point(x: left, y: area.y + row), width: labels, role: role(row), align: .trailing)
    }
    // The band's edges: the tint alone would be too faint, and is not there without colour.
    for edge in [band?.lowerBound, band?.upperBound].compactMap({ $0 }) where (0...1).contains(plot.value.fraction(of: edge)) {
      let row = plot.row(of: edge)
      canvas.glyph(.marker, at: Point(x: axis - 1, y: area.y + row), role: role(row))
    }
  }

  private func drawTimeAxis(_ plot: TimeSeriesPlot, on canvas: inout Canvas, area: Rect) {
    // Corner and ticks without the line between them, which would cost three bytes a column and say nothing.
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
    canvas.fill(bandArea, with: marksBand ? Glyph(":", ascii: ":") : Glyph(" ", ascii: " "), role: .chartBand)
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
      let own = mark.isCrowded && point.weight < 2 ? .chartSeries : point.role
      let role = bandRows.contains(mark.row) ? own.onBand : own
      switch mark.beyond {
      case 1: canvas.glyph(.up, at: place, role: role)
      case -1: canvas.glyph(.down, at: place, role: role)
      default: canvas.text(point.mark, at: place, width: 1, role: role)
      }
    }
  }

  private func drawCursor(
    _ plot: TimeSeriesPlot, _ besides: Set<Point>, on canvas: inout Canvas, area: Rect, _ bandRows: Range<Int>, isFocused: Bool
  ) {
    guard let cursor, points.indices.contains(cursor), visible.contains(points[cursor].time) else {
      if isFocused { canvas.cursor = Point(x: area.x - 1, y: area.maxY) }
      return
    }
    func role(_ role: Role, _ row: Int) -> Role { bandRows.contains(row) ? role.onBand : role }
    let cell = plot.cell(of: points[cursor])
    if showsCrosshair {
      // Down to the time axis, every second row, as the axis looks: a line to the eye, and a few bytes a step.
      for row in stride(from: cell.y + 2, to: area.height, by: 2) {
        let point = area.origin.offset(x: cell.x, y: row)
        // Letters of other values in this column stay: they are data.
        if besides.contains(Point(x: cell.x, y: row)) || plot.marks.contains(where: { $0.column == cell.x && $0.row == row }) { continue }
        canvas.glyph(.chartCursor, at: point, role: role(.chartAxis, row))
      }
    }
    let place = area.origin.offset(x: cell.x, y: cell.y)
    canvas.glyph(Glyph("@", ascii: "@"), at: place, role: role(.chartCursor, cell.y))
    if isFocused { canvas.cursor = place }
  }
}
