import ClinicModel
import ClinicViewModels
import EventLoop
import Testing

@Suite(.eventLoop) @UIActor struct EmergencyRequestModelTests {
  private let world = World()
  private let id = EmergencyAccessID(identifier(7001))

  private func form() async throws -> (emergency: EmergencyModel, form: EmergencyRequestModel) {
    world.answerQuietly()
    let emergency = try await world.signedIn(nurse).emergency
    emergency.startRequest(for: try entry(1))
    return (emergency, try #require(emergency.request))
  }

  private func fill(_ form: EmergencyRequestModel) {
    form.reasonClass = .covering
    form.reason = "covering for a colleague"
    form.password = "right"
  }

  private func submit(_ form: EmergencyRequestModel) async {
    form.submit()
    await settle()
  }

  private var keys: [UniqueID] { world.request.asked.map(\.request.key) }

  // MARK: What is missing

  @Test func problemsComeInTheOrderOfTheForm() async throws {
    let form = try await form().form
    await submit(form)
    #expect(form.problem == .reasonMissing)
    form.reasonClass = .lifeThreat
    #expect(form.problem == nil)
    await submit(form)
    #expect(form.problem == .reasonTooShort(missing: 10))
    form.reason = "because"
    await submit(form)
    #expect(form.problem == .reasonTooShort(missing: 3))
    form.reason = "because it"
    await submit(form)
    #expect(form.problem == .passwordMissing)
    form.password = "r"
    #expect(form.problem == nil)
    #expect(world.request.count == 0)
  }

  @Test func spacesDoNotMakeAReasonLonger() async throws {
    let form = try await form().form
    form.reason = "  a         b  "
    #expect(form.missingCharacters == 7)
    form.reason = "exactly 10"
    #expect(form.missingCharacters == 0)
  }

  // MARK: Sending

  @Test func everythingTypedIsSent() async throws {
    let form = try await form().form
    world.request.hold()
    fill(form)
    form.hours = 12
    form.scope = .summary
    await submit(form)
    let sent = try #require(world.request.asked.first)
    #expect(sent.password == "right")
    #expect(sent.request.patient == (try entry(1).id))
    #expect(sent.request.reasonClass == .covering)
    #expect(sent.request.reason == "covering for a colleague")
    #expect(sent.request.hours == 12)
    #expect(sent.request.scope == .summary)
  }

  @Test func whileTheAnswerIsUnderWayNothingIsSentTwice() async throws {
    let form = try await form().form
    world.request.hold()
    fill(form)
    await submit(form)
    await submit(form)
    #expect(form.isSending)
    #expect(world.request.count == 1)
  }

  @Test func aRequestClosesTheFormAndIsToldWithItsNumber() async throws {
    let (emergency, form) = try await form()
    world.request.answer(.requested(id))
    world.mine.answer([access(1, of: try entry(1), .requested)])
    fill(form)
    await submit(form)
    #expect(emergency.request == nil)
    #expect(form.password == "")
    #expect(world.app.notice == .emergencyRequested(number: "E-20261121-001"))
    #expect(emergency.waiting?.id == id)
  }

  @Test func aWrongPasswordKeepsTheFormAndForgetsThePassword() async throws {
    let (emergency, form) = try await form()
    world.request.answer(.wrongPassword)
    fill(form)
    await submit(form)
    #expect(form.problem == .wrongPassword)
    #expect(form.password == "")
    #expect(form.reason == "covering for a colleague")
    #expect(emergency.request === form)
  }

  @Test func aRequestThatWaitsAlreadyIsSaid() async throws {
    let form = try await form().form
    world.request.answer(.alreadyPending)
    fill(form)
    await submit(form)
    #expect(form.problem == .alreadyPending)
  }

  @Test(arguments: [RepositoryError.refused(.noRole), .unavailable, .unexpectedAnswer])
  func aFailureIsSaidAndThePasswordForgotten(_ error: RepositoryError) async throws {
    let form = try await form().form
    world.request.fails(error)
    fill(form)
    await submit(form)
    #expect(form.problem == .notice(Notice(error)))
    #expect(form.password == "")
    #expect(!form.isInDoubt)
    #expect(!form.isSending)
  }

  // MARK: Keys

  @Test func everyRequestHasItsOwnKey() async throws {
    let form = try await form().form
    world.request.answer(.wrongPassword)
    for reason in ["covering for a colleague", "covering for another colleague", "covering for another colleague"] {
      fill(form)
      form.reason = reason
      await submit(form)
    }
    #expect(Set(keys).count == 3)
  }

  @Test func inDoubtTheSameIsSentAgainWithTheSameKey() async throws {
    let form = try await form().form
    world.request.fails(.unknownOutcome)
    fill(form)
    await submit(form)
    #expect(form.isInDoubt)
    #expect(form.problem == .notice(.inDoubt))
    #expect(form.password == "right")
    world.request.answer(.requested(id))
    await submit(form)
    #expect(world.request.count == 2)
    #expect(world.request.asked[0] == world.request.asked[1])
  }

  /// What was sent may be stored: an edit must not make a second request of it.
  @Test func whatIsTypedWhileInDoubtDoesNotChangeWhatIsSentAgain() async throws {
    let form = try await form().form
    world.request.fails(.unknownOutcome)
    fill(form)
    await submit(form)
    form.reason = "something else altogether"
    form.hours = 1
    await submit(form)
    #expect(world.request.asked[0].request == world.request.asked[1].request)
  }

  @Test func whatIsTypedWhileItIsSentIsAnotherRequest() async throws {
    let form = try await form().form
    world.request.hold()
    fill(form)
    await submit(form)
    form.reason = "something else altogether"
    try await world.request.reply(.wrongPassword)
    form.password = "right"
    await submit(form)
    #expect(keys[0] != keys[1])
    #expect(world.request.asked[1].request.reason == "something else altogether")
  }

  @Test func theDoubtLastsUntilTheDatabaseAnswers() async throws {
    let form = try await form().form
    fill(form)
    for error in [RepositoryError.unknownOutcome, .unavailable, .refused(.noSession), .unexpectedAnswer] {
      world.request.fails(error)
      await submit(form)
      #expect(form.isInDoubt)
      #expect(form.password == "right")
    }
    #expect(Set(keys).count == 1)
    world.request.answer(.alreadyPending)
    await submit(form)
    #expect(!form.isInDoubt)
    fill(form)
    await submit(form)
    #expect(Set(keys).count == 2)
  }

  @Test func aRefusalEndsTheDoubt() async throws {
    let form = try await form().form
    world.request.fails(.unknownOutcome)
    fill(form)
    await submit(form)
    world.request.fails(.refused(.ownRecord))
    await submit(form)
    #expect(!form.isInDoubt)
    #expect(form.password == "")
  }

  @Test func afterAReconnectWhatIsInDoubtGoesOutByItself() async throws {
    let (emergency, form) = try await form()
    world.site.fails(.unavailable)
    world.app.connectionChanged(.connected)
    world.request.fails(.unknownOutcome)
    fill(form)
    await submit(form)
    world.app.connectionChanged(.lost(nextTryAt: world.time.now))
    world.app.connectionChanged(.connected)
    world.request.answer(.requested(id))
    world.signIn.answer(.signedIn(nurse))
    world.app.unlock.password = "right"
    world.app.unlock.submit()
    await settle()
    #expect(world.request.count == 2)
    #expect(Set(keys).count == 1)
    #expect(emergency.request == nil)
  }

  @Test func whatIsNotInDoubtDoesNotGoOutByItself() async throws {
    let form = try await form().form
    fill(form)
    world.app.lock()
    world.unlock.answer(true)
    world.app.unlock.password = "right"
    world.app.unlock.submit()
    await settle()
    #expect(world.request.count == 0)
  }

  // MARK: Closing

  @Test func aFormInDoubtIsNotReplaced() async throws {
    let (emergency, form) = try await form()
    world.request.fails(.unknownOutcome)
    fill(form)
    await submit(form)
    emergency.startRequest(for: try entry(1))
    #expect(emergency.request === form)
  }

  @Test func theLateAnswerOfAClosedFormDoesNotCloseTheNext() async throws {
    let (emergency, form) = try await form()
    world.request.hold()
    fill(form)
    await submit(form)
    emergency.closeRequest()
    emergency.startRequest(for: try entry(2))
    let next = emergency.request
    try await world.request.reply(.requested(id))
    #expect(emergency.request === next)
    #expect(next?.entry.id == (try entry(2).id))
    withExtendedLifetime(form) {}
  }
}
