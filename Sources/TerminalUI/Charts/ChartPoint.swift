/// One value at one time, with the letter that says what it means.
public struct ChartPoint: Sendable, Hashable {
  /// Seconds since 1970-01-01 00:00 UTC.
  public var time: Int
  /// In the unit of the chart; one that is not finite is missing, and breaks the line.
  public var value: Double
  /// The sign on the chart: one column, the same in ASCII, such as `H`, `#`, `o`.
  public var mark: String
  /// The look of the mark.
  public var role: Role
  /// Where two points share a cell the higher is shown: critical before high before normal.
  public var weight: Int

  /// A value at a time.
  public init(time: Int, value: Double, mark: String = "o", role: Role = .chartSeries, weight: Int = 0) {
    self.time = time
    self.value = value
    self.mark = mark
    self.role = role
    self.weight = weight
  }
}
