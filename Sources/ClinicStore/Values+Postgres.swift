import ClinicModel
import PostgresClient

// Values of the model on the wire.

extension UniqueID {
  var postgres: PostgresUUID { PostgresUUID(high: high, low: low) }
  init(_ value: PostgresUUID) { self.init(high: value.high, low: value.low) }
}

extension Identifier {
  var postgres: PostgresUUID { value.postgres }
}

extension CalendarDate {
  /// Days from 1970-01-01 to 2000-01-01.
  private static let epochs = 10_957

  /// Nil beyond PostgreSQL's range.
  var postgres: PostgresDate? { Int32(exactly: daysSinceEpoch - Self.epochs).map { PostgresDate(daysSince2000: $0) } }
  init(_ value: PostgresDate) { self.init(daysSinceEpoch: Int(value.daysSince2000) + Self.epochs) }
}

extension PostgresRowReader {
  mutating func identifier<Entity>() throws(PostgresError) -> Identifier<Entity> {
    Identifier(UniqueID(try next(PostgresUUID.self)))
  }

  /// A stored code as a case of the model.
  mutating func code<Code: RawRepresentable>(_ type: Code.Type = Code.self) throws(PostgresError) -> Code
  where Code.RawValue == String {
    guard let value = Code(rawValue: try next(String.self)) else { throw invalid("unknown \(Code.self)") }
    return value
  }

  mutating func codeIfAny<Code: RawRepresentable>(_ type: Code.Type = Code.self) throws(PostgresError) -> Code?
  where Code.RawValue == String {
    guard let text = try next(String?.self) else { return nil }
    guard let value = Code(rawValue: text) else { throw invalid("unknown \(Code.self)") }
    return value
  }

  mutating func date() throws(PostgresError) -> CalendarDate {
    let value = try next(PostgresDate.self)
    guard !value.isInfinite else { throw invalid("infinite date") }
    return CalendarDate(value)
  }

  mutating func dateIfAny() throws(PostgresError) -> CalendarDate? {
    guard let value = try next(PostgresDate?.self) else { return nil }
    guard !value.isInfinite else { throw invalid("infinite date") }
    return CalendarDate(value)
  }

  mutating func instant() throws(PostgresError) -> Instant {
    guard let microseconds = try next(PostgresTimestamp.self).microsecondsSince1970 else { throw invalid("infinite timestamp") }
    return Instant(microseconds: microseconds)
  }

  mutating func instantIfAny() throws(PostgresError) -> Instant? {
    guard let value = try next(PostgresTimestamp?.self) else { return nil }
    guard let microseconds = value.microsecondsSince1970 else { throw invalid("infinite timestamp") }
    return Instant(microseconds: microseconds)
  }

  mutating func decimal() throws(PostgresError) -> DecimalNumber {
    guard let value = DecimalNumber(try next(PostgresNumeric.self)) else { throw invalid("numeric beyond 18 digits") }
    return value
  }

  mutating func decimalIfAny() throws(PostgresError) -> DecimalNumber? {
    guard let numeric = try next(PostgresNumeric?.self) else { return nil }
    guard let value = DecimalNumber(numeric) else { throw invalid("numeric beyond 18 digits") }
    return value
  }

  mutating func recordNumber() throws(PostgresError) -> RecordNumber {
    guard let value = RecordNumber(try next(String.self)) else { throw invalid("record number with a wrong check digit") }
    return value
  }
}

extension DecimalNumber {
  /// Exact, or nil: NaN, infinity, more digits than fit.
  init?(_ value: PostgresNumeric) {
    guard case .finite(let unscaled, let scale) = value, let significand = Int64(exactly: unscaled) else { return nil }
    self.init(significand: significand, scale: scale)
  }
}
