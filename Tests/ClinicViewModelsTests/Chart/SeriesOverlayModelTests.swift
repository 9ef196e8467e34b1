import ClinicModel
import ClinicViewModels
import EventLoop
import Testing

/// A second test over the drawn one.
@Suite(.eventLoop) @UIActor struct SeriesOverlayModelTests {
  private let world = World()

  private func drawn() async throws -> SeriesModel { try await session().chart.series }

  private func session() async throws -> SessionModel {
    world.answerQuietly()
    let session = try await world.signedIn(nurse)
    world.openChart.answer(chart(try entry(1), types: [glucose, potassium, sodium]))
    session.chart.open(try entry(1), purpose: .treatment)
    await settle()
    world.series.answer((0...10).map { result(UInt64($0), daysAgo: 100 - 10 * $0, 100 + $0) })
    session.chart.series.draw()
    await settle()
    return session
  }

  @Test func theNearestReadingIsFound() async throws {
    let model = try await drawn()
    world.series.answer([90, 52, 51, 3].enumerated().map { result(UInt64(50 + $0), daysAgo: $1, 4 + $0) })
    model.setOverlay(potassium.id)
    await settle()
    #expect(model.overlayType == potassium && model.overlay.results?.count == 4)
    func near(_ daysAgo: Int64) -> DecimalNumber? {
      model.overlay.nearest(to: ManualTime.start.adding(seconds: -86_400 * daysAgo))?.value
    }
    #expect([100, 75, 50, 52, 0].map(near) == [4, 4, 6, 5, 7].map { DecimalNumber($0) })
  }

  @Test func itStaysOverTheNextTestAndNeverOverItself() async throws {
    let model = try await drawn()
    #expect(model.overlayChoices == [potassium, sodium])
    model.setOverlay(potassium.id)
    await settle()
    model.select(sodium.id)
    await settle()
    #expect(model.overlayType == potassium)
    model.select(potassium.id)
    await settle()
    #expect(model.overlayType == nil && model.overlay.results == nil)
    model.setOverlay(potassium.id)
    #expect(model.overlay.selected == nil)
  }

  @Test func aFailureTakesItAway() async throws {
    let model = try await drawn()
    world.series.fails(.unavailable)
    model.setOverlay(sodium.id)
    await settle()
    #expect(model.overlay.selected == nil)
    #expect(model.results?.count == 11)
  }

  @Test func nothingIsKeptOfAnotherPatient() async throws {
    let session = try await session()
    let model = session.chart.series
    model.setOverlay(sodium.id)
    await settle()
    session.chart.close()
    #expect(model.overlay.selected == nil && model.overlay.results == nil)
  }
}
