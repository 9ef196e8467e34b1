/// One access to a patient's record, in plain words.
public struct AccessLogEntry: Hashable, Sendable {
  public enum What: String, CaseIterable, Hashable, Sendable {
    /// The chart was opened.
    case chart = "CHART"
    /// She was shown in a work list.
    case list = "LIST"
    /// She was shown while somebody was registered.
    case duplicates = "DUPLICATES"
    case emergency = "EMERGENCY"
    /// Something was written; the subject is the table.
    case wrote = "WROTE"
    /// Somebody asked this question.
    case accessLog = "ACCESS_LOG"
    /// It was refused; the reason is the code.
    case refused = "REFUSED"
    case other = "OTHER"
  }

  public var at: Instant
  public var userName: String
  public var role: StaffRole
  public var what: What
  /// The action, or the table that was written.
  public var subject: String
  public var purpose: String?
  /// The relation that held, or the code of the refusal.
  public var reason: String?
  /// What somebody gave as a reason for a protected person.
  public var specialReason: String?
  public var emergencyNumber: String?

  public init(
    at: Instant, userName: String, role: StaffRole, what: What, subject: String, purpose: String? = nil, reason: String? = nil,
    specialReason: String? = nil, emergencyNumber: String? = nil
  ) {
    self.at = at
    self.userName = userName
    self.role = role
    self.what = what
    self.subject = subject
    self.purpose = purpose
    self.reason = reason
    self.specialReason = specialReason
    self.emergencyNumber = emergencyNumber
  }
}

/// A row of the event stream (FHIR AuditEvent). Old and new values are JSON as stored, without secrets.
public struct AuditLogEvent: Hashable, Sendable, Identifiable {
  public enum Severity: String, CaseIterable, Hashable, Sendable {
    case low = "LOW"
    case medium = "MEDIUM"
    case high = "HIGH"
  }

  public var id: Int64
  public var at: Instant
  public var user: UserID?
  public var userName: String?
  public var role: StaffRole?
  public var action: String
  public var table: String?
  public var record: String?
  /// Nil also for an administrator, who is told of no patient.
  public var patient: PatientID?
  public var purpose: String?
  public var oldRow: String?
  public var newRow: String?
  public var detail: String?
  /// The address it came from; nil: the same machine.
  public var origin: String?
  public var loginRole: String?
  public var session: UniqueID?
  public var isSecurity: Bool
  public var severity: Severity

  public init(
    id: Int64, at: Instant, user: UserID? = nil, userName: String? = nil, role: StaffRole? = nil, action: String,
    table: String? = nil, record: String? = nil, patient: PatientID? = nil, purpose: String? = nil, oldRow: String? = nil,
    newRow: String? = nil, detail: String? = nil, origin: String? = nil, loginRole: String? = nil, session: UniqueID? = nil,
    isSecurity: Bool, severity: Severity
  ) {
    self.id = id
    self.at = at
    self.user = user
    self.userName = userName
    self.role = role
    self.action = action
    self.table = table
    self.record = record
    self.patient = patient
    self.purpose = purpose
    self.oldRow = oldRow
    self.newRow = newRow
    self.detail = detail
    self.origin = origin
    self.loginRole = loginRole
    self.session = session
    self.isSecurity = isSecurity
    self.severity = severity
  }
}

/// What does not hold in the seals of the stream.
public struct AuditSealProblem: Hashable, Sendable {
  public var seal: Int64?
  public var problem: String
  /// The first event that is not what was sealed.
  public var event: Int64?
  public var what: String?

  public init(seal: Int64? = nil, problem: String, event: Int64? = nil, what: String? = nil) {
    self.seal = seal
    self.problem = problem
    self.event = event
    self.what = what
  }
}

/// The head of a seal, to be kept elsewhere.
public struct AuditSealHead: Hashable, Sendable {
  public var seal: Int64
  public var rows: Int64
  /// Hexadecimal.
  public var head: String
  public var sealedAt: Instant

  public init(seal: Int64, rows: Int64, head: String, sealedAt: Instant) {
    self.seal = seal
    self.rows = rows
    self.head = head
    self.sealedAt = sealedAt
  }
}

/// Reading the event stream. Each question is recorded with its purpose (3 to 200 characters) before it is answered.
public struct AccessLog: Sendable {
  /// In the order of time; a missing end means always. The privacy officer sees all, clinical staff and reception their own
  /// accesses, an administrator nothing.
  public var whoSaw:
    @Sendable (_ patient: PatientID, _ purpose: String, _ from: Instant?, _ to: Instant?) async throws -> [AccessLogEntry]
  /// The same newest first, so many rows at most behind so many that were skipped. An end makes the pages stand still.
  public var whoSawNewest:
    @Sendable (
      _ patient: PatientID, _ purpose: String, _ from: Instant?, _ to: Instant, _ skipped: Int, _ limit: Int
    ) async throws -> [AccessLogEntry]
  /// The stream of a period, of one user or of all. An administrator gets events of security without patients.
  public var events:
    @Sendable (_ from: Instant, _ to: Instant, _ user: UserID?, _ purpose: String) async throws -> [AuditLogEvent]
  /// Empty: all seals hold.
  public var verify: @Sendable () async throws -> [AuditSealProblem]
  /// Behind a number, in order; 0: all.
  public var heads: @Sendable (_ after: Int64) async throws -> [AuditSealHead]

  public init(
    whoSaw: @escaping @Sendable (PatientID, String, Instant?, Instant?) async throws -> [AccessLogEntry] = notProvided(),
    whoSawNewest:
      @escaping @Sendable (PatientID, String, Instant?, Instant, Int, Int) async throws -> [AccessLogEntry] = notProvided(),
    events: @escaping @Sendable (Instant, Instant, UserID?, String) async throws -> [AuditLogEvent] = notProvided(),
    verify: @escaping @Sendable () async throws -> [AuditSealProblem] = notProvided(),
    heads: @escaping @Sendable (Int64) async throws -> [AuditSealHead] = notProvided()
  ) {
    self.whoSaw = whoSaw
    self.whoSawNewest = whoSawNewest
    self.events = events
    self.verify = verify
    self.heads = heads
  }
}
