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
      self = .invalid(field: error.columnName ?? "")
    default:
      self = .unexpectedAnswer
    }
  }

  /// From the word in a column `answer` that is none of those the operation expects.
  init(answer: String, field: String? = nil) {
    // Functions that answer one word name the field behind it: "INVALID reason".
    let words = answer.split(separator: " ", maxSplits: 1)
    switch answer {
    case _ where words.first == "INVALID": self = .invalid(field: words.count == 2 ? String(words[1]) : field ?? "")
    case "KEY_REUSED": self = .keyReused
    case "DECIDED", "CHANGED", "DUPLICATE": self = .changedMeanwhile
    case "REASON_NEEDED": self = .invalid(field: "reason")
    default: self = Refusal(rawValue: answer).map { .refused($0) } ?? .unexpectedAnswer
    }
  }
}
