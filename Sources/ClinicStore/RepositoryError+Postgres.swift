import ClinicModel
import PostgresClient

extension RepositoryError {
  /// What a failure of the database means to the person at the screen.
  init(_ error: PostgresError, _ effect: Database.Effect) {
    switch error.condition {
    case .connectionLost:
      self = effect == .write ? .unknownOutcome : .unavailable
    case .insufficientPrivilege:
      // The words are a fixed list of the schema; PostgreSQL's own "permission denied" is none of them.
      self = error.messageForOperators.flatMap(Refusal.init(rawValue:)).map { .refused($0) } ?? .unexpectedAnswer
    case .notConnected, .connectFailed, .connectTimedOut, .timeLimit, .cancelled, .queryCancelled, .lockNotAvailable, .deadlock,
      .serializationFailure, .transactionRollback, .tooManyConnections, .insufficientResources, .adminShutdown, .cannotConnectNow,
      .operatorIntervention, .idleSessionEnded, .systemError:
      // Rolled back or never begun.
      self = .unavailable
    case .uniqueViolation, .exclusionViolation, .foreignKeyViolation:
      self = .changedMeanwhile
    case .notNullViolation, .checkViolation:
      self = error.columnName.map { .invalid(field: $0) } ?? .unexpectedAnswer
    case .invalidParameter, .dataException:
      self = .invalid(field: "")
    default:
      self = .unexpectedAnswer
    }
  }

  /// From the word in a column `answer` that is none of those the operation expects.
  init(answer: String, field: String? = nil) {
    switch answer {
    case "INVALID": self = .invalid(field: field ?? "")
    case "KEY_REUSED": self = .keyReused
    case "DECIDED", "CHANGED": self = .changedMeanwhile
    case "REASON_NEEDED": self = .invalid(field: "reason")
    default: self = Refusal(rawValue: answer).map { .refused($0) } ?? .unexpectedAnswer
    }
  }
}
