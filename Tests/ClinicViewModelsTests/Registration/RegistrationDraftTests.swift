import ClinicModel
import ClinicViewModels
import EventLoop
import Testing

@Suite(.eventLoop) @UIActor struct RegistrationDraftTests {
  private let desk: RegistrationDesk
  private var world: World { desk.world }

  init() throws { desk = try RegistrationDesk() }

  @Test func theDraftIsKeptAfterAPause() async throws {
    let model = try await desk.model()
    model.edit(.surname1, "G")
    await world.time.advance(milliseconds: 1000)
    model.edit(.surname1, "Ga")
    await world.time.advance(milliseconds: 1499)
    #expect(world.saveDraft.count == 0)
    await world.time.advance(milliseconds: 1)
    #expect(world.saveDraft.count == 1)
    #expect(world.saveDraft.asked.first?["surname_1"] == "Ga")
    #expect(model.draftSavedAt == world.time.now)
    await world.time.advance(seconds: 60)
    #expect(world.saveDraft.count == 1)
  }

  @Test func theDraftHoldsWhatWasTypedAndNothingElse() async throws {
    let model = try await desk.model()
    desk.fill(model)
    model.edit(.phone, " 61")
    model.differentReason = "twin sister"
    await world.time.advance(seconds: 2)
    let content = try #require(world.saveDraft.asked.last)
    #expect(Set(content.keys) == ["surname_1", "given_names", "birth_date", "sex", "phone", "different_reason", "request_key"])
    #expect(content["phone"] == " 61")
    #expect(content["different_reason"] == "twin sister")
  }

  @Test func theLockKeepsTheDraftAtOnce() async throws {
    let model = try await desk.model()
    model.edit(.surname1, "García")
    world.app.lock()
    await settle()
    #expect(world.saveDraft.count == 1)
    await world.time.advance(seconds: 5)
    #expect(world.saveDraft.count == 1)
  }

  @Test func signingOutKeepsTheDraftBeforeTheSessionEnds() async throws {
    let model = try await desk.model()
    model.edit(.surname1, "García")
    world.app.signOut()
    await settle()
    #expect(world.saveDraft.asked.map { $0["surname_1"] } == ["García"])
    #expect(model.form.isEmpty)
    #expect(world.time.armed == 0)
  }

  @Test func aDraftThatWasNotKeptIsTriedAgain() async throws {
    let model = try await desk.model()
    world.saveDraft.fails(.unavailable)
    model.edit(.surname1, "García")
    await world.time.advance(seconds: 2)
    #expect(model.draftSavedAt == nil)
    world.saveDraft.succeed()
    world.app.lock()
    await settle()
    #expect(world.saveDraft.count == 2)
    #expect(model.draftSavedAt != nil)
  }

  @Test func aFormEmptiedByHandDoesNotComeBack() async throws {
    let model = try await desk.model()
    model.edit(.surname1, "García")
    await world.time.advance(seconds: 2)
    model.edit(.surname1, "")
    await world.time.advance(seconds: 2)
    #expect(world.saveDraft.count == 1)
    #expect(world.discardDraft.count == 1)
  }

  @Test func aDraftIsRestoredWithItsKey() async throws {
    let key = UniqueID.random()
    let at = ManualTime.start.adding(seconds: -600)
    let model = try await desk.model(
      draft: Draft(
        content: [
          "surname_1": "García", "given_names": "Ana", "birth_date": "12/03/1957", "sex": "FEMALE", "different_reason": "twin",
          "request_key": key.description, "old": "x",
        ], savedAt: at))
    #expect(model.wasRestored)
    #expect(model.form[.surname1] == "García")
    #expect(model.differentReason == "twin")
    #expect(model.draftSavedAt == at)
    #expect(world.findDuplicates.count == 1)
    await world.time.advance(seconds: 10)
    #expect(world.saveDraft.count == 0)
    world.register.answer(desk.saved)
    await desk.submit(model)
    #expect(world.register.asked.map(\.key) == [key])
    #expect(world.register.asked.first?.differentReason == "twin")
  }

  @Test func problemsOfARestoredDraftAreShown() async throws {
    let model = try await desk.model(draft: Draft(content: ["birth_date": "31/02/1957"], savedAt: ManualTime.start))
    #expect(model.visibleProblems == [.birthDate: .notADate])
  }

  @Test func anEmptyDraftIsNothing() async throws {
    let model = try await desk.model(draft: Draft(content: ["request_key": "not a key"], savedAt: ManualTime.start))
    #expect(!model.wasRestored)
    #expect(model.form.isEmpty)
  }

  @Test func whatWasTypedBeforeTheDraftCameStays() async throws {
    world.answerQuietly()
    world.readDraft.hold()
    let session = try await world.signedIn(receptionist)
    session.show(.registration)
    await settle()
    session.registration.edit(.surname1, "Ruiz")
    try await world.readDraft.reply(Draft(content: ["surname_1": "García"], savedAt: ManualTime.start))
    #expect(session.registration.form[.surname1] == "Ruiz")
    #expect(!session.registration.wasRestored)
  }

  @Test func theDraftIsReadOnce() async throws {
    _ = try await desk.model()
    world.app.session?.show(.patients)
    world.app.session?.show(.registration)
    await settle()
    #expect(world.readDraft.count == 1)
  }

  @Test func aDraftThatCouldNotBeReadIsAskedForAgain() async throws {
    world.answerQuietly()
    world.readDraft.fails(.unavailable)
    world.findDuplicates.answer([])
    let session = try await world.signedIn(receptionist)
    session.show(.registration)
    await settle()
    #expect(world.app.notice == .unavailable)
    world.readDraft.answer(Draft(content: ["surname_1": "García"], savedAt: ManualTime.start))
    session.show(.registration)
    await settle()
    #expect(session.registration.wasRestored)
  }

  @Test func discardingEmptiesHereAndThere() async throws {
    let model = try await desk.model()
    desk.fill(model)
    model.discard()
    await settle()
    #expect(model.form.isEmpty)
    #expect(world.discardDraft.asked == ["registration"])
    #expect(world.app.notice == .draftDiscarded)
    await world.time.advance(seconds: 5)
    #expect(world.saveDraft.count == 0)
  }

  @Test func theDraftOfAnEarlierFormIsNotThatOfThisOne() async throws {
    let model = try await desk.model()
    world.saveDraft.hold()
    model.edit(.surname1, "García")
    await world.time.advance(seconds: 2)
    model.startNew()
    try await world.saveDraft.reply()
    #expect(model.draftSavedAt == nil)
  }
}
