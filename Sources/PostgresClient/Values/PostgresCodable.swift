/// A value that can be bound to a parameter, in PostgreSQL's binary format.
public protocol PostgresEncodable: Sendable {
  /// The type the parameter is declared as; the server converts nothing on the way in.
  static var postgresType: PostgresType { get }

  /// True for SQL NULL; then `encode` is not called.
  var isPostgresNull: Bool { get }

  /// Appends the binary form. Throws `.invalidParameter` for a value PostgreSQL cannot hold (U+0000 in text).
  func encode(into writer: inout PostgresWriter) throws(PostgresError)
}

extension PostgresEncodable {
  public var isPostgresNull: Bool { false }
}

/// A value that can be read from a column of a result in binary format.
public protocol PostgresDecodable: Sendable {
  /// Reads one cell. Throws `.unexpectedType`, `.unexpectedNull` or `.invalidValue`; never traps, whatever the server sent.
  static func decode(_ cell: PostgresCell) throws(PostgresError) -> Self
}

extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
  public static var postgresType: PostgresType { Wrapped.postgresType }
  public var isPostgresNull: Bool { self?.isPostgresNull ?? true }
  public func encode(into writer: inout PostgresWriter) throws(PostgresError) { try self?.encode(into: &writer) }
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
  @inlinable
  public static func decode(_ cell: PostgresCell) throws(PostgresError) -> Wrapped? {
    cell.isNull ? nil : try Wrapped.decode(cell)
  }
}
