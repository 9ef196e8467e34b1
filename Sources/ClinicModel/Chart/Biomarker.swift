/// How a result stands to its interval; the raw value is the stored code. No interval: unclassified, never guessed.
public enum ResultFlag: String, CaseIterable, Hashable, Sendable {
  case normal = "NORMAL"
  case low = "LOW"
  case high = "HIGH"
  case criticalLow = "CRITICAL_LOW"
  case criticalHigh = "CRITICAL_HIGH"
  case unclassified = "UNCLASSIFIED"

  /// Flags a value: critical beyond the critical limits, else low or high against the interval stored with the result.
  /// (Rule of the catalogue: `reference/clinical` status rule; limits inclusive on the normal side.)
  public static func classify(
    _ value: DecimalNumber, reference: ReferenceInterval, criticalLow: DecimalNumber? = nil, criticalHigh: DecimalNumber? = nil
  ) -> ResultFlag {
    if let criticalLow, value < criticalLow { return .criticalLow }
    if let criticalHigh, value > criticalHigh { return .criticalHigh }
    if let low = reference.low, value < low { return .low }
    if let high = reference.high, value > high { return .high }
    return reference.low == nil && reference.high == nil ? .unclassified : .normal
  }
}

/// A reference interval; either end may be open.
public struct ReferenceInterval: Hashable, Sendable {
  public var low: DecimalNumber?
  public var high: DecimalNumber?

  public init(low: DecimalNumber?, high: DecimalNumber?) {
    self.low = low
    self.high = high
  }
}

/// A row of the biomarker catalogue.
public struct BiomarkerType: Hashable, Sendable, Identifiable {
  public typealias ID = Int16

  public var id: ID
  /// Short code, as listed: HBA1C.
  public var code: String
  public var loinc: String?
  public var nameEnglish: String
  public var nameSpanish: String
  /// UCUM unit of stored values.
  public var unit: String
  /// Digits after the mark when shown.
  public var decimals: Int
  public var reference: ReferenceInterval
  public var criticalLow: DecimalNumber?
  public var criticalHigh: DecimalNumber?

  public init(
    id: ID, code: String, loinc: String? = nil, nameEnglish: String, nameSpanish: String, unit: String, decimals: Int,
    reference: ReferenceInterval, criticalLow: DecimalNumber? = nil, criticalHigh: DecimalNumber? = nil
  ) {
    self.id = id
    self.code = code
    self.loinc = loinc
    self.nameEnglish = nameEnglish
    self.nameSpanish = nameSpanish
    self.unit = unit
    self.decimals = decimals
    self.reference = reference
    self.criticalLow = criticalLow
    self.criticalHigh = criticalHigh
  }

  public func name(in language: Language) -> String { language == .spanish ? nameSpanish : nameEnglish }
}

/// One measured value, in the unit of its type, with the interval that was valid when it was measured.
public struct BiomarkerResult: Hashable, Sendable, ChartFact {
  public var id: BiomarkerResultID
  public var measuredAt: Instant
  public var value: DecimalNumber
  public var flag: ResultFlag
  public var reference: ReferenceInterval
  /// Laboratory, device or person the value came from.
  public var source: String?
  public var recordedBy: String?

  public var mergedNumber: RecordNumber?

  public init(
    id: BiomarkerResultID, measuredAt: Instant, value: DecimalNumber, flag: ResultFlag, reference: ReferenceInterval,
    source: String? = nil, recordedBy: String? = nil
  ) {
    self.id = id
    self.measuredAt = measuredAt
    self.value = value
    self.flag = flag
    self.reference = reference
    self.source = source
    self.recordedBy = recordedBy
  }
}

/// The newest results of one type, for a row with a sparkline.
public struct BiomarkerSummary: Hashable, Sendable {
  public let type: BiomarkerType
  /// Oldest first, at most twelve; never empty.
  public let recent: [BiomarkerResult]

  /// Nil where there is no result.
  public init?(type: BiomarkerType, recent: [BiomarkerResult]) {
    guard !recent.isEmpty else { return nil }
    self.type = type
    self.recent = recent
  }

  public var latest: BiomarkerResult { recent[recent.count - 1] }

  /// Newest minus the one before, exact.
  public var delta: DecimalNumber? {
    guard recent.count >= 2 else { return nil }
    return latest.value.subtracting(recent[recent.count - 2].value)
  }
}
