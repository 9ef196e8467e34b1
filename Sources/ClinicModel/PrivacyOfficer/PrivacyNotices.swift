public typealias PrivacyNoticeID = Identifier<PrivacyNotice>

/// What the privacy officer is told the same day: who and whose chart, no content.
public struct PrivacyNotice: Hashable, Sendable, Identifiable {
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case relativeDeclared = "RELATIVE_DECLARED"
    case relativeOpened = "RELATIVE_OPENED"
    case sealOpened = "SEAL_OPENED"
    case sealProposed = "SEAL_PROPOSED"
  }

  /// Somebody looked at it.
  public struct Seen: Hashable, Sendable {
    public var by: String
    public var at: Instant

    public init(by: String, at: Instant) {
      self.by = by
      self.at = at
    }
  }

  public var id: PrivacyNoticeID
  public var kind: Kind
  public var patient: PatientID
  public var recordNumber: RecordNumber
  public var user: UserID
  public var userName: String
  /// A word of the database: the relation, the ground.
  public var detail: String?
  public var createdAt: Instant
  public var seen: Seen?

  public init(
    id: PrivacyNoticeID, kind: Kind, patient: PatientID, recordNumber: RecordNumber, user: UserID, userName: String,
    detail: String? = nil, createdAt: Instant, seen: Seen? = nil
  ) {
    self.id = id
    self.kind = kind
    self.patient = patient
    self.recordNumber = recordNumber
    self.user = user
    self.userName = userName
    self.detail = detail
    self.createdAt = createdAt
    self.seen = seen
  }
}

/// How often findings of a check were overridden: counts, and no person.
public struct OverrideCount: Hashable, Sendable {
  public var check: PrescriptionFinding.Check
  public var outcome: PrescriptionFinding.Outcome
  public var overridden: Int
  /// How many of them did.
  public var prescribers: Int

  public init(check: PrescriptionFinding.Check, outcome: PrescriptionFinding.Outcome, overridden: Int, prescribers: Int) {
    self.check = check
    self.outcome = outcome
    self.overridden = overridden
    self.prescribers = prescribers
  }
}

/// What the privacy officer is told.
public struct PrivacyNotices: Sendable {
  /// Those nobody has seen, newest first, and with `from` all since then. Leaves its trace before it answers.
  public var list: @Sendable (_ from: Instant?) async throws -> [PrivacyNotice]
  /// Throws `.changedMeanwhile` where somebody has seen it.
  public var see: @Sendable (_ notice: PrivacyNoticeID) async throws -> Void
  /// Blocking findings signed all the same, by check and outcome; a missing end means the last 30 days, or until now.
  public var overrideCounts: @Sendable (_ from: Instant?, _ to: Instant?) async throws -> [OverrideCount]

  public init(
    list: @escaping @Sendable (Instant?) async throws -> [PrivacyNotice] = notProvided(),
    see: @escaping @Sendable (PrivacyNoticeID) async throws -> Void = notProvided(),
    overrideCounts: @escaping @Sendable (Instant?, Instant?) async throws -> [OverrideCount] = notProvided()
  ) {
    self.list = list
    self.see = see
    self.overrideCounts = overrideCounts
  }
}
