/// A PostgreSQL type by its object identifier, as sent with parameters and results (`pg_type.dat`).
public struct PostgresType: RawRepresentable, Hashable, Sendable {
  public let rawValue: UInt32
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Left to the server to find out.
  public static let unspecified = PostgresType(rawValue: 0)
  public static let bool = PostgresType(rawValue: 16)
  public static let bytea = PostgresType(rawValue: 17)
  public static let char = PostgresType(rawValue: 18)
  public static let name = PostgresType(rawValue: 19)
  public static let int8 = PostgresType(rawValue: 20)
  public static let int2 = PostgresType(rawValue: 21)
  public static let int4 = PostgresType(rawValue: 23)
  public static let text = PostgresType(rawValue: 25)
  public static let oid = PostgresType(rawValue: 26)
  public static let json = PostgresType(rawValue: 114)
  public static let float4 = PostgresType(rawValue: 700)
  public static let float8 = PostgresType(rawValue: 701)
  public static let unknown = PostgresType(rawValue: 705)
  public static let bpchar = PostgresType(rawValue: 1042)
  public static let varchar = PostgresType(rawValue: 1043)
  public static let date = PostgresType(rawValue: 1082)
  public static let timestamp = PostgresType(rawValue: 1114)
  public static let timestamptz = PostgresType(rawValue: 1184)
  public static let numeric = PostgresType(rawValue: 1700)
  public static let void = PostgresType(rawValue: 2278)
  public static let uuid = PostgresType(rawValue: 2950)
  public static let jsonb = PostgresType(rawValue: 3802)

  private static let arrays: [(element: PostgresType, array: UInt32)] = [
    (.bool, 1000), (.bytea, 1001), (.char, 1002), (.name, 1003), (.int2, 1005), (.int4, 1007), (.text, 1009), (.bpchar, 1014),
    (.varchar, 1015), (.int8, 1016), (.float4, 1021), (.float8, 1022), (.oid, 1028), (.date, 1182), (.timestamptz, 1185),
    (.timestamp, 1115), (.numeric, 1231), (.uuid, 2951), (.json, 199), (.jsonb, 3807),
  ]

  /// The type of one-dimensional arrays of this type; nil where this client knows none.
  public var array: PostgresType? {
    Self.arrays.first { $0.element == self }.map { PostgresType(rawValue: $0.array) }
  }

  /// The type of the elements, when this is an array type known to this client.
  public var element: PostgresType? {
    Self.arrays.first { $0.array == rawValue }?.element
  }
}

extension PostgresType: CustomStringConvertible {
  private static let names: [(PostgresType, String)] = [
    (.unspecified, "unspecified"), (.bool, "bool"), (.bytea, "bytea"), (.char, "\"char\""), (.name, "name"), (.int8, "int8"),
    (.int2, "int2"), (.int4, "int4"), (.text, "text"), (.oid, "oid"), (.json, "json"), (.float4, "float4"), (.float8, "float8"),
    (.unknown, "unknown"), (.bpchar, "bpchar"), (.varchar, "varchar"), (.date, "date"), (.timestamp, "timestamp"),
    (.timestamptz, "timestamptz"), (.numeric, "numeric"), (.void, "void"), (.uuid, "uuid"), (.jsonb, "jsonb"),
  ]

  /// PostgreSQL's name of the type, or its number.
  public var description: String {
    if let element { return "\(element)[]" }
    return Self.names.first { $0.0 == self }?.1 ?? "type \(rawValue)"
  }
}
