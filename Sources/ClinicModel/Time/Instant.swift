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

  /// Stops at the end of time, where the database's `infinity` is.
  public func adding(seconds: Int64) -> Instant {
    let (added, isTooLong) = seconds.multipliedReportingOverflow(by: 1_000_000)
    return isTooLong ? Instant(microseconds: seconds < 0 ? .min : .max) : adding(microseconds: added)
  }

  /// Stops at the end of time too.
  public func adding(microseconds added: Int64) -> Instant {
    let (sum, isTooLate) = microseconds.addingReportingOverflow(added)
    return Instant(microseconds: isTooLate ? (added < 0 ? .min : .max) : sum)
  }

  /// Microseconds from `earlier` to this moment; negative when it is later.
  public func microseconds(since earlier: Instant) -> Int64 {
    let (difference, overflow) = microseconds.subtractingReportingOverflow(earlier.microseconds)
    return overflow ? (microseconds < 0 ? .min : .max) : difference
  }

  /// Whole seconds from `earlier` to this moment, towards zero.
  public func seconds(since earlier: Instant) -> Int64 { microseconds(since: earlier) / 1_000_000 }

  /// Minutes from `earlier` to this moment, begun ones counted, never negative: what a countdown shows.
  public func minutesLeft(from earlier: Instant) -> Int {
    let left = max(0, microseconds(since: earlier))
    return Int(left / 60_000_000 + (left % 60_000_000 > 0 ? 1 : 0))
  }
}

/// A moment on the wall clock of the clinic.
public struct LocalTime: Hashable, Sendable, CustomStringConvertible {
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
  /// From now on `offset` answers for this IANA zone; false, and no change, where the zone is not known here.
  public var useZone: @Sendable (_ name: String) -> Bool

  public init(
    now: @escaping @Sendable () -> Instant, offset: @escaping @Sendable (Instant) -> Int,
    useZone: @escaping @Sendable (String) -> Bool = { _ in true }
  ) {
    self.now = now
    self.offset = offset
    self.useZone = useZone
  }

  /// The machine's clock; the zone is what TZ says to glibc.
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
    },
    useZone: { name in
      // glibc takes an unknown zone for Greenwich without a word; a clinic's times must not be hours wrong.
      guard Self.isInstalled(zone: name) else { return false }
      setenv("TZ", ":" + name, 1)
      tzset()
      return true
    })

  private static func isInstalled(zone name: String) -> Bool {
    let isPlain = name.utf8.allSatisfy { byte in
      let character = Character(Unicode.Scalar(byte))
      return character.isASCII && (character.isLetter || character.isNumber || "_+-/".contains(character))
    }
    guard isPlain, !name.isEmpty, !name.hasPrefix("/"), !name.hasSuffix("/") else { return false }
    let folder = getenv("TZDIR").map { String(cString: $0) } ?? "/usr/share/zoneinfo"
    var info = stat()
    return stat("\(folder)/\(name)", &info) == 0 && info.st_mode & S_IFMT == S_IFREG
  }

  public func local(_ instant: Instant) -> LocalTime {
    let seconds = Int(instant.seconds) + offset(instant)
    let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    let ofDay = seconds - day * 86_400
    return LocalTime(date: CalendarDate(daysSinceEpoch: day), hour: ofDay / 3600, minute: ofDay / 60 % 60)
  }

  public var today: CalendarDate { local(now()).date }
}
