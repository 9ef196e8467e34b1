import ClinicModel
import ClinicViewModels
import EventLoop
import Testing

@Suite(.eventLoop) @UIActor struct AccessLogModelTests {
  private let world = World()

  private func entries(_ count: Int) -> [AccessLogEntry] {
    (0..<count).map {
      AccessLogEntry(
        at: ManualTime.start.adding(seconds: Int64(-60 * $0)), userName: "Person \($0)", role: .nurse, what: .chart,
        subject: "OPEN_CHART", purpose: "TREATMENT", reason: "ward")
    }
  }

  /// The chart of patient 1, its access log in front.
  private func opened() async throws -> ChartModel {
    world.answerQuietly()
    let session = try await world.signedIn(nurse)
    world.openChart.answer(chart(try entry(1)))
    session.chart.open(try entry(1), purpose: .treatment)
    await settle()
    session.chart.show(.accessLog)
    await settle()
    return session.chart
  }

  @Test func nothingIsAskedBeforeTheTabIsOpened() async throws {
    world.answerQuietly()
    let session = try await world.signedIn(nurse)
    world.openChart.answer(chart(try entry(1)))
    session.chart.open(try entry(1), purpose: .treatment)
    await settle()
    #expect(world.whoSaw.count == 0)
  }

  @Test func aPageIsOneQuestionAndTheNextOneStandsBehindIt() async throws {
    world.whoSaw.answers { [all = entries(70)] in Array(all.dropFirst($0.skipped).prefix($0.limit)) }
    let model = try await opened().accessLog
    #expect(world.whoSaw.asked.map(\.skipped) == [0])
    #expect(world.whoSaw.asked.first?.from == ManualTime.start.adding(seconds: -30 * 86_400))
    #expect(model.rows?.count == 50 && model.hasMore)
    await world.time.advance(seconds: 60)
    model.more()
    await settle()
    // The end of the first question: what was done since does not move the pages.
    #expect(world.whoSaw.asked.map(\.skipped) == [0, 50] && Set(world.whoSaw.asked.map(\.to)) == [ManualTime.start])
    #expect(model.rows?.map(\.entry.userName) == (0..<70).map { "Person \($0)" } && !model.hasMore)
    model.more()
    await settle()
    #expect(world.whoSaw.count == 2)
  }

  @Test func thePeriodsAreThirtyDaysAYearAndAll() async throws {
    world.whoSaw.answer(entries(1))
    let model = try await opened().accessLog
    model.changePeriod(longer: false)
    #expect(model.period == .month)
    model.changePeriod(longer: true)
    model.changePeriod(longer: true)
    model.changePeriod(longer: true)
    await settle()
    #expect(model.period == .all)
    #expect(world.whoSaw.asked.map(\.from) == [
      ManualTime.start.adding(seconds: -30 * 86_400), ManualTime.start.adding(seconds: -365 * 86_400), nil,
    ])
  }

  @Test func anAnswerOfAnotherPeriodComesLateAndIsIgnored() async throws {
    world.whoSaw.hold()
    let model = try await opened().accessLog
    model.changePeriod(longer: true)
    await settle()
    try await world.whoSaw.reply(entries(2), at: 1)
    try await world.whoSaw.reply(entries(9))
    #expect(model.rows?.count == 2)
  }

  @Test func aRefusalIsSaidAndNothingIsShown() async throws {
    world.whoSaw.fails(.refused(.noRole))
    let model = try await opened().accessLog
    #expect(model.problem == .refused(.noRole) && model.rows == nil)
  }

  @Test func comingBackAsksNothingAndAnotherPatientAsksAnew() async throws {
    world.whoSaw.answer(entries(3))
    let chart = try await opened()
    chart.show(.results)
    chart.show(.accessLog)
    await settle()
    #expect(world.whoSaw.count == 1)
    world.openChart.answer(ClinicViewModelsTests.chart(try entry(2)))
    chart.open(try entry(2), purpose: .treatment)
    await settle()
    #expect(chart.accessLog.rows == nil)
    chart.show(.accessLog)
    await settle()
    #expect(world.whoSaw.asked.map(\.patient) == [try entry(1).id, try entry(2).id])
  }

  @Test func nothingIsLeftWhenTheAccessEnds() async throws {
    world.whoSaw.answer(entries(3))
    let chart = try await opened()
    chart.accessLog.find("person")
    chart.close()
    #expect(chart.accessLog.rows == nil && chart.accessLog.search.isEmpty)
  }
}
