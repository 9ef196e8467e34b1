import ClinicModel
import Testing

@Suite struct CalendarDateTests {
  /// Counts day by day from 1970-01-01: slow, and nothing like the arithmetic under test.
  private struct Almanac {
    var year = 1970, month = 1, day = 1

    private var length: Int {
      let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
      return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    mutating func forwards() {
      day += 1
      if day > length { (day, month) = (1, month + 1) }
      if month > 12 { (month, year) = (1, year + 1) }
    }

    mutating func backwards() {
      day -= 1
      guard day == 0 else { return }
      month -= 1
      if month == 0 { (month, year) = (12, year - 1) }
      day = length
    }
  }

  private func agree(_ almanac: Almanac, _ number: Int) -> Bool {
    let date = CalendarDate(daysSinceEpoch: number)
    let made = CalendarDate(year: almanac.year, month: almanac.month, day: almanac.day)
    return date.year == almanac.year && date.month == almanac.month && date.day == almanac.day && made == date
  }

  @Test func agreesWithAnAlmanacToTheYear2500() {
    var almanac = Almanac()
    var wrong: [Int] = []
    for number in 0..<193_600 {
      if !agree(almanac, number) { wrong.append(number) }
      almanac.forwards()
    }
    #expect(almanac.year == 2500)
    #expect(wrong.isEmpty)
  }

  @Test func agreesWithAnAlmanacBackToTheYear1() {
    var almanac = Almanac()
    var wrong: [Int] = []
    var number = 0
    while almanac.year >= 1 {
      if !agree(almanac, number) { wrong.append(number) }
      almanac.backwards()
      number -= 1
    }
    #expect(number == -719_163)
    #expect(wrong.isEmpty)
  }

  @Test(arguments: [(1970, 1, 1, 0), (2000, 2, 29, 11_016), (1969, 12, 31, -1), (1, 1, 1, -719_162), (9999, 12, 31, 2_932_896)])
  func countsDaysFromTheEpoch(year: Int, month: Int, day: Int, number: Int) {
    #expect(CalendarDate(year: year, month: month, day: day)?.daysSinceEpoch == number)
  }

  @Test(arguments: [
    (2025, 2, 29), (1900, 2, 29), (2024, 2, 30), (2024, 4, 31), (2024, 13, 1), (2024, 0, 1), (2024, 1, 0), (2024, 1, 32),
    (0, 1, 1),
    (10_000, 1, 1), (-5, 1, 1), (2024, -1, 1), (.max, .max, .max), (.min, .min, .min),
  ])
  func refusesDaysThatTheCalendarHasNot(year: Int, month: Int, day: Int) {
    #expect(CalendarDate(year: year, month: month, day: day) == nil)
  }

  @Test func addsDaysAcrossMonthsAndYears() throws {
    let date = try #require(CalendarDate(year: 2024, month: 2, day: 28))
    #expect(date.adding(days: 1).description == "2024-02-29")
    #expect(date.adding(days: 2).description == "2024-03-01")
    #expect(date.adding(days: -59).description == "2023-12-31")
    #expect(date.adding(days: 0) == date)
  }

  @Test func isWrittenInISO8601WithLeadingZeros() throws {
    #expect(try #require(CalendarDate(year: 33, month: 4, day: 3)).description == "0033-04-03")
  }

  @Test func isOrderedByTime() throws {
    let old = try #require(CalendarDate(year: 1957, month: 3, day: 12))
    let young = try #require(CalendarDate(year: 1957, month: 12, day: 3))
    #expect(old < young)
    #expect([young, old].sorted() == [old, young])
  }

  @Test(arguments: [
    ("1957-03-12", "2026-03-11", 68), ("1957-03-12", "2026-03-12", 69), ("1957-03-12", "2026-03-13", 69),
    ("2024-02-29", "2025-02-28", 0), ("2024-02-29", "2025-03-01", 1), ("2024-02-29", "2028-02-28", 3),
    ("2024-02-29", "2028-02-29", 4),
    ("2026-11-21", "2026-11-21", 0), ("1999-12-31", "2000-01-01", 0), ("1999-12-31", "2000-12-31", 1),
    ("1880-01-01", "2000-01-01", 120),
    ("2026-11-22", "2026-11-21", -1),
  ])
  func ageIsInWholeYears(born: String, on: String, years: Int) throws {
    #expect(try CalendarDate.parse(born).get().age(on: CalendarDate.parse(on).get()) == years)
  }

  @Test func monthsHaveTheirLengths() {
    #expect((1...12).map { CalendarDate.days(inMonth: $0, of: 2023) } == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    #expect([1900, 2000, 2023, 2024, 2100].map { CalendarDate.days(inMonth: 2, of: $0) } == [28, 29, 28, 29, 28])
  }
}
