import ClinicModel
import EventLoop
import Synchronization
import Testing

@testable import ClinicViewModels

/// A series of more readings than are read one by one.
@Suite(.eventLoop) @UIActor struct LongSeriesTests {
  private let world = World()

  private final class Asked: Sendable {
    private let calls = Mutex<[Int]>([])
    var counts: [Int] { calls.withLock { $0 } }
    func note(_ count: Int) { calls.withLock { $0.append(count) } }
  }

  /// Every five minutes, the last one now.
  private func readings(_ count: Int) -> [BiomarkerResult] {
    let one = result(1, daysAgo: 0, 100)
    return (0..<count).map { place in
      var reading = one
      reading.measuredAt = ManualTime.start.adding(seconds: Int64(place - count + 1) * 300)
      return reading
    }
  }

  /// What 890,000 readings before the newest add: all at 50 with one of 41 and one of 390.
  private var older: SeriesAggregate {
    func reading(_ value: Int, _ days: Int64) -> BiomarkerResult {
      var reading = result(7, daysAgo: 0, value)
      reading.measuredAt = ManualTime.start.adding(seconds: -86_400 * days)
      return reading
    }
    return SeriesAggregate(
      count: 890_000, first: reading(50, 3_000), last: reading(50, 383), lowest: reading(41, 2_000), highest: reading(390, 1_000),
      mean: 50, meanDay: Double(ManualTime.start.seconds) / 86_400 - 1_700, squares: 0, daySquares: 1, products: 0, inRange: 400_000,
      above: 90_000, below: 10_000, critical: 5_000)
  }

  private func drawn(
    _ count: Int, _ asked: Asked, pages: @escaping @Sendable (Instant) async throws -> [BiomarkerResult] = { _ in [] }
  ) async throws -> SeriesModel {
    let older = older
    let stretches = (0..<1_000).map { place in
      SeriesStretch(
        first: ManualTime.start.adding(seconds: -86_400 * Int64(3_000 - place)),
        last: ManualTime.start.adding(seconds: -86_400 * Int64(3_000 - place) + 80_000), count: 890, lowest: DecimalNumber(41),
        highest: DecimalNumber(390))
    }
    world.changeRecord = { record in
      record.series.before = { _, _, _, count in
        asked.note(count)
        return SeriesBefore(stretches: stretches, aggregate: older)
      }
      record.series.page = { _, _, before in try await pages(before) }
    }
    world.answerQuietly()
    let session = try await world.signedIn(nurse)
    var sensor = glucose
    sensor.code = "GLUCOSE_SENSOR"
    world.openChart.answer(chart(try entry(1), types: [sensor]))
    session.chart.open(try entry(1), purpose: .treatment)
    await settle()
    world.series.answer(readings(count))
    session.chart.series.draw()
    await settle()
    return session.chart.series
  }

  @Test func theNewestAreReadOneByOneAndTheRestAsExtremesWhenAskedFor() async throws {
    let asked = Asked()
    let model = try await drawn(Charts.seriesLimit + 1, asked)
    #expect(model.results?.count == Charts.seriesLimit && model.older.exists)
    #expect(asked.counts.isEmpty && model.older.extremes.isEmpty)
    let (near, length) = (model.window, model.window.length)
    model.zoom(inwards: true)
    model.pan(forwards: false)
    model.moveCursor(by: -20)
    model.fit()
    #expect(model.window == near && asked.counts.isEmpty)
    // Further out than the readings there are: one statement, however often it is asked for.
    model.zoom(inwards: false)
    #expect(model.older.isReading)
    model.zoom(inwards: false)
    model.fit()
    await settle()
    #expect(asked.counts == [SeriesOlderModel.stretches])
    #expect(model.older.count == 890_000)
    #expect(model.older.extremes.count == 2_000)
    #expect(model.older.extremes.map(\.value).min() == DecimalNumber(41) && model.older.extremes.map(\.value).max() == DecimalNumber(390))
    #expect(model.window.length > 5 * length)
    // The cursor stays among the single readings.
    #expect(model.current != nil && model.results?.count == Charts.seriesLimit)
  }

  @Test func statisticsAreOfAllReadings() async throws {
    let asked = Asked()
    let model = try await drawn(Charts.seriesLimit + 1, asked)
    #expect(model.statistics?.count == Charts.seriesLimit && model.older.aggregate == nil)
    model.toggleStatistics()
    #expect(model.older.isReading && model.statistics?.count == Charts.seriesLimit)
    let window = model.window
    await settle()
    let all = try #require(model.statistics)
    #expect(asked.counts == [SeriesOlderModel.stretches] && all.count == 1_000_000 && model.window == window)
    #expect(all.minimum == DecimalNumber(41) && all.maximum == DecimalNumber(390) && all.first.value == DecimalNumber(50))
    #expect(all.last.measuredAt == ManualTime.start && abs(all.mean - 55.5) < 1e-9)
    #expect(all.inRange == 510_000 && all.above == 90_000 && all.below == 10_000 && all.critical == 5_000)
    // The same numbers in the other unit; those read one by one are rounded as they are shown.
    model.nextUnits()
    let other = try #require(model.statistics)
    #expect(other.count == 1_000_000 && other.maximum != all.maximum && abs(other.mean - all.mean * other.maximum.double / 390) < 0.05)
  }

