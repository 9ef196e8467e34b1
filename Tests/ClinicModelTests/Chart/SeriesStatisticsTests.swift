import ClinicModel
import Testing

private func result(_ value: String, day: Double, _ flag: ResultFlag = .normal) throws -> BiomarkerResult {
  BiomarkerResult(
    id: BiomarkerResultID(.random()), measuredAt: Instant(microseconds: Int64(day * 86_400_000_000)),
      value: try #require(DecimalNumber(value)), flag: flag,
    reference: ReferenceInterval(low: nil, high: nil))
}

@Suite struct SeriesStatisticsTests {
  @Test func anEmptySeriesHasNone() {
    #expect(SeriesStatistics([]) == nil)
  }

  @Test func oneReadingHasNoSlope() throws {
    let statistics = try #require(SeriesStatistics([result("6.5", day: 3)]))
    #expect(statistics.count == 1)
    #expect(statistics.mean == 6.5)
    #expect(statistics.slopePerMonth == nil)
    #expect(statistics.first == statistics.last)
  }

  @Test func readingsOfOneMomentHaveNoSlope() throws {
    #expect(try #require(SeriesStatistics([result("6", day: 3), result("8", day: 3)])).slopePerMonth == nil)
  }

  @Test func extremesAreExactAndKeepTheirDigits() throws {
    let statistics = try #require(SeriesStatistics([result("7.0", day: 0), result("6.50", day: 1), result("10", day: 2)]))
    #expect(statistics.minimum.description == "6.50")
    #expect(statistics.maximum.description == "10")
    #expect(statistics.first.value.description == "7.0")
    #expect(statistics.last.value.description == "10")
  }

  @Test func theSlopeOfALineIsItsSlope() throws {
    let rising = try (0..<12).map { try result("\(60 + $0)", day: Double($0) * 30) }
    #expect(abs(try #require(SeriesStatistics(rising)?.slopePerMonth) - 1) < 1e-9)
    let falling = try (0..<12).map { try result("\(60 - $0)", day: 19_000 + Double($0) * 15) }
    #expect(abs(try #require(SeriesStatistics(falling)?.slopePerMonth) + 2) < 1e-6)
  }

  @Test func theSlopeIsTheLeastSquaresOne() throws {
    // y = 1, 3, 2 at 0, 30, 60 days: slope 0.5 a month.
    let series = try [result("1", day: 0), result("3", day: 30), result("2", day: 60)]
    #expect(abs(try #require(SeriesStatistics(series)?.slopePerMonth) - 0.5) < 1e-12)
  }

  @Test func twoPartsJoinedAreTheWhole() throws {
    let flags: [ResultFlag] = [.normal, .low, .criticalLow, .high, .normal, .criticalHigh, .unclassified]
    let series = try (0..<60).map { place in
      try result("\(40 + (place * 37) % 53).\(place % 10)", day: 18_000 + Double(place * place) / 7, flags[place % 7])
    }
    let whole = try #require(SeriesStatistics(series))
    for cut in [1, 7, 30, 59] {
      let (older, newer) = (try #require(SeriesAggregate(series[..<cut])), try #require(SeriesAggregate(series[cut...])))
      for joined in [older.joined(newer), newer.joined(older)].map({ SeriesStatistics($0) }) {
        #expect(joined.count == 60 && joined.first == whole.first && joined.last == whole.last)
        #expect(joined.lowest == whole.lowest && joined.highest == whole.highest)
        #expect(joined.inRange == whole.inRange && joined.above == whole.above && joined.below == whole.below)
        #expect(joined.critical == whole.critical && abs(joined.mean - whole.mean) < 1e-9)
        #expect(abs(try #require(joined.standardDeviation) - (try #require(whole.standardDeviation))) < 1e-9)
        #expect(abs(try #require(joined.slopePerMonth) - (try #require(whole.slopePerMonth))) < 1e-9)
      }
    }
    #expect(SeriesAggregate([]) == nil)
  }

  @Test func aPartInAnotherUnitIsThatOfItsReadings() throws {
    let type = BiomarkerType(
      id: 1, code: "HBA1C", nameEnglish: "HbA1c", nameSpanish: "HbA1c", unit: "%", decimals: 1,
      reference: ReferenceInterval(low: nil, high: DecimalNumber("5.6")))
    let series = try (0..<20).map { try result("\(6 + $0 % 5).\($0 % 10)", day: Double($0 * 90)) }
    let shown = type.shown(try #require(SeriesAggregate(series[...])), in: .si)
    let other = try #require(SeriesAggregate(type.shown(series, in: .si)[...]))
    // Readings are rounded one by one, the part is not.
    #expect(abs(shown.mean - other.mean) < 0.5)
    #expect(shown.lowest.value == other.lowest.value && shown.highest.value == other.highest.value && shown.mean > 40)
    let (one, two) = (SeriesStatistics(shown), SeriesStatistics(other))
    #expect(abs(try #require(one.standardDeviation) - (try #require(two.standardDeviation))) < 0.5)
    #expect(abs(try #require(one.slopePerMonth) - (try #require(two.slopePerMonth))) < 0.05)
  }

  @Test func countsByFlag() throws {
    let flags: [ResultFlag] = [.normal, .low, .criticalLow, .high, .high, .criticalHigh, .unclassified]
    let statistics = try #require(SeriesStatistics(flags.enumerated().map { try result("1", day: Double($0.offset),
      $0.element) }))
    #expect(statistics.count == 7)
    #expect(statistics.inRange == 1)
    #expect(statistics.below == 2)
    #expect(statistics.above == 3)
  }
}

@Suite struct BiomarkerSummaryTests {
  private let type = BiomarkerType(
    id: 1, code: "HBA1C", nameEnglish: "Glycated haemoglobin", nameSpanish: "Hemoglobina glucosilada", unit: "%", decimals: 1,
    reference: ReferenceInterval(low: nil, high: DecimalNumber("5.7")))

  @Test func withoutResultsThereIsNone() {
    #expect(BiomarkerSummary(type: type, recent: []) == nil)
  }

  @Test func theLatestIsTheLastAndTheDeltaIsExact() throws {
    let summary = try #require(BiomarkerSummary(type: type, recent: [result("7.4", day: 0), result("7.10", day: 1),
      result("6.8", day: 2)]))
    #expect(summary.latest.value.description == "6.8")
    #expect(summary.delta?.description == "-0.30")
  }

  @Test func oneResultHasNoDelta() throws {
    #expect(try #require(BiomarkerSummary(type: type, recent: [result("7.4", day: 0)])).delta == nil)
  }

  @Test func theNameIsInTheLanguage() {
    #expect(type.name(in: .english) == "Glycated haemoglobin")
    #expect(type.name(in: .spanish) == "Hemoglobina glucosilada")
  }
}
