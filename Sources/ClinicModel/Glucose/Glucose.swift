/// A unit of glucose. Limits are published in both, and are not each other's conversions.
public enum GlucoseUnit: String, CaseIterable, Hashable, Sendable {
  /// The raw value is the UCUM code.
  case milligramsPerDecilitre = "mg/dL"
  case millimolesPerLitre = "mmol/L"

  /// mg/dL in one mmol/L: the molar mass of glucose, 180.156 g/mol.
  public static let factor = 18.0156

  /// Digits after the mark, as glucose is always written: 128 mg/dL, 7.1 mmol/L.
  public var decimals: Int { self == .milligramsPerDecilitre ? 0 : 1 }
  public var other: GlucoseUnit { self == .milligramsPerDecilitre ? .millimolesPerLitre : .milligramsPerDecilitre }
}

/// A concentration of glucose as it was measured: the number and its unit stay together. It is classified in this unit;
/// conversion is for display and averages only (10.0 mmol/L is in range, its 180.16 mg/dL would not be).
public struct Glucose: Hashable, Sendable {
  public let value: DecimalNumber
  public let unit: GlucoseUnit

  public init(_ value: DecimalNumber, _ unit: GlucoseUnit) {
    self.value = value
    self.unit = unit
  }

  /// For averages and indices.
  public var milligramsPerDecilitre: Double {
    unit == .milligramsPerDecilitre ? value.double : value.double * GlucoseUnit.factor
  }

  /// The number to show in a unit, rounded half away from zero; the measured one itself in its own.
  public func shown(in unit: GlucoseUnit) -> DecimalNumber {
    guard unit != self.unit else { return value }
    let converted = unit == .milligramsPerDecilitre ? value.double * GlucoseUnit.factor : value.double / GlucoseUnit.factor
    return DecimalNumber(rounding: converted, decimals: unit.decimals) ?? value
  }

  /// Whether the number is rather one of the other unit: below 25 where mg/dL, above 33 where mmol/L are written.
  public var looksLikeTheOtherUnit: Bool {
    unit == .milligramsPerDecilitre ? value < DecimalNumber(25) : value > DecimalNumber(33)
  }
}

/// Where a reading stands in the consensus ranges (Battelino 2019).
public enum GlucoseRange: Int, CaseIterable, Comparable, Hashable, Sendable {
  /// Level 2: below 54 mg/dL or 3.0 mmol/L.
  case veryLow
  /// Level 1: below the target.
  case low
  case inTarget
  case high
  /// Level 2: above 250 mg/dL or 13.9 mmol/L; outside pregnancy only.
  case veryHigh

  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The limits of the consensus ranges, in the published numbers of both units; a limit itself is in target, or in the milder
/// level.
public struct GlucoseLimits: Hashable, Sendable {
  private struct Numbers: Hashable {
    var veryLow, low, high: DecimalNumber
    var veryHigh: DecimalNumber?
  }

  private let milligrams: Numbers
  private let millimoles: Numbers

  /// Target 70 to 180 mg/dL, 3.9 to 10.0 mmol/L (Battelino 2019).
  public static let adult = GlucoseLimits(
    milligrams: Numbers(
      veryLow: DecimalNumber(54), low: DecimalNumber(70), high: DecimalNumber(180), veryHigh: DecimalNumber(250)),
    millimoles: Numbers(veryLow: tenths(30), low: tenths(39), high: tenths(100), veryHigh: tenths(139)))
  /// Target 63 to 140 mg/dL, 3.5 to 7.8 mmol/L (Battelino 2019); no second level above.
  public static let pregnancy = GlucoseLimits(
    milligrams: Numbers(veryLow: DecimalNumber(54), low: DecimalNumber(63), high: DecimalNumber(140)),
    millimoles: Numbers(veryLow: tenths(30), low: tenths(35), high: tenths(78)))

  private static func tenths(_ number: Int64) -> DecimalNumber {
    DecimalNumber(significand: number, scale: 1) ?? DecimalNumber(0)
  }

  /// Lower and upper end of the target in a unit.
  public func target(in unit: GlucoseUnit) -> ClosedRange<DecimalNumber> {
    let numbers = numbers(of: unit)
    return numbers.low...numbers.high
  }

  /// Compares in the unit of the reading.
  public func range(of glucose: Glucose) -> GlucoseRange {
    let limits = numbers(of: glucose.unit)
    if glucose.value < limits.veryLow { return .veryLow }
    if glucose.value < limits.low { return .low }
    if let veryHigh = limits.veryHigh, glucose.value > veryHigh { return .veryHigh }
    return glucose.value > limits.high ? .high : .inTarget
  }

  private func numbers(of unit: GlucoseUnit) -> Numbers { unit == .milligramsPerDecilitre ? milligrams : millimoles }
}
