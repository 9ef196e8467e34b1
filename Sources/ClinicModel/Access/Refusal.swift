/// Why the database refuses. The words are the same for hidden and absent patients.
public enum Refusal: String, CaseIterable, Hashable, Sendable, Error {
  case noSession = "NO_SESSION"
  case locked = "LOCKED"
  case noRole = "NO_ROLE"
  case ownRecord = "OWN_RECORD"
  case blocked = "BLOCKED"
  case noReasonForAccess = "NO_RFA"
  case sealed = "SEALED"
  case vipReason = "VIP_REASON"
  case consent = "CONSENT"
  case secondPerson = "SECOND_PERSON"
  case expired = "EXPIRED"
  case tooMany = "RATE_LIMIT"
  /// The chart takes no more entries: the patient has died, or the number was merged into another.
  case closed = "CLOSED"
  /// The chart is only read (GDPR Art. 18).
  case restricted = "RESTRICTED"

  /// Not about what was asked: the session itself has ended or is locked.
  public var concernsSession: Bool { self == .noSession || self == .locked }
}

/// Why a repository could not do what was asked. Never carries a value of the record.
public enum RepositoryError: Error, Hashable, Sendable {
  /// Hidden or absent, or not this role's to do.
  case refused(Refusal)
  /// Somebody else changed it meanwhile.
  case changedMeanwhile
  /// A field does not hold what the database demands.
  case invalid(field: String)
  /// The database cannot be reached, or did not answer in time. Nothing was written.
  case unavailable
  /// The connection was lost while a write was under way: it may or may not have been stored.
  /// The same form with the same key resolves it.
  case unknownOutcome
  /// The idempotency key was used for another content.
  case keyReused
  /// The database answered what this program does not understand (an older or newer schema).
  case unexpectedAnswer
}
