/// What a part of a series adds to the statistics of the whole: counts, ends and extremes, and the moments of values and times.
/// Two
/// parts that follow each other are joined without their readings.
public struct SeriesAggregate: Hashable, Sendable {
  public var count: Int
  public var first: BiomarkerResult
  public var last: BiomarkerResult
  /// The earliest of the lowest, and of the highest.
  public var lowest: BiomarkerResult
  public var highest: BiomarkerResult
  public var mean: Double
  /// Days since 1970-01-01.
  public var meanDay: Double
  /// Sums of squares and products about the means.
  public var squares: Double
  public var daySquares: Double
  public var products: Double
  public var inRange: Int
  /// Those beyond a critical limit among them.
  public var above: Int
  public var below: Int
  public var critical: Int

  public init(
    count: Int, first: BiomarkerResult, last: BiomarkerResult, lowest: BiomarkerResult, highest: BiomarkerResult, mean: Double,
    meanDay: Double, squares: Double, daySquares: Double, products: Double, inRange: Int, above: Int, below: Int, critical: Int
  ) {
    self.count = count
    self.first = first
    self.last = last
    self.lowest = lowest
    self.highest = highest
    self.mean = mean
    self.meanDay = meanDay
    self.squares = squares
    self.daySquares = daySquares
    self.products = products
    self.inRange = inRange
    self.above = above
    self.below = below
    self.critical = critical
  }

  /// Nil for no readings. `results` oldest first.
  public init?(_ results: ArraySlice<BiomarkerResult>) {
    guard let first = results.first, let last = results.last else { return nil }
    let count = Double(results.count)
    let mean = results.reduce(0) { $0 + $1.value.double } / count
    let meanDay = results.reduce(0) { $0 + Self.day($1) } / count
    self.init(
      count: results.count, first: first, last: last, lowest: first, highest: first, mean: mean, meanDay: meanDay, squares: 0,
      daySquares: 0, products: 0, inRange: 0, above: 0, below: 0, critical: 0)
    for result in results { add(result) }
  }

  private static func day(_ result: BiomarkerResult) -> Double { Double(result.measuredAt.seconds) / 86_400 }

  private mutating func add(_ result: BiomarkerResult) {
    let (value, day) = (result.value.double - mean, Self.day(result) - meanDay)
    squares += value * value
    daySquares += day * day
    products += value * day
    if result.value < lowest.value { lowest = result }
    if highest.value < result.value { highest = result }
    switch result.flag {
    case .normal: inRange += 1
    case .high: above += 1
    case .low: below += 1
    case .criticalHigh: (above, critical) = (above + 1, critical + 1)
    case .criticalLow: (below, critical) = (below + 1, critical + 1)
    case .unclassified: break
    }
  }

  /// This part and another, in the order of time whichever comes first (Chan, Golub and LeVeque 1983).
  public func joined(_ other: SeriesAggregate) -> SeriesAggregate {
    var all = self
    let (n, m) = (Double(count), Double(other.count))
    let (value, day) = (other.mean - mean, other.meanDay - meanDay)
    all.count += other.count
    all.mean += value * m / (n + m)
    all.meanDay += day * m / (n + m)
    all.squares += other.squares + value * value * n * m / (n + m)
    all.daySquares += other.daySquares + day * day * n * m / (n + m)
    all.products += other.products + value * day * n * m / (n + m)
    if other.first.measuredAt < first.measuredAt { all.first = other.first }
    if last.measuredAt < other.last.measuredAt { all.last = other.last }
    if Self.isBefore(other.lowest, lowest, by: <) { all.lowest = other.lowest }
    if Self.isBefore(other.highest, highest, by: >) { all.highest = other.highest }
    all.inRange += other.inRange
    all.above += other.above
    all.below += other.below
    all.critical += other.critical
    return all
  }

  private static func isBefore(
    _ left: BiomarkerResult, _ right: BiomarkerResult, by order: (DecimalNumber, DecimalNumber) -> Bool
  ) -> Bool {
    order(left.value, right.value) || left.value == right.value && left.measuredAt < right.measuredAt
  }
}

extension BiomarkerType {
  /// The same part with numbers of a system; its extremes are rounded as they are shown there.
  public func shown(_ part: SeriesAggregate, in system: UnitSystem) -> SeriesAggregate {
    guard let conversion = UnitConversion(self, to: system) else { return part }
    func shown(_ result: BiomarkerResult) -> BiomarkerResult { self.shown([result], in: system).first ?? result }
    var converted = part
    (converted.first, converted.last) = (shown(part.first), shown(part.last))
    (converted.lowest, converted.highest) = (shown(part.lowest), shown(part.highest))
    converted.mean = part.mean * conversion.factor + conversion.offset
    converted.squares *= conversion.factor * conversion.factor
    converted.products *= conversion.factor
    return converted
  }
}
