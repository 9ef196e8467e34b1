/// A scale of time with marks at round local times: minutes, hours, days, Mondays, months, years.
///
/// Times are seconds since 1970-01-01 00:00 UTC. Equal times are equal columns: unequal gaps stay unequal.
public struct TimeAxis: Sendable, Hashable {
  /// A mark at a round local time.
  public struct Tick: Sendable, Hashable {
    /// Seconds since 1970-01-01 00:00 UTC.
    public let time: Int
    /// Numbers only: `14:30`, `11-21`, `26-11`, `2026`.
    public let label: String
  }

  /// The left edge.
  public let start: Int
  /// The right edge; after `start`.
  public let end: Int
  /// In order of time; their labels do not touch in the columns asked for.
  public let ticks: [Tick]

  /// - Parameters:
  ///   - range: the times at the left and right edge; a single moment gets a second.
  ///   - columns: columns of the plot.
  ///   - offset: seconds local time is ahead of UTC at a time.
  public init(_ range: ClosedRange<Int>, columns: Int, offset: (Int) -> Int) {
    start = min(max(range.lowerBound, -59_000_000_000), 250_000_000_000)
    end = min(max(range.upperBound, start + 1), 250_000_000_001)
    let span = end - start
    var found: [Tick] = []
    for step in TimeStep.all where Self.fits(step, span: span, columns: columns) {
      found = step.ticks(from: start, to: end, offset: offset)
      if Self.areApart(found, start: start, end: end, columns: columns) { break }
      found = []
    }
    ticks = found
  }

  private static func fits(_ step: TimeStep, span: Int, columns: Int) -> Bool {
    span / step.seconds <= max(1, columns / (step.labelWidth + 2))
  }

  private static func areApart(_ ticks: [Tick], start: Int, end: Int, columns: Int) -> Bool {
    guard !ticks.isEmpty else { return false }
    let places = ticks.map { Self.column(of: $0.time, start: start, end: end, columns: columns) }
    return zip(zip(places, places.dropFirst()), ticks).allSatisfy { $0.1 - $0.0 >= $1.label.count + 1 }
  }

  /// The column of a time among `columns`, kept inside.
  public func column(of time: Int, columns: Int) -> Int { Self.column(of: time, start: start, end: end, columns: columns) }

  static func column(of time: Int, start: Int, end: Int, columns: Int) -> Int {
    guard time > start else { return 0 }
    // Whole numbers: a dot's column halved is always its cell's column.
    return time >= end ? max(0, columns - 1) : (time - start) * columns / (end - start)
  }
}

/// A distance between marks.
struct TimeStep {
  enum Unit { case seconds, days, months }

  let unit: Unit
  let count: Int

  /// From the shortest.
  static let all: [TimeStep] =
    [60, 300, 900, 1_800, 3_600, 10_800, 21_600, 43_200].map { TimeStep(unit: .seconds, count: $0) }
    + [1, 2, 7, 14].map { TimeStep(unit: .days, count: $0) }
    + [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1_200, 6_000, 12_000, 60_000].map { TimeStep(unit: .months, count: $0) }

  var seconds: Int {
    switch unit {
    case .seconds: count
    case .days: count * 86_400
    case .months: count * 2_629_746
    }
  }

  var labelWidth: Int { unit == .months && count % 12 == 0 ? 4 : 5 }

  func ticks(from start: Int, to end: Int, offset: (Int) -> Int) -> [TimeAxis.Tick] {
    var ticks: [TimeAxis.Tick] = []
    var local = floor(start + offset(start))
    // A year of minutes is never asked for; the bound is for odd time zones.
    for _ in 0..<10_000 {
      let time = Self.utc(local, offset)
      if time > end { break }
      if time >= start, time > ticks.last?.time ?? Int.min { ticks.append(TimeAxis.Tick(time: time, label: label(local))) }
      let next = following(local)
      guard next > local else { break }
      local = next
    }
    return ticks
  }

  /// The time of a local clock reading; one that a clock change skips gives the moment after.
  private static func utc(_ local: Int, _ offset: (Int) -> Int) -> Int {
    let guess = local - offset(local)
    return local - offset(guess)
  }

  /// The last mark at or before a local time.
  private func floor(_ local: Int) -> Int {
    switch unit {
    case .seconds: return Self.multiple(local, of: count)
    case .days:
      let day = Self.multiple(local, of: 86_400) / 86_400
      // Weeks begin on Monday; 1970-01-05 was one.
      return count % 7 == 0 ? (Self.multiple(day - 4, of: count) + 4) * 86_400 : Self.multiple(day, of: count) * 86_400
    case .months:
      let date = CivilDate(daysSinceEpoch: Self.multiple(local, of: 86_400) / 86_400)
      return Self.monthStart(Self.multiple(date.year * 12 + date.month - 1, of: count))
    }
  }

  private func following(_ local: Int) -> Int {
    switch unit {
    case .seconds: return local + count
    case .days: return local + count * 86_400
    case .months:
      let date = CivilDate(daysSinceEpoch: Self.multiple(local, of: 86_400) / 86_400)
      return Self.monthStart(date.year * 12 + date.month - 1 + count)
    }
  }

  private static func monthStart(_ month: Int) -> Int {
    let year = min(max(1, month / 12), 9999)
    return (CivilDate(year: year, month: month % 12 + 1, day: 1)?.daysSinceEpoch ?? 0) * 86_400
  }

  private static func multiple(_ value: Int, of step: Int) -> Int {
    let rest = value % step
    return value - (rest < 0 ? rest + step : rest)
  }

  private func label(_ local: Int) -> String {
    let date = CivilDate(daysSinceEpoch: Self.multiple(local, of: 86_400) / 86_400)
    let second = local - Self.multiple(local, of: 86_400)
    switch unit {
    case .seconds where second != 0:
      return CivilDate.padded(second / 3_600, 2) + ":" + CivilDate.padded(second / 60 % 60, 2)
    case .seconds, .days: return CivilDate.padded(date.month, 2) + "-" + CivilDate.padded(date.day, 2)
    case .months where count % 12 == 0: return CivilDate.padded(date.year, 4)
    case .months: return CivilDate.padded(date.year % 100, 2) + "-" + CivilDate.padded(date.month, 2)
    }
  }
}
