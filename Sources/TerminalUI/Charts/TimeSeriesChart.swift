/// Values over time: axes, reference band, target and critical lines, a line with a letter at each value, a cursor.
///
/// Knows nothing of what is measured: words and limits are the caller's. Many values in a column are drawn as the stretch from
/// the lowest to the highest, and those out of range keep their letters: no extreme is lost.
public struct TimeSeriesChart: Sendable {
  /// In order of time.
  public private(set) var points: [ChartPoint]
  /// The times at the left and right edge.
  public var visible: ClosedRange<Int>
  /// What the value axis has to hold; nil is the values in view, the band and the target.
  public var valueRange: ClosedRange<Double>?
  /// The reference range.
  public var band: ClosedRange<Double>?
  /// A line of its own, in the unit of the values.
  public var target: Double?
  /// Shown where it is on the scale; the scale is not stretched for it.
  public var criticalLow: Double?
  /// As `criticalLow`.
  public var criticalHigh: Double?
  /// No line is drawn between values further apart, in seconds; nil joins all.
  public var maximumGap: Int?
  /// The point under the cursor, by its place in `points`.
  public var cursor: Int?
  /// A line from the cursor down to the time axis; without it a step costs fewer bytes.
  public var showsCrosshair: Bool
  /// A second series, with its axis at the right.
  public var overlay: ChartOverlay?
  /// Rows under the time axis; left out where the plot would have fewer than six rows.
  public var strips: [ChartStrip] = []
  /// Fills the band with `:` too, for terminals that cannot show its tint. Under a tint the signs would say it twice, and cost a change
  /// of colour on either side of each stretch of the line.
  public var marksBand: Bool
  /// The least number of decimals at the value axis.
  public var decimals: Int
  /// Point or comma, in the labels.
  public var decimalMark: String
  /// Shown where no value is in view, in the user's language.
  public var emptyText: String
  /// Seconds local time is ahead of UTC at a time.
  public var offset: @Sendable (Int) -> Int

  /// - Parameters:
  ///   - points: in any order; sorted here by time.
  ///   - visible: nil is from the first to the last point, with a margin.
  public init(
    _ points: [ChartPoint], visible: ClosedRange<Int>? = nil, band: ClosedRange<Double>? = nil, target: Double? = nil,
    criticalLow: Double? = nil, criticalHigh: Double? = nil, maximumGap: Int? = nil, cursor: Int? = nil, decimals: Int = 0,
    decimalMark: String = ".", emptyText: String = "", offset: @escaping @Sendable (Int) -> Int = { _ in 0 }
  ) {
    let isSorted = zip(points, points.dropFirst()).allSatisfy { $0.time <= $1.time }
    self.points = isSorted ? points : points.sorted { $0.time < $1.time }
    self.visible = visible ?? ChartViewport((self.points.first?.time ?? 0)...(self.points.last?.time ?? 0)).visible
    self.band = band
    self.target = target
    self.criticalLow = criticalLow
    self.criticalHigh = criticalHigh
    self.maximumGap = maximumGap
    self.cursor = cursor
    self.decimals = decimals
    self.decimalMark = decimalMark
    self.emptyText = emptyText
    self.offset = offset
    valueRange = nil
    showsCrosshair = true
    marksBand = false
  }

  /// The places of the points in view.
  public var visibleIndices: Range<Int> {
    firstIndex(at: visible.lowerBound)..<firstIndex(at: visible.upperBound + 1)
  }

  /// The place of the point nearest in time; nil without points.
  public func nearest(to time: Int) -> Int? {
    let after = firstIndex(at: time)
    guard after < points.count else { return points.isEmpty ? nil : points.count - 1 }
    guard after > 0 else { return 0 }
    return time - points[after - 1].time <= points[after].time - time ? after - 1 : after
  }

  /// The first place with a time not before `time`, by halving.
  func firstIndex(at time: Int) -> Int {
    var low = 0
    var high = points.count
    while low < high {
      let middle = (low + high) / 2
      if points[middle].time < time { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// What the value axis holds.
  func axisRange() -> ClosedRange<Double> {
    if let valueRange { return valueRange }
    var values: [Double] = []
    if let target { values.append(target) }
    if let band { values += [band.lowerBound, band.upperBound] }
    var low = values.filter(\.isFinite).min()
    var high = values.filter(\.isFinite).max()
    for point in points[visibleIndices] where point.value.isFinite {
      low = min(low ?? point.value, point.value)
      high = max(high ?? point.value, point.value)
    }
    guard let low, let high else { return 0...1 }
    return low...high
  }
}
