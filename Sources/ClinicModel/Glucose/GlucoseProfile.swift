/// The ambulatory glucose profile: all days of a period laid over each other, as percentiles by the time of day.
public struct GlucoseProfile: Hashable, Sendable {
  /// Percentiles of the readings of one part of the day, in mg/dL.
  public struct Bin: Hashable, Sendable {
    /// Minutes from midnight to the middle of the part.
    public var minute: Int
    public var count: Int
    public var p5, p25, median, p75, p95: Double
  }

  /// One calendar day of the clinic.
  public struct Day: Hashable, Sendable {
    public var date: CalendarDate
    public var readings: Range<Int>
    public var counts: GlucoseRangeCounts
    /// mg/dL.
    public var mean: Double
  }

  /// Parts of the day with readings, in their order.
  public var bins: [Bin]
  /// Days with readings, in their order.
  public var days: [Day]

  /// Readings oldest first; `minutesPerBin` divides the day evenly.
  public init(_ readings: [GlucoseReading], clock: ClinicClock, limits: GlucoseLimits = .adult, minutesPerBin: Int = 15) {
    var parts = [[Double]](repeating: [], count: 1440 / minutesPerBin)
    var days: [Day] = []
    for (index, reading) in readings.enumerated() {
      let local = clock.local(reading.at)
      let value = reading.glucose.milligramsPerDecilitre
      parts[(local.hour * 60 + local.minute) / minutesPerBin].append(value)
      if days.last?.date != local.date {
        days.append(Day(date: local.date, readings: index..<index, counts: GlucoseRangeCounts(), mean: 0))
      }
      let last = days.count - 1
      days[last].readings = days[last].readings.lowerBound..<index + 1
      days[last].counts.add(limits.range(of: reading.glucose))
      days[last].mean += (value - days[last].mean) / Double(days[last].readings.count)
    }
    self.days = days
    bins = parts.enumerated().compactMap { number, values in
      Self.bin(minute: number * minutesPerBin + minutesPerBin / 2, values.sorted())
    }
  }

  private static func bin(minute: Int, _ sorted: [Double]) -> Bin? {
    guard !sorted.isEmpty else { return nil }
    func percentile(_ share: Double) -> Double { Statistics.percentile(share, ofSorted: sorted) }
    return Bin(
      minute: minute, count: sorted.count, p5: percentile(0.05), p25: percentile(0.25), median: percentile(0.5),
      p75: percentile(0.75),
      p95: percentile(0.95))
  }
}
