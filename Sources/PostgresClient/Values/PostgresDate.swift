/// A calendar date in the proleptic Gregorian calendar, as PostgreSQL's date: days, or one of the two infinities.
public struct PostgresDate: Hashable, Sendable {
  /// Days since 2000-01-01; `Int32.max` and `Int32.min` are the infinities.
  public let daysSince2000: Int32

  public init(daysSince2000: Int32) { self.daysSince2000 = daysSince2000 }

  /// Later than every date.
  public static let infinity = PostgresDate(daysSince2000: .max)
  /// Earlier than every date.
  public static let negativeInfinity = PostgresDate(daysSince2000: .min)

  public var isInfinite: Bool { self == .infinity || self == .negativeInfinity }

  /// Year (astronomical: 0 is 1 BC), month and day; nil when infinite.
  public var components: (year: Int, month: Int, day: Int)? {
    isInfinite ? nil : GregorianDay(daysSince2000: Int(daysSince2000)).components
  }

  /// Nil when there is no such day, or PostgreSQL cannot hold it.
  public init?(year: Int, month: Int, day: Int) {
    guard (-4713...5_874_897).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
    let number = GregorianDay(year: year, month: month, day: day)
    guard number.components == (year, month, day), let days = Int32(exactly: number.daysSince2000) else { return nil }
    // The first day PostgreSQL knows is Julian day 0, 4714-11-24 BC.
    guard days >= -2_451_545 else { return nil }
    self.init(daysSince2000: days)
  }
}

extension PostgresDate: Comparable {
  public static func < (left: PostgresDate, right: PostgresDate) -> Bool { left.daysSince2000 < right.daysSince2000 }
}

extension PostgresDate: CustomStringConvertible {
  /// ISO 8601 as PostgreSQL writes it: `1971-03-12`, `0044-03-15 BC`, `infinity`.
  public var description: String {
    guard let components else { return self == .infinity ? "infinity" : "-infinity" }
    return GregorianDay.text(year: components.year, month: components.month, day: components.day).joined()
  }
}

extension PostgresDate: PostgresEncodable, PostgresDecodable {
  public static var postgresType: PostgresType { .date }
  public func encode(into writer: inout PostgresWriter) { writer.append(daysSince2000) }
  public static func decode(_ cell: PostgresCell) throws(PostgresError) -> PostgresDate {
    PostgresDate(daysSince2000: try cell.integer(cell.bytes(of: .date)))
  }
}

/// Day numbers and calendar dates, for all of PostgreSQL's range.
/// Method: H. Hinnant, "chrono-compatible low-level date algorithms".
struct GregorianDay {
  let daysSince2000: Int

  init(daysSince2000: Int) { self.daysSince2000 = daysSince2000 }

  init(year: Int, month: Int, day: Int) {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    daysSince2000 = era * 146_097 + dayOfEra - 730_425
  }

  var components: (year: Int, month: Int, day: Int) {
    let days = daysSince2000 + 730_425
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    let dayOfEra = days - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// The digits, and " BC" where the year is not after Christ (to be put last).
  static func text(year: Int, month: Int, day: Int) -> [String] {
    let shown = year > 0 ? year : 1 - year
    return [padded(shown, 4) + "-" + padded(month, 2) + "-" + padded(day, 2), year > 0 ? "" : " BC"]
  }

  static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
