import CPostgres

/// What went wrong, for a program to decide on. Its description holds codes and names of the schema, never a value, a parameter
/// or the server's text: those can name a patient.
public struct PostgresError: Error, Hashable, Sendable {
  public let condition: Condition
  /// The server's five-character code; nil for what the client itself found.
  public let sqlState: String?
  public var statementName: String?
  public internal(set) var constraintName: String?
  public internal(set) var schemaName: String?
  public internal(set) var tableName: String?
  public internal(set) var columnName: String?
  public internal(set) var dataTypeName: String?
  /// The column of the result that could not be decoded, counted from 0.
  public internal(set) var column: Int?
  /// What the client objects to; fixed wording without values.
  public internal(set) var reason: String?
  /// Where in a script the server found the fault, in characters counted from 1.
  public internal(set) var position: Int?
  /// The server's or libpq's own words. May hold values: for operators' eyes, or to compare with a list of known words; never
  /// for a log or a screen.
  public internal(set) var messageForOperators: String?
  /// The server's detail, hint and context. As sensitive as `messageForOperators`.
  public internal(set) var detailForOperators: String?

  init(
    _ condition: Condition, sqlState: String? = nil, column: Int? = nil, reason: String? = nil,
    messageForOperators: String? = nil
  ) {
    self.condition = condition
    self.sqlState = sqlState
    self.column = column
    self.reason = reason
    self.messageForOperators = messageForOperators
  }

  /// True when the request was sent and nobody knows whether it was carried out.
  public var isOutcomeUnknown: Bool { condition == .connectionLost }
}

extension PostgresError: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String {
    var parts = ["\(condition)"]
    if let sqlState { parts.append("SQLSTATE \(sqlState)") }
    if let statementName { parts.append("statement \(statementName)") }
    if let tableName { parts.append("table \((schemaName.map { $0 + "." } ?? "") + tableName)") }
    if let columnName { parts.append("column \(columnName)") }
    if let dataTypeName { parts.append("type \(dataTypeName)") }
    if let constraintName { parts.append("constraint \(constraintName)") }
    if let column { parts.append("result column \(column)") }
    if let position { parts.append("position \(position)") }
    if let reason { parts.append(reason) }
    return "PostgresError(" + parts.joined(separator: ", ") + ")"
  }

  public var debugDescription: String { description }

  /// Nothing but the description: `dump` and test reports look here.
  public var customMirror: Mirror { Mirror(self, children: ["description": description]) }
}

extension PostgresError {
  /// From an error result of the server.
  init(result: OpaquePointer) {
    func field(_ code: clinic_pq_field) -> String? {
      PQresultErrorField(result, Int32(code.rawValue)).map { String(cString: $0) }
    }
    let sqlState = field(CLINIC_PQ_SQLSTATE)
    self.init(sqlState.map(Condition.init(sqlState:)) ?? .connectionLost, sqlState: sqlState)
    constraintName = field(CLINIC_PQ_CONSTRAINT)
    schemaName = field(CLINIC_PQ_SCHEMA)
    tableName = field(CLINIC_PQ_TABLE)
    columnName = field(CLINIC_PQ_COLUMN)
    dataTypeName = field(CLINIC_PQ_TYPE)
    position = field(CLINIC_PQ_POSITION).flatMap { Int($0) }
    messageForOperators = field(CLINIC_PQ_PRIMARY) ?? String(cString: PQresultErrorMessage(result))
    let details = [field(CLINIC_PQ_DETAIL), field(CLINIC_PQ_HINT), field(CLINIC_PQ_CONTEXT)].compactMap { $0 }
    detailForOperators = details.isEmpty ? nil : details.joined(separator: "\n")
  }

  /// The same error under another condition.
  func with(_ condition: Condition) -> PostgresError {
    var copy = PostgresError(condition, sqlState: sqlState, column: column, reason: reason)
    copy.statementName = statementName
    copy.messageForOperators = messageForOperators
    copy.detailForOperators = detailForOperators
    return copy
  }

  func naming(_ statement: Statement?) -> PostgresError {
    var copy = self
    copy.statementName = statement?.name
    return copy
  }
}
