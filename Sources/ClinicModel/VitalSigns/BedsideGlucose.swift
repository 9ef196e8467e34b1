extension GlucoseUnit {
  /// The code of a meter's values in the catalogue of tests.
  public var typeCode: String { self == .millimolesPerLitre ? "GLUCOSE_CAPILLARY_SI" : "GLUCOSE_CAPILLARY" }
}

/// A glucose concentration as it was read. Converted for display only (factor 18.0156), classified by the limits of its own unit.
public struct GlucoseValue: Hashable, Sendable {
  /// Consensus levels of hypoglycaemia: 1 below 3.9 mmol/L (70 mg/dL), 2 below 3.0 (54).
  public enum Hypoglycaemia: Int, CaseIterable, Hashable, Sendable {
    case level1 = 1
    case level2 = 2
  }

  public var number: DecimalNumber
  public var unit: GlucoseUnit

  public init(_ number: DecimalNumber, _ unit: GlucoseUnit) {
    self.number = number
    self.unit = unit
  }

  public var hypoglycaemia: Hypoglycaemia? {
    let (second, first) =
      unit == .millimolesPerLitre
      ? (DecimalNumber(significand: 30, scale: 1), DecimalNumber(significand: 39, scale: 1)) : (DecimalNumber(54), DecimalNumber(70))
    if let second, number < second { return .level2 }
    if let first, number < first { return .level1 }
    return nil
  }

  /// The same in the other unit, rounded as it is shown there.
  public var converted: GlucoseValue {
    let factor = 18.0156
    let exact = unit == .millimolesPerLitre ? number.double * factor : number.double / factor
    let scaled = exact * (unit.other.decimals == 1 ? 10 : 1)
    let rounded = DecimalNumber(significand: Int64(scaled.rounded(.toNearestOrAwayFromZero)), scale: unit.other.decimals)
    return GlucoseValue(rounded ?? number, unit.other)
  }

  /// Typed as this unit but by its size of the other one: above 33 mmol/L, below 25 mg/dL. Shown both ways and asked back.
  public var looksLikeOtherUnit: Bool {
    unit == .millimolesPerLitre ? number > DecimalNumber(33) : number < DecimalNumber(25)
  }
}

/// Measuring glucose at the bed.
public struct BedsideGlucose: Sendable {
  public enum Answer: Hashable, Sendable {
    case saved(BiomarkerResultID, version: Int, ResultFlag)
    /// Critical: stored when it is sent again with `confirmed`.
    case confirm
  }

  /// Sent again with the same key it answers what the first one answered. Throws `.invalid(field: "value")` for what cannot be.
  public var record:
    @Sendable (_ key: UniqueID, PatientID, GlucoseValue, _ measuredAt: Instant, _ confirmed: Bool) async throws -> Answer
  /// A critical value: read back, what was done, and who was told. False where somebody had done it before.
  public var acknowledge:
    @Sendable (_ key: UniqueID, BiomarkerResultID, _ version: Int, GlucoseValue, _ action: String, _ toldTo: String?) async throws -> Bool

  public init(
    record: @escaping @Sendable (UniqueID, PatientID, GlucoseValue, Instant, Bool) async throws -> Answer,
    acknowledge: @escaping @Sendable (UniqueID, BiomarkerResultID, Int, GlucoseValue, String, String?) async throws -> Bool
  ) {
    self.record = record
    self.acknowledge = acknowledge
  }
}
