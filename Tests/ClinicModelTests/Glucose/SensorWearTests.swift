import ClinicModel
import Testing

@Suite struct SensorWearTests {
  private func readings(_ device: String?, from: Int, hours: Int) -> [DeviceReading] {
    (0..<hours).map {
      DeviceReading(at: Instant(secondsSinceEpoch: Int64(from + $0) * 3600), value: DecimalNumber(100), device: device)
    }
  }

  @Test func aNewSensorAfterTheOldOneIsNotTwoAtOnce() {
    let wear = SensorWear(readings("A", from: 0, hours: 340) + readings("B", from: 330, hours: 336))
    #expect(wear.devices.map(\.name) == ["A", "B"])
    #expect(!wear.isTwoAtOnce)
  }

  @Test func twoForMoreThanADayAreTwoAtOnceAndTheFullerOneComesFirst() {
    let both = (readings("A", from: 100, hours: 40) + readings("B", from: 0, hours: 336)).sorted { $0.at < $1.at }
    let wear = SensorWear(both)
    #expect(wear.isTwoAtOnce)
    #expect(wear.devices.map(\.name) == ["B", "A"])
    #expect(wear.devices.map(\.count) == [336, 40])
  }

  @Test func readingsWithoutADeviceAreOneDevice() {
    #expect(!SensorWear(readings(nil, from: 0, hours: 400)).isTwoAtOnce)
    #expect(SensorWear([]).devices.isEmpty)
    #expect(SensorWear(readings(nil, from: 0, hours: 400) + readings("A", from: 10, hours: 100)).isTwoAtOnce)
  }

  @Test func eachPhaseHasItsOwnTimeInRange() throws {
    let start = try #require(CalendarDate(year: 2026, month: 10, day: 1))
    let cycle = MenstrualCycle(startedOn: start, periodDays: 5, cycleDays: 28)
    let version = RecordVersion<WomensHealthFact>(id: Identifier(UniqueID(high: 1, low: 1)), version: 1)
    let record = WomensHealth.Record(
      hormonalProfiles: [], menstrualCycles: [.init(version: version, content: cycle, recordedBy: "Nora Berg")], pregnancies: [],
      menopause: [], hormonalTherapies: [])
    let clock = ClinicClock(now: { Instant(secondsSinceEpoch: 0) }, offset: { _ in 0 })
    // 100 before the luteal phase, 200 in it, hourly, for thirty days: two of them behind the cycle.
    let first = Int64(start.daysSinceEpoch) * 86_400
    let all = (0..<30 * 24).map { hour in
      GlucoseReading(
        at: Instant(secondsSinceEpoch: first + Int64(hour) * 3600),
        glucose: Glucose(DecimalNumber(hour / 24 < 14 ? 100 : 200), .milligramsPerDecilitre))
    }
    let profile = GlucoseProfile(all, clock: clock)
    let ranges = PhaseRanges(profile.days, HormonalCalendar(record, today: start.adding(days: 40)))
    #expect(ranges.parts.map(\.phase) == [.menstrual, .follicular, .ovulatory, .luteal])
    #expect(ranges.parts.map(\.days) == [5, 6, 3, 14])
    #expect(ranges.parts.map { $0.counts.percent(.inTarget) } == [100, 100, 100, 0])
    #expect(ranges.parts.map(\.counts.total) == [120, 144, 72, 336])
  }
}
