import ClinicModel
import ClinicViewModels
import EventLoop
import Testing

@Suite(.eventLoop) @UIActor struct EmergencyModelTests {
  private let world = World()

  private func session(_ user: SignedInUser = nurse, mine: [EmergencyAccess] = []) async throws -> SessionModel {
    world.answerQuietly()
    world.mine.answer(mine)
    return try await world.signedIn(user)
  }

  /// The database says something else, and tells that it changed.
  private func becomes(_ mine: EmergencyAccess...) async {
    world.mine.answer(mine)
    world.app.received(.emergencyAccessChanged)
    await settle()
  }

  // MARK: What is told

  @Test func whatWasSoAtSignInIsNotNews() async throws {
    _ = try await session(mine: [access(1, of: try entry(1), .denied), access(2, of: try entry(2), .active)])
    #expect(world.app.notice == nil)
  }

  @Test(arguments: [
    (EmergencyAccess.Phase.denied, Notice.emergencyDenied(patient: "GARCÍA, Ana", by: "Dr. Vidal", reason: "not needed")),
    (.lapsed, .emergencyLapsed(patient: "GARCÍA, Ana")), (.withdrawn, .emergencyWithdrawn),
    (.active, .emergencyApproved(patient: "GARCÍA, Ana", by: "Dr. Vidal")),
    (.activeSelf, .emergencyApproved(patient: "GARCÍA, Ana", by: "Dr. Vidal")),
  ])
  func aChangeIsToldOnce(phase: EmergencyAccess.Phase, notice: Notice) async throws {
    _ = try await session(mine: [access(1, of: try entry(1), .requested)])
    let after = access(1, of: try entry(1), phase, by: "Dr. Vidal", reason: "not needed")
    await becomes(after)
    #expect(world.app.notice == notice)
    world.app.dismissNotice()
    await becomes(after)
    world.app.received(.emergencyAccessChanged)
    await settle()
    #expect(world.app.notice == nil)
  }

  @Test(arguments: [EmergencyAccess.Phase.endedExpired, .endedClosed, .endedRevoked, .endedSuperseded])
  func theEndIsTold(_ phase: EmergencyAccess.Phase) async throws {
    _ = try await session(mine: [access(1, of: try entry(1), .active)])
    await becomes(access(1, of: try entry(1), phase))
    #expect(world.app.notice == .emergencyEnded(patient: "GARCÍA, Ana"))
  }

  @Test(arguments: [EmergencyAccess.Phase.endedExpired, .endedClosed, .endedRevoked])
  func theChartGoesWithItsAccessWhoeverEndedIt(_ phase: EmergencyAccess.Phase) async throws {
    let session = try await session(mine: [access(1, of: try entry(1), .active)])
    world.openChart.answer(chart(try entry(1), endsIn: 3600))
    session.openChart(of: try entry(1), purpose: .emergency)
    await settle()
    await becomes(access(1, of: try entry(1), phase))
    #expect(session.chart.state == .ended(try entry(1)))
    #expect(world.app.notice == .emergencyEnded(patient: "GARCÍA, Ana"))
  }

  @Test func aChartThatIsOpenByAnotherReasonStays() async throws {
    let session = try await session(mine: [access(1, of: try entry(1), .active), access(2, of: try entry(2), .active)])
    world.openChart.answer(chart(try entry(1)))
    session.openChart(of: try entry(1), purpose: .treatment)
    await settle()
    await becomes(access(1, of: try entry(1), .endedRevoked), access(2, of: try entry(2), .endedRevoked))
    #expect(session.chart.chart != nil)
  }

  @Test func beingLookedAtIsNotTold() async throws {
    let session = try await session(mine: [access(1, of: try entry(1), .requested)])
    await becomes(access(1, of: try entry(1), .underReview))
    #expect(world.app.notice == nil)
    #expect(session.emergency.waiting?.phase == .underReview)
  }

  @Test func anAnswerThatIsOlderThanTheLastIsIgnored() async throws {
    let session = try await session(mine: [access(1, of: try entry(1), .requested)])
    world.mine.hold()
    world.app.received(.emergencyAccessChanged)
    await settle()
    world.app.received(.emergencyAccessChanged)
    await settle()
    try await world.mine.reply([access(1, of: try entry(1), .denied)], at: 1)
    world.app.dismissNotice()
    try await world.mine.reply([access(1, of: try entry(1), .requested)])
    #expect(session.emergency.mine.map(\.phase) == [.denied])
    #expect(world.app.notice == nil)
  }

