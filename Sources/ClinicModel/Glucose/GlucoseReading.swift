/// One reading of a sensor or a meter.
public struct GlucoseReading: Hashable, Sendable {
  public var at: Instant
  public var glucose: Glucose

  public init(at: Instant, glucose: Glucose) {
    self.at = at
    self.glucose = glucose
  }
}

/// How many readings of a period stand in each range.
public struct GlucoseRangeCounts: Hashable, Sendable {
  private var counts = [Int](repeating: 0, count: GlucoseRange.allCases.count)

  public init() {}

  public init(_ readings: [GlucoseReading], limits: GlucoseLimits) {
    for reading in readings { add(limits.range(of: reading.glucose)) }
  }

  public mutating func add(_ range: GlucoseRange) { counts[range.rawValue] += 1 }

  /// Those of another day or phase.
  public mutating func add(_ other: GlucoseRangeCounts) {
    for place in counts.indices { counts[place] += other.counts[place] }
  }

  public subscript(range: GlucoseRange) -> Int { counts[range.rawValue] }
  public var total: Int { counts.reduce(0, +) }

  /// Per cent of all readings; nil without readings.
  public func percent(_ range: GlucoseRange) -> Double? {
    total == 0 ? nil : 100 * Double(self[range]) / Double(total)
  }

  /// Per cent below the target: level 1 and 2 together.
  public var percentBelow: Double? { sum(.veryLow, .low) }
  /// Per cent above the target: level 1 and 2 together.
  public var percentAbove: Double? { sum(.high, .veryHigh) }

  private func sum(_ one: GlucoseRange, _ other: GlucoseRange) -> Double? {
    total == 0 ? nil : 100 * Double(self[one] + self[other]) / Double(total)
  }
}
