/// An exact decimal number: laboratory values and doses are never rounded through binary floating point.
///
/// Value = significand / 10^scale. The scale is kept as stored: 5.0 and 5 are equal but are written as they were measured.
public struct DecimalNumber: Sendable {
  public let significand: Int64
  public let scale: Int

  /// Nil where the scale is not in 0...18.
  public init?(significand: Int64, scale: Int) {
    guard (0...18).contains(scale) else { return nil }
    self.significand = significand
    self.scale = scale
  }

  /// The decimal nearest to a binary number, half away from zero; nil where it does not fit. For display only.
  public init?(rounding value: Double, decimals: Int) {
    guard (0...18).contains(decimals) else { return nil }
    let scaled = (value * Self.power(decimals)).rounded(.toNearestOrAwayFromZero)
    guard let significand = Int64(exactly: scaled) else { return nil }
    self.init(significand: significand, scale: decimals)
  }

  public init(_ whole: Int) {
    significand = Int64(whole)
    scale = 0
  }

  /// Reads digits with at most one decimal mark, comma or point. No thousands separator, no exponent, no sign but a leading
  /// minus.
  public init?(_ text: some StringProtocol) {
    var significand: Int64 = 0
    var scale = 0
    var seenMark = false
    var seenDigit = false
    for (index, character) in text.enumerated() {
      if character == "-" && index == 0 { continue }
      if character == "." || character == "," {
        guard !seenMark else { return nil }
        seenMark = true
        continue
      }
      guard character.isASCIIDigit, let digit = character.wholeNumberValue else { return nil }
      let (times, overflow) = significand.multipliedReportingOverflow(by: 10)
      let (sum, overflow2) = times.addingReportingOverflow(Int64(digit))
      guard !overflow, !overflow2 else { return nil }
      significand = sum
      seenDigit = true
      if seenMark { scale += 1 }
    }
    guard seenDigit, scale <= 18, text.last?.isASCIIDigit == true else { return nil }
    self.significand = text.first == "-" ? -significand : significand
    self.scale = scale
  }

  /// The nearest binary number, for drawing only.
  public var double: Double { Double(significand) / Self.power(scale) }

  /// As stored, with the given decimal mark: 7.0 or 7,0.
  public func formatted(mark: Character = ".") -> String {
    let digits = String(significand.magnitude)
    let sign = significand < 0 ? "-" : ""
    guard scale > 0 else { return sign + digits }
    let filled = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
    let split = filled.index(filled.endIndex, offsetBy: -scale)
    return sign + filled[..<split] + String(mark) + filled[split...]
  }

  /// Without trailing zeros, as doses must be written (ISMP: 5 mg, not 5.0 mg; 0.5 mg, not .5 mg).
  public var withoutTrailingZeros: DecimalNumber {
    var significand = significand
    var scale = scale
    while scale > 0, significand % 10 == 0 {
      significand /= 10
      scale -= 1
    }
    return DecimalNumber(significand: significand, scale: scale) ?? self
  }

  /// With exactly `decimals` digits after the mark, half away from zero: display only.
  public func rounded(decimals: Int) -> DecimalNumber {
    guard decimals >= 0, decimals <= 18 else { return self }
    var significand = significand
    if decimals < scale {
      let divisor = Int64(Self.power(scale - decimals))
      let rest = significand % divisor
      significand = significand / divisor + (rest.magnitude * 2 >= divisor.magnitude ? (rest < 0 ? -1 : 1) : 0)
    } else {
      for _ in scale..<decimals {
        let (times, overflow) = significand.multipliedReportingOverflow(by: 10)
        guard !overflow else { return self }
        significand = times
      }
    }
    return DecimalNumber(significand: significand, scale: decimals) ?? self
  }

  private static func power(_ exponent: Int) -> Double {
    var result = 1.0
    for _ in 0..<exponent { result *= 10 }
    return result
  }
}

extension DecimalNumber: Comparable, Hashable {
  /// Compares the numbers, whatever their scales.
  public static func < (left: Self, right: Self) -> Bool {
    left.scale == right.scale ? left.significand < right.significand : left.aligned(with: right) < right.aligned(with: left)
  }
  public static func == (left: Self, right: Self) -> Bool { left.aligned(with: right) == right.aligned(with: left) }

  public func hash(into hasher: inout Hasher) {
    let canonical = withoutTrailingZeros
    hasher.combine(canonical.significand)
    hasher.combine(canonical.scale)
  }

  /// The significand at the larger of the two scales.
  private func aligned(with other: DecimalNumber) -> Int128 {
    var value = Int128(significand)
    for _ in 0..<max(0, other.scale - scale) { value *= 10 }
    return value
  }
}

extension DecimalNumber: CustomStringConvertible {
  public var description: String { formatted() }
}

extension DecimalNumber {
  /// The exact difference, nil where it does not fit.
  public func subtracting(_ other: DecimalNumber) -> DecimalNumber? {
    let difference = aligned(with: other) - other.aligned(with: self)
    guard let significand = Int64(exactly: difference) else { return nil }
    return DecimalNumber(significand: significand, scale: max(scale, other.scale))
  }
}
