import ClinicModel
import ClinicViewModels
import EventLoop
import Testing

@Suite(.eventLoop) @UIActor struct SignInModelTests {
  private let world = World()
  private var signIn: SignInModel { world.app.signIn }

  private func type(_ email: String = "person1@clinic.example", _ password: String = "right") {
    signIn.email = email
    signIn.password = password
  }

  @Test func nothingIsAskedWithoutEMailOrPassword() async {
    type("  ", "x")
    signIn.submit()
    #expect(signIn.problem == .empty(.email))
    type("person1", "")
    signIn.submit()
    #expect(signIn.problem == .empty(.password))
    await settle()
    #expect(world.signIn.count == 0)
  }

  @Test func typingTakesTheProblemAway() {
    signIn.submit()
    signIn.email = "p"
    #expect(signIn.problem == nil)
  }

  @Test func whileTheAnswerIsUnderWayNothingIsSentTwice() async throws {
    world.signIn.hold()
    type()
    signIn.submit()
    #expect(signIn.isBusy)
    signIn.submit()
    await settle()
    #expect(world.signIn.asked == [World.Credentials(email: "person1@clinic.example", password: "right")])
  }

  @Test func spacesAroundTheEMailAreNotSent() async {
    world.signIn.answer(.refused)
    type("  person1@clinic.example ")
    signIn.submit()
    await settle()
    #expect(world.signIn.asked.map(\.email) == ["person1@clinic.example"])
  }

  @Test func aRefusalKeepsTheEMailAndForgetsThePassword() async {
    world.signIn.answer(.refused)
    type()
    signIn.submit()
    await settle()
    #expect(signIn.problem == .refused)
    #expect(signIn.email == "person1@clinic.example")
    #expect(signIn.password == "")
    #expect(!signIn.isBusy)
    #expect(world.app.stage == .signedOut)
  }

  @Test(arguments: [RepositoryError.refused(.tooMany), .refused(.noRole), .refused(.locked)])
  func aRefusalThatIsThrownIsARefusal(_ error: RepositoryError) async {
    world.signIn.fails(error)
    type()
    signIn.submit()
    await settle()
    #expect(signIn.problem == .refused)
  }

  @Test(arguments: [RepositoryError.unavailable, .unknownOutcome, .unexpectedAnswer])
  func withoutTheDatabaseItIsUnavailable(_ error: RepositoryError) async {
    world.app.connectionChanged(.lost(nextTryAt: world.time.now))
    world.signIn.fails(error)
    type()
    signIn.submit()
    await settle()
    #expect(signIn.problem == .unavailable)
    #expect(signIn.password == "")
  }

  // MARK: Before the line stands

  private func sentTooEarly() async {
    world.site.fails(.unavailable)
    world.signIn.fails(.unavailable)
    type()
    signIn.submit()
    await settle()
    #expect(signIn.isBusy)
    #expect(signIn.problem == nil)
  }

  @Test func whatWasSentTooEarlyGoesWhenTheLineStands() async {
    world.answerQuietly()
    await sentTooEarly()
    world.signIn.answer(.signedIn(nurse))
    world.app.connectionChanged(.connected)
    await settle()
    #expect(Set(world.signIn.asked) == [World.Credentials(email: "person1@clinic.example", password: "right")])
    #expect(world.signIn.count == 2)
    #expect(world.app.session?.user == nurse)
  }

  @Test func aLineThatStoodBeforeTheFailureWasHeardOfIsUsed() async throws {
    world.answerQuietly()
    world.site.fails(.unavailable)
    world.signIn.hold()
    type()
    signIn.submit()
    await settle()
    world.app.connectionChanged(.connected)
    try await world.signIn.reply(throwing: .unavailable)
    await settle()
    #expect(signIn.isBusy)
    #expect(signIn.problem == nil)
    try await world.signIn.reply(.signedIn(nurse))
    #expect(world.signIn.count == 2)
    #expect(world.app.session?.user == nurse)
  }

  @Test func itIsSentTwiceAtMost() async throws {
    world.answerQuietly()
    world.site.fails(.unavailable)
    world.signIn.hold()
    type()
    signIn.submit()
    await settle()
    world.app.connectionChanged(.connected)
    try await world.signIn.reply(throwing: .unavailable)
    await settle()
    try await world.signIn.reply(throwing: .unavailable)
    #expect(world.signIn.count == 2)
    #expect(signIn.problem == .unavailable)
  }

  @Test func withoutALineItIsUnavailableInTheEnd() async {
    await sentTooEarly()
    world.app.connectionChanged(.connecting)
    #expect(signIn.isBusy)
    world.app.connectionChanged(.lost(nextTryAt: world.time.now))
    #expect(!signIn.isBusy)
    #expect(signIn.problem == .unavailable)
    #expect(signIn.password == "")
  }

  @Test func whatWasTakenBackDoesNotGo() async {
    await sentTooEarly()
    signIn.reset()
    world.app.connectionChanged(.connected)
    await settle()
    #expect(world.signIn.count == 1)
    #expect(!signIn.isBusy)
  }

  // MARK: Success, and late answers

  @Test func successOpensTheSessionAndForgetsWhatWasTyped() async throws {
    world.answerQuietly()
    try await world.signedIn(nurse)
    #expect(world.app.stage == .signedIn)
    #expect(signIn.email == "")
    #expect(signIn.password == "")
    #expect(world.app.session?.user == nurse)
  }

  @Test func aLateRefusalAfterResetIsIgnored() async throws {
    world.signIn.hold()
    type()
    signIn.submit()
    await settle()
    signIn.reset()
    type("person2", "other")
    try await world.signIn.reply(.refused)
    #expect(signIn.problem == nil)
    #expect(signIn.email == "person2")
    #expect(signIn.password == "other")
  }

  /// Nobody may be signed in whom nobody sees: the session that came too late is ended.
  @Test func aLateSuccessAfterResetIsSignedOutAgain() async throws {
    world.signIn.hold()
    world.signOut.succeed()
    type()
    signIn.submit()
    await settle()
    signIn.reset()
    try await world.signIn.reply(.signedIn(nurse))
    #expect(world.app.session == nil)
    #expect(world.app.stage == .signedOut)
    #expect(world.signOut.count == 1)
  }

  @Test func aLateSuccessDoesNotEndTheSignInOfTheNextPerson() async throws {
    world.answerQuietly()
    world.signIn.hold()
    type()
    signIn.submit()
    await settle()
    signIn.reset()
    type("person2", "other")
    signIn.submit()
    await settle()
    try await world.signIn.reply(.signedIn(nurse))
    #expect(world.signOut.count == 0)
    try await world.signIn.reply(.signedIn(doctor))
    #expect(world.app.session?.user == doctor)
    #expect(world.signOut.count == 0)
  }
}
