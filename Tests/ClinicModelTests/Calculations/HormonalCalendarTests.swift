import ClinicModel
import Testing

@Suite struct HormonalCalendarTests {
  private func day(_ month: Int, _ day: Int, _ year: Int = 2026) -> CalendarDate {
    CalendarDate(year: year, month: month, day: day) ?? CalendarDate(daysSinceEpoch: 0)
  }

  private func recorded<Content>(_ content: Content) -> WomensHealth.Recorded<Content> {
    WomensHealth.Recorded(version: RecordVersion(id: Identifier(UniqueID(high: 1, low: 1)), version: 1), content: content, recordedBy: "Nora Berg")
  }

  private func calendar(
    cycles: [MenstrualCycle] = [], pregnancies: [Pregnancy] = [], menopause: [MenopauseStatus] = [], profiles: [HormonalProfile] = []
  ) -> HormonalCalendar {
    HormonalCalendar(
      WomensHealth.Record(
        hormonalProfiles: profiles.map { recorded($0) }, menstrualCycles: cycles.map { recorded($0) },
        pregnancies: pregnancies.map { recorded($0) }, menopause: menopause.map { recorded($0) }, hormonalTherapies: []),
      today: day(11, 21))
  }

  @Test func aCycleOfKnownLengthHasItsFourPhases() {
    let calendar = calendar(cycles: [MenstrualCycle(startedOn: day(10, 1), periodDays: 5, cycleDays: 28)])
    #expect(calendar.spans.map(\.phase) == [.menstrual, .follicular, .ovulatory, .luteal])
    #expect(calendar.spans.map(\.first) == [day(10, 1), day(10, 6), day(10, 12), day(10, 15)])
    #expect(calendar.spans.last?.last == (day(10, 28)))
    #expect(calendar.spans.map(\.isByCalendar) == [false, true, true, true])
    #expect(calendar.phase(on: day(9, 30)) == nil)
    #expect(calendar.phase(on: day(10, 29)) == nil)
    #expect(calendar.phase(on: day(10, 13)) == .ovulatory)
  }

  @Test func theNextCycleTellsTheLengthOfTheOneBefore() {
    let calendar = calendar(cycles: [
      MenstrualCycle(startedOn: day(10, 30)), MenstrualCycle(startedOn: day(10, 1), periodDays: 4),
    ])
    #expect(calendar.span(on: day(10, 29))?.phase == .luteal)
    #expect(calendar.phase(on: day(10, 30)) == .menstrual)
    // Of the last one nothing is known behind its period.
    #expect(calendar.phase(on: day(11, 10)) == nil)
  }

  @Test func cyclesThatNobodyRecordedAreNoLongCycle() {
    let calendar = calendar(cycles: [
      MenstrualCycle(startedOn: day(5, 1), periodDays: 4), MenstrualCycle(startedOn: day(10, 1), periodDays: 4),
    ])
    #expect(calendar.phase(on: day(5, 20)) == nil)
    #expect(calendar.phase(on: day(9, 20)) == nil)
  }

  @Test func aPregnancyStandsOverEverythingElse() {
    let calendar = calendar(
      cycles: [MenstrualCycle(startedOn: day(10, 1), periodDays: 5, cycleDays: 28)],
      pregnancies: [Pregnancy(lastPeriodOn: day(10, 10), outcome: .ongoing)])
    #expect(calendar.phase(on: day(10, 2)) == .menstrual)
    #expect(calendar.phase(on: day(10, 20)) == .pregnant)
    #expect(calendar.phase(on: day(11, 21)) == .pregnant)
    #expect(calendar.phase(on: day(11, 22)) == nil)
    #expect(calendar.isPregnant(from: day(9, 1), to: day(10, 10)))
    #expect(!calendar.isPregnant(from: day(9, 1), to: day(10, 9)))
  }

  @Test func aPregnancyIsDatedByWhatIsKnown() {
    let ended = calendar(pregnancies: [Pregnancy(outcome: .miscarriage, endedOn: day(6, 10), weeks: 8)])
    #expect(ended.spans.map(\.first) == [day(4, 15)] && ended.spans.map(\.last) == [day(6, 10)])
    let due = calendar(pregnancies: [Pregnancy(dueOn: day(12, 1), outcome: .ongoing)])
    #expect(due.spans.first?.first == (day(2, 24)))
    #expect(calendar(pregnancies: [Pregnancy(outcome: .unknown)]).spans.isEmpty)
    // Forgotten: nobody is pregnant for two years.
    let forgotten = calendar(pregnancies: [Pregnancy(lastPeriodOn: day(1, 1, 2024), outcome: .ongoing)])
    #expect(forgotten.phase(on: day(11, 21)) == nil)
  }

  @Test func menopauseHoldsUntilTheNextAssessment() {
    let calendar = calendar(menopause: [
      MenopauseStatus(assessedOn: day(6, 1), stage: .postmenopausal), MenopauseStatus(assessedOn: day(1, 1), stage: .perimenopausal),
    ])
    #expect(calendar.spans.map(\.phase) == [.perimenopause, .postmenopause])
    #expect(calendar.spans.map(\.last) == [day(5, 31), day(11, 21)])
  }

  @Test func anAssessedPhaseOfTheCycleHoldsForItsDay() {
    let calendar = calendar(profiles: [
      HormonalProfile(assessedOn: day(3, 3), phase: .luteal, method: .laboratory),
      HormonalProfile(assessedOn: day(4, 4), phase: .lactating, method: .history),
    ])
    #expect(calendar.spans == [
      .init(.luteal, first: day(3, 3), last: day(3, 3)), .init(.lactating, first: day(4, 4), last: day(11, 21)),
    ])
  }
}
