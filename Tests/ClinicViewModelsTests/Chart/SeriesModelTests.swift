import ClinicModel
import ClinicViewModels
import EventLoop
import Testing

@Suite(.eventLoop) @UIActor struct SeriesModelTests {
  private let world = World()
  private static let day: Int64 = 86_400

  private func opened(types: [BiomarkerType] = [glucose, potassium, sodium]) async throws -> SeriesModel {
    world.answerQuietly()
    let session = try await world.signedIn(nurse)
    world.openChart.answer(chart(try entry(1), types: types))
    session.chart.open(try entry(1), purpose: .treatment)
    await settle()
    return session.chart.series
  }

  /// Eleven readings, every ten days, the last one today; drawn.
  private func drawn() async throws -> SeriesModel {
    let model = try await opened()
    world.series.answer((0...10).map { result(UInt64($0), daysAgo: 100 - 10 * $0, 100 + $0) })
    model.draw()
    await settle()
    #expect(model.results?.count == 11)
    return model
  }

  private func seconds(daysAgo: Int64) -> Int64 { ManualTime.start.seconds - daysAgo * Self.day }

  // MARK: Choosing and reading

  @Test func theFirstTypeIsSelectedAndNothingIsRead() async throws {
    let model = try await opened()
    #expect(model.selectedType == glucose)
    #expect(!model.isDrawn)
    #expect(world.series.count == 0)
  }

  @Test func drawingReadsTheSelectedType() async throws {
    let model = try await opened()
    world.series.hold()
    model.select(potassium.id)
    model.draw()
    #expect(model.isDrawn)
    #expect(model.results == nil)
    await settle()
    #expect(world.series.asked == [World.SeriesQuery(patient: try entry(1).id, type: potassium.id)])
  }

  @Test func theChoiceGoesRoundInBothDirections() async throws {
    let model = try await opened()
    model.selectNext(by: 1)
    #expect(model.selected == potassium.id)
    model.selectNext(by: -2)
    #expect(model.selected == sodium.id)
    model.selectNext(by: 1)
    #expect(model.selected == glucose.id)
    model.selectNext(by: -40)
    #expect(model.selected == sodium.id)
    model.selectNext(by: 40)
    #expect(model.selected == glucose.id)
  }

  @Test func withoutResultsThereIsNothingToDraw() async throws {
    let model = try await opened(types: [])
    model.draw()
    model.selectNext(by: 1)
    await settle()
    #expect(!model.isDrawn)
    #expect(model.selectedType == nil)
  }

  @Test func aTypeTheChartHasNotCannotBeSelected() async throws {
    let model = try await opened()
    model.select(77)
    #expect(model.selected == glucose.id)
  }

  @Test func theSeriesOfAnotherTypeComesLateAndIsIgnored() async throws {
    let model = try await opened()
    world.series.hold()
    model.draw()
    await settle()
    model.select(potassium.id)
    await settle()
    try await world.series.reply([result(1, daysAgo: 1, 1)])
    #expect(model.results == nil)
    try await world.series.reply([result(2, daysAgo: 1, 2)])
    #expect(model.current?.id == result(2, daysAgo: 1).id)
  }

  @Test func choosingAnotherTypeNeverShowsTheReadingsOfTheFirst() async throws {
    let model = try await drawn()
    _ = model.leave()
    world.series.hold()
    model.select(potassium.id)
    #expect(model.results == nil)
    #expect(model.statistics == nil)
    #expect(model.current == nil)
  }

  @Test func aSeriesUnderWayWhenTheDrawingIsLeftDoesNotReturnUnderAnotherName() async throws {
    let model = try await opened()
    world.series.hold()
    model.draw()
    await settle()
    _ = model.leave()
    model.select(potassium.id)
    try await world.series.reply([result(1, daysAgo: 1)])
    #expect(model.results == nil)
  }

  /// "No results" would be a lie.
  @Test func aFailureGoesBackToTheTable() async throws {
    let model = try await opened()
    world.series.fails(.unavailable)
    model.draw()
    await settle()
    #expect(!model.isDrawn)
    #expect(model.results == nil)
    #expect(world.app.notice == .unavailable)
  }

