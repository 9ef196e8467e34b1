import ClinicModel
import ClinicViewModels
import EventLoop
import Testing

@Suite(.eventLoop) @UIActor struct RegistrationModelTests {
  private let desk: RegistrationDesk
  private var world: World { desk.world }

  init() throws { desk = try RegistrationDesk() }

  @Test func problemsAreShownWhenAFieldWasLeft() async throws {
    let model = try await desk.model()
    #expect(model.visibleProblems.isEmpty)
    model.edit(.birthDate, "12/0")
    #expect(model.visibleProblems.isEmpty)
    model.leave(.birthDate)
    #expect(model.visibleProblems == [.birthDate: .notADate])
    model.edit(.birthDate, "12/03/1957")
    #expect(model.visibleProblems.isEmpty)
  }

  @Test func whatIsMissingIsShownOnceSaveWasTried() async throws {
    let model = try await desk.model()
    for field in RegistrationForm.Field.allCases { model.leave(field) }
    #expect(model.visibleProblems.isEmpty)
    await desk.submit(model)
    #expect(model.blocker == .fieldsMissing)
    #expect(Set(model.visibleProblems.keys) == [.surname1, .givenNames, .birthDate, .sex])
    #expect(world.register.count == 0)
    model.edit(.surname1, "García")
    #expect(model.blocker == nil)
    #expect(Set(model.visibleProblems.keys) == [.givenNames, .birthDate, .sex])
  }

  @Test func leavingTwiceIsOneChange() async throws {
    let model = try await desk.model()
    model.leave(.phone)
    let changes = world.changes
    model.leave(.phone)
    #expect(world.changes == changes)
  }

  // MARK: Saving

  @Test func aSavedFormMakesRoomForTheNext() async throws {
    let model = try await desk.model()
    world.register.answer(desk.saved)
    world.search.answer(PatientDirectory.SearchAnswer(entries: [], hasMore: false))
    desk.fill(model)
    await world.time.advance(seconds: 2)
    await desk.submit(model)
    guard case .saved(let id, let number, let name) = model.state else {
      Issue.record("not saved")
      return
    }
    #expect(id == PatientID(identifier(40)))
    #expect(number.description == "104-233-719")
    #expect(name == PersonName(givenNames: "Ana", surname1: "García"))
    #expect(model.form.isEmpty)
    #expect(model.visibleProblems.isEmpty)
    #expect(world.discardDraft.count == 1)
    #expect(world.app.notice == .patientRegistered(number))
    await world.time.advance(seconds: 60)
    #expect(world.saveDraft.count == 1)
    await desk.submit(model)
    #expect(world.register.count == 1)
    model.edit(.surname1, "R")
    #expect(model.state == .editing)
    #expect(model.form[.surname1] == "R")
  }

  @Test func afterSavingThePatientListIsReadAgain() async throws {
    let model = try await desk.model()
    world.register.answer(desk.saved)
    world.search.answer(PatientDirectory.SearchAnswer(entries: [], hasMore: false))
    world.app.session?.patients.search("gar")
    await settle()
    desk.fill(model)
    await desk.submit(model)
    #expect(world.search.count == 2)
  }

  @Test func whileItIsSentNothingIsChangedNorSentTwice() async throws {
    let model = try await desk.model()
    world.register.hold()
    desk.fill(model)
    await desk.submit(model)
    #expect(model.state == .sending)
    model.edit(.surname1, "Ruiz")
    model.differentReason = "x"
    await desk.submit(model)
    #expect(model.form[.surname1] == "García")
    #expect(model.differentReason == "")
    #expect(world.register.count == 1)
  }

  @Test func theSameContentKeepsItsKeyAndAnEditChangesIt() async throws {
    let model = try await desk.model()
    world.register.fails(.unavailable)
    desk.fill(model)
    await desk.submit(model)
    #expect(model.blocker == .notice(.unavailable))
    #expect(model.state == .editing)
    await desk.submit(model)
    #expect(Set(desk.keys).count == 1)
    model.edit(.givenNames, "Eva")
    await desk.submit(model)
    #expect(Set(desk.keys).count == 2)
    model.differentReason = "twin"
    await desk.submit(model)
    #expect(Set(desk.keys).count == 3)
  }

