extension PostgresError {
  /// The kinds of failure this client tells apart: its own first, then the server's by SQLSTATE.
  public enum Condition: Hashable, Sendable {
    // Before anything was sent
    /// The connection string is not acceptable; `reason` says what is wrong.
    case invalidConfiguration
    /// No connection could be made.
    case connectFailed
    /// No connection within the time limit.
    case connectTimedOut
    /// The connection is closed or lost; this request was not sent.
    case notConnected
    /// A parameter cannot be represented.
    case invalidParameter
    /// The connection belongs to a transaction whose body used the connection itself instead of the transaction.
    case transactionInProgress

    // After it was sent
    /// The connection broke before the answer came: the outcome is unknown.
    case connectionLost
    /// The time limit passed and the request was cancelled: nothing of it was done.
    case timeLimit
    /// The waiting task was cancelled, and the request with it: nothing of it was done.
    case cancelled
    /// COMMIT was answered by ROLLBACK, because a statement had failed.
    case transactionRolledBack
    /// The server answered something this client does not handle (COPY, for one).
    case protocolViolation

    // Decoding
    case unexpectedColumnCount, unexpectedRowCount, unexpectedType, unexpectedNull, invalidValue

    // SQLSTATE
    case featureNotSupported, dataException
    case integrityViolation, notNullViolation, foreignKeyViolation, uniqueViolation, checkViolation, exclusionViolation
    case invalidTransactionState, transactionAborted, unknownStatement, authenticationFailed, unknownDatabase
    case transactionRollback, serializationFailure, deadlock
    case syntaxError, insufficientPrivilege, unknownObject, duplicateObject
    case insufficientResources, tooManyConnections, objectNotInPrerequisiteState, lockNotAvailable
    case operatorIntervention, queryCancelled, adminShutdown, cannotConnectNow, idleSessionEnded
    case raised, noDataFound, systemError, other

    /// By code, else by class (PostgreSQL documentation, appendix A).
    public init(sqlState: String) {
      self = Self.byCode[sqlState] ?? Self.byClass[String(sqlState.prefix(2))] ?? .other
    }

    private static let byCode: [String: Condition] = [
      "23502": .notNullViolation, "23503": .foreignKeyViolation, "23505": .uniqueViolation, "23514": .checkViolation,
      "23P01": .exclusionViolation, "25P02": .transactionAborted, "25P03": .idleSessionEnded, "57P05": .idleSessionEnded,
      "40001": .serializationFailure, "40P01": .deadlock, "42501": .insufficientPrivilege,
      "42P01": .unknownObject, "42703": .unknownObject, "42883": .unknownObject, "42704": .unknownObject, "3F000": .unknownObject,
      "42P07": .duplicateObject, "42710": .duplicateObject, "42701": .duplicateObject, "42723": .duplicateObject,
      "42P04": .duplicateObject, "42P06": .duplicateObject, "42P05": .duplicateObject,
      "53300": .tooManyConnections, "55P03": .lockNotAvailable, "57014": .queryCancelled, "57P01": .adminShutdown,
      "57P02": .adminShutdown, "57P03": .cannotConnectNow, "P0001": .raised, "P0002": .noDataFound,
    ]

    private static let byClass: [String: Condition] = [
      "08": .connectionLost, "0A": .featureNotSupported, "22": .dataException, "23": .integrityViolation,
      "25": .invalidTransactionState, "26": .unknownStatement, "28": .authenticationFailed, "3D": .unknownDatabase,
      "40": .transactionRollback, "42": .syntaxError, "53": .insufficientResources, "54": .insufficientResources,
      "55": .objectNotInPrerequisiteState, "57": .operatorIntervention, "58": .systemError, "XX": .systemError,
    ]
  }
}
