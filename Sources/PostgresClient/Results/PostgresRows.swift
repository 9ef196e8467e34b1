import CPostgres

/// The result of one statement: rows in binary format, or the count of rows it touched.
///
/// `@unchecked Sendable`: a PGresult is not changed after libpq hands it over, and only its last owner frees it.
public final class PostgresRows: RandomAccessCollection, @unchecked Sendable {
  private let result: OpaquePointer
  private let types: [PostgresType]
  let statementName: String?

  /// Takes over the result.
  init(_ result: OpaquePointer, of statement: Statement?) {
    self.result = result
    statementName = statement?.name
    types = (0..<PQnfields(result)).map { PostgresType(rawValue: PQftype(result, $0)) }
  }

  deinit { PQclear(result) }

  public var startIndex: Int { 0 }
  public var endIndex: Int { Int(PQntuples(result)) }
  public subscript(position: Int) -> PostgresRow {
    precondition(indices.contains(position), "no such row")
    return PostgresRow(rows: self, number: position)
  }

  public var columnCount: Int { types.count }

  /// What the server says it did: `SELECT 3`, `INSERT 0 1`, `DISCARD ALL`.
  public var commandTag: String { String(cString: PQcmdStatus(result)) }

  /// Rows selected, inserted, updated or deleted; 0 for other commands.
  public var affectedRows: Int { Int(String(cString: PQcmdTuples(result))) ?? 0 }

  /// The name of a column, counted from 0.
  public func columnName(_ column: Int) -> String? { PQfname(result, Int32(clamping: column)).map { String(cString: $0) } }

  @usableFromInline
  func cell(row: Int, column: Int) -> PostgresCell {
    let (row, place) = (Int32(row), Int32(column))
    var bytes: UnsafeRawBufferPointer?
    if PQgetisnull(result, row, place) == 0 {
      bytes = UnsafeRawBufferPointer(start: PQgetvalue(result, row, place), count: Int(PQgetlength(result, row, place)))
    }
    return PostgresCell(bytes: bytes, type: types[column], column: column)
  }

  /// Decodes every row; `body` must read exactly the columns there are.
  @inlinable
  public func decode<Value>(
    _ body: (inout PostgresRowReader) throws(PostgresError) -> Value
  ) throws(PostgresError) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(count)
    for row in self { values.append(try row.decode(body)) }
    return values
  }

  /// The only row. Throws `.unexpectedRowCount` where there is none or more than one.
  public func onlyRow() throws(PostgresError) -> PostgresRow {
    guard count == 1 else { throw named(PostgresError(.unexpectedRowCount, reason: "\(count) rows instead of one")) }
    return self[0]
  }

  /// The only row, or nil. Throws `.unexpectedRowCount` where there are more.
  public func rowIfAny() throws(PostgresError) -> PostgresRow? {
    isEmpty ? nil : try onlyRow()
  }

  @usableFromInline
  func missing(_ column: Int) -> PostgresError {
    named(PostgresError(.unexpectedColumnCount, column: column, reason: "the result has \(columnCount)"))
  }

  @usableFromInline
  func named(_ error: PostgresError) -> PostgresError {
    var copy = error
    copy.statementName = statementName
    return copy
  }
}