  @Test func aKeyUsedForOtherContentIsReplaced() async throws {
    let model = try await desk.model()
    world.register.fails(.keyReused)
    desk.fill(model)
    await desk.submit(model)
    await desk.submit(model)
    #expect(Set(desk.keys).count == 2)
  }

  @Test func aFieldTheDatabaseRefusesIsMarked() async throws {
    let model = try await desk.model()
    world.register.fails(.invalid(field: "phone"))
    desk.fill(model)
    await desk.submit(model)
    #expect(model.visibleProblems == [.phone: .forbiddenCharacter])
    #expect(model.blocker == .fieldsMissing)
    world.register.fails(.invalid(field: "something_new"))
    model.edit(.phone, "612345678")
    await desk.submit(model)
    #expect(model.blocker == .notice(.unexpected))
  }

  @Test func aFailedSaveKeepsTheDraft() async throws {
    let model = try await desk.model()
    world.register.fails(.unavailable)
    desk.fill(model)
    await desk.submit(model)
    await world.time.advance(seconds: 2)
    #expect(world.saveDraft.count == 1)
    #expect(model.form[.surname1] == "García")
  }

  // MARK: In doubt

  private func inDoubt() async throws -> RegistrationModel {
    let model = try await desk.model()
    world.register.fails(.unknownOutcome)
    desk.fill(model)
    await desk.submit(model)
    #expect(model.state == .inDoubt)
    #expect(model.blocker == .notice(.inDoubt))
    return model
  }

  @Test func inDoubtTheSameGoesOutAgainWithTheSameKey() async throws {
    let model = try await inDoubt()
    model.edit(.surname1, "Ruiz")
    model.differentReason = "x"
    world.register.answer(desk.saved)
    await desk.submit(model)
    #expect(world.register.asked[0] == world.register.asked[1])
    if case .saved = model.state {} else { Issue.record("not saved") }
  }

  @Test func theDoubtLastsUntilTheDatabaseAnswers() async throws {
    let model = try await inDoubt()
    for error in [RepositoryError.unavailable, .unexpectedAnswer, .unknownOutcome] {
      world.register.fails(error)
      await desk.submit(model)
      #expect(model.state == .inDoubt)
    }
    #expect(Set(desk.keys).count == 1)
    world.register.fails(.refused(.noRole))
    await desk.submit(model)
    #expect(model.state == .editing)
  }

  @Test func theDraftInDoubtCarriesTheKey() async throws {
    _ = try await inDoubt()
    world.app.lock()
    await settle()
    #expect(world.saveDraft.asked.last?["request_key"] == desk.keys.first?.description)
  }

  @Test func afterAReconnectItGoesOutByItself() async throws {
    world.site.fails(.unavailable)
    world.app.connectionChanged(.connected)
    let model = try await inDoubt()
    world.saveDraft.fails(.unavailable)
    world.app.connectionChanged(.lost(nextTryAt: world.time.now))
    await settle()
    world.app.connectionChanged(.connected)
    world.register.answer(desk.saved)
    world.signIn.answer(.signedIn(receptionist))
    world.app.unlock.password = "right"
    world.app.unlock.submit()
    await settle()
    #expect(world.register.count == 2)
    #expect(Set(desk.keys).count == 1)
    if case .saved = model.state {} else { Issue.record("not saved") }
  }

  @Test func withoutDoubtNothingGoesOutByItself() async throws {
    let model = try await desk.model()
    desk.fill(model)
    world.app.lock()
    world.unlock.answer(true)
    world.app.unlock.password = "right"
    world.app.unlock.submit()
    await settle()
    #expect(world.register.count == 0)
    #expect(model.form[.surname1] == "García")
  }
}
