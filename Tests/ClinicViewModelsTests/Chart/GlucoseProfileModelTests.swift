import ClinicModel
import ClinicViewModels
import EventLoop
import Testing

@Suite(.eventLoop) @UIActor struct GlucoseProfileModelTests {
  private let world = World()
  private static let sensor = BiomarkerType(
    id: 43, code: "GLUCOSE_SENSOR", nameEnglish: "Sensor glucose", nameSpanish: "Glucosa del sensor", unit: "mg/dL", decimals: 0,
    reference: ReferenceInterval(low: DecimalNumber(70), high: DecimalNumber(180)))

  /// A reading every hour for forty days, the last one now: 100 + its age in days.
  private var readings: [BiomarkerResult] {
    (0..<960).reversed().map { hours in
      var reading = result(UInt64(hours), daysAgo: 0, 100 + hours / 24)
      reading.measuredAt = ManualTime.start.adding(seconds: Int64(-3600 * hours))
      return reading
    }
  }

  private func drawn(_ type: BiomarkerType = sensor, _ results: [BiomarkerResult]? = nil) async throws -> SeriesModel {
    world.answerQuietly()
    let session = try await world.signedIn(nurse)
    world.openChart.answer(chart(try entry(1), types: [type, potassium]))
    session.chart.open(try entry(1), purpose: .treatment)
    await settle()
    world.series.answer(results ?? readings)
    session.chart.series.draw()
    await settle()
    return session.chart.series
  }

  @Test func fourteenDaysAreShown() async throws {
    let series = try await drawn()
    #expect(series.hasProfile && !series.profile.isShown)
    series.showProfile()
    let model = series.profile
    #expect(model.isShown && model.isSensor && model.unit == .milligramsPerDecilitre)
    #expect(model.profile?.days.count == 14)
    #expect(model.profile?.bins.count == 24)
    #expect(model.readings.allSatisfy { $0.glucose.value < DecimalNumber(115) })
    #expect(model.summary?.interval == 60)
  }

  @Test func lengthsComeRound() async throws {
    let series = try await drawn()
    series.showProfile()
    var counts: [Int?] = []
    for _ in 0..<4 {
      series.profile.nextLength()
      counts.append(series.profile.profile?.days.count)
    }
    // Forty times twenty-four hours touch forty-one days of the calendar.
    #expect(counts == [30, 41, 7, 14])
    #expect(series.profile.days == 14)
  }

  @Test func oneDayAndItsNeighbours() async throws {
    let series = try await drawn()
    series.showProfile()
    let model = series.profile
    model.toggleDay()
    #expect(model.day == 13)
    let newest = try #require(model.shownDay?.date)
    model.moveDay(by: -1)
    #expect(try #require(model.shownDay?.date).daysSinceEpoch == newest.daysSinceEpoch - 1)
    #expect(model.dayReadings.count == 24)
    model.moveDay(by: 5)
    #expect(model.day == 13)
    model.moveDay(by: -50)
    #expect(model.day == 0)
    let day = try #require(model.shownDay)
    let bounds = model.bounds(of: day)
    #expect(bounds.upperBound - bounds.lowerBound == 86_400)
    #expect(model.dayReadings.allSatisfy { bounds.contains(Int($0.at.seconds)) })
  }

  @Test func backLeadsFromTheDayToTheProfileToTheSeries() async throws {
    let series = try await drawn()
    series.showProfile()
    series.profile.toggleDay()
    #expect(series.leave() && series.profile.day == nil && series.profile.isShown)
    #expect(series.leave() && !series.profile.isShown && series.isDrawn)
    #expect(series.leave() && !series.isDrawn)
  }

  @Test func theCursorStaysInside() async throws {
    let series = try await drawn()
    series.showProfile()
    let model = series.profile
    model.moveCursor(by: -1)
    #expect(model.cursor == 0)
    model.moveCursor(by: 1000)
    #expect(model.cursor == 23)
    model.toggleDay()
    #expect(model.cursor == 0)
  }

  @Test func unitsAreShownAndRangesStayMeasured() async throws {
    let series = try await drawn()
    series.showProfile()
    let before = series.profile.summary
    series.nextUnits()
    #expect(series.units == .si && series.profile.unit == .millimolesPerLitre)
    #expect(series.profile.summary == before)
    #expect(series.selectedType?.unit == "mmol/L")
    #expect(series.results?.last?.value.formatted() == "5.6")
    #expect(series.summaries.first?.type.unit == "mmol/L")
    series.nextUnits()
    #expect(series.units == .asMeasured && series.results?.last?.value == DecimalNumber(100))
  }

  @Test func aSystemThatLooksTheSameIsPassedOver() async throws {
    let series = try await drawn(potassium)
    #expect(series.otherUnits == nil)
    series.nextUnits()
    #expect(series.units == .asMeasured)
  }

  @Test func whatIsNoGlucoseHasNone() async throws {
    let series = try await drawn(potassium)
    #expect(!series.hasProfile)
    series.showProfile()
    #expect(!series.profile.isShown)
  }

  @Test func withoutReadingsThereIsNone() async throws {
    let series = try await drawn(Self.sensor, [])
    #expect(!series.hasProfile)
    series.showProfile()
    #expect(!series.profile.isShown)
  }

  @Test func nothingIsKeptOfAnotherSeriesOrPatient() async throws {
    let series = try await drawn()
    series.showProfile()
    series.select(potassium.id)
    #expect(!series.profile.isShown && series.profile.readings.isEmpty && series.profile.profile == nil)
  }
}