  @Test func theCurrentRequestForAPatient() async throws {
    let session = try await session(mine: [
      access(1, of: try entry(1), .denied), access(2, of: try entry(1), .requested), access(3, of: try entry(2), .endedExpired),
    ])
    #expect(session.emergency.current(for: try entry(1).id)?.number == "E-20261121-002")
    #expect(session.emergency.current(for: try entry(2).id) == nil)
  }

  // MARK: The chart opens by itself

  private func refusedChart(mine: [EmergencyAccess]) async throws -> SessionModel {
    let session = try await session(mine: mine)
    world.openChart.fails(.refused(.noReasonForAccess))
    session.openChart(of: try entry(1), purpose: .treatment)
    await settle()
    world.openChart.answer(chart(try entry(1), endsIn: 4 * 3600))
    return session
  }

  @Test func theRefusedChartOpensWhenItIsGranted() async throws {
    let session = try await refusedChart(mine: [access(1, of: try entry(1), .requested)])
    session.show(.patients)
    await becomes(access(1, of: try entry(1), .active, by: "Dr. Vidal"))
    #expect(session.pane == .chart)
    #expect(session.chart.chart?.patient.id == (try entry(1).id))
    #expect(world.openChart.asked.last == World.Opening(patient: try entry(1).id, purpose: .emergency))
    #expect(world.app.notice == .emergencyApproved(patient: "GARCÍA, Ana", by: "Dr. Vidal"))
  }

  @Test func aChartWhoseAccessEndedOpensAgain() async throws {
    let session = try await refusedChart(mine: [access(1, of: try entry(1), .active)])
    session.chart.open(try entry(1), purpose: .emergency)
    await settle()
    session.chart.accessEnded()
    await becomes(access(1, of: try entry(1), .endedExpired), access(2, of: try entry(1), .requested))
    await becomes(access(1, of: try entry(1), .endedExpired), access(2, of: try entry(1), .active))
    #expect(session.chart.chart != nil)
  }

  @Test func aGrantForAnotherPatientOpensNothing() async throws {
    let session = try await refusedChart(mine: [access(1, of: try entry(2), .requested)])
    session.show(.patients)
    let asked = world.openChart.count
    await becomes(access(1, of: try entry(2), .active))
    #expect(world.openChart.count == asked)
    #expect(session.pane == .patients)
    #expect(session.chart.state == .refused(try entry(1), .noReasonForAccess))
  }

  @Test func whoIsTypingInAFormIsNotTakenAway() async throws {
    let session = try await refusedChart(mine: [access(1, of: try entry(1), .requested)])
    session.show(.emergency)
    await settle()
    session.emergency.startRequest(for: try entry(2))
    await becomes(access(1, of: try entry(1), .active))
    #expect(session.pane == .emergency)
    #expect(session.emergency.request != nil)
    #expect(session.chart.chart != nil)
  }

  /// The decision may come before the requester's own list was read for the first time.
  @Test func aDecisionFasterThanTheFirstReadingIsToldToo() async throws {
    let session = try await refusedChart(mine: [])
    session.emergency.startRequest(for: try entry(1))
    let form = try #require(session.emergency.request)
    form.reasonClass = .lifeThreat
    form.reason = "found on the floor"
    form.password = "right"
    world.request.answer(.requested(access(1, of: try entry(1), .active).id))
    world.mine.answer([access(1, of: try entry(1), .active, by: "Dr. Vidal")])
    form.submit()
    await settle()
    #expect(session.chart.chart != nil)
    #expect(world.app.notice == .emergencyApproved(patient: "GARCÍA, Ana", by: "Dr. Vidal"))
  }

  @Test func theChartDoesNotOpenUnderTheLock() async throws {
    let session = try await refusedChart(mine: [access(1, of: try entry(1), .requested)])
    world.app.lock()
    let asked = world.openChart.count
    await becomes(access(1, of: try entry(1), .active))
    #expect(world.openChart.count == asked)
    world.unlock.answer(true)
    world.app.unlock.password = "right"
    world.app.unlock.submit()
    await settle()
    #expect(session.chart.chart != nil)
  }

  // MARK: Lapsing

  @Test func anUnansweredRequestIsLookedAtWhenItLapses() async throws {
    _ = try await session(mine: [access(1, of: try entry(1), .requested, lapsesIn: 100)])
    let asked = world.mine.count
    world.mine.answer([access(1, of: try entry(1), .lapsed, lapsesIn: 100)])
    await world.time.advance(seconds: 100)
    #expect(world.mine.count == asked)
    await world.time.advance(seconds: 1)
    #expect(world.mine.count == asked + 1)
    #expect(world.app.notice == .emergencyLapsed(patient: "GARCÍA, Ana"))
    await world.time.advance(seconds: 100)
    #expect(world.mine.count == asked + 1)
  }

