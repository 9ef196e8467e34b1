extension GlucoseUnit {
  /// The code of capillary glucose in the catalogue of tests.
  public var capillaryCode: String { self == .millimolesPerLitre ? "GLUCOSE_CAPILLARY_SI" : "GLUCOSE_CAPILLARY" }
}

extension Glucose {
  /// Consensus levels of hypoglycaemia: 1 below 3.9 mmol/L (70 mg/dL), 2 below 3.0 (54).
  public enum Hypoglycaemia: Int, CaseIterable, Hashable, Sendable {
    case level1 = 1
    case level2 = 2
  }

  /// By the limits of its own unit.
  public var hypoglycaemia: Hypoglycaemia? {
    switch GlucoseLimits.adult.range(of: self) {
    case .veryLow: .level2
    case .low: .level1
    case .inTarget, .high, .veryHigh: nil
    }
  }

  /// The same in the other unit, rounded as it is shown there.
  public var converted: Glucose { Glucose(shown(in: unit.other), unit.other) }
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
    @Sendable (_ key: UniqueID, PatientID, Glucose, _ measuredAt: Instant, _ confirmed: Bool) async throws -> Answer
  /// A critical value: read back, what was done, and who was told. False where somebody had done it before.
  public var acknowledge:
    @Sendable (_ key: UniqueID, BiomarkerResultID, _ version: Int, Glucose, _ action: String, _ toldTo: String?) async throws -> Bool

  public init(
    record: @escaping @Sendable (UniqueID, PatientID, Glucose, Instant, Bool) async throws -> Answer,
    acknowledge: @escaping @Sendable (UniqueID, BiomarkerResultID, Int, Glucose, String, String?) async throws -> Bool
  ) {
    self.record = record
    self.acknowledge = acknowledge
  }
}
