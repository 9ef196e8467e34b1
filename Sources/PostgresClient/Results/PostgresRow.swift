/// One row of a result.
public struct PostgresRow: Sendable {
  @usableFromInline let rows: PostgresRows
  @usableFromInline let number: Int

  init(rows: PostgresRows, number: Int) {
    self.rows = rows
    self.number = number
  }

  public var columnCount: Int { rows.columnCount }

  /// Decodes one column, counted from 0. Inlined: this is done for every cell there is, and through the table of a protocol it took
  /// three times as long.
  @inlinable
  public func decode<Value: PostgresDecodable>(_ type: Value.Type = Value.self, at column: Int) throws(PostgresError) -> Value {
    guard column >= 0, column < rows.columnCount else {
      throw rows.missing(column)
    }
    do {
      return try withExtendedLifetime(rows) { () throws(PostgresError) in
        try Value.decode(rows.cell(row: number, column: column))
      }
    } catch {
      throw rows.named(error)
    }
  }

  /// Decodes all columns in order: `let (id, name) = try row.decode(PostgresUUID.self, String.self)`. Throws
  /// `.unexpectedColumnCount` where the result has more or fewer columns.
  public func decode<each Value: PostgresDecodable>(
    _ types: repeat (each Value).Type
  ) throws(PostgresError) -> (repeat each Value) {
    var reader = PostgresRowReader(row: self)
    let values = (repeat try reader.next((each Value).self))
    try reader.end()
    return values
  }

  /// Decodes all columns in order, into whatever `body` makes of them; it must read exactly the columns there are.
  @inlinable
  public func decode<Value>(
    _ body: (inout PostgresRowReader) throws(PostgresError) -> Value
  ) throws(PostgresError) -> Value {
    var reader = PostgresRowReader(row: self)
    let value = try body(&reader)
    try reader.end()
    return value
  }
}

/// Reads the columns of a row from left to right; the type is what the place it goes to wants.
public struct PostgresRowReader {
  @usableFromInline let row: PostgresRow
  @usableFromInline var column = 0

  @usableFromInline init(row: PostgresRow) { self.row = row }

  /// The next column. Throws `.unexpectedColumnCount` when there is none.
  @inlinable
  public mutating func next<Value: PostgresDecodable>(_ type: Value.Type = Value.self) throws(PostgresError) -> Value {
    defer { column += 1 }
    return try row.decode(Value.self, at: column)
  }

  /// Leaves out columns.
  public mutating func skip(_ count: Int = 1) { column += count }

  /// An error for the column just read, when its value makes no sense to the caller. `reason` holds no value.
  public func invalid(_ reason: String) -> PostgresError {
    row.rows.named(PostgresError(.invalidValue, column: column - 1, reason: reason))
  }

  /// Throws `.unexpectedColumnCount` when columns are left.
  @usableFromInline
  func end() throws(PostgresError) {
    guard column == row.columnCount else {
      throw row.rows.named(
        PostgresError(.unexpectedColumnCount, reason: "read \(column) of \(row.columnCount) columns"))
    }
  }
}
