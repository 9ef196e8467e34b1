import ClinicModel
import Foundation

/// Which of two numbers is the day, where a maker writes 6/2/20.
public enum DateOrder: String, CaseIterable, Sendable {
  case dayFirst = "day-first"
  case monthFirst = "month-first"
}

/// What a device's clock showed, without a time zone.
struct DeviceTime: Equatable {
  /// As if it were Greenwich.
  let seconds: Int64

  /// 2016-10-24T11:24:17 and, with an order, 6/2/20 8:02, 06-02-2020 08:02 PM. Nil for anything that is no moment of the
  /// calendar.
  init?(_ text: String, order: DateOrder?) {
    guard let parts = Parts(text) else { return nil }
    let (year, month, day): (Int, Int, Int)
    switch (parts.beginsWithYear, order) {
    case (true, _): (year, month, day) = (parts.first, parts.second, parts.third)
    case (false, .dayFirst?): (year, month, day) = (parts.third, parts.second, parts.first)
    case (false, .monthFirst?): (year, month, day) = (parts.third, parts.first, parts.second)
    case (false, nil): return nil
    }
    guard let date = CalendarDate(year: year < 100 ? 2000 + year : year, month: month, day: day), parts.hour < 24,
      parts.minute < 60,
      parts.second60 < 60
    else { return nil }
    seconds = Int64(date.daysSinceEpoch) * 86_400 + Int64(parts.hour * 3600 + parts.minute * 60 + parts.second60)
  }

  /// What all dates of a file say about their order together; nil where they leave it open, or contradict each other.
  static func order(of texts: some Sequence<String>) -> DateOrder? {
    var (isDayFirst, isMonthFirst) = (false, false)
    for parts in texts.lazy.compactMap(Parts.init) where !parts.beginsWithYear {
      if parts.first > 12 { isDayFirst = true }
      if parts.second > 12 { isMonthFirst = true }
    }
    return isDayFirst == isMonthFirst ? nil : isDayFirst ? .dayFirst : .monthFirst
  }

  /// The moments at which a clock of this zone showed it: none when it was put forward over it, two when it was put back.
  func moments(in zone: TimeZone) -> [Int64] {
    let offsets = Set([-86_400, 86_400].map { zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds + $0))) })
    return offsets.map { seconds - Int64($0) }.filter { moment in
      Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment)))) == seconds - moment
    }.sorted()
  }

  private struct Parts {
    var first, second, third, hour, minute, second60: Int
    var beginsWithYear: Bool

    init?(_ text: String) {
      let pattern =
        /([0-9]{1,4})[-\/.]([0-9]{1,2})[-\/.]([0-9]{1,4})[ T]([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?: ?([AaPp])\.?[Mm]\.?)?/
      guard let match = text.trimmingCharacters(in: .whitespaces).wholeMatch(of: pattern), let first = Int(match.1),
        let second = Int(match.2), let third = Int(match.3), var hour = Int(match.4), let minute = Int(match.5)
      else { return nil }
      if let half = match.7 {
        guard (1...12).contains(hour) else { return nil }
        hour = hour % 12 + (half.lowercased() == "p" ? 12 : 0)
      }
      beginsWithYear = match.1.count == 4
      // 6/2/20 and 6/2/2020; neither 6/2/0020 nor 606/2/20.
      guard beginsWithYear ? match.3.count <= 2 : match.1.count <= 2 && (match.3.count == 2 || match.3.count == 4) else {
        return nil
      }
      (self.first, self.second, self.third, self.hour, self.minute) = (first, second, third, hour, minute)
      second60 = match.6.flatMap { Int($0) } ?? 0
    }
  }
}
