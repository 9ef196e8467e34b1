import ClinicModel
import ClinicViewModels
import EventLoop
import Testing

@Suite(.eventLoop) @UIActor struct EmergencyQueueModelTests {
  private let world = World()

  private func queue(_ entries: [EmergencyQueueEntry]) async throws -> EmergencyQueueModel {
    world.answerQuietly()
    world.queue.answer(entries)
    let session = try await world.signedIn(doctor)
    session.show(.emergency)
    await settle()
    return session.emergency.queue
  }

  private func becomes(_ entries: [EmergencyQueueEntry]) async {
    world.queue.answer(entries)
    world.app.received(.emergencyAccessChanged)
    await settle()
  }

  private func ids(_ numbers: UInt64...) throws -> [EmergencyAccessID] { try numbers.map { try queued($0).id } }

  // MARK: The list

  @Test func theNewestIsSelectedAtFirst() async throws {
    let queue = try await queue([try queued(2), try queued(1)])
    #expect(queue.isLoaded)
    #expect(queue.selected == (try queued(2).id))
  }

  @Test func rowsNeverMoveUnderTheCursor() async throws {
    let queue = try await queue([try queued(2), try queued(1)])
    queue.select(try queued(1).id)
    await becomes([try queued(4), try queued(3), try queued(1), try queued(2, .active)])
    #expect(queue.entries.map(\.id) == (try ids(2, 1)))
    #expect(queue.entries.map(\.access.phase) == [.active, .requested])
    #expect(queue.arrivals.map(\.id) == (try ids(4, 3)))
    #expect(queue.selected == (try queued(1).id))
  }

  @Test func arrivalsComeInWhenTheyAreAskedFor() async throws {
    let queue = try await queue([try queued(1)])
    queue.birthYear = "19"
    await becomes([try queued(2), try queued(1)])
    queue.showArrivals()
    #expect(queue.entries.map(\.id) == (try ids(2, 1)))
    #expect(queue.arrivals.isEmpty)
    #expect(queue.selected == (try queued(1).id))
    #expect(queue.birthYear == "19")
  }

  @Test func arrivalsAreCountedOnceAndAnew() async throws {
    let queue = try await queue([try queued(1)])
    await becomes([try queued(2), try queued(1)])
    await becomes([try queued(3), try queued(2), try queued(1)])
    #expect(queue.arrivals.count == 2)
    await becomes([try queued(3), try queued(1)])
    #expect(queue.arrivals.map(\.id) == (try ids(3)))
  }

  @Test func intoAnEmptyListTheyComeAtOnce() async throws {
    let queue = try await queue([])
    #expect(queue.selectedEntry == nil)
    #expect(!queue.mayDecide)
    await becomes([try queued(1)])
    #expect(queue.entries.count == 1)
    #expect(queue.arrivals.isEmpty)
    #expect(queue.selected == (try queued(1).id))
  }

  @Test func openingThePaneArrangesAnew() async throws {
    let queue = try await queue([try queued(2), try queued(1)])
    queue.select(try queued(2).id)
    await becomes([try queued(3), try queued(1), try queued(2, .active)])
    world.app.session?.show(.patients)
    world.app.session?.show(.emergency)
    await settle()
    #expect(queue.entries.map(\.id) == (try ids(3, 1, 2)))
    #expect(queue.selected == (try queued(2).id))
  }

  @Test func aRowThatLeftTheListTakesItsFormAlong() async throws {
    let queue = try await queue([try queued(2), try queued(1, hours: 12)])
    queue.birthYear = "1957"
    await becomes([try queued(1, hours: 12)])
    #expect(queue.selected == (try queued(1).id))
    #expect(queue.birthYear == "")
    #expect(queue.hours == 12)
  }

  @Test func anOlderAnswerIsIgnored() async throws {
    let queue = try await queue([try queued(1)])
    world.queue.hold()
    world.app.received(.emergencyAccessChanged)
    await settle()
    world.app.received(.emergencyAccessChanged)
    await settle()
    try await world.queue.reply([try queued(1, .active)], at: 1)
    try await world.queue.reply([try queued(1)])
    #expect(queue.entries.map(\.access.phase) == [.active])
  }

