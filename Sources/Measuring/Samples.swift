/// Measured times, in milliseconds.
public struct Samples: Sendable, Equatable {
  private var sorted: [Double]

  /// Values in any order.
  public init(_ milliseconds: [Double]) { sorted = milliseconds.sorted() }

  public var count: Int { sorted.count }

  /// The smallest value that at least `share` (0 to 1) of all values do not exceed (nearest rank); 0 without values.
  public func percentile(_ share: Double) -> Double {
    guard !sorted.isEmpty else { return 0 }
    let rank = Int((share * Double(sorted.count)).rounded(.up))
    return sorted[min(max(rank, 1), sorted.count) - 1]
  }

  public var median: Double { percentile(0.5) }
  public var maximum: Double { sorted.last ?? 0 }

  /// These and the others together.
  public func merged(with other: Samples) -> Samples { Samples(sorted + other.sorted) }
}
