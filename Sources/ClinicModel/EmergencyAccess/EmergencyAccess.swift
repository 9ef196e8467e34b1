/// A request for emergency access (break-glass) and what became of it.
public struct EmergencyAccess: Hashable, Sendable, Identifiable {
  /// Why, as a class; the raw value is the stored code (BG-04).
  public enum ReasonClass: String, CaseIterable, Hashable, Sendable {
    case lifeThreat = "LIFE_THREAT"
    case cannotConsent = "CANNOT_CONSENT"
    case covering = "COVERING"
    case handoverGap = "HANDOVER_GAP"
    case criticalResult = "CRITICAL_RESULT"
    case safeguarding = "SAFEGUARDING"
    case legalOrder = "LEGAL_ORDER"
  }

  public enum Scope: String, CaseIterable, Hashable, Sendable {
    case summary = "SUMMARY"
    case full = "FULL"
  }

  /// Where in its life a request is (access.md 4.3), as the database computes it from the row and its clock.
  public enum Phase: String, CaseIterable, Hashable, Sendable {
    case requested = "REQUESTED"
    case underReview = "UNDER_REVIEW"
    case active = "ACTIVE"
    case activeSelf = "ACTIVE_SELF"
    case denied = "DENIED"
    case withdrawn = "WITHDRAWN"
    case lapsed = "LAPSED"
    case endedExpired = "ENDED_EXPIRED"
    case endedClosed = "ENDED_CLOSED"
    case endedRevoked = "ENDED_REVOKED"
    case endedSuperseded = "ENDED_SUPERSEDED"

    public var isWaiting: Bool { self == .requested || self == .underReview }
    public var isLive: Bool { self == .active || self == .activeSelf }
  }

  public static let allowedHours = [1, 4, 12]
  public static let defaultHours = 4
  public static let shortestReason = 10

  public var id: EmergencyAccessID
  /// As printed: E-20261121-007.
  public var number: String
  public var patient: PatientID
  public var patientName: String
  public var recordNumber: RecordNumber
  public var reasonClass: ReasonClass
  public var reason: String
  public var hours: Int
  public var scope: Scope
  public var requestedAt: Instant
  public var lapsesAt: Instant
  public var grantedAt: Instant?
  public var expiresAt: Instant?
  public var phase: Phase
  public var decidedBy: String?
  public var decisionReason: String?

  public init(
    id: EmergencyAccessID, number: String, patient: PatientID, patientName: String, recordNumber: RecordNumber,
      reasonClass: ReasonClass,
    reason: String, hours: Int, scope: Scope, requestedAt: Instant, lapsesAt: Instant, grantedAt: Instant? = nil,
    expiresAt: Instant? = nil, phase: Phase, decidedBy: String? = nil, decisionReason: String? = nil
  ) {
    self.id = id
    self.number = number
    self.patient = patient
    self.patientName = patientName
    self.recordNumber = recordNumber
    self.reasonClass = reasonClass
    self.reason = reason
    self.hours = hours
    self.scope = scope
    self.requestedAt = requestedAt
    self.lapsesAt = lapsesAt
    self.grantedAt = grantedAt
    self.expiresAt = expiresAt
    self.phase = phase
    self.decidedBy = decidedBy
    self.decisionReason = decisionReason
  }
}

/// A row of the approvers' queue: the request, who asks, for whom.
public struct EmergencyQueueEntry: Hashable, Sendable, Identifiable {
  public var access: EmergencyAccess
  public var requester: UserID
  public var requesterName: String
  public var requesterRole: StaffRole
  public var requesterWard: String?
  public var birthDate: CalendarDate
  public var sex: Sex
  public var patientWard: String?
  public var attending: String?
  public var approvalsNeeded: Int
  public var approvals: Int
  /// How often she asked in the last 30 days, this request included.
  public var requesterRequests: Int
  /// Nil where the person signed in may decide; otherwise why not.
  public var whyNotDecidable: Refusal?

  public var id: EmergencyAccessID { access.id }

  public init(
    access: EmergencyAccess, requester: UserID, requesterName: String, requesterRole: StaffRole, requesterWard: String?,
    birthDate: CalendarDate, sex: Sex, patientWard: String?, attending: String?, approvalsNeeded: Int = 1, approvals: Int = 0,
    requesterRequests: Int = 1, whyNotDecidable: Refusal? = nil
  ) {
    self.access = access
    self.requester = requester
    self.requesterName = requesterName
    self.requesterRole = requesterRole
    self.requesterWard = requesterWard
    self.birthDate = birthDate
    self.sex = sex
    self.patientWard = patientWard
    self.attending = attending
    self.approvalsNeeded = approvalsNeeded
    self.approvals = approvals
    self.requesterRequests = requesterRequests
    self.whyNotDecidable = whyNotDecidable
  }
}
