import ClinicModel
import Testing

@Suite struct InstantTests {
  @Test(arguments: [
    (Int64(0), Int64(0)), (1, 0), (999_999, 0), (1_000_000, 1), (-1, -1), (-999_999, -1), (-1_000_000, -1), (-1_000_001, -2),
    (.max, 9_223_372_036_854),
    (.min, -9_223_372_036_855),
  ])
  func secondsAreRoundedDown(microseconds: Int64, seconds: Int64) {
    #expect(Instant(microseconds: microseconds).seconds == seconds)
  }

  @Test func addingAndSubtractingSeconds() {
    let moment = Instant(secondsSinceEpoch: 100)
    #expect(moment.adding(seconds: 60) == Instant(secondsSinceEpoch: 160))
    #expect(moment.adding(seconds: -160).microseconds == -60_000_000)
    #expect(moment.adding(seconds: 60).seconds(since: moment) == 60)
    #expect(moment.seconds(since: moment.adding(seconds: 60)) == -60)
  }

  @Test func differencesAreTruncatedTowardsZero() {
    let moment = Instant(microseconds: 1_500_000)
    #expect(moment.seconds(since: Instant(microseconds: 0)) == 1)
    #expect(Instant(microseconds: 0).seconds(since: moment) == -1)
    #expect(Instant(microseconds: 0).seconds(since: Instant(microseconds: 999_999)) == 0)
  }

  /// The database's infinity must not stop the program.
  @Test func theEndOfTimeDoesNotOverflow() {
    let (end, beginning) = (Instant(microseconds: .max), Instant(microseconds: .min))
    #expect(end.adding(seconds: 1) == end)
    #expect(beginning.adding(seconds: -1) == beginning)
    #expect(Instant(microseconds: 5).adding(seconds: .max) == end)
    #expect(Instant(microseconds: 5).adding(seconds: .min) == beginning)
    #expect(end.microseconds(since: beginning) == .max)
    #expect(beginning.microseconds(since: end) == .min)
    #expect(end.minutesLeft(from: beginning) > 0)
  }

  @Test(arguments: [(Int64(0), 0), (1, 1), (59_999_999, 1), (60_000_000, 1), (60_000_001, 2), (-1, 0), (-90_000_000, 0)])
  func aCountdownCountsBegunMinutes(microseconds: Int64, minutes: Int) {
    let start = Instant(microseconds: 7)
    #expect(Instant(microseconds: 7 + microseconds).minutesLeft(from: start) == minutes)
  }

  @Test func isOrderedByTime() {
    #expect(Instant(microseconds: -1) < Instant(microseconds: 0))
  }
}
