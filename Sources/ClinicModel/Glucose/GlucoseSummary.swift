/// What a sensor's period says as a whole: how complete it is, mean, spread, ranges, and GMI where there is enough of it.
public struct GlucoseSummary: Hashable, Sendable {
  /// Days that a report of a sensor needs, and how much of them must be there (consensus, Battelino 2019).
  public static let neededDays = 14.0
  public static let neededPercent = 70.0

  /// From the first to the last reading, in days.
  public var days: Double
  /// Minutes from one reading of the sensor to the next: 5 or 15 with sensors of today, nil with fewer than two readings.
  public var interval: Int?
  /// Readings there are, of those the sensor should have given; nil with fewer than two readings.
  public var activePercent: Double?
  /// mg/dL.
  public var mean: Double
  /// mg/dL, with n - 1; nil with fewer than two readings.
  public var standardDeviation: Double?
  public var counts: GlucoseRangeCounts

  /// Nil without readings. `readings` oldest first, each moment once.
  public init?(_ readings: [GlucoseReading], limits: GlucoseLimits = .adult) {
    guard let first = readings.first, let last = readings.last else { return nil }
    let values = readings.map(\.glucose.milligramsPerDecilitre)
    mean = Statistics.mean(values)
    standardDeviation = Statistics.standardDeviation(values)
    counts = GlucoseRangeCounts(readings, limits: limits)
    let seconds = last.at.seconds(since: first.at)
    days = Double(seconds) / 86_400
    interval = Self.interval(of: readings)
    activePercent = interval.map { min(100, 100 * Double(readings.count) / (Double(seconds) / 60 / Double($0) + 1)) }
  }

  /// 100 x SD / mean.
  public var coefficientOfVariation: Double? { standardDeviation.map { 100 * $0 / mean } }

  /// Whether a report may be made of it; else it says "insufficient", with days and per cent.
  public var isSufficient: Bool {
    guard let interval, let activePercent else { return false }
    // The last reading of the fourteenth day comes one interval before its end.
    return days + Double(interval) / 1440 >= Self.neededDays - 0.001 && activePercent >= Self.neededPercent
  }

  /// Glucose management indicator in per cent, nil where there is too little to say it.
  public var glucoseManagementIndicator: Double? { isSufficient ? Glycaemia.managementIndicator(meanMilligrams: mean) : nil }

  /// The gap most readings keep, rounded to whole minutes, at least one.
  private static func interval(of readings: [GlucoseReading]) -> Int? {
    guard readings.count >= 2 else { return nil }
    let gaps = zip(readings, readings.dropFirst()).map { $1.at.seconds(since: $0.at) }.sorted()
    return max(1, Int((Double(gaps[gaps.count / 2]) / 60).rounded()))
  }
}
