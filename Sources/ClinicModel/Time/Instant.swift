import Glibc

/// A moment, as the database stores it: microseconds since 1970-01-01T00:00:00Z.
public struct Instant: Hashable, Sendable, Comparable {
  public let microseconds: Int64

  public init(microseconds: Int64) { self.microseconds = microseconds }
  public init(secondsSinceEpoch seconds: Int64) { microseconds = seconds * 1_000_000 }

  /// Seconds since the epoch, rounded down.
  public var seconds: Int64 {
    let whole = microseconds / 1_000_000
    return microseconds < 0 && microseconds % 1_000_000 != 0 ? whole - 1 : whole
  }

  public static func < (left: Self, right: Self) -> Bool { left.microseconds < right.microseconds }

  public func adding(seconds: Int64) -> Instant { Instant(microseconds: microseconds + seconds * 1_000_000) }

  /// Seconds from `earlier` to this moment.
  public func seconds(since earlier: Instant) -> Int64 { (microseconds - earlier.microseconds) / 1_000_000 }
}

/// A moment on the wall clock of the clinic.
public struct LocalTime: Hashable, Sendable {
  public let date: CalendarDate
  public let hour: Int
  public let minute: Int

  /// 14:32
  public var clock: String { "\(padded(hour, 2)):\(padded(minute, 2))" }
  /// 2026-11-21 14:32
  public var description: String { "\(date) \(clock)" }
}

/// The clock and the calendar of the clinic. The time zone is the clinic's setting, not the terminal's.
public struct ClinicClock: Sendable {
  /// The present moment.
  public var now: @Sendable () -> Instant
  /// Seconds east of Greenwich at a moment.
  public var offset: @Sendable (Instant) -> Int

  public init(now: @escaping @Sendable () -> Instant, offset: @escaping @Sendable (Instant) -> Int) {
    self.now = now
    self.offset = offset
  }

  /// The machine's clock; the zone is what TZ says when the process asks glibc.
  public static let system = ClinicClock(
    now: {
      var time = timespec()
      clock_gettime(CLOCK_REALTIME, &time)
      return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    },
    offset: { instant in
      var seconds = time_t(instant.seconds)
      var local = tm()
      return localtime_r(&seconds, &local) == nil ? 0 : local.tm_gmtoff
    })

  public func local(_ instant: Instant) -> LocalTime {
    let seconds = Int(instant.seconds) + offset(instant)
    let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    let ofDay = seconds - day * 86_400
    return LocalTime(date: CalendarDate(daysSinceEpoch: day), hour: ofDay / 3600, minute: ofDay / 60 % 60)
  }

  public var today: CalendarDate { local(now()).date }
}
