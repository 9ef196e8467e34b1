/// Reads when something was measured, as it is typed: `0845`, `8:45`, `20/11/2026 0845`. Empty is now.
public enum MeasuringTime {
  public enum Problem: Error, Hashable, Sendable {
    case notATime
    /// More than two minutes ahead.
    case inTheFuture
  }

  /// A time of day alone is the last one: 23:50 typed at ten past midnight was yesterday.
  public static func parse(_ text: String, now: Instant, clock: ClinicClock) -> Result<Instant, Problem> {
    let words = text.split(separator: " ").map(String.init)
    switch words.count {
    case 0: return .success(now)
    case 1:
      guard let minutes = minutes(words[0]) else { return .failure(.notATime) }
      let today = clock.local(now).date
      let moment = instant(today, minutes, clock)
      return .success(isAhead(moment, of: now) ? instant(today.adding(days: -1), minutes, clock) : moment)
    case 2:
      guard let minutes = minutes(words[1]), case .success(let date) = CalendarDate.parse(words[0]) else { return .failure(.notATime) }
      let moment = instant(date, minutes, clock)
      return isAhead(moment, of: now) ? .failure(.inTheFuture) : .success(moment)
    default: return .failure(.notATime)
    }
  }

  private static func isAhead(_ moment: Instant, of now: Instant) -> Bool { moment.seconds(since: now) > 120 }

  /// Minutes of the day: three or four digits, a colon or point between hours and minutes.
  private static func minutes(_ text: String) -> Int? {
    let parts = text.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "." }.map(String.init)
    let (hour, minute): (Int?, Int?)
    switch parts.count {
    case 1 where (3...4).contains(text.count): (hour, minute) = (Int(text.dropLast(2)), Int(text.suffix(2)))
    case 2 where parts[1].count == 2: (hour, minute) = (Int(parts[0]), Int(parts[1]))
    default: return nil
    }
    guard let hour, let minute, (0..<24).contains(hour), (0..<60).contains(minute) else { return nil }
    return hour * 60 + minute
  }

  /// By the clock of the clinic; the offset is that of the moment itself.
  private static func instant(_ date: CalendarDate, _ minutes: Int, _ clock: ClinicClock) -> Instant {
    let inGreenwich = Int64(date.daysSinceEpoch) * 86_400 + Int64(minutes) * 60
    let guess = Instant(secondsSinceEpoch: inGreenwich - Int64(clock.offset(Instant(secondsSinceEpoch: inGreenwich))))
    return Instant(secondsSinceEpoch: inGreenwich - Int64(clock.offset(guess)))
  }
}
