/// One cell of a result: its type and bytes. Valid only while it is being decoded.
public struct PostgresCell {
  /// The binary form; nil for SQL NULL.
  public let bytes: UnsafeRawBufferPointer?
  public let type: PostgresType
  /// Counted from 0.
  public let column: Int

  public var isNull: Bool { bytes == nil }

  /// The bytes, when the column has this type, or one of the others, and is not NULL.
  public func bytes(of wanted: PostgresType, or others: PostgresType...) throws(PostgresError) -> UnsafeRawBufferPointer {
    guard type == wanted || others.contains(type) else { throw unexpected(wanted) }
    return try present()
  }

  /// The same for one type, without the list: this is done for every cell there is.
  public func bytes(of wanted: PostgresType) throws(PostgresError) -> UnsafeRawBufferPointer {
    guard type == wanted else { throw unexpected(wanted) }
    return try present()
  }

  private func present() throws(PostgresError) -> UnsafeRawBufferPointer {
    guard let bytes else { throw PostgresError(.unexpectedNull, column: column, reason: "\(type) is NULL") }
    return bytes
  }

  private func unexpected(_ wanted: PostgresType) -> PostgresError {
    PostgresError(.unexpectedType, column: column, reason: "expected \(wanted), found \(type)")
  }

  /// An error for bytes that are no valid value of the type.
  public func invalid(_ reason: String) -> PostgresError {
    PostgresError(.invalidValue, column: column, reason: reason)
  }

  /// Reads the whole cell as one integer in network byte order.
  func integer<Number: FixedWidthInteger>(_ bytes: UnsafeRawBufferPointer) throws(PostgresError) -> Number {
    guard bytes.count == MemoryLayout<Number>.size else { throw invalid("\(type) of \(bytes.count) bytes") }
    return Number(bigEndian: bytes.loadUnaligned(as: Number.self))
  }

  /// Reads an integer at an offset.
  func integer<Number: FixedWidthInteger>(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(PostgresError) -> Number {
    let size = MemoryLayout<Number>.size
    guard offset >= 0, offset <= bytes.count - size else { throw invalid("\(type) ends too early") }
    return Number(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Number.self))
  }
}
