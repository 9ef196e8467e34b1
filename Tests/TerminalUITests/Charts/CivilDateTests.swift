import Foundation
import Testing

@testable import TerminalUI

@Suite struct CivilDateTests {
  @Test(arguments: [
    (1970, 1, 1, 0), (1970, 1, 2, 1), (1969, 12, 31, -1), (2000, 2, 29, 11_016), (2026, 11, 21, 20_778), (1, 1, 1, -719_162),
    (9999, 12, 31, 2_932_896),
  ])
  func knownDays(year: Int, month: Int, day: Int, days: Int) throws {
    let date = try #require(CivilDate(year: year, month: month, day: day))
    #expect(date.daysSinceEpoch == days)
    #expect(CivilDate(daysSinceEpoch: days) == date)
  }

  @Test func daysOutsideTheCalendarAreRefused() {
    for (year, month, day) in [
      (2026, 2, 29), (1900, 2, 29), (2026, 4, 31), (2026, 13, 1), (2026, 0, 1), (2026, 1, 0), (0, 1, 1), (10_000, 1, 1),
    ] {
      #expect(CivilDate(year: year, month: month, day: day) == nil)
    }
  }

  /// Against the calendar of Foundation, over two centuries.
  @Test func agreesWithAnotherCalendar() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
    for days in stride(from: -36_500, to: 47_500, by: 13) {
      let parts = calendar.dateComponents(
        [.year, .month, .day, .weekday], from: Date(timeIntervalSince1970: Double(days) * 86_400))
      let date = CivilDate(daysSinceEpoch: days)
      #expect(date.year == parts.year && date.month == parts.month && date.day == parts.day)
      // Foundation counts from Sunday as 1.
      #expect((date.weekday + 1) % 7 + 1 == parts.weekday)
      #expect(date.daysSinceEpoch == days)
    }
  }

  @Test func farDaysStayInTheCalendar() {
    #expect(CivilDate(daysSinceEpoch: Int.max).iso == "9999-12-31")
    #expect(CivilDate(daysSinceEpoch: Int.min).iso == "0001-01-01")
  }

  @Test func datesHaveAnOrder() {
    let dates = [-1, 0, 31, 365, 20_000].map { CivilDate(daysSinceEpoch: $0) }
    #expect(dates.shuffled().sorted() == dates)
  }
}
