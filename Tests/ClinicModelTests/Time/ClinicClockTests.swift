import ClinicModel
import Glibc
import Testing

private func clock(offset: Int, at seconds: Int64 = 0) -> ClinicClock {
  ClinicClock(now: { Instant(secondsSinceEpoch: seconds) }, offset: { _ in offset })
}

@Suite struct ClinicClockTests {
  @Test(arguments: [
    (Int64(0), 0, "1970-01-01 00:00"), (-1, 0, "1969-12-31 23:59"), (-86_400, 0, "1969-12-31 00:00"),
    (-86_401, 0, "1969-12-30 23:59"),
    (0, 3600, "1970-01-01 01:00"), (0, -3600, "1969-12-31 23:00"), (86_399, 60, "1970-01-02 00:00"),
    (1_795_341_120, 3600, "2026-11-22 10:52"),
  ])
  func localTimeOfAMoment(seconds: Int64, offset: Int, expected: String) {
    #expect(clock(offset: offset).local(Instant(secondsSinceEpoch: seconds)).description == expected)
  }

  @Test func microsecondsBeforeTheEpochBelongToTheMinuteBefore() {
    #expect(clock(offset: 0).local(Instant(microseconds: -1)).description == "1969-12-31 23:59")
  }

  @Test func everyMinuteOfADayHasItsName() {
    let clock = clock(offset: 0)
    let names = (0..<1440).map { clock.local(Instant(secondsSinceEpoch: Int64($0) * 60 - 86_400 * 400)).clock }
    #expect(Set(names).count == 1440)
    #expect(names.first == "00:00")
    #expect(names.last == "23:59")
    #expect(names == names.sorted())
  }

  @Test func todayIsTheLocalDay() {
    #expect(clock(offset: 7200, at: 86_400 - 3600).today.description == "1970-01-02")
    #expect(clock(offset: 0, at: 86_400 - 3600).today.description == "1970-01-01")
  }

  @Test func theSystemClockRuns() {
    let first = ClinicClock.system.now()
    #expect(first.seconds > 1_700_000_000)
    #expect(ClinicClock.system.now() >= first)
  }
}

/// One suite, one after the other: the zone of a process is one.
@Suite(.serialized) struct ClinicZoneTests {
  private static let winter: Int64 = 1_795_341_120   // 2026-11-22 09:52 UTC
  private static let summer: Int64 = 1_782_900_000   // 2026-07-01 10:00 UTC

  private func local(_ seconds: Int64) -> String { ClinicClock.system.local(Instant(secondsSinceEpoch: seconds)).description }

  @Test func theZoneOfTheClinicIsUsedWithSummerTime() {
    #expect(ClinicClock.system.useZone("Europe/Madrid"))
    #expect(local(Self.winter) == "2026-11-22 10:52")
    #expect(local(Self.summer) == "2026-07-01 12:00")
    #expect(ClinicClock.system.useZone("America/Bogota"))
    #expect(local(Self.winter) == "2026-11-22 04:52")
    #expect(local(Self.summer) == "2026-07-01 05:00")
  }

  @Test func theHourThatComesTwiceAndTheHourThatIsMissing() {
    #expect(ClinicClock.system.useZone("Europe/Madrid"))
    // 25 October 2026, 03:00 summer time becomes 02:00.
    #expect(local(1_792_889_999) == "2026-10-25 02:59")
    #expect(local(1_792_890_000) == "2026-10-25 02:00")
    // 29 March 2026, 02:00 becomes 03:00.
    #expect(local(1_774_745_999) == "2026-03-29 01:59")
    #expect(local(1_774_746_000) == "2026-03-29 03:00")
  }

  @Test func zonesOfHalfAndQuarterHours() {
    #expect(ClinicClock.system.useZone("Asia/Kathmandu"))
    #expect(local(Self.winter) == "2026-11-22 15:37")
  }

  @Test func timesBeforeTheEpochHaveTheirZoneToo() {
    #expect(ClinicClock.system.useZone("Europe/Madrid"))
    #expect(local(-1) == "1970-01-01 00:59")
  }

  @Test(arguments: ["", "Europe", "Europe/Atlantis", "../../../etc/passwd", "/etc/localtime", "Europe/", "EST5EDT,M3.2.0",
    "Europe/Madrid\u{0}x", "Zürich"])
  func anUnknownZoneChangesNothing(_ name: String) {
    #expect(ClinicClock.system.useZone("Europe/Madrid"))
    #expect(!ClinicClock.system.useZone(name))
    #expect(local(Self.summer) == "2026-07-01 12:00")
  }
}
