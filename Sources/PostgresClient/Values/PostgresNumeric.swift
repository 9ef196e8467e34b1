/// An exact decimal number: `unscaled` × 10^-`scale`, or one of numeric's special values. The scale is kept: 1.0 and 1.00 differ.
public enum PostgresNumeric: Hashable, Sendable {
  /// Up to 38 digits. `scale` is the count of digits behind the point, 0 to 16383.
  case finite(unscaled: Int128, scale: Int)
  case notANumber
  case infinity
  case negativeInfinity

  /// A whole number.
  public init(_ whole: Int) { self = .finite(unscaled: Int128(whole), scale: 0) }

  static let largestScale = 16_383

  /// From `-12.340`: an optional sign, digits, an optional point with digits. No exponent; nil beyond 38 digits.
  public init?(_ text: String) {
    switch text {
    case "NaN": self = .notANumber
    case "Infinity": self = .infinity
    case "-Infinity": self = .negativeInfinity
    default:
      var characters = Substring(text).utf8
      let isNegative = characters.first == UInt8(ascii: "-")
      if isNegative || characters.first == UInt8(ascii: "+") { characters.removeFirst() }
      var unscaled: Int128 = 0
      var digits = 0
      var point: Int?
      for character in characters {
        if character == UInt8(ascii: "."), point == nil {
          point = digits
          continue
        }
        guard character >= 48, character <= 57, let next = unscaled.timesTen(plus: Int128(character - 48)) else { return nil }
        unscaled = next
        digits += 1
      }
      let scale = digits - (point ?? digits)
      guard digits > 0, scale <= Self.largestScale else { return nil }
      self = .finite(unscaled: isNegative ? -unscaled : unscaled, scale: scale)
    }
  }
}

extension PostgresNumeric: CustomStringConvertible {
  /// As PostgreSQL writes it: `-12.340`, `NaN`, `Infinity`.
  public var description: String {
    switch self {
    case .notANumber: return "NaN"
    case .infinity: return "Infinity"
    case .negativeInfinity: return "-Infinity"
    case .finite(let unscaled, let scale):
      var digits = String(unscaled.magnitude)
      if scale > 0 {
        digits = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
        digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -scale))
      }
      return (unscaled < 0 ? "-" : "") + digits
    }
  }
}

extension Int128 {
  /// Nil on overflow.
  func timesTen(plus digit: Int128) -> Int128? {
    let (product, overflow) = multipliedReportingOverflow(by: 10)
    let (sum, carry) = product.addingReportingOverflow(digit)
    return overflow || carry ? nil : sum
  }
}
