import ClinicModel
import ClinicViewModels
import EventLoop
import Testing

@Suite(.eventLoop) @UIActor struct ChartModelTests {
  private let world = World()

  private func session() async throws -> SessionModel {
    world.answerQuietly()
    return try await world.signedIn(nurse)
  }

  /// A session whose chart of patient 1 is open.
  private func opened(endsIn: Int64? = nil) async throws -> ChartModel {
    let session = try await session()
    world.openChart.answer(chart(try entry(1), endsIn: endsIn))
    session.chart.open(try entry(1), purpose: .treatment)
    await settle()
    #expect(session.chart.chart != nil)
    return session.chart
  }

  @Test func openingLeavesItsPurpose() async throws {
    let model = try await session().chart
    world.openChart.hold()
    model.open(try entry(1), purpose: .handover)
    #expect(model.state == .opening(try entry(1)))
    await settle()
    #expect(world.openChart.asked == [World.Opening(patient: try entry(1).id, purpose: .handover)])
    let read = chart(try entry(1))
    try await world.openChart.reply(read)
    #expect(model.state == .open(read))
    #expect(model.patient == read.patient)
    #expect(model.series.types == [glucose, potassium, sodium])
  }

  @Test(arguments: Refusal.allCases.filter { !$0.concernsSession })
  func aRefusalSaysWhy(_ refusal: Refusal) async throws {
    let model = try await session().chart
    world.openChart.fails(.refused(refusal))
    model.open(try entry(1), purpose: .treatment)
    await settle()
    #expect(model.state == .refused(try entry(1), refusal))
    #expect(model.chart == nil)
    #expect(model.patient?.id == (try entry(1).id))
  }

  @Test(arguments: [RepositoryError.unavailable, .unexpectedAnswer])
  func aFailureSaysWhat(_ error: RepositoryError) async throws {
    let model = try await session().chart
    world.openChart.fails(error)
    model.open(try entry(1), purpose: .treatment)
    await settle()
    #expect(model.state == .failed(try entry(1), Notice(error)))
  }

  @Test func theAnswerOfAnotherPatientComesLateAndIsIgnored() async throws {
    let model = try await session().chart
    world.openChart.hold()
    model.open(try entry(1), purpose: .treatment)
    await settle()
    model.open(try entry(2, "Eva"), purpose: .treatment)
    await settle()
    try await world.openChart.reply(chart(try entry(1)))
    #expect(model.state == .opening(try entry(2, "Eva")))
    try await world.openChart.reply(chart(try entry(2, "Eva")))
    #expect(model.chart?.patient == (try entry(2, "Eva")))
  }

  @Test func aLateRefusalOfAnotherPatientIsIgnored() async throws {
    let model = try await session().chart
    world.openChart.hold()
    model.open(try entry(1), purpose: .treatment)
    await settle()
    model.open(try entry(2), purpose: .treatment)
    await settle()
    try await world.openChart.reply(chart(try entry(2)), at: 1)
    try await world.openChart.reply(throwing: .refused(.noReasonForAccess))
    #expect(model.chart?.patient.id == (try entry(2).id))
  }

  @Test func openingAnotherPatientShowsNothingOfTheFirst() async throws {
    let model = try await opened()
    model.series.draw()
    world.openChart.hold()
    world.series.hold()
    model.open(try entry(2), purpose: .treatment)
    #expect(model.chart == nil)
    #expect(model.series.types.isEmpty)
    #expect(!model.series.isDrawn)
    #expect(model.series.results == nil)
  }

  @Test func readingTheSameChartAgainKeepsItOnScreen() async throws {
    let model = try await opened()
    world.openChart.hold()
    model.reopen()
    await settle()
    #expect(model.chart != nil)
    #expect(world.openChart.asked.last == World.Opening(patient: try entry(1).id, purpose: .treatment))
    try await world.openChart.reply(throwing: .refused(.noReasonForAccess))
    #expect(model.state == .refused(try entry(1), .noReasonForAccess))
    #expect(model.series.types.isEmpty)
  }

  @Test func closingIgnoresTheAnswerUnderWay() async throws {
    let model = try await session().chart
    world.openChart.hold()
    model.open(try entry(1), purpose: .treatment)
    await settle()
    model.close()
    try await world.openChart.reply(chart(try entry(1)))
    #expect(model.state == .closed)
    #expect(model.patient == nil)
    model.reopen()
    #expect(model.state == .closed)
  }

  // MARK: The end of an access

  @Test func theAccessEndsByTheClockAndTakesEverythingAway() async throws {
    let model = try await opened(endsIn: 120)
    model.series.select(potassium.id)
    await world.time.advance(seconds: 119)
    #expect(model.chart != nil)
    await world.time.advance(milliseconds: 1001)
    #expect(model.state == .ended(try entry(1)))
    #expect(model.series.types.isEmpty)
    #expect(model.series.selectedType == nil)
    #expect(world.app.notice == .emergencyEnded(patient: "GARCÍA, Ana"))
  }

  @Test func theAccessEndsWhileTheScreenIsLocked() async throws {
    let model = try await opened(endsIn: 120)
    world.app.lock()
    await world.time.advance(seconds: 121)
    #expect(model.state == .ended(try entry(1)))
  }

  @Test func anAccessThatIsOverAlreadyIsNotShownForLong() async throws {
    let model = try await opened(endsIn: -60)
    await world.time.advance(milliseconds: 1)
    #expect(model.state == .ended(try entry(1)))
  }

