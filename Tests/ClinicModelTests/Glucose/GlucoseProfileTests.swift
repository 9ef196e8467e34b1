import ClinicModel
import Testing

@Suite struct GlucoseProfileTests {
  private let utc = ClinicClock(now: { Instant(microseconds: 0) }, offset: { _ in 0 })
  private let start: Int64 = 1_767_225_600  // 2026-01-01T00:00:00Z

  private func reading(day: Int, minute: Int, _ value: Int) -> GlucoseReading {
    GlucoseReading(
      at: Instant(secondsSinceEpoch: start + Int64(day * 86_400 + minute * 60)), glucose: Glucose(DecimalNumber(value), .milligramsPerDecilitre))
  }

  @Test func daysLieOverEachOther() throws {
    let readings = (0..<5).map { reading(day: $0, minute: 8 * 60 + $0, 100 + 10 * $0) }
    let profile = GlucoseProfile(readings, clock: utc)
    let bin = try #require(profile.bins.first)
    #expect(profile.bins.count == 1)
    #expect(bin.minute == 8 * 60 + 7)
    #expect(bin.count == 5)
    #expect((bin.p25, bin.median, bin.p75) == (110, 120, 130))
    #expect(abs(bin.p5 - 102) < 1e-9 && abs(bin.p95 - 138) < 1e-9)
  }

  @Test func eachDayHasItsOwnRanges() {
    let readings = [reading(day: 0, minute: 10, 60), reading(day: 0, minute: 20, 100), reading(day: 2, minute: 5, 200)]
    let profile = GlucoseProfile(readings, clock: utc)
    #expect(profile.days.map(\.date.description) == ["2026-01-01", "2026-01-03"])
    #expect(profile.days.map(\.readings) == [0..<2, 2..<3])
    #expect(profile.days.map(\.mean) == [80, 200])
    #expect(profile.days[0].counts[.low] == 1 && profile.days[1].counts[.high] == 1)
  }

  @Test func theDayIsTheClinicsOwn() {
    let madrid = ClinicClock(now: { Instant(microseconds: 0) }, offset: { _ in 3600 })
    let profile = GlucoseProfile([reading(day: 0, minute: 23 * 60 + 30, 100)], clock: madrid)
    #expect(profile.days.map(\.date.description) == ["2026-01-02"])
    #expect(profile.bins.map(\.minute) == [37])
  }

  @Test func nothingIsAnEmptyProfile() {
    let profile = GlucoseProfile([], clock: utc)
    #expect(profile.bins.isEmpty && profile.days.isEmpty)
  }
}
