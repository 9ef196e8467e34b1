import ClinicModel
import ClinicViewModels
import EventLoop
import Testing

@Suite(.eventLoop) @UIActor struct RegistrationModelTests {
  private let world = World()
  private let saved: Registrations.Answer

  init() throws {
    saved = .saved(PatientID(identifier(40)), try #require(RecordNumber("104-233-719")))
  }

  private func model(draft: Draft? = nil) async throws -> RegistrationModel {
    world.answerQuietly()
    world.readDraft.answer(draft)
    world.findDuplicates.answer([])
    world.saveDraft.succeed()
    world.discardDraft.succeed()
    let session = try await world.signedIn(receptionist)
    session.show(.registration)
    await settle()
    return session.registration
  }

  private func fill(_ model: RegistrationModel) {
    for (field, text) in [RegistrationForm.Field.surname1: "García", .givenNames: "Ana", .birthDate: "12/03/1957", .sex: "FEMALE"] {
      model.edit(field, text)
    }
  }

  private func submit(_ model: RegistrationModel) async {
    model.submit()
    await settle()
  }

  private var keys: [UniqueID] { world.register.asked.map(\.key) }

  // MARK: Problems

  @Test func problemsAreShownWhenAFieldWasLeft() async throws {
    let model = try await model()
    #expect(model.visibleProblems.isEmpty)
    model.edit(.birthDate, "12/0")
    #expect(model.visibleProblems.isEmpty)
    model.leave(.birthDate)
    #expect(model.visibleProblems == [.birthDate: .notADate])
    model.edit(.birthDate, "12/03/1957")
    #expect(model.visibleProblems.isEmpty)
  }

  @Test func whatIsMissingIsShownOnceSaveWasTried() async throws {
    let model = try await model()
    for field in RegistrationForm.Field.allCases { model.leave(field) }
    #expect(model.visibleProblems.isEmpty)
    await submit(model)
    #expect(model.blocker == .fieldsMissing)
    #expect(Set(model.visibleProblems.keys) == [.surname1, .givenNames, .birthDate, .sex])
    #expect(world.register.count == 0)
    model.edit(.surname1, "García")
    #expect(model.blocker == nil)
    #expect(Set(model.visibleProblems.keys) == [.givenNames, .birthDate, .sex])
  }

  @Test func leavingTwiceIsOneChange() async throws {
    let model = try await model()
    model.leave(.phone)
    let changes = world.changes
    model.leave(.phone)
    #expect(world.changes == changes)
  }

  // MARK: Draft

  @Test func theDraftIsKeptAfterAPause() async throws {
    let model = try await model()
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
    let model = try await model()
    fill(model)
    model.edit(.phone, " 61")
    model.differentReason = "twin sister"
    await world.time.advance(seconds: 2)
    let content = try #require(world.saveDraft.asked.last)
    #expect(Set(content.keys) == ["surname_1", "given_names", "birth_date", "sex", "phone", "different_reason", "request_key"])
    #expect(content["phone"] == " 61")
    #expect(content["different_reason"] == "twin sister")
  }

  @Test func theLockKeepsTheDraftAtOnce() async throws {
    let model = try await model()
    model.edit(.surname1, "García")
    world.app.lock()
    await settle()
    #expect(world.saveDraft.count == 1)
    await world.time.advance(seconds: 5)
    #expect(world.saveDraft.count == 1)
  }

  @Test func signingOutKeepsTheDraftBeforeTheSessionEnds() async throws {
    let model = try await model()
    model.edit(.surname1, "García")
    world.app.signOut()
    await settle()
    #expect(world.saveDraft.asked.map { $0["surname_1"] } == ["García"])
    #expect(model.form.isEmpty)
    #expect(world.time.armed == 0)
  }

  @Test func aDraftThatWasNotKeptIsTriedAgain() async throws {
    let model = try await model()
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
    let model = try await model()
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
    let model = try await model(
      draft: Draft(
        content: [
          "surname_1": "García", "given_names": "Ana", "birth_date": "12/03/1957", "sex": "FEMALE", "different_reason": "twin", "request_key": key.description, "old": "x",
        ], savedAt: at))
    #expect(model.wasRestored)
    #expect(model.form[.surname1] == "García")
    #expect(model.differentReason == "twin")
    #expect(model.draftSavedAt == at)
    #expect(world.findDuplicates.count == 1)
    await world.time.advance(seconds: 10)
    #expect(world.saveDraft.count == 0)
    world.register.answer(saved)
    await submit(model)
    #expect(world.register.asked.map(\.key) == [key])
    #expect(world.register.asked.first?.differentReason == "twin")
  }

  @Test func problemsOfARestoredDraftAreShown() async throws {
    let model = try await model(draft: Draft(content: ["birth_date": "31/02/1957"], savedAt: ManualTime.start))
    #expect(model.visibleProblems == [.birthDate: .notADate])
  }

  @Test func anEmptyDraftIsNothing() async throws {
    let model = try await model(draft: Draft(content: ["request_key": "not a key"], savedAt: ManualTime.start))
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
    _ = try await model()
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
    let model = try await model()
    fill(model)
    model.discard()
    await settle()
    #expect(model.form.isEmpty)
    #expect(world.discardDraft.asked == ["registration"])
    #expect(world.app.notice == .draftDiscarded)
    await world.time.advance(seconds: 5)
    #expect(world.saveDraft.count == 0)
  }

  @Test func theDraftOfAnEarlierFormIsNotThatOfThisOne() async throws {
    let model = try await model()
    world.saveDraft.hold()
    model.edit(.surname1, "García")
    await world.time.advance(seconds: 2)
    model.startNew()
    try await world.saveDraft.reply()
    #expect(model.draftSavedAt == nil)
  }

  // MARK: Duplicates

  @Test func duplicatesAreLookedForAfterAMoment() async throws {
    let model = try await model()
    model.edit(.surname1, "Garc")
    await world.time.advance(milliseconds: 100)
    model.edit(.surname1, "García")
    await world.time.advance(milliseconds: 149)
    #expect(world.findDuplicates.count == 0)
    await world.time.advance(milliseconds: 1)
    #expect(world.findDuplicates.asked == [DuplicateQuery(surname1: "García")])
  }

  @Test func onlyWhatIsKnownIsAskedFor() async throws {
    let model = try await model()
    fill(model)
    model.edit(.phone, "612 34 56")
    model.edit(.surname2, "N")
    await world.time.advance(seconds: 1)
    #expect(
      world.findDuplicates.asked == [
        DuplicateQuery(givenNames: "Ana", surname1: "García", birthDate: try date("1957-03-12"), sex: .female, phone: "6123456")
      ])
  }

