/// What is said under a chart: counts and extremes of a series, and its slope.
public struct SeriesStatistics: Hashable, Sendable {
  public var count: Int
  public var first: BiomarkerResult
  public var last: BiomarkerResult
  /// The earliest of the lowest, and of the highest.
  public var lowest: BiomarkerResult
  public var highest: BiomarkerResult
  public var mean: Double
  /// With n - 1; nil with fewer than two results.
  public var standardDeviation: Double?
  /// Units per 30 days by least squares over time; nil with fewer than two moments.
  public var slopePerMonth: Double?
  public var inRange: Int
  public var above: Int
  public var below: Int
  /// Of those above and below.
  public var critical: Int

  public var minimum: DecimalNumber { lowest.value }
  public var maximum: DecimalNumber { highest.value }

  /// Nil for an empty series. `results` oldest first.
  public init?(_ results: [BiomarkerResult]) {
    guard let all = SeriesAggregate(results[...]) else { return nil }
    self.init(all)
  }

  public init(_ all: SeriesAggregate) {
    (count, first, last, lowest, highest) = (all.count, all.first, all.last, all.lowest, all.highest)
    (mean, inRange, above, below, critical) = (all.mean, all.inRange, all.above, all.below, all.critical)
    standardDeviation = all.count < 2 ? nil : (all.squares / Double(all.count - 1)).squareRoot()
    slopePerMonth = all.daySquares > 0 ? all.products / all.daySquares * 30 : nil
  }

  /// 100 x SD / mean; nil where there is no deviation, or nothing to relate it to.
  public var coefficientOfVariation: Double? { mean == 0 ? nil : standardDeviation.map { 100 * $0 / abs(mean) } }
}