  @Test func readingAgainThatFailsKeepsTheChart() async throws {
    let model = try await drawn()
    world.series.fails(.unavailable)
    world.app.session?.chart.reopen()
    await settle()
    #expect(model.isDrawn)
    #expect(model.results?.count == 11)
  }

  @Test func readingAgainThatIsRefusedDoesNotKeepTheChart() async throws {
    let model = try await drawn()
    world.series.fails(.refused(.expired))
    world.app.session?.chart.reopen()
    await settle()
    #expect(!model.isDrawn)
    #expect(model.results == nil)
  }

  @Test func leavingGoesStepByStep() async throws {
    let model = try await drawn()
    model.toggleTable()
    #expect(model.showsTable)
    #expect(model.leave())
    #expect(!model.showsTable && model.isDrawn)
    #expect(model.leave())
    #expect(!model.isDrawn)
    #expect(!model.leave())
    model.toggleTable()
    #expect(!model.showsTable)
  }

  @Test func closingTheChartForgetsTheSeries() async throws {
    let model = try await drawn()
    world.app.session?.chart.close()
    #expect(model.results == nil)
    #expect(model.types.isEmpty)
    #expect(model.selected == nil)
    #expect(!model.isDrawn)
    #expect(model.window == SeriesModel.Window(from: 0, to: 1))
    #expect(model.cursor == 0)
  }

  @Test func statisticsAreOfTheSeries() async throws {
    let model = try await drawn()
    #expect(model.statistics?.count == 11)
    #expect(model.statistics?.maximum == DecimalNumber(110))
  }

  // MARK: Cursor

  @Test func theCursorStartsOnTheNewest() async throws {
    let model = try await drawn()
    #expect(model.cursor == 10)
    #expect(model.current?.measuredAt == ManualTime.start)
  }

  @Test func theCursorStopsAtBothEnds() async throws {
    let model = try await drawn()
    model.moveCursor(by: 5)
    #expect(model.cursor == 10)
    model.moveCursor(by: -3)
    #expect(model.cursor == 7)
    model.moveCursor(by: -100)
    #expect(model.cursor == 0)
    model.moveCursorToEnd(true)
    #expect(model.cursor == 10)
    model.moveCursorToEnd(false)
    #expect(model.cursor == 0)
  }

  @Test func withoutReadingsNothingMoves() async throws {
    let model = try await opened()
    let before = model.window
    model.moveCursor(by: 1)
    model.moveCursorToEnd(true)
    model.moveCursor(to: try date("2026-01-01"))
    model.zoom(inwards: true)
    model.pan(forwards: true)
    model.fit()
    #expect(model.cursor == 0)
    #expect(model.window == before)
  }

  @Test(arguments: [("2026-11-21", 10), ("2026-11-11", 9), ("2026-11-13", 9), ("2026-11-18", 10), ("2000-01-01", 0),
    ("2099-01-01", 10), ("2026-08-13", 0), ("2026-08-23", 1)])
  func aDateJumpFindsTheNearestReading(day: String, cursor: Int) async throws {
    let model = try await drawn()
    model.moveCursor(to: try date(day))
    #expect(model.cursor == cursor)
  }

  @Test func theReadingUnderTheCursorIsKeptWhenTheSeriesIsReadAgain() async throws {
    let model = try await drawn()
    model.moveCursor(by: -4)
    let reading = try #require(model.current)
    let older = (0...10).map { result(UInt64($0), daysAgo: 100 - 10 * $0, 100 + $0) }
    world.series.answer([result(99, daysAgo: 300)] + older)
    world.app.session?.chart.reopen()
    await settle()
    #expect(model.results?.count == 12)
    #expect(model.current == reading)
    #expect(model.cursor == 7)
  }

  @Test func aSeriesThatBecameShorterKeepsTheCursorInside() async throws {
    let model = try await drawn()
    world.series.answer([result(50, daysAgo: 3)])
    world.app.session?.chart.reopen()
    await settle()
    #expect(model.cursor == 0)
    #expect(model.current != nil)
  }