  @Test func whyTheQueueCouldNotBeReadIsShownUntilItCan() async throws {
    let queue = try await queue([try queued(1)])
    world.queue.fails(.unavailable)
    world.app.received(.emergencyAccessChanged)
    await settle()
    #expect(queue.problem == .notice(.unavailable))
    #expect(queue.entries.count == 1)
    await becomes([try queued(1)])
    #expect(queue.problem == nil)
  }

  // MARK: Deciding

  @Test func theHoursAreThoseAskedForUntilTheyAreChanged() async throws {
    let queue = try await queue([try queued(2, hours: 1), try queued(1, hours: 12)])
    #expect(queue.hours == 1)
    queue.select(try queued(1).id)
    #expect(queue.hours == 12)
    queue.hours = 4
    await becomes([try queued(2, hours: 1), try queued(1, hours: 12)])
    #expect(queue.hours == 4)
  }

  @Test func anotherRowHasAnEmptyForm() async throws {
    let queue = try await queue([try queued(2), try queued(1)])
    queue.birthYear = "1957"
    queue.denyReason = "no"
    queue.select(try queued(1).id)
    #expect(queue.birthYear == "")
    #expect(queue.denyReason == "")
  }

  @Test(arguments: ["", "195", "57", "19570", "abcd", "+195", "-195", "１９５７", " 1957"])
  func withoutABirthYearNothingIsApproved(_ text: String) async throws {
    let queue = try await queue([try queued(1)])
    queue.birthYear = text
    queue.approve()
    #expect(queue.problem == .birthYearMissing)
    await settle()
    #expect(world.decide.count == 0)
  }

  @Test func anApprovalSendsYearAndHours() async throws {
    let queue = try await queue([try queued(1)])
    world.decide.answer(.approved)
    queue.birthYear = "1957"
    queue.hours = 1
    world.queue.answer([try queued(1, .active)])
    queue.approve()
    await settle()
    #expect(world.decide.asked == [World.Decided(id: try queued(1).id, decision: .approve(hours: 1, birthYear: 1957))])
    #expect(world.app.notice == .decisionMade(approved: true, requester: "Nurse 1"))
    #expect(queue.birthYear == "")
    #expect(queue.entries.first?.access.phase == .active)
    #expect(!queue.mayDecide)
  }

  @Test func aDenialNeedsAReason() async throws {
    let queue = try await queue([try queued(1)])
    queue.denyReason = "   "
    queue.deny()
    #expect(queue.problem == .reasonMissing)
    world.decide.answer(.denied)
    queue.denyReason = "  not  your patient "
    #expect(queue.problem == nil)
    queue.deny()
    await settle()
    #expect(world.decide.asked.map(\.decision) == [.deny(reason: "not your patient")])
    #expect(world.app.notice == .decisionMade(approved: false, requester: "Nurse 1"))
  }

  @Test func nothingIsDecidedTwiceWhileTheAnswerIsUnderWay() async throws {
    let queue = try await queue([try queued(1)])
    world.decide.hold()
    queue.birthYear = "1957"
    queue.approve()
    await settle()
    #expect(queue.isDeciding)
    queue.approve()
    queue.denyReason = "no"
    queue.deny()
    await settle()
    #expect(world.decide.count == 1)
  }

  @Test(arguments: [EmergencyAccess.Phase.active, .denied, .lapsed, .withdrawn])
  func whatIsDecidedCannotBeDecided(_ phase: EmergencyAccess.Phase) async throws {
    let queue = try await queue([try queued(1, phase)])
    #expect(!queue.mayDecide)
    queue.birthYear = "1957"
    queue.approve()
    queue.deny()
    await settle()
    #expect(world.decide.count == 0)
  }

  @Test func ownRequestsAreNotDecided() async throws {
    let queue = try await queue([try queued(1, whyNot: .secondPerson)])
    queue.birthYear = "1957"
    queue.approve()
    await settle()
    #expect(world.decide.count == 0)
  }

