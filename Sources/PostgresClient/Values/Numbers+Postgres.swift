extension Int: PostgresEncodable, PostgresDecodable {
  public static var postgresType: PostgresType { .int8 }
  public func encode(into writer: inout PostgresWriter) { writer.append(Int64(self)) }

  /// Accepts int2, int4 and int8.
  public static func decode(_ cell: PostgresCell) throws(PostgresError) -> Int {
    let bytes = try cell.bytes(of: .int8, or: .int4, .int2)
    switch cell.type {
    case .int8: return Int(try cell.integer(bytes) as Int64)
    case .int4: return Int(try cell.integer(bytes) as Int32)
    default: return Int(try cell.integer(bytes) as Int16)
    }
  }
}

extension Int64: PostgresEncodable, PostgresDecodable {
  public static var postgresType: PostgresType { .int8 }
  public func encode(into writer: inout PostgresWriter) { writer.append(self) }
  public static func decode(_ cell: PostgresCell) throws(PostgresError) -> Int64 { Int64(try Int.decode(cell)) }
}

extension Int32: PostgresEncodable, PostgresDecodable {
  public static var postgresType: PostgresType { .int4 }
  public func encode(into writer: inout PostgresWriter) { writer.append(self) }

  /// Accepts int2 and int4.
  public static func decode(_ cell: PostgresCell) throws(PostgresError) -> Int32 {
    let bytes = try cell.bytes(of: .int4, or: .int2)
    return cell.type == .int4 ? try cell.integer(bytes) : Int32(try cell.integer(bytes) as Int16)
  }
}

extension Int16: PostgresEncodable, PostgresDecodable {
  public static var postgresType: PostgresType { .int2 }
  public func encode(into writer: inout PostgresWriter) { writer.append(self) }
  public static func decode(_ cell: PostgresCell) throws(PostgresError) -> Int16 { try cell.integer(cell.bytes(of: .int2)) }
}

/// Object identifiers of the system catalogues.
extension UInt32: PostgresEncodable, PostgresDecodable {
  public static var postgresType: PostgresType { .oid }
  public func encode(into writer: inout PostgresWriter) { writer.append(self) }
  public static func decode(_ cell: PostgresCell) throws(PostgresError) -> UInt32 { try cell.integer(cell.bytes(of: .oid)) }
}

extension Double: PostgresEncodable, PostgresDecodable {
  public static var postgresType: PostgresType { .float8 }
  public func encode(into writer: inout PostgresWriter) { writer.append(bitPattern) }

  /// Accepts float4 and float8; never numeric, which is exact.
  public static func decode(_ cell: PostgresCell) throws(PostgresError) -> Double {
    let bytes = try cell.bytes(of: .float8, or: .float4)
    return cell.type == .float8
      ? Double(bitPattern: try cell.integer(bytes)) : Double(Float(bitPattern: try cell.integer(bytes)))
  }
}

extension Bool: PostgresEncodable, PostgresDecodable {
  public static var postgresType: PostgresType { .bool }
  public func encode(into writer: inout PostgresWriter) { writer.append(self ? 1 as UInt8 : 0) }
  public static func decode(_ cell: PostgresCell) throws(PostgresError) -> Bool {
    try cell.integer(cell.bytes(of: .bool)) as UInt8 != 0
  }
}
