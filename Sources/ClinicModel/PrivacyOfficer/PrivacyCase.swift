public typealias PrivacyCaseID = Identifier<PrivacyCase>

/// A case of the privacy officer: numbers, clocks, and no names.
public struct PrivacyCase: Hashable, Sendable, Identifiable {
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case breach = "BREACH"
    case complaint = "COMPLAINT"
    case subjectAccess = "SUBJECT_ACCESS"
    case erasure = "ERASURE"
    case legal = "LEGAL"
    case modelReview = "MODEL_REVIEW"
  }

  public enum Status: String, CaseIterable, Hashable, Sendable {
    case open = "OPEN"
    case closed = "CLOSED"
  }

  /// Whom a breach has to be told.
  public enum Told: String, CaseIterable, Hashable, Sendable {
    case authority = "AUTHORITY"
    case individuals = "INDIVIDUALS"
  }

  /// Until when somebody has to be told, and when she was.
  public struct Clock: Hashable, Sendable {
    /// Nil: nobody has to be.
    public var dueAt: Instant?
    public var toldAt: Instant?

    public init(dueAt: Instant? = nil, toldAt: Instant? = nil) {
      self.dueAt = dueAt
      self.toldAt = toldAt
    }
  }

  public struct Closing: Hashable, Sendable {
    public var at: Instant
    public var outcome: String

    public init(at: Instant, outcome: String) {
      self.at = at
      self.outcome = outcome
    }
  }

  public var id: PrivacyCaseID
  public var number: String
  public var kind: Kind
  public var summary: String
  public var status: Status
  public var openedBy: String
  public var openedAt: Instant
  /// Of a breach.
  public var discoveredAt: Instant?
  public var authority: Clock
  public var individuals: Clock
  /// The clock that ends first.
  public var nextDueAt: Instant?
  public var isOverdue: Bool
  /// How many patients it is about.
  public var patients: Int
  /// Numbers of the emergency accesses it is about, separated by commas.
  public var emergencies: String?
  public var closing: Closing?

  public init(
    id: PrivacyCaseID, number: String, kind: Kind, summary: String, status: Status, openedBy: String, openedAt: Instant,
    discoveredAt: Instant? = nil, authority: Clock = Clock(), individuals: Clock = Clock(), nextDueAt: Instant? = nil,
    isOverdue: Bool, patients: Int, emergencies: String? = nil, closing: Closing? = nil
  ) {
    self.id = id
    self.number = number
    self.kind = kind
    self.summary = summary
    self.status = status
    self.openedBy = openedBy
    self.openedAt = openedAt
    self.discoveredAt = discoveredAt
    self.authority = authority
    self.individuals = individuals
    self.nextDueAt = nextDueAt
    self.isOverdue = isOverdue
    self.patients = patients
    self.emergencies = emergencies
    self.closing = closing
  }
}

/// What the counter knows of a patient of an opened case.
public struct CasePatient: Hashable, Sendable, Identifiable {
  public var id: PatientID
  public var recordNumber: RecordNumber
  public var status: DirectoryEntry.LifeStatus
  public var deceasedOn: CalendarDate?
  /// Everybody is asked for a reason.
  public var isProtected: Bool
  public var form: PatientDetails.Form

  public init(
    id: PatientID, recordNumber: RecordNumber, status: DirectoryEntry.LifeStatus, deceasedOn: CalendarDate? = nil,
    isProtected: Bool, form: PatientDetails.Form
  ) {
    self.id = id
    self.recordNumber = recordNumber
    self.status = status
    self.deceasedOn = deceasedOn
    self.isProtected = isProtected
    self.form = form
  }
}

/// What went to a model about a patient of an opened case, and came back.
public struct CaseAIRequest: Hashable, Sendable, Identifiable {
  public var id: AIRequestID
  public var kind: AIRequest.Kind
  public var purpose: AIRequest.Purpose
  public var model: AIModelID?
  /// Nil: none, or gone after 90 days.
  public var input: String?
  public var output: String?
  public var redaction: AIRequest.Redaction
  public var outcome: AIRequest.Outcome
  public var userName: String
  public var createdAt: Instant
  public var isBlanked: Bool

  public init(
    id: AIRequestID, kind: AIRequest.Kind, purpose: AIRequest.Purpose, model: AIModelID? = nil, input: String? = nil,
    output: String? = nil, redaction: AIRequest.Redaction, outcome: AIRequest.Outcome, userName: String, createdAt: Instant,
    isBlanked: Bool
  ) {
    self.id = id
    self.kind = kind
    self.purpose = purpose
    self.model = model
    self.input = input
    self.output = output
    self.redaction = redaction
    self.outcome = outcome
    self.userName = userName
    self.createdAt = createdAt
    self.isBlanked = isBlanked
  }
}