  @Test func aGivenNameAloneIsNoQuestion() async throws {
    let model = try await model()
    model.edit(.givenNames, "Ana")
    model.edit(.birthDate, "12/03")
    model.edit(.phone, "612")
    await world.time.advance(seconds: 1)
    #expect(world.findDuplicates.count == 0)
    #expect(model.candidates.isEmpty)
  }

  @Test func theAnswerToAnOlderQuestionIsIgnored() async throws {
    let model = try await model()
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
    let model = try await model()
    world.findDuplicates.hold()
    model.edit(.surname1, "García")
    await world.time.advance(seconds: 1)
    model.edit(.surname1, "")
    await world.time.advance(seconds: 1)
    try await world.findDuplicates.reply([try candidate(1, .block)])
    #expect(model.candidates.isEmpty)
  }

  @Test func aBlockingCandidateHasToBeDecided() async throws {
    let model = try await model()
    world.findDuplicates.answer([try candidate(1, .block)])
    world.register.answer(saved)
    fill(model)
    await world.time.advance(seconds: 1)
    #expect(model.needsDecision)
    await submit(model)
    #expect(model.blocker == .duplicateUndecided)
    #expect(world.register.count == 0)
    model.differentReason = "   "
    await submit(model)
    #expect(world.register.count == 0)
    model.differentReason = " twin  sister "
    #expect(model.blocker == nil)
    await submit(model)
    #expect(world.register.asked.map(\.differentReason) == ["twin sister"])
  }

  @Test func aCandidateToReviewDoesNotBlock() async throws {
    let model = try await model()
    world.findDuplicates.answer([try candidate(1, .review)])
    world.register.answer(saved)
    fill(model)
    await world.time.advance(seconds: 1)
    await submit(model)
    #expect(world.register.count == 1)
    #expect(world.register.asked.first?.differentReason == nil)
  }

  /// "Twin" was said of one person; it must not let another through.
  @Test func aReasonStandsForTheCandidatesItWasTypedOver() async throws {
    let model = try await model()
    world.findDuplicates.answer([try candidate(1, .block)])
    fill(model)
    await world.time.advance(seconds: 1)
    model.differentReason = "twin sister"
    world.findDuplicates.answer([try candidate(1, .block), try candidate(2, .block)])
    model.edit(.givenNames, "Eva")
    await world.time.advance(seconds: 1)
    #expect(model.differentReason == "")
    await submit(model)
    #expect(model.blocker == .duplicateUndecided)
  }

  @Test func aReasonStaysWhileNoNewCandidateBlocks() async throws {
    let model = try await model()
    world.findDuplicates.answer([try candidate(1, .block), try candidate(2, .block)])
    fill(model)
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
    let model = try await model()
    world.register.answer(.duplicate)
    fill(model)
    model.submit()
    world.findDuplicates.answer([try candidate(1, .block)])
    await settle()
    #expect(model.state == .editing)
    #expect(model.blocker == .duplicateUndecided)
    #expect(model.needsDecision)
    world.register.answer(saved)
    model.differentReason = "twin"
    await submit(model)
    #expect(world.register.asked.map(\.differentReason) == [nil, "twin"])
  }

  // MARK: Saving

  @Test func aSavedFormMakesRoomForTheNext() async throws {
    let model = try await model()
    world.register.answer(saved)
    world.search.answer(PatientDirectory.SearchAnswer(entries: [], hasMore: false))
    fill(model)
    await world.time.advance(seconds: 2)
    await submit(model)
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
    await submit(model)
    #expect(world.register.count == 1)
    model.edit(.surname1, "R")
    #expect(model.state == .editing)
    #expect(model.form[.surname1] == "R")
  }

