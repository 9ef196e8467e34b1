/// What is said under a chart: counts and extremes of a series, and its slope.
public struct SeriesStatistics: Hashable, Sendable {
  public var count: Int
  public var first: BiomarkerResult
  public var last: BiomarkerResult
  public var minimum: DecimalNumber
  public var maximum: DecimalNumber
  public var mean: Double
  /// With n - 1; nil with fewer than two results.
  public var standardDeviation: Double?
  /// Units per 30 days by least squares over time; nil with fewer than two moments.
  public var slopePerMonth: Double?
  public var inRange: Int
  public var above: Int
  public var below: Int

  /// Nil for an empty series. `results` oldest first.
  public init?(_ results: [BiomarkerResult]) {
    guard let first = results.first, let last = results.last else { return nil }
    self.first = first
    self.last = last
    count = results.count
    // One pass: there may be a hundred thousand.
    var (low, high, sum) = (first.value, first.value, 0.0)
    var (inside, over, under) = (0, 0, 0)
    for result in results {
      if result.value < low { low = result.value }
      if high < result.value { high = result.value }
      sum += result.value.double
      switch result.flag {
      case .normal: inside += 1
      case .high, .criticalHigh: over += 1
      case .low, .criticalLow: under += 1
      case .unclassified: break
      }
    }
    (minimum, maximum, mean) = (low, high, sum / Double(results.count))
    (inRange, above, below) = (inside, over, under)
    standardDeviation = Statistics.standardDeviation(results.map(\.value.double))
    slopePerMonth = Self.slope(results, mean: mean)
  }

  /// 100 x SD / mean; nil where there is no deviation, or nothing to relate it to.
  public var coefficientOfVariation: Double? { mean == 0 ? nil : standardDeviation.map { 100 * $0 / abs(mean) } }

  private static func slope(_ results: [BiomarkerResult], mean: Double) -> Double? {
    let days = results.map { Double($0.measuredAt.seconds) / 86_400 }
    let middle = days.reduce(0, +) / Double(days.count)
    let spread = days.reduce(0) { $0 + ($1 - middle) * ($1 - middle) }
    guard spread > 0 else { return nil }
    let together = zip(days, results).reduce(0) { $0 + ($1.0 - middle) * ($1.1.value.double - mean) }
    return together / spread * 30
  }
}
