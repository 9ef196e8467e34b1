/// One-dimensional arrays. An element type may be optional where the array holds NULL.
extension Array: PostgresEncodable where Element: PostgresEncodable {
  public static var postgresType: PostgresType { Element.postgresType.array ?? .unspecified }

  public func encode(into writer: inout PostgresWriter) throws(PostgresError) {
    guard Element.postgresType.array != nil else {
      throw PostgresError(.invalidParameter, reason: "no array of \(Element.postgresType)")
    }
    writer.append(Int32(isEmpty ? 0 : 1))
    writer.append(Int32(contains { $0.isPostgresNull } ? 1 : 0))
    writer.append(Element.postgresType.rawValue)
    guard !isEmpty else { return }
    writer.append(Int32(truncatingIfNeeded: count))
    writer.append(Int32(1))
    for element in self {
      if element.isPostgresNull {
        writer.append(Int32(-1))
      } else {
        try writer.appendCounted { (writer: inout PostgresWriter) throws(PostgresError) in try element.encode(into: &writer) }
      }
    }
  }
}

extension Array: PostgresDecodable where Element: PostgresDecodable {
  /// Accepts arrays of at most one dimension, whatever their lower bound.
  public static func decode(_ cell: PostgresCell) throws(PostgresError) -> [Element] {
    guard let type = cell.type.element else {
      throw PostgresError(.unexpectedType, column: cell.column, reason: "expected an array, found \(cell.type)")
    }
    let bytes = try cell.bytes(of: cell.type)
    let dimensions = try cell.integer(bytes, at: 0) as Int32
    guard try cell.integer(bytes, at: 8) as UInt32 == type.rawValue else { throw cell.invalid("array of another type") }
    if dimensions == 0 { return [] }
    guard dimensions == 1 else { throw cell.invalid("array of \(dimensions) dimensions") }
    let count = Int(try cell.integer(bytes, at: 12) as Int32)
    // Every element takes four bytes at least: a count beyond the bytes is refused before memory is reserved for it.
    guard count >= 0, count <= (bytes.count - 20) / 4 else { throw cell.invalid("array with a wrong count") }
    var elements: [Element] = []
    elements.reserveCapacity(count)
    var offset = 20
    for _ in 0..<count {
      let length = Int(try cell.integer(bytes, at: offset) as Int32)
      offset += 4
      var element: UnsafeRawBufferPointer?
      if length >= 0 {
        guard length <= bytes.count - offset else { throw cell.invalid("array ends too early") }
        element = UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + length])
        offset += length
      }
      elements.append(try Element.decode(PostgresCell(bytes: element, type: type, column: cell.column)))
    }
    return elements
  }
}