  @Test func afterSavingThePatientListIsReadAgain() async throws {
    let model = try await model()
    world.register.answer(saved)
    world.search.answer(PatientDirectory.SearchAnswer(entries: [], hasMore: false))
    world.app.session?.patients.search("gar")
    await settle()
    fill(model)
    await submit(model)
    #expect(world.search.count == 2)
  }

  @Test func whileItIsSentNothingIsChangedNorSentTwice() async throws {
    let model = try await model()
    world.register.hold()
    fill(model)
    await submit(model)
    #expect(model.state == .sending)
    model.edit(.surname1, "Ruiz")
    model.differentReason = "x"
    await submit(model)
    #expect(model.form[.surname1] == "García")
    #expect(model.differentReason == "")
    #expect(world.register.count == 1)
  }

  @Test func theSameContentKeepsItsKeyAndAnEditChangesIt() async throws {
    let model = try await model()
    world.register.fails(.unavailable)
    fill(model)
    await submit(model)
    #expect(model.blocker == .notice(.unavailable))
    #expect(model.state == .editing)
    await submit(model)
    #expect(Set(keys).count == 1)
    model.edit(.givenNames, "Eva")
    await submit(model)
    #expect(Set(keys).count == 2)
    model.differentReason = "twin"
    await submit(model)
    #expect(Set(keys).count == 3)
  }

  @Test func aKeyUsedForOtherContentIsReplaced() async throws {
    let model = try await model()
    world.register.fails(.keyReused)
    fill(model)
    await submit(model)
    await submit(model)
    #expect(Set(keys).count == 2)
  }

  @Test func aFieldTheDatabaseRefusesIsMarked() async throws {
    let model = try await model()
    world.register.fails(.invalid(field: "phone"))
    fill(model)
    await submit(model)
    #expect(model.visibleProblems == [.phone: .forbiddenCharacter])
    #expect(model.blocker == .fieldsMissing)
    world.register.fails(.invalid(field: "something_new"))
    model.edit(.phone, "612345678")
    await submit(model)
    #expect(model.blocker == .notice(.unexpected))
  }

  @Test func aFailedSaveKeepsTheDraft() async throws {
    let model = try await model()
    world.register.fails(.unavailable)
    fill(model)
    await submit(model)
    await world.time.advance(seconds: 2)
    #expect(world.saveDraft.count == 1)
    #expect(model.form[.surname1] == "García")
  }

  // MARK: In doubt

  private func inDoubt() async throws -> RegistrationModel {
    let model = try await model()
    world.register.fails(.unknownOutcome)
    fill(model)
    await submit(model)
    #expect(model.state == .inDoubt)
    #expect(model.blocker == .notice(.inDoubt))
    return model
  }

  @Test func inDoubtTheSameGoesOutAgainWithTheSameKey() async throws {
    let model = try await inDoubt()
    model.edit(.surname1, "Ruiz")
    model.differentReason = "x"
    world.register.answer(saved)
    await submit(model)
    #expect(world.register.asked[0] == world.register.asked[1])
    if case .saved = model.state {} else { Issue.record("not saved") }
  }

  @Test func theDoubtLastsUntilTheDatabaseAnswers() async throws {
    let model = try await inDoubt()
    for error in [RepositoryError.unavailable, .unexpectedAnswer, .unknownOutcome] {
      world.register.fails(error)
      await submit(model)
      #expect(model.state == .inDoubt)
    }
    #expect(Set(keys).count == 1)
    world.register.fails(.refused(.noRole))
    await submit(model)
    #expect(model.state == .editing)
  }

  @Test func theDraftInDoubtCarriesTheKey() async throws {
    _ = try await inDoubt()
    world.app.lock()
    await settle()
    #expect(world.saveDraft.asked.last?["request_key"] == keys.first?.description)
  }

  @Test func afterAReconnectItGoesOutByItself() async throws {
    world.site.fails(.unavailable)
    world.app.connectionChanged(.connected)
    let model = try await inDoubt()
    world.saveDraft.fails(.unavailable)
    world.app.connectionChanged(.lost(nextTryAt: world.time.now))
    await settle()
    world.app.connectionChanged(.connected)
    world.register.answer(saved)
    world.signIn.answer(.signedIn(receptionist))
    world.app.unlock.password = "right"
    world.app.unlock.submit()
    await settle()
    #expect(world.register.count == 2)
    #expect(Set(keys).count == 1)
    if case .saved = model.state {} else { Issue.record("not saved") }
  }

  @Test func withoutDoubtNothingGoesOutByItself() async throws {
    let model = try await model()
    fill(model)
    world.app.lock()
    world.unlock.answer(true)
    world.app.unlock.password = "right"
    world.app.unlock.submit()
    await settle()
    #expect(world.register.count == 0)
    #expect(model.form[.surname1] == "García")
  }
}