  // MARK: Window

  @Test func atFirstEverythingIsShown() async throws {
    let model = try await drawn()
    #expect(model.window.from < seconds(daysAgo: 100))
    #expect(model.window.to > seconds(daysAgo: 0))
    #expect(model.window.length < 110 * Self.day)
  }

  @Test func zoomingInHalvesTheWindowAroundTheCursor() async throws {
    let model = try await drawn()
    let whole = model.window
    model.moveCursor(by: -5)
    model.zoom(inwards: true)
    #expect(abs(model.window.length - whole.length / 2) <= 1)
    #expect(model.window.from < seconds(daysAgo: 50) && seconds(daysAgo: 50) < model.window.to)
    #expect(abs((model.window.from + model.window.to) / 2 - seconds(daysAgo: 50)) <= 1)
  }

  @Test func zoomingInStopsAtSixHoursAndOutAtEverything() async throws {
    let model = try await drawn()
    let whole = model.window
    for _ in 0..<40 { model.zoom(inwards: true) }
    #expect(model.window.length == 6 * 3600)
    for _ in 0..<40 { model.zoom(inwards: false) }
    #expect(model.window == whole)
  }

  @Test func zoomingAtTheEdgeStaysInside() async throws {
    let model = try await drawn()
    let whole = model.window
    model.zoom(inwards: true)
    #expect(model.window.to == whole.to)
    model.moveCursorToEnd(false)
    #expect(model.window.from == whole.from)
  }

  @Test func panningStopsAtBothEnds() async throws {
    let model = try await drawn()
    let whole = model.window
    model.zoom(inwards: true)
    model.zoom(inwards: true)
    let length = model.window.length
    model.pan(forwards: false)
    #expect(model.window.to == whole.to - length / 4)
    for _ in 0..<100 { model.pan(forwards: false) }
    #expect(model.window == SeriesModel.Window(from: whole.from, to: whole.from + length))
    for _ in 0..<100 { model.pan(forwards: true) }
    #expect(model.window == SeriesModel.Window(from: whole.to - length, to: whole.to))
  }

  @Test func theWindowFollowsTheCursor() async throws {
    let model = try await drawn()
    for _ in 0..<4 { model.zoom(inwards: true) }
    for _ in 0..<10 {
      model.moveCursor(by: -1)
      let time = try #require(model.current?.measuredAt.seconds)
      #expect(model.window.from <= time && time <= model.window.to)
    }
  }

  @Test func theWindowStaysWhileTheCursorIsInside() async throws {
    let model = try await drawn()
    model.zoom(inwards: true)
    let before = model.window
    model.moveCursor(by: -1)
    #expect(model.window == before)
  }

  @Test func fittingShowsEverythingAgain() async throws {
    let model = try await drawn()
    let whole = model.window
    model.zoom(inwards: true)
    model.pan(forwards: false)
    model.fit()
    #expect(model.window == whole)
  }

  @Test func aNewReadingIsShownWhereEverythingWasShown() async throws {
    let model = try await drawn()
    let older = (0...10).map { result(UInt64($0), daysAgo: 100 - 10 * $0, 100 + $0) }
    world.series.answer([result(99, daysAgo: 300)] + older)
    world.app.session?.chart.reopen()
    await settle()
    #expect(model.window.from < seconds(daysAgo: 300))
  }

  @Test func aChosenWindowStaysWhenTheSeriesIsReadAgain() async throws {
    let model = try await drawn()
    model.zoom(inwards: true)
    let before = model.window
    world.app.session?.chart.reopen()
    await settle()
    #expect(model.window == before)
  }

  @Test func oneReadingHasAWindowToo() async throws {
    let model = try await opened()
    world.series.answer([result(1, daysAgo: 3)])
    model.draw()
    await settle()
    #expect(model.window.from < seconds(daysAgo: 3) && seconds(daysAgo: 3) < model.window.to)
    let whole = model.window
    model.pan(forwards: true)
    model.zoom(inwards: false)
    #expect(model.window == whole)
  }
}
