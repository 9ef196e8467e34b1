/// A distribution along an axis, as an ambulatory glucose profile: for each part of the axis the median, the middle half and nearly
/// all values. Parts without values stay empty.
public struct PercentileChart: Sendable {
  /// The values of one part of the axis.
  public struct Bin: Sendable, Hashable {
    /// The middle of the part, 0 to 1 along the axis.
    public var position: Double
    public var outer: ClosedRange<Double>
    public var inner: ClosedRange<Double>
    public var median: Double

    /// Nil where the values are not in order or not finite.
    public init?(position: Double, outer: ClosedRange<Double>, inner: ClosedRange<Double>, median: Double) {
      guard [position, outer.lowerBound, outer.upperBound].allSatisfy(\.isFinite), outer.contains(inner.lowerBound),
        outer.contains(inner.upperBound), inner.contains(median)
      else { return nil }
      self.position = position
      self.outer = outer
      self.inner = inner
      self.median = median
    }
  }

  /// What fills the ranges, from the outside in.
  public static let outerGlyph = Glyph("░", ascii: ".")
  public static let innerGlyph = Glyph("▒", ascii: ":")
  public static let medianGlyph = Glyph("●", ascii: "o")

  /// In the order of their positions.
  public var bins: [Bin]
  /// How wide a part is, 0 to 1: further from every bin nothing is drawn.
  public var binWidth: Double
  /// Its edges are marked at the value axis, and are always on the scale.
  public var target: ClosedRange<Double>
  /// Words along the axis with their positions, 0 to 1.
  public var labels: [(position: Double, text: String)]
  /// The bin under the cursor, by its place.
  public var cursor: Int?
  /// The least number of decimals at the value axis.
  public var decimals = 0
  /// Point or comma, in the labels.
  public var decimalMark = "."

  public init(
    bins: [Bin], binWidth: Double, target: ClosedRange<Double>, labels: [(position: Double, text: String)], cursor: Int? = nil
  ) {
    self.bins = bins
    self.binWidth = binWidth
    self.target = target
    self.labels = labels
    self.cursor = cursor
  }

  /// Draws axes and ranges over `rect`; nothing where it is under 12 x 4.
  ///
  /// - Parameter isFocused: puts the hardware cursor on the median under the cursor.
  public func draw(on canvas: inout Canvas, in rect: Rect, isFocused: Bool) {
    canvas.within(rect) { canvas in paint(on: &canvas, in: rect, isFocused: isFocused) }
  }

  private func paint(on canvas: inout Canvas, in rect: Rect, isFocused: Bool) {
    guard rect.width >= 12, rect.height >= 4 else { return }
    canvas.fill(rect, role: .text)
    let rows = rect.height - 2
    let lowest = min(target.lowerBound, bins.map(\.outer.lowerBound).min() ?? target.lowerBound)
    let highest = max(target.upperBound, bins.map(\.outer.upperBound).max() ?? target.upperBound)
    let scale = ValueAxis(lowest...highest, rows: rows, decimals: decimals, decimalMark: decimalMark)
    let width = min(scale.ticks.map { DisplayWidth.of($0.label, glyphs: canvas.glyphs) }.max() ?? 0, rect.width / 3)
    let area = Rect(x: rect.x + width + 2, y: rect.y, width: rect.width - width - 2, height: rows)
    drawValueAxis(scale, on: &canvas, left: rect.x, width: width, area: area)
    drawAxis(on: &canvas, area: area)
    let places = places(columns: area.width)
    for (column, place) in places.enumerated() {
      guard let place else { continue }
      drawColumn(bins[place], scale, on: &canvas, x: area.x + column, area: area)
    }
    drawCursor(scale, places, on: &canvas, area: area, isFocused: isFocused)
  }

  /// The bin of each column: the nearest, where one is near enough.
  func places(columns: Int) -> [Int?] {
    (0..<columns).map { column in
      let position = (Double(column) + 0.5) / Double(columns)
      let place = bins.indices.min { abs(bins[$0].position - position) < abs(bins[$1].position - position) }
      let reach = max(binWidth, 1 / Double(columns)) / 2 + 1e-9
      return place.flatMap { abs(bins[$0].position - position) <= reach ? $0 : nil }
    }
  }

  private func drawValueAxis(_ scale: ValueAxis, on canvas: inout Canvas, left: Int, width: Int, area: Rect) {
    canvas.verticalLine(at: Point(x: area.x - 1, y: area.y), length: area.height, role: .chartAxis)
    for tick in scale.ticks {
      let row = scale.row(of: tick.value, rows: area.height)
      canvas.text(tick.label, at: Point(x: left, y: area.y + row), width: width, role: .chartAxis, align: .trailing)
    }
    for edge in [target.lowerBound, target.upperBound] {
      canvas.glyph(.marker, at: Point(x: area.x - 2, y: area.y + scale.row(of: edge, rows: area.height)), role: .chartAxis)
    }
  }

  private func drawAxis(on canvas: inout Canvas, area: Rect) {
    canvas.horizontalLine(at: Point(x: area.x, y: area.maxY), length: area.width, role: .chartAxis)
    canvas.glyph(.bottomLeft, at: Point(x: area.x - 1, y: area.maxY), role: .chartAxis)
    for label in labels {
      let x = area.x + min(area.width - 1, Int(label.position * Double(area.width)))
      guard x + DisplayWidth.of(label.text, glyphs: canvas.glyphs) <= area.maxX else { continue }
      canvas.glyph(.teeTop, at: Point(x: x, y: area.maxY), role: .chartAxis)
      canvas.text(label.text, at: Point(x: x, y: area.maxY + 1), role: .chartAxis)
    }
  }

  private func drawColumn(_ bin: Bin, _ scale: ValueAxis, on canvas: inout Canvas, x: Int, area: Rect) {
    func row(_ value: Double) -> Int { scale.row(of: value, rows: area.height) }
    let (inner, median) = (row(bin.inner.upperBound)...row(bin.inner.lowerBound), row(bin.median))
    for place in row(bin.outer.upperBound)...row(bin.outer.lowerBound) {
      let point = Point(x: x, y: area.y + place)
      if place == median {
        canvas.glyph(Self.medianGlyph, at: point, role: .textStrong)
      } else if inner.contains(place) {
        canvas.glyph(Self.innerGlyph, at: point, role: .chartSeries)
      } else {
        canvas.glyph(Self.outerGlyph, at: point, role: .textMuted)
      }
    }
  }

  private func drawCursor(_ scale: ValueAxis, _ places: [Int?], on canvas: inout Canvas, area: Rect, isFocused: Bool) {
    guard let cursor, bins.indices.contains(cursor) else {
      if isFocused { canvas.cursor = Point(x: area.x - 1, y: area.maxY) }
      return
    }
    let position = min(area.width - 1, max(0, Int(bins[cursor].position * Double(area.width))))
    let column = places.firstIndex(of: cursor) ?? position
    let point = Point(x: area.x + column, y: area.y + scale.row(of: bins[cursor].median, rows: area.height))
    canvas.glyph(Glyph("@", ascii: "@"), at: point, role: .chartCursor)
    if isFocused { canvas.cursor = point }
  }
}