  @Test func aWrongYearIsSaidAndKeepsTheForm() async throws {
    let queue = try await queue([try queued(1)])
    world.decide.answer(.wrongBirthYear)
    queue.birthYear = "1958"
    queue.approve()
    await settle()
    #expect(queue.problem == .wrongBirthYear)
    #expect(queue.birthYear == "1958")
    queue.birthYear = "195"
    #expect(queue.problem == nil)
  }

  @Test func theFirstOfTwoApprovals() async throws {
    let queue = try await queue([try queued(1)])
    world.decide.answer(.approvedOneOfTwo)
    queue.birthYear = "1957"
    queue.approve()
    await settle()
    #expect(world.app.notice == .decisionNeedsSecondApprover)
  }

  @Test func aDecisionThatComesLateIsTold() async throws {
    let queue = try await queue([try queued(1)])
    world.decide.answer(.alreadyDecided(by: "Dr. Sanz", at: nil))
    world.queue.answer([try queued(1, .denied)])
    queue.birthYear = "1957"
    queue.approve()
    await settle()
    #expect(world.app.notice == .decisionCameLate(by: "Dr. Sanz"))
    #expect(queue.entries.first?.access.phase == .denied)
    #expect(queue.birthYear == "")
  }

  @Test func aRequestThatLapsedMeanwhileIsTold() async throws {
    let queue = try await queue([try queued(1)])
    world.decide.answer(.lapsed)
    queue.birthYear = "1957"
    queue.approve()
    await settle()
    #expect(world.app.notice == .emergencyLapsed(patient: "GARCÍA, Ana"))
  }

  /// She went on to the next row while the first was being decided.
  @Test func theAnswerForOneRowDoesNotTouchTheFormOfAnother() async throws {
    let queue = try await queue([try queued(2), try queued(1)])
    world.decide.hold()
    queue.birthYear = "1957"
    queue.approve()
    await settle()
    queue.select(try queued(1).id)
    queue.birthYear = "19"
    try await world.decide.reply(.wrongBirthYear)
    #expect(queue.problem == nil)
    #expect(queue.birthYear == "19")
    #expect(!queue.isDeciding)
  }

  @Test func anApprovalDoesNotWipeTheFormOfAnotherRow() async throws {
    let queue = try await queue([try queued(2), try queued(1)])
    world.decide.hold()
    queue.birthYear = "1957"
    queue.approve()
    await settle()
    queue.select(try queued(1).id)
    queue.birthYear = "19"
    try await world.decide.reply(.approved)
    #expect(queue.birthYear == "19")
    #expect(world.app.notice == .decisionMade(approved: true, requester: "Nurse 2"))
  }

  @Test(arguments: [RepositoryError.unavailable, .unknownOutcome, .refused(.noRole)])
  func aDecisionThatFailsIsSaidAndStaysSaid(_ error: RepositoryError) async throws {
    let queue = try await queue([try queued(1)])
    world.decide.fails(error)
    queue.birthYear = "1957"
    queue.approve()
    await settle()
    #expect(queue.problem == .notice(Notice(error)))
    #expect(!queue.isDeciding)
    world.app.received(.emergencyAccessChanged)
    await settle()
    #expect(queue.problem == .notice(Notice(error)))
  }

  // MARK: Revoking

  @Test func aLiveAccessIsRevokedWithItsReason() async throws {
    let queue = try await queue([try queued(1, .active)])
    world.end.succeed()
    world.queue.answer([try queued(1, .endedRevoked)])
    queue.revokeSelected(reason: "wrong patient")
    await settle()
    #expect(world.end.asked == [World.Ending(id: try queued(1).id, reason: "wrong patient")])
    #expect(queue.entries.first?.access.phase == .endedRevoked)
  }

  @Test func whatIsNotLiveIsNotRevoked() async throws {
    let queue = try await queue([try queued(1)])
    queue.revokeSelected(reason: "wrong patient")
    await settle()
    #expect(world.end.count == 0)
  }

  @Test func whyItWasNotRevokedIsTold() async throws {
    let queue = try await queue([try queued(1, .active)])
    world.end.fails(.refused(.noRole))
    queue.revokeSelected(reason: "wrong patient")
    await settle()
    #expect(world.app.notice == .refused(.noRole))
  }
}
