import ClinicModel
import Testing

@Suite struct GlucoseSummaryTests {
  /// Readings of a sensor that gives one every `interval` minutes, in mg/dL.
  private func readings(_ values: [Int], interval: Int = 5, from start: Int64 = 1_767_225_600) -> [GlucoseReading] {
    values.enumerated().map { index, value in
      GlucoseReading(
        at: Instant(secondsSinceEpoch: start + Int64(index * interval * 60)), glucose: Glucose(DecimalNumber(value), .milligramsPerDecilitre))
    }
  }

  private let day = [(3, 50), (9, 60), (200, 100), (20, 180), (40, 181), (16, 251)].flatMap { Array(repeating: $1, count: $0) }

  @Test func aDayOf288Points() throws {
    let summary = try #require(GlucoseSummary(readings(day)))
    let counts = summary.counts
    #expect(counts.total == 288)
    #expect(abs(try #require(counts.percent(.veryLow)) - 1.04) < 0.005)
    #expect(counts.percent(.low) == 3.125)
    #expect(abs(try #require(counts.percent(.inTarget)) - 76.39) < 0.005)
    #expect(abs(try #require(counts.percent(.high)) - 13.89) < 0.005)
    #expect(abs(try #require(counts.percent(.veryHigh)) - 5.56) < 0.005)
    #expect(abs(try #require(counts.percentBelow) - 4.17) < 0.005)
    #expect(abs(try #require(counts.percentAbove) - 19.44) < 0.005)
    #expect(abs(summary.mean - 123.424) < 0.0005)
    #expect(abs(try #require(summary.standardDeviation) - 46.447) < 0.0005)
    #expect(abs(try #require(summary.coefficientOfVariation) - 37.63) < 0.005)
    #expect(summary.interval == 5)
    #expect(abs(try #require(summary.activePercent) - 100) < 1e-9)
  }

  @Test func oneDayIsNoReport() throws {
    let summary = try #require(GlucoseSummary(readings(day)))
    #expect(!summary.isSufficient)
    #expect(summary.glucoseManagementIndicator == nil)
  }

  @Test(arguments: [5, 15]) func fourteenDaysAreEnoughWithAnySensor(interval: Int) throws {
    let summary = try #require(GlucoseSummary(readings([Int](repeating: 154, count: 14 * 1440 / interval), interval: interval)))
    #expect(summary.interval == interval)
    #expect(summary.isSufficient)
    #expect(abs(try #require(summary.glucoseManagementIndicator) - 6.994) < 0.0005)
  }

  @Test func sixtyOnePerCentOfFourteenDaysAreNot() throws {
    let all = readings([Int](repeating: 154, count: 14 * 288))
    let kept = all.enumerated().filter { $0.offset % 100 < 61 || $0.offset == all.count - 1 }.map(\.element)
    let summary = try #require(GlucoseSummary(kept))
    #expect(abs(try #require(summary.activePercent) - 61) < 0.5)
    #expect(!summary.isSufficient)
  }

  @Test func nothingIsNothing() {
    #expect(GlucoseSummary([]) == nil)
    #expect(GlucoseRangeCounts().percent(.inTarget) == nil)
    #expect(GlucoseRangeCounts().percentBelow == nil)
  }

  @Test func aSingleReadingHasNoSpread() throws {
    let summary = try #require(GlucoseSummary(readings([100])))
    #expect(summary.standardDeviation == nil)
    #expect(summary.coefficientOfVariation == nil)
    #expect(summary.activePercent == nil)
    #expect(!summary.isSufficient)
  }
}