  @Test func theFirstOfSeveralLapsesFirst() async throws {
    _ = try await session(mine: [access(1, of: try entry(1), .requested, lapsesIn: 200),
      access(2, of: try entry(2), .requested, lapsesIn: 50)])
    let asked = world.mine.count
    await world.time.advance(seconds: 51)
    #expect(world.mine.count == asked + 1)
  }

  /// The database's clock is behind: asked again now and then, not all the time.
  @Test func aRequestThatDoesNotLapseIsAskedForAtMostEveryTenSeconds() async throws {
    _ = try await session(mine: [access(1, of: try entry(1), .requested, lapsesIn: 10)])
    let asked = world.mine.count
    await world.time.advance(seconds: 71)
    #expect(world.mine.count - asked <= 7)
    #expect(world.mine.count - asked >= 5)
  }

  // MARK: Withdrawing and ending

  @Test func withdrawingAndEnding() async throws {
    let session = try await session(mine: [access(1, of: try entry(1), .requested)])
    let id = access(1, of: try entry(1), .requested).id
    world.withdraw.succeed()
    world.end.succeed()
    world.mine.answer([access(1, of: try entry(1), .withdrawn)])
    session.emergency.withdraw(id)
    await settle()
    #expect(world.withdraw.asked == [id])
    #expect(world.app.notice == .emergencyWithdrawn)
    session.emergency.end(id)
    await settle()
    #expect(world.end.asked.map(\.id) == [id])
  }

  @Test func whatCouldNotBeWithdrawnIsSaid() async throws {
    let session = try await session(mine: [access(1, of: try entry(1), .requested)])
    world.withdraw.fails(.refused(.expired))
    let asked = world.mine.count
    session.emergency.withdraw(access(1, of: try entry(1), .requested).id)
    await settle()
    #expect(world.app.notice == .refused(.expired))
    #expect(world.mine.count == asked + 1)
  }

  // MARK: The approver's badge

  @Test func theBellRingsForANewRequestOnly() async throws {
    let session = try await session(doctor)
    world.counts.answer(EmergencyCounts(waiting: 1, oldestRequestedAt: world.time.now))
    world.app.received(.emergencyAccessChanged)
    await settle()
    #expect(world.bells == 1)
    #expect(session.emergency.counts.waiting == 1)
    world.app.received(.emergencyAccessChanged)
    await settle()
    #expect(world.bells == 1)
    world.counts.answer(EmergencyCounts(waiting: 0))
    world.app.received(.emergencyAccessChanged)
    await settle()
    #expect(world.bells == 1)
    #expect(session.emergency.counts.waiting == 0)
  }

  @Test func theBellRingsUnderTheLockToo() async throws {
    let session = try await session(doctor)
    world.app.lock()
    world.counts.answer(EmergencyCounts(waiting: 2))
    world.app.received(.emergencyAccessChanged)
    await settle()
    #expect(world.bells == 1)
    #expect(session.emergency.counts.waiting == 2)
  }

  @Test func whoMayNotDecideIsNotCountedFor() async throws {
    _ = try await session(nurse)
    world.app.received(.emergencyAccessChanged)
    await settle()
    #expect(world.counts.count == 0)
  }

  @Test func theQueueIsReadOnlyWhileItIsShown() async throws {
    let session = try await session(doctor)
    world.queue.answer([])
    world.app.received(.emergencyAccessChanged)
    await settle()
    #expect(world.queue.count == 0)
    session.show(.emergency)
    await settle()
    world.app.received(.emergencyAccessChanged)
    await settle()
    #expect(world.queue.count == 2)
    session.show(.patients)
    world.app.received(.emergencyAccessChanged)
    await settle()
    #expect(world.queue.count == 2)
  }

  @Test func openingAChartLeavesTheQueueToo() async throws {
    let session = try await session(doctor)
    world.queue.answer([])
    world.openChart.answer(chart(try entry(1)))
    session.show(.emergency)
    await settle()
    session.openChart(of: try entry(1), purpose: .treatment)
    world.app.received(.emergencyAccessChanged)
    await settle()
    #expect(world.queue.count == 1)
  }

  @Test func aQueueWithWaitingOnesIsReadEveryMinute() async throws {
    world.app.start()
    let session = try await session(doctor)
    world.queue.answer([try queued(1)])
    session.show(.emergency)
    await settle()
    let asked = world.queue.count
    await world.time.advance(seconds: 120)
    #expect(world.queue.count == asked + 2)
  }
}
