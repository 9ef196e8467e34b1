/// What a person fills in to ask for emergency access.
public struct EmergencyRequest: Hashable, Sendable {
  /// Idempotency key of the submitted form.
  public var key: UniqueID
  public var patient: PatientID
  public var reasonClass: EmergencyAccess.ReasonClass
  public var reason: String
  public var hours: Int
  public var scope: EmergencyAccess.Scope

  public init(
    key: UniqueID, patient: PatientID, reasonClass: EmergencyAccess.ReasonClass, reason: String, hours: Int,
      scope: EmergencyAccess.Scope
  ) {
    self.key = key
    self.patient = patient
    self.reasonClass = reasonClass
    self.reason = reason
    self.hours = hours
    self.scope = scope
  }
}

/// How many requests wait for the person signed in; zero for who may not decide.
public struct EmergencyCounts: Hashable, Sendable {
  public var waiting: Int
  public var oldestRequestedAt: Instant?

  public init(waiting: Int, oldestRequestedAt: Instant? = nil) {
    self.waiting = waiting
    self.oldestRequestedAt = oldestRequestedAt
  }
}

/// Asking for, deciding over and ending emergency access.
public struct EmergencyAccesses: Sendable {
  public enum RequestAnswer: Hashable, Sendable {
    case requested(EmergencyAccessID)
    case wrongPassword
    case alreadyPending
  }

  public enum Decision: Hashable, Sendable {
    /// With the birth year as typed by the approver.
    case approve(hours: Int, birthYear: Int)
    case deny(reason: String)
  }

  public enum DecisionAnswer: Hashable, Sendable {
    case approved
    /// The patient blocked the requester: a second approver has to agree.
    case approvedOneOfTwo
    case denied
    case wrongBirthYear
    case reasonNeeded
    /// Somebody else was first.
    case alreadyDecided(by: String, at: Instant?)
    case lapsed
  }

  public enum ClaimAnswer: Hashable, Sendable {
    case claimed
    /// Somebody else looks at it since less than five minutes.
    case taken(by: String, since: Instant)
  }

  /// Throws `.refused`, `.unknownOutcome`; sent again with the same key it answers what the first one answered.
  public var request: @Sendable (EmergencyRequest, _ password: String) async throws -> RequestAnswer
  /// The requests of the person signed in, newest first, those of the last 24 hours.
  public var mine: @Sendable () async throws -> [EmergencyAccess]
  public var withdraw: @Sendable (EmergencyAccessID) async throws -> Void
  /// Ends a live access: the requester her own, an approver any.
  public var end: @Sendable (EmergencyAccessID, _ reason: String) async throws -> Void
  public var counts: @Sendable () async throws -> EmergencyCounts
  /// The queue of an approver: waiting ones first, newest on top. Leaves its trace before it answers.
  public var queue: @Sendable () async throws -> [EmergencyQueueEntry]
  public var decide: @Sendable (EmergencyAccessID, Decision) async throws -> DecisionAnswer
  /// An approver looks at a request: the others see it under review. It hinders nobody who decides. Throws `.changedMeanwhile`
  /// where it is decided, `.refused(.expired)` where it lapsed.
  public var claim: @Sendable (EmergencyAccessID) async throws -> ClaimAnswer

  public init(
    request: @escaping @Sendable (EmergencyRequest, String) async throws -> RequestAnswer,
    mine: @escaping @Sendable () async throws -> [EmergencyAccess],
    withdraw: @escaping @Sendable (EmergencyAccessID) async throws -> Void,
    end: @escaping @Sendable (EmergencyAccessID, String) async throws -> Void,
    counts: @escaping @Sendable () async throws -> EmergencyCounts,
    queue: @escaping @Sendable () async throws -> [EmergencyQueueEntry],
    decide: @escaping @Sendable (EmergencyAccessID, Decision) async throws -> DecisionAnswer,
    claim: @escaping @Sendable (EmergencyAccessID) async throws -> ClaimAnswer = notProvided()
  ) {
    self.request = request
    self.mine = mine
    self.withdraw = withdraw
    self.end = end
    self.counts = counts
    self.queue = queue
    self.decide = decide
    self.claim = claim
  }
}
