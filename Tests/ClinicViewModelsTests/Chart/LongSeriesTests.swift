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

  private func drawn(_ count: Int, _ asked: Asked) async throws -> SeriesModel {
    let stretches = (0..<1_000).map { place in
      SeriesStretch(
        first: ManualTime.start.adding(seconds: -86_400 * Int64(3_000 - place)),
        last: ManualTime.start.adding(seconds: -86_400 * Int64(3_000 - place) + 80_000), count: 890, lowest: DecimalNumber(41),
        highest: DecimalNumber(390))
    }
    world.changeRecord = { record in
      record.series.stretches = { _, _, _, count in
        asked.note(count)
        return stretches
      }
    }
    world.answerQuietly()
    let session = try await world.signedIn(nurse)
    world.openChart.answer(chart(try entry(1), types: [glucose]))
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

  @Test func asManyAsAreReadOneByOneHaveNothingOlder() async throws {
    let asked = Asked()
    let model = try await drawn(105_000, asked)
    model.zoom(inwards: false)
    model.fit()
    await settle()
    #expect(!model.older.exists && asked.counts.isEmpty && model.results?.count == 105_000)
  }
}
