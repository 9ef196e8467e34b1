import ClinicModel
import ClinicViewModels
import EventLoop
import Testing

@Suite(.eventLoop) @UIActor struct RegistrationDuplicatesTests {
  private let desk: RegistrationDesk
  private var world: World { desk.world }

  init() throws { desk = try RegistrationDesk() }

  @Test func duplicatesAreLookedForAfterAMoment() async throws {
    let model = try await desk.model()
    model.edit(.surname1, "Garc")
    await world.time.advance(milliseconds: 100)
    model.edit(.surname1, "García")
    await world.time.advance(milliseconds: 149)
    #expect(world.findDuplicates.count == 0)
    await world.time.advance(milliseconds: 1)
    #expect(world.findDuplicates.asked == [DuplicateQuery(surname1: "García")])
  }

  @Test func onlyWhatIsKnownIsAskedFor() async throws {
    let model = try await desk.model()
    desk.fill(model)
    model.edit(.phone, "612 34 56")
    model.edit(.surname2, "N")
    await world.time.advance(seconds: 1)
    #expect(
      world.findDuplicates.asked == [
        DuplicateQuery(givenNames: "Ana", surname1: "García", birthDate: try date("1957-03-12"), sex: .female, phone: "6123456")
      ])
  }

  @Test func aGivenNameAloneIsNoQuestion() async throws {
    let model = try await desk.model()
    model.edit(.givenNames, "Ana")
    model.edit(.birthDate, "12/03")
    model.edit(.phone, "612")
    await world.time.advance(seconds: 1)
    #expect(world.findDuplicates.count == 0)
    #expect(model.candidates.isEmpty)
  }

  @Test func theAnswerToAnOlderQuestionIsIgnored() async throws {
    let model = try await desk.model()
    world.findDuplicates.hold()
    model.edit(.surname1, "Garc")
    await world.time.advance(seconds: 1)
    model.edit(.surname1, "García")
    await world.time.advance(seconds: 1)
    try await world.findDuplicates.reply([try candidate(1, .block)])
    #expect(model.candidates.isEmpty)
    try await world.findDuplicates.reply([try candidate(2, .review)])
    #expect(model.candidates == [try candidate(2, .review)])
    #expect(!model.needsDecision)
  }

  @Test func anEmptiedFormHasNoCandidates() async throws {
    let model = try await desk.model()
    world.findDuplicates.hold()
    model.edit(.surname1, "García")
    await world.time.advance(seconds: 1)
    model.edit(.surname1, "")
    await world.time.advance(seconds: 1)
    try await world.findDuplicates.reply([try candidate(1, .block)])
    #expect(model.candidates.isEmpty)
  }

  @Test func aBlockingCandidateHasToBeDecided() async throws {
    let model = try await desk.model()
    world.findDuplicates.answer([try candidate(1, .block)])
    world.register.answer(desk.saved)
    desk.fill(model)
    await world.time.advance(seconds: 1)
    #expect(model.needsDecision)
    await desk.submit(model)
    #expect(model.blocker == .duplicateUndecided)
    #expect(world.register.count == 0)
    model.differentReason = "   "
    await desk.submit(model)
    #expect(world.register.count == 0)
    model.differentReason = " twin  sister "
    #expect(model.blocker == nil)
    await desk.submit(model)
    #expect(world.register.asked.map(\.differentReason) == ["twin sister"])
  }

  @Test func aCandidateToReviewDoesNotBlock() async throws {
    let model = try await desk.model()
    world.findDuplicates.answer([try candidate(1, .review)])
    world.register.answer(desk.saved)
    desk.fill(model)
    await world.time.advance(seconds: 1)
    await desk.submit(model)
    #expect(world.register.count == 1)
    #expect(world.register.asked.first?.differentReason == nil)
  }

  /// "Twin" was said of one person; it must not let another through.
  @Test func aReasonStandsForTheCandidatesItWasTypedOver() async throws {
    let model = try await desk.model()
    world.findDuplicates.answer([try candidate(1, .block)])
    desk.fill(model)
    await world.time.advance(seconds: 1)
    model.differentReason = "twin sister"
    world.findDuplicates.answer([try candidate(1, .block), try candidate(2, .block)])
    model.edit(.givenNames, "Eva")
    await world.time.advance(seconds: 1)
    #expect(model.differentReason == "")
    await desk.submit(model)
    #expect(model.blocker == .duplicateUndecided)
  }

  @Test func aReasonStaysWhileNoNewCandidateBlocks() async throws {
    let model = try await desk.model()
    world.findDuplicates.answer([try candidate(1, .block), try candidate(2, .block)])
    desk.fill(model)
    await world.time.advance(seconds: 1)
    model.differentReason = "twin sister"
    world.findDuplicates.answer([try candidate(1, .block), try candidate(3, .review)])
    model.edit(.givenNames, "Eva")
    await world.time.advance(seconds: 1)
    #expect(model.differentReason == "twin sister")
  }

  @Test func aReasonOfARestoredDraftStandsForItsCandidates() async throws {
    world.answerQuietly()
    world.saveDraft.succeed()
    world.readDraft.answer(Draft(content: ["surname_1": "García", "different_reason": "twin"], savedAt: ManualTime.start))
    world.findDuplicates.answer([try candidate(1, .block)])
    let session = try await world.signedIn(receptionist)
    session.show(.registration)
    await settle()
    let model = session.registration
    #expect(model.needsDecision)
    #expect(model.differentReason == "twin")
    world.findDuplicates.answer([try candidate(2, .block)])
    model.edit(.givenNames, "Ana")
    await world.time.advance(seconds: 1)
    #expect(model.differentReason == "")
  }

  @Test func theDatabaseMayFindADuplicateThatWasNotSeenHere() async throws {
    let model = try await desk.model()
    world.register.answer(.duplicate)
    desk.fill(model)
    model.submit()
    world.findDuplicates.answer([try candidate(1, .block)])
    await settle()
    #expect(model.state == .editing)
    #expect(model.blocker == .duplicateUndecided)
    #expect(model.needsDecision)
    world.register.answer(desk.saved)
    model.differentReason = "twin"
    await desk.submit(model)
    #expect(world.register.asked.map(\.differentReason) == [nil, "twin"])
  }
}
