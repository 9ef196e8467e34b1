public typealias PatientNoticeID = Identifier<PatientNotice>

/// What a patient is told of an emergency access to her chart, within seven days.
public struct PatientNotice: Hashable, Sendable, Identifiable {
  public enum DelayClass: String, CaseIterable, Hashable, Sendable {
    case vitalInterest = "VITAL_INTEREST"
    case safeguarding = "SAFEGUARDING"
    case legalOrder = "LEGAL_ORDER"
  }

  public enum Channel: String, CaseIterable, Hashable, Sendable {
    case letter = "LETTER"
    case portal = "PORTAL"
    case inPerson = "IN_PERSON"
    case representative = "REPRESENTATIVE"
  }

  /// It is put off, with a justification.
  public struct Delay: Hashable, Sendable {
    public var until: Instant
    public var delayClass: DelayClass
    public var reason: String

    public init(until: Instant, delayClass: DelayClass, reason: String) {
      self.until = until
      self.delayClass = delayClass
      self.reason = reason
    }
  }

  public struct Sending: Hashable, Sendable {
    public var on: CalendarDate
    public var channel: Channel

    public init(on: CalendarDate, channel: Channel) {
      self.on = on
      self.channel = channel
    }
  }

  public var id: PatientNoticeID
  public var access: EmergencyAccessID
  public var accessNumber: String
  public var patient: PatientID
  public var recordNumber: RecordNumber
  /// Surnames, given names.
  public var patientName: String
  /// BCP 47: in which she is told.
  public var language: String?
  public var requesterName: String
  public var requesterRole: StaffRole
  public var reasonClass: EmergencyAccess.ReasonClass
  public var isSelfGrant: Bool
  public var grantedAt: Instant
  public var endedAt: Instant?
  public var dueAt: Instant
  public var isOverdue: Bool
  public var delay: Delay?
  /// Nil: not told yet.
  public var sending: Sending?

  public init(
    id: PatientNoticeID, access: EmergencyAccessID, accessNumber: String, patient: PatientID, recordNumber: RecordNumber,
    patientName: String, language: String? = nil, requesterName: String, requesterRole: StaffRole,
    reasonClass: EmergencyAccess.ReasonClass, isSelfGrant: Bool, grantedAt: Instant, endedAt: Instant? = nil, dueAt: Instant,
    isOverdue: Bool, delay: Delay? = nil, sending: Sending? = nil
  ) {
    self.id = id
    self.access = access
    self.accessNumber = accessNumber
    self.patient = patient
    self.recordNumber = recordNumber
    self.patientName = patientName
    self.language = language
    self.requesterName = requesterName
    self.requesterRole = requesterRole
    self.reasonClass = reasonClass
    self.isSelfGrant = isSelfGrant
    self.grantedAt = grantedAt
    self.endedAt = endedAt
    self.dueAt = dueAt
    self.isOverdue = isOverdue
    self.delay = delay
    self.sending = sending
  }
}

/// Telling patients of emergency access; for the privacy officer.
public struct PatientNotices: Sendable {
  /// What is to be sent, soonest due first, and what was sent in the last 30 days. Leaves its trace before it answers.
  public var list: @Sendable () async throws -> [PatientNotice]
  /// From tomorrow to 89 days ahead, with a reason of ten characters. Throws `.invalid` with `until` or `reason`,
  /// `.changedMeanwhile` where it was sent.
  public var delay:
    @Sendable (
      _ notice: PatientNoticeID, _ until: CalendarDate, _ delayClass: PatientNotice.DelayClass, _ reason: String
    ) async throws -> Void
  /// Throws `.invalid(field: "sent_on")` for a day to come or before the access, `.changedMeanwhile` where it was sent.
  public var markSent: @Sendable (_ notice: PatientNoticeID, _ sending: PatientNotice.Sending) async throws -> Void

  public init(
    list: @escaping @Sendable () async throws -> [PatientNotice] = notProvided(),
    delay:
      @escaping @Sendable (PatientNoticeID, CalendarDate, PatientNotice.DelayClass, String) async throws -> Void = notProvided(),
    markSent: @escaping @Sendable (PatientNoticeID, PatientNotice.Sending) async throws -> Void = notProvided()
  ) {
    self.list = list
    self.delay = delay
    self.markSent = markSent
  }
}
