import Glibc

/// Indices of how glucose swings, over readings in mg/dL.
public enum GlucoseVariability {
  /// Low and high blood glucose index: the mean risk of readings below and above 112.5 mg/dL (Kovatchev).
  public struct RiskIndices: Hashable, Sendable {
    public var low: Double
    public var high: Double
  }

  /// Mean amplitude of glycaemic excursions, in mg/dL.
  public struct Excursions: Hashable, Sendable {
    /// In the direction of the first excursion (Service 1970): the one to report.
    public var service: Double
    public var up: Double?
    public var down: Double?
    /// Of both directions together.
    public var average: Double
  }

  /// Kovatchev's transformation of a value in mg/dL; zero at 112.517.
  public static func symmetrised(_ milligrams: Double) -> Double { 1.509 * (pow(log(milligrams), 1.084) - 5.381) }

  /// The risk of a value in mg/dL, 0 to about 100, on both sides of zero.
  public static func risk(_ milligrams: Double) -> Double {
    let transformed = symmetrised(milligrams)
    return 10 * transformed * transformed
  }

  /// Nil without readings; a reading of the other side counts as no risk.
  public static func riskIndices(_ milligrams: [Double]) -> RiskIndices? {
    guard !milligrams.isEmpty else { return nil }
    var (low, high) = (0.0, 0.0)
    for value in milligrams {
      if symmetrised(value) < 0 { low += risk(value) } else { high += risk(value) }
    }
    let count = Double(milligrams.count)
    return RiskIndices(low: low / count, high: high / count)
  }

  /// Heights of the swings between turning points that are larger than one standard deviation. Nil where there is none, as in a
  /// constant series: not zero.
  public static func excursions(_ milligrams: [Double]) -> Excursions? {
    guard let deviation = Statistics.standardDeviation(milligrams), deviation > 0 else { return nil }
    let points = turningPoints(milligrams, beyond: deviation)
    let swings = zip(points, points.dropFirst()).map { $1 - $0 }
    guard let first = swings.first else { return nil }
    let (up, down) = (swings.filter { $0 > 0 }, swings.filter { $0 < 0 }.map { -$0 })
    let service = first > 0 ? up : down
    return Excursions(
      service: Statistics.mean(service), up: up.isEmpty ? nil : Statistics.mean(up),
      down: down.isEmpty ? nil : Statistics.mean(down),
      average: Statistics.mean(up + down))
  }

  /// The extremes that remain when swings of up to `height` are left out; the first and the last extreme are among them.
  static func turningPoints(_ values: [Double], beyond height: Double) -> [Double] {
    guard var lowest = values.first else { return [] }
    var (highest, points, rises) = (lowest, [Double](), Bool?.none)
    for value in values {
      switch rises {
      case nil:
        lowest = min(lowest, value)
        highest = max(highest, value)
        if value - lowest > height { (points, rises, highest) = ([lowest], true, value) }
        if highest - value > height { (points, rises, lowest) = ([highest], false, value) }
      case true?:
        highest = max(highest, value)
        if highest - value > height {
          points.append(highest)
          (rises, lowest) = (false, value)
        }
      case false?:
        lowest = min(lowest, value)
        if value - lowest > height {
          points.append(lowest)
          (rises, highest) = (true, value)
        }
      }
    }
    if let rises { points.append(rises ? highest : lowest) }
    return points
  }
}