  /// What is on screen keeps its deadline while it is read again, even when no answer ever comes.
  @Test func theAccessEndsWhileTheChartIsReadAgain() async throws {
    let model = try await opened(endsIn: 120)
    world.openChart.hold()
    model.reopen()
    await world.time.advance(seconds: 121)
    #expect(model.state == .ended(try entry(1)))
    try await world.openChart.reply(chart(try entry(1), endsIn: 3600))
    #expect(model.state == .ended(try entry(1)))
  }

  @Test func theDeadlineOfTheChartBeforeIsNotThatOfThisOne() async throws {
    let model = try await opened(endsIn: 120)
    world.openChart.answer(chart(try entry(2)))
    model.open(try entry(2), purpose: .treatment)
    await world.time.advance(seconds: 200)
    #expect(model.chart?.patient.id == (try entry(2).id))
  }

  @Test func anExtendedAccessEndsAtItsNewEnd() async throws {
    let model = try await opened(endsIn: 120)
    world.openChart.answer(chart(try entry(1), endsIn: 240))
    model.reopen()
    await world.time.advance(seconds: 200)
    #expect(model.chart != nil)
    await world.time.advance(seconds: 41)
    #expect(model.chart == nil)
  }

  @Test func anAccessThatBecameAnOrdinaryOneDoesNotEnd() async throws {
    let model = try await opened(endsIn: 120)
    world.openChart.answer(chart(try entry(1)))
    model.reopen()
    await world.time.advance(seconds: 200)
    #expect(model.chart != nil)
    #expect(model.minutesLeft == nil)
  }

  @Test func theCountdownCountsBegunMinutes() async throws {
    let model = try await opened(endsIn: 120)
    #expect(model.minutesLeft == 2)
    await world.time.advance(seconds: 59)
    #expect(model.minutesLeft == 2)
    await world.time.advance(milliseconds: 1500)
    #expect(model.minutesLeft == 1)
    await world.time.advance(milliseconds: 59_000)
    #expect(model.minutesLeft == 1)
  }

  @Test func endingTwiceIsToldOnce() async throws {
    let model = try await opened(endsIn: 120)
    model.accessEnded()
    world.app.dismissNotice()
    model.accessEnded()
    await world.time.advance(seconds: 121)
    #expect(world.app.notice == nil)
  }

  // MARK: Renewal

  /// Somebody works: a key a minute.
  private func work(minutes: Int) async {
    for _ in 0..<minutes {
      await world.time.advance(seconds: 60)
      world.app.noteActivity()
    }
  }

  @Test func theOpeningIsRenewedAfter25Minutes() async throws {
    world.app.start()
    let model = try await opened()
    await work(minutes: 24)
    #expect(world.openChart.count == 1)
    await work(minutes: 2)
    #expect(world.openChart.count == 2)
    await work(minutes: 20)
    #expect(world.openChart.count == 2)
    await work(minutes: 6)
    #expect(world.openChart.count == 3)
    #expect(model.chart != nil)
  }

  @Test func aRenewalThatFailsIsTriedAgainWhileTheOpeningLasts() async throws {
    world.app.start()
    let model = try await opened()
    await work(minutes: 24)
    world.openChart.fails(.unavailable)
    await work(minutes: 2)
    #expect(model.chart != nil)
    #expect(world.app.notice == .unavailable)
    world.openChart.answer(chart(try entry(1)))
    await work(minutes: 1)
    #expect(model.chart != nil)
    await work(minutes: 10)
    #expect(model.chart != nil)
  }

  @Test func withoutARenewalTheChartGoesWithItsOpening() async throws {
    world.app.start()
    let model = try await opened()
    await work(minutes: 24)
    world.openChart.fails(.unavailable)
    await work(minutes: 7)
    #expect(model.state == .failed(try entry(1), .unavailable))
  }

  @Test func aRenewalThatIsRefusedTakesTheChartAway() async throws {
    world.app.start()
    let model = try await opened()
    await work(minutes: 24)
    world.openChart.fails(.refused(.noReasonForAccess))
    await work(minutes: 2)
    #expect(model.state == .refused(try entry(1), .noReasonForAccess))
  }

  // MARK: Lock and unlock

  private func lockAndUnlock() async {
    world.app.lock()
    world.unlock.answer(true)
    world.app.unlock.password = "right"
    world.app.unlock.submit()
    await settle()
  }

  @Test func afterAnUnlockTheChartIsReadAgain() async throws {
    let model = try await opened()
    await lockAndUnlock()
    #expect(world.openChart.count == 2)
    #expect(model.chart != nil)
  }

  @Test func whatWasRefusedIsNotAskedForAgainByAnUnlock() async throws {
    let model = try await session().chart
    world.openChart.fails(.refused(.noReasonForAccess))
    model.open(try entry(1), purpose: .treatment)
    await settle()
    await lockAndUnlock()
    #expect(world.openChart.count == 1)
  }

  @Test func aSessionThatEndedLocksAndTheChartComesBack() async throws {
    let model = try await session().chart
    world.openChart.fails(.refused(.noSession))
    model.open(try entry(1), purpose: .treatment)
    await settle()
    #expect(world.app.stage == .locked(.sessionEnded))
    world.openChart.answer(chart(try entry(1)))
    world.unlock.answer(true)
    world.app.unlock.password = "right"
    world.app.unlock.submit()
    await settle()
    #expect(model.chart != nil)
  }
}
