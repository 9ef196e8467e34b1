/// What became of one version of a value after it was stored.
public struct BiomarkerConfirmation: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// A critical value was read back and acted on.
    case criticalReadBack = "CRITICAL_READ_BACK"
    /// A copied value was compared with the report by a second person.
    case secondCheck = "SECOND_CHECK"
  }

  public var kind: Kind
  public var readBack: DecimalNumber
  public var action: String?
  public var toldTo: String?
  public var recordedBy: String
  public var recordedAt: Instant

  public init(
    kind: Kind, readBack: DecimalNumber, action: String? = nil, toldTo: String? = nil, recordedBy: String, recordedAt: Instant
  ) {
    self.kind = kind
    self.readBack = readBack
    self.action = action
    self.toldTo = toldTo
    self.recordedBy = recordedBy
    self.recordedAt = recordedAt
  }
}

/// One version of a measured value, with who wrote it, why, and what was confirmed about it.
public struct BiomarkerVersion: Hashable, Sendable, ChartFact {
  public var version: RecordVersion<BiomarkerResult>
  /// Code of the type: HBA1C.
  public var type: String
  /// With the interval that holds for it, the catalogue's or the laboratory's.
  public var measurement: BiomarkerMeasurement
  public var flag: ResultFlag
  public var source: BiomarkerSource
  /// A critical value that was confirmed when it was entered.
  public var isConfirmed: Bool
  public var needsSecondCheck: Bool
  /// False: a later version followed, or it was entered in error.
  public var isLiving: Bool
  public var isEnteredInError: Bool
  /// Of a correction.
  public var reason: String?
  public var author: UserID
  public var recordedBy: String
  public var recordedAt: Instant
  public var confirmations: [BiomarkerConfirmation]

  public var mergedNumber: RecordNumber?

  public init(
    version: RecordVersion<BiomarkerResult>, type: String, measurement: BiomarkerMeasurement, flag: ResultFlag,
    source: BiomarkerSource, isConfirmed: Bool, needsSecondCheck: Bool, isLiving: Bool, isEnteredInError: Bool,
    reason: String? = nil, author: UserID, recordedBy: String, recordedAt: Instant, confirmations: [BiomarkerConfirmation] = []
  ) {
    self.version = version
    self.type = type
    self.measurement = measurement
    self.flag = flag
    self.source = source
    self.isConfirmed = isConfirmed
    self.needsSecondCheck = needsSecondCheck
    self.isLiving = isLiving
    self.isEnteredInError = isEnteredInError
    self.reason = reason
    self.author = author
    self.recordedBy = recordedBy
    self.recordedAt = recordedAt
    self.confirmations = confirmations
  }

  /// Somebody else has to compare it with the report.
  public var awaitsSecondCheck: Bool {
    isLiving && needsSecondCheck && !confirmations.contains { $0.kind == .secondCheck }
  }

  /// Critical, and nobody has said yet what was done about it.
  public var awaitsReadBack: Bool {
    isLiving && (flag == .criticalLow || flag == .criticalHigh) && !confirmations.contains { $0.kind == .criticalReadBack }
  }
}
