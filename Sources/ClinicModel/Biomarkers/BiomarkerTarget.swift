public typealias BiomarkerTargetID = Identifier<BiomarkerTarget>

/// What was agreed with one patient for one biomarker (FHIR Goal): values from here, to there, or between.
public struct BiomarkerTarget: Hashable, Sendable, Identifiable {
  public enum Status: String, CaseIterable, Hashable, Sendable {
    case active = "ACTIVE"
    case ended = "ENDED"
    case enteredInError = "ENTERED_IN_ERROR"
  }

  /// On which side of its target a value lies.
  public enum Side: Hashable, Sendable {
    case below
    case above
  }

  /// What is filled in about a target.
  public struct Content: Hashable, Sendable {
    /// At least one end; an end belongs to the target.
    public var range: ReferenceInterval
    /// UCUM; has to be the unit of the biomarker, so that a value is never compared in another unit.
    public var unit: String
    public var startsOn: CalendarDate
    /// At most 500 characters.
    public var note: String?

    public init(range: ReferenceInterval, unit: String, startsOn: CalendarDate, note: String? = nil) {
      self.range = range
      self.unit = unit
      self.startsOn = startsOn
      self.note = note
    }
  }

  public var version: RecordVersion<BiomarkerTarget>
  public var type: BiomarkerType.ID
  public var content: Content
  public var status: Status
  /// As printed at that time.
  public var setBy: String
  public var setAt: Instant
  public var id: BiomarkerTargetID { version.id }

  public init(
    version: RecordVersion<BiomarkerTarget>, type: BiomarkerType.ID, content: Content, status: Status = .active, setBy: String,
    setAt: Instant
  ) {
    self.version = version
    self.type = type
    self.content = content
    self.status = status
    self.setBy = setBy
    self.setAt = setAt
  }

  /// Nil: the value is in the target. The value is in the unit of the target.
  public func side(of value: DecimalNumber) -> Side? {
    if let low = content.range.low, value < low { return .below }
    if let high = content.range.high, value > high { return .above }
    return nil
  }
}

/// Personal targets of biomarkers, in the opened chart. Set, changed and ended by who may prescribe; read with the chart.
public struct BiomarkerTargets: Sendable {
  public typealias Version = RecordVersion<BiomarkerTarget>

  /// The newest version of each target, those that have ended too; newest first.
  public var list: @Sendable (_ patient: PatientID) async throws -> [BiomarkerTarget]
  /// `type` is the code of the catalogue. Throws `.invalid` with `low`, `high`, `unit`, `starts_on` or `note`, and
  /// `.changedMeanwhile` where this biomarker has an active target already.
  public var set:
    @Sendable (_ key: UniqueID, _ patient: PatientID, _ type: String, _ content: BiomarkerTarget.Content) async throws -> Version
  /// The next version of a target, with its reason (3 to 500 characters).
  public var change:
    @Sendable (
      _ key: UniqueID, _ patient: PatientID, _ version: Version, _ type: String, _ content: BiomarkerTarget.Content, _ reason: String
    ) async throws -> Version
  /// It holds no longer, or was never meant (`isInError`).
  public var end:
    @Sendable (
      _ key: UniqueID, _ patient: PatientID, _ version: Version, _ reason: String, _ isInError: Bool
    ) async throws -> Version

  public init(
    list: @escaping @Sendable (PatientID) async throws -> [BiomarkerTarget] = notProvided(),
    set:
      @escaping @Sendable (UniqueID, PatientID, String, BiomarkerTarget.Content) async throws -> Version = notProvided(),
    change:
      @escaping @Sendable (
        UniqueID, PatientID, Version, String, BiomarkerTarget.Content, String
      ) async throws -> Version = notProvided(),
    end: @escaping @Sendable (UniqueID, PatientID, Version, String, Bool) async throws -> Version = notProvided()
  ) {
    self.list = list
    self.set = set
    self.change = change
    self.end = end
  }
}
