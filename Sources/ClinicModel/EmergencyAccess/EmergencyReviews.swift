/// An emergency access as the privacy officer's report lists it.
public struct EmergencyReportEntry: Hashable, Sendable, Identifiable {
  /// How far the review is; the raw value is the stored code.
  public enum ReviewStatus: String, CaseIterable, Hashable, Sendable {
    case due = "DUE"
    case inReview = "IN_REVIEW"
    case justified = "JUSTIFIED"
    case questioned = "QUESTIONED"
    case inappropriate = "INAPPROPRIATE"
  }

  public var id: EmergencyAccessID
  public var number: String
  public var patientName: String
  public var recordNumber: RecordNumber
  public var requesterName: String
  public var reasonClass: EmergencyAccess.ReasonClass
  public var reason: String
  public var requestedAt: Instant
  /// Who approved; "Pending" where nobody has.
  public var approver: String
  public var phase: EmergencyAccess.Phase
  public var isSelfGrant: Bool
  public var grantedAt: Instant?
  public var expiresAt: Instant?
  public var endedAt: Instant?
  public var extensions: Int
  public var chartsOpened: Int
  /// Rows of the record that were written under it.
  public var rowsWritten: Int
  /// How often the requester asked in the last 30 days.
  public var requesterRequests: Int
  /// Nil: nothing to review.
  public var reviewStatus: ReviewStatus?
  public var reviewDueAt: Instant?
  public var isOverdue: Bool
  public var reviewNote: String?

  public init(
    id: EmergencyAccessID, number: String, patientName: String, recordNumber: RecordNumber, requesterName: String,
    reasonClass: EmergencyAccess.ReasonClass, reason: String, requestedAt: Instant, approver: String,
    phase: EmergencyAccess.Phase, isSelfGrant: Bool, grantedAt: Instant? = nil, expiresAt: Instant? = nil,
    endedAt: Instant? = nil, extensions: Int, chartsOpened: Int, rowsWritten: Int, requesterRequests: Int,
    reviewStatus: ReviewStatus? = nil, reviewDueAt: Instant? = nil, isOverdue: Bool, reviewNote: String? = nil
  ) {
    self.id = id
    self.number = number
    self.patientName = patientName
    self.recordNumber = recordNumber
    self.requesterName = requesterName
    self.reasonClass = reasonClass
    self.reason = reason
    self.requestedAt = requestedAt
    self.approver = approver
    self.phase = phase
    self.isSelfGrant = isSelfGrant
    self.grantedAt = grantedAt
    self.expiresAt = expiresAt
    self.endedAt = endedAt
    self.extensions = extensions
    self.chartsOpened = chartsOpened
    self.rowsWritten = rowsWritten
    self.requesterRequests = requesterRequests
    self.reviewStatus = reviewStatus
    self.reviewDueAt = reviewDueAt
    self.isOverdue = isOverdue
    self.reviewNote = reviewNote
  }
}

/// Emergency access without an approver, longer than granted, and looked at afterwards.
public struct EmergencyReviews: Sendable {
  public enum SelfGrantAnswer: Hashable, Sendable {
    case granted(until: Instant)
    case objected(SelfGrantObjection)
  }

  public enum SelfGrantObjection: String, CaseIterable, Hashable, Sendable {
    case wrongPassword = "REFUSED"
    /// Somebody decided meanwhile.
    case decided = "DECIDED"
    /// Two minutes for an approver to answer, where nobody's life is in danger.
    case wait = "WAIT"
    /// Three in 24 hours.
    case limit = "LIMIT"
    /// Two of hers were not reviewed in time.
    case reviewsOverdue = "REVIEWS_OVERDUE"
  }

  public enum ExtendObjection: String, CaseIterable, Hashable, Sendable {
    /// Twice at most, 24 hours in all.
    case limit = "LIMIT"
  }

  /// What the privacy officer says.
  public enum Review: Hashable, Sendable {
    /// Takes it.
    case begun
    case justified(note: String)
    case questioned(note: String)
    case inappropriate(note: String)
  }

  /// Opens one's own pending request for 60 minutes. Throws `.refused(.expired)` where it has lapsed or is not hers.
  public var selfGrant: @Sendable (_ access: EmergencyAccessID, _ password: String) async throws -> SelfGrantAnswer
  /// An approver lengthens somebody else's live access by 1, 4 or 12 hours: answers its new end. Sent again with the same key it
  /// answers what the first one answered, and lengthens nothing.
  public var extend:
    @Sendable (_ key: UniqueID, _ access: EmergencyAccessID, _ hours: Int, _ reason: String) async throws -> WriteAnswer<
      Instant, ExtendObjection
    >
  /// Throws `.changedMeanwhile` where that is not possible from where it stands.
  public var review: @Sendable (_ access: EmergencyAccessID, _ review: Review) async throws -> Void
  /// Newest first; a missing end means the last 30 days, or now. For the privacy officer, behind the queue's opening.
  public var report: @Sendable (_ from: Instant?, _ to: Instant?) async throws -> [EmergencyReportEntry]

  public init(
    selfGrant: @escaping @Sendable (EmergencyAccessID, String) async throws -> SelfGrantAnswer = notProvided(),
    extend:
      @escaping @Sendable (UniqueID, EmergencyAccessID, Int, String) async throws -> WriteAnswer<Instant, ExtendObjection> =
      notProvided(),
    review: @escaping @Sendable (EmergencyAccessID, Review) async throws -> Void = notProvided(),
    report: @escaping @Sendable (Instant?, Instant?) async throws -> [EmergencyReportEntry] = notProvided()
  ) {
    self.selfGrant = selfGrant
    self.extend = extend
    self.review = review
    self.report = report
  }
}
