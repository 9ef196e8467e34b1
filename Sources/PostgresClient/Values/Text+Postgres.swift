extension String: PostgresEncodable, PostgresDecodable {
  public static var postgresType: PostgresType { .text }

  /// Throws `.invalidParameter` for U+0000, which PostgreSQL's text cannot hold.
  public func encode(into writer: inout PostgresWriter) throws(PostgresError) {
    let start = writer.bytes.count
    writer.append(contentsOf: utf8)
    if writer.bytes[start...].contains(0) { throw PostgresError(.invalidParameter, reason: "text with U+0000") }
  }

  /// Accepts text, varchar, char(n), name, "char", json, jsonb and literals of unknown type. Throws `.invalidValue` where the
  /// bytes are not UTF-8 (a database in SQL_ASCII).
  public static func decode(_ cell: PostgresCell) throws(PostgresError) -> String {
    var bytes =
      cell.type == .text
      ? try cell.bytes(of: .text) : try cell.bytes(of: .text, or: .varchar, .name, .bpchar, .char, .json, .jsonb, .unknown)
    if cell.type == .jsonb { bytes = try PostgresJSON.body(of: bytes, in: cell) }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw cell.invalid("text is not valid UTF-8") }
    return text
  }
}

/// A JSON document as text; parameters are sent as jsonb. Its validity is the server's to judge.
public struct PostgresJSON: Hashable, Sendable, PostgresEncodable, PostgresDecodable {
  public var text: String
  public init(_ text: String) { self.text = text }

  public static var postgresType: PostgresType { .jsonb }

  public func encode(into writer: inout PostgresWriter) throws(PostgresError) {
    writer.append(1 as UInt8)
    try text.encode(into: &writer)
  }

  /// Accepts json and jsonb.
  public static func decode(_ cell: PostgresCell) throws(PostgresError) -> PostgresJSON {
    _ = try cell.bytes(of: .jsonb, or: .json)
    return PostgresJSON(try String.decode(cell))
  }

  /// The text behind the version byte of jsonb's binary format.
  static func body(of bytes: UnsafeRawBufferPointer, in cell: PostgresCell) throws(PostgresError) -> UnsafeRawBufferPointer {
    guard bytes.first == 1 else { throw cell.invalid("unknown version of jsonb") }
    return UnsafeRawBufferPointer(rebasing: bytes.dropFirst())
  }
}

/// The bytes of a bytea.
public struct PostgresBytes: Hashable, Sendable, PostgresEncodable, PostgresDecodable {
  public var bytes: [UInt8]
  public init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

  public static var postgresType: PostgresType { .bytea }
  public func encode(into writer: inout PostgresWriter) { writer.append(contentsOf: bytes) }
  public static func decode(_ cell: PostgresCell) throws(PostgresError) -> PostgresBytes {
    PostgresBytes(try cell.bytes(of: .bytea))
  }
}