  @Test func theCursorGoesOnAmongEarlierReadings() async throws {
    let (asked, moments) = (Asked(), Asked())
    let newest = readings(Charts.seriesLimit + 1)
    let first = try #require(newest.first).measuredAt
    // Three pages, the last one short.
    let model = try await drawn(Charts.seriesLimit + 1, asked) { before in
      moments.note(moments.counts.count)
      let length = moments.counts.count < 3 ? Charts.seriesLimit + 1 : 500
      return (0..<length).map { place in
        var reading = newest[0]
        reading.id = BiomarkerResultID(UniqueID(high: UInt64(moments.counts.count), low: UInt64(place)))
        reading.measuredAt = before.adding(seconds: Int64(place - length) * 300)
        return reading
      }
    }
    model.moveCursorToEnd(false)
    #expect(model.cursor == 0 && moments.counts.isEmpty && model.hasEarlier)
    model.moveCursor(by: -10)
    #expect(model.isPaging && model.cursor == 0)
    // Pressed again while it is read, it is asked for once.
    model.moveCursor(by: -10)
    await settle()
    #expect(!model.isPaging && moments.counts.count == 1 && model.paged == Charts.seriesLimit)
    #expect(model.cursor == Charts.seriesLimit - 10)
    let current = try #require(model.current).measuredAt
    #expect(current < first && current.seconds(since: first) == -9 * 300)
    #expect(model.window.from <= current.seconds && current.seconds <= model.window.to)
    let results = try #require(model.results)
    #expect(zip(results, results.dropFirst()).allSatisfy { $0.measuredAt < $1.measuredAt } && results.count == 2 * Charts.seriesLimit)
    // They count once: with the rest before the newest.
    #expect(model.statistics?.count == Charts.seriesLimit)
    model.toggleStatistics()
    await settle()
    #expect(model.statistics?.count == 1_000_000)
    #expect(model.earlierExtremes.allSatisfy { $0.measuredAt < results[0].measuredAt })
  }

  @Test func aDateFarBackIsReadForPageByPage() async throws {
    let (asked, moments) = (Asked(), Asked())
    let one = readings(1)[0]
    let model = try await drawn(Charts.seriesLimit + 1, asked) { before in
      moments.note(0)
      let length = moments.counts.count < 3 ? Charts.seriesLimit + 1 : 500
      return (0..<length).map { place in
        var reading = one
        reading.measuredAt = before.adding(seconds: Int64(place - length) * 300)
        return reading
      }
    }
    let length = Int64(Charts.seriesLimit) * 300
    let wanted = ManualTime.start.adding(seconds: -length * 5 / 2)
    model.moveCursor(to: CalendarDate(daysSinceEpoch: Int(wanted.seconds / 86_400)))
    #expect(model.isPaging)
    await settle()
    #expect(moments.counts.count == 2 && model.paged == 2 * Charts.seriesLimit && model.hasEarlier)
    #expect(abs(try #require(model.current).measuredAt.seconds(since: wanted)) < 86_400)
    // Before the first of all: to the first of all.
    model.moveCursor(to: CalendarDate(daysSinceEpoch: 100))
    await settle()
    #expect(moments.counts.count == 3 && !model.hasEarlier && model.cursor == 0)
    model.moveCursor(by: -1)
    await settle()
    #expect(moments.counts.count == 3 && model.cursor == 0)
  }

  @Test func aPageThatCannotBeReadLeavesWhatThereIs() async throws {
    let asked = Asked()
    let model = try await drawn(Charts.seriesLimit + 1, asked) { _ in throw RepositoryError.unavailable }
    model.moveCursorToEnd(false)
    model.moveCursor(by: -1)
    await settle()
    #expect(!model.isPaging && model.results?.count == Charts.seriesLimit && model.cursor == 0 && model.hasEarlier)
    #expect(world.app.notice == .unavailable)
  }

  /// Of readings at one moment some are in the answer and others not: then none of them is shown as if it were all.
  @Test func aMomentIsNotCutInTwo() async throws {
    var all = readings(Charts.seriesLimit + 1)
    for place in 1...3 { all[place].measuredAt = all[0].measuredAt }
    let (kept, hasMore) = SeriesOlderModel.page(all)
    #expect(hasMore && kept.count == Charts.seriesLimit - 3 && kept.first?.measuredAt == all[4].measuredAt)
    #expect(SeriesOlderModel.page(Array(all.dropFirst())).readings.count == Charts.seriesLimit)
  }

  @Test func asManyAsAreReadOneByOneHaveNothingOlder() async throws {
    let asked = Asked()
    let model = try await drawn(105_000, asked)
    model.zoom(inwards: false)
    model.fit()
    await settle()
    #expect(!model.older.exists && asked.counts.isEmpty && model.results?.count == 105_000)
  }
}
