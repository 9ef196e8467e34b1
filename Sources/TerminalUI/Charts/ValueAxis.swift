import Glibc

/// A scale of values with round marks: steps of 1, 2 or 5 times a power of ten.
public struct ValueAxis: Sendable, Hashable {
  /// A round value on the scale.
  public struct Tick: Sendable, Hashable {
    /// In the unit of the values.
    public let value: Double
    /// With as many decimals as the step needs.
    public let label: String
  }

  /// Bottom and top, both marks; they hold the range asked for.
  public let low: Double
  /// The top mark.
  public let high: Double
  /// From the lowest up.
  public let ticks: [Tick]

  /// - Parameters:
  ///   - range: what has to be on the scale; a single value gets room around it.
  ///   - rows: rows of the plot; every mark has one of its own, about every second is used.
  ///   - decimals: the least number of decimals in labels.
  public init(_ range: ClosedRange<Double>, rows: Int, decimals: Int = 0, decimalMark: String = ".") {
    var bottom = range.lowerBound
    var top = range.upperBound
    if !bottom.isFinite || !top.isFinite || top - bottom > 1e15 {
      bottom = 0
      top = 1
    }
    if top - bottom < max(bottom.magnitude, top.magnitude) * 1e-9 || top == bottom {
      let room = max(bottom.magnitude * 0.1, pow(10, -Double(decimals)))
      bottom -= room
      top += room
    }
    let most = max(2, rows / 2 + 1)
    var exponent = floor(log10((top - bottom) / Double(most))) - 1
    var factors = [1.0, 2, 5][...]
    var step = 0.0
    var first = 0.0
    var last = 0.0
    repeat {
      if factors.isEmpty {
        exponent += 1
        factors = [1, 2, 5][...]
      }
      step = factors.removeFirst() * pow(10, exponent)
      // A hair of tolerance: 0.3 / 0.1 is not quite 3.
      first = floor(bottom / step + 1e-9)
      last = ceil(top / step - 1e-9)
    } while Int(last - first) + 1 > max(3, most)
    if last == first { last += 1 }
    let shown = max(decimals, step < 1 ? Int(-floor(log10(step) + 1e-9)) : 0)
    low = first * step
    high = last * step
    let count = Int(last - first)
    // A range over zero takes three marks at least; where two rows are all there is, the ends are shown.
    ticks = (count + 1 > most ? [0, count] : Array(0...count)).map { place in
      let value = (first + Double(place)) * step
      return Tick(value: value, label: NumberText.fixed(value, decimals: shown, mark: decimalMark))
    }
  }

  /// The place of a value from the top, 0 to 1; outside the scale less or more.
  public func fraction(of value: Double) -> Double { (high - value) / (high - low) }

  /// The row of a value among `rows`, 0 at the top, kept inside.
  public func row(of value: Double, rows: Int) -> Int {
    // The hair keeps a mark on its row whatever the rounding of the division.
    let place = fraction(of: value) * Double(rows) + 1e-9
    guard place > 0 else { return 0 }
    return place >= Double(rows) ? max(0, rows - 1) : Int(place)
  }
}
