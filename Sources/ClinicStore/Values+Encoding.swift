import ClinicModel
import PostgresClient

// Values of the model as parameters of statements.

extension UniqueID: PostgresEncodable {
  public static var postgresType: PostgresType { .uuid }
  public func encode(into writer: inout PostgresWriter) throws(PostgresError) { postgres.encode(into: &writer) }
}

extension Identifier: PostgresEncodable {
  public static var postgresType: PostgresType { .uuid }
  public func encode(into writer: inout PostgresWriter) throws(PostgresError) { postgres.encode(into: &writer) }
}

extension CalendarDate: PostgresEncodable {
  public static var postgresType: PostgresType { PostgresDate.postgresType }
  /// Beyond PostgreSQL's range: one of its infinities, which no form accepts.
  public func encode(into writer: inout PostgresWriter) throws(PostgresError) {
    let infinity: PostgresDate = daysSinceEpoch < 0 ? .negativeInfinity : .infinity
    (postgres ?? infinity).encode(into: &writer)
  }
}

extension Instant: PostgresEncodable {
  public static var postgresType: PostgresType { PostgresTimestamp.postgresType }
  /// Beyond PostgreSQL's range: one of its infinities, which no form accepts.
  public func encode(into writer: inout PostgresWriter) throws(PostgresError) {
    let infinity: PostgresTimestamp = microseconds < 0 ? .negativeInfinity : .infinity
    (PostgresTimestamp(microsecondsSince1970: microseconds) ?? infinity).encode(into: &writer)
  }
}

extension DecimalNumber: PostgresEncodable {
  public static var postgresType: PostgresType { PostgresNumeric.postgresType }
  public func encode(into writer: inout PostgresWriter) throws(PostgresError) {
    try PostgresNumeric.finite(unscaled: Int128(significand), scale: scale).encode(into: &writer)
  }
}

extension Int {
  /// As a parameter declared `int`.
  var int4: Int32 { Int32(clamping: self) }
}

extension PostgresRowReader {
  mutating func uniqueID() throws(PostgresError) -> UniqueID { UniqueID(try next(PostgresUUID.self)) }

  mutating func identifierIfAny<Entity>() throws(PostgresError) -> Identifier<Entity>? {
    try next(PostgresUUID?.self).map { Identifier(UniqueID($0)) }
  }

  /// record_id and version.
  mutating func recordVersion<Entity>() throws(PostgresError) -> RecordVersion<Entity> {
    RecordVersion(id: try identifier(), version: try next())
  }

  /// given_names, surname_1 and surname_2.
  mutating func personName() throws(PostgresError) -> PersonName {
    PersonName(givenNames: try next(), surname1: try next(), surname2: try next())
  }
}
