/// A moment, as PostgreSQL's timestamptz: microseconds, or one of the two infinities. It knows no time zone.
public struct PostgresTimestamp: Hashable, Sendable {
  /// Microseconds since 2000-01-01 00:00 UTC; `Int64.max` and `Int64.min` are the infinities.
  public let microsecondsSince2000: Int64

  public init(microsecondsSince2000: Int64) { self.microsecondsSince2000 = microsecondsSince2000 }

  /// Later than every moment.
  public static let infinity = PostgresTimestamp(microsecondsSince2000: .max)
  /// Earlier than every moment.
  public static let negativeInfinity = PostgresTimestamp(microsecondsSince2000: .min)

  public var isInfinite: Bool { self == .infinity || self == .negativeInfinity }

  private static let unixEpoch: Int64 = 946_684_800_000_000

  /// Nil beyond PostgreSQL's range.
  public init?(microsecondsSince1970 microseconds: Int64) {
    let (shifted, overflow) = microseconds.subtractingReportingOverflow(Self.unixEpoch)
    guard !overflow, shifted >= -211_813_488_000_000_000, shifted < 9_223_371_331_200_000_000 else { return nil }
    self.init(microsecondsSince2000: shifted)
  }

  /// Microseconds of Unix time; nil when infinite or not representable.
  public var microsecondsSince1970: Int64? {
    let (shifted, overflow) = microsecondsSince2000.addingReportingOverflow(Self.unixEpoch)
    return isInfinite || overflow ? nil : shifted
  }
}

extension PostgresTimestamp: Comparable {
  public static func < (left: PostgresTimestamp, right: PostgresTimestamp) -> Bool {
    left.microsecondsSince2000 < right.microsecondsSince2000
  }
}

extension PostgresTimestamp: CustomStringConvertible {
  /// As PostgreSQL writes it in UTC: `2026-11-21 02:54:00.25+00`, `infinity`.
  public var description: String {
    if isInfinite { return self == .infinity ? "infinity" : "-infinity" }
    let perDay: Int64 = 86_400_000_000
    var (days, rest) = microsecondsSince2000.quotientAndRemainder(dividingBy: perDay)
    if rest < 0 { (days, rest) = (days - 1, rest + perDay) }
    let date = GregorianDay(daysSince2000: Int(days)).components
    let day = GregorianDay.text(year: date.year, month: date.month, day: date.day)
    let seconds = Int(rest / 1_000_000)
    let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { GregorianDay.padded($0, 2) }.joined(separator: ":")
    var fraction = GregorianDay.padded(Int(rest % 1_000_000), 6)
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return day[0] + " " + clock + (fraction.isEmpty ? "" : "." + fraction) + "+00" + day[1]
  }
}

extension PostgresTimestamp: PostgresEncodable, PostgresDecodable {
  public static var postgresType: PostgresType { .timestamptz }
  public func encode(into writer: inout PostgresWriter) { writer.append(microsecondsSince2000) }

  /// Accepts timestamptz only: a timestamp without time zone is no moment.
  public static func decode(_ cell: PostgresCell) throws(PostgresError) -> PostgresTimestamp {
    PostgresTimestamp(microsecondsSince2000: try cell.integer(cell.bytes(of: .timestamptz)))
  }
}
