import ClinicModel
import ClinicViewModels
import EventLoop
import Testing

@Suite(.eventLoop) @UIActor struct LockTests {
  private let world = World()
  private var app: AppModel { world.app }

  private func signedIn(_ user: SignedInUser = nurse) async throws {
    world.answerQuietly()
    app.connectionChanged(.connected)
    try await world.signedIn(user)
  }

  init() { world.site.fails(.unavailable) }

  private func unlock(_ password: String = "right") async {
    app.unlock.password = password
    app.unlock.submit()
    await settle()
  }

  // MARK: Locking

  @Test func theKeyLocksHereAndInTheDatabase() async throws {
    try await signedIn()
    app.lock()
    #expect(app.stage == .locked(.byKey))
    #expect(app.lockedAt == world.time.now)
    await settle()
    #expect(world.lock.count == 1)
    app.lock()
    await settle()
    #expect(world.lock.count == 1)
  }

  @Test func nobodySignedInNothingToLock() async {
    app.lock()
    await settle()
    #expect(app.stage == .signedOut)
  }

  @Test func fiveMinutesWithoutAKeyLock() async throws {
    try await signedIn()
    await world.time.advance(seconds: 299)
    #expect(app.stage == .signedIn)
    await world.time.advance(seconds: 1)
    #expect(app.stage == .locked(.idle))
    #expect(world.lock.count == 1)
  }

  @Test func receptionLocksAfterItsOwnTime() async throws {
    var user = receptionist
    user.lockAfterSeconds = 120
    try await signedIn(user)
    await world.time.advance(seconds: 120)
    #expect(app.stage == .locked(.idle))
  }

  @Test func everyKeyHoldsTheLockOff() async throws {
    try await signedIn()
    for _ in 0..<10 {
      await world.time.advance(seconds: 200)
      app.noteActivity()
    }
    #expect(app.stage == .signedIn)
    await world.time.advance(seconds: 299)
    #expect(app.stage == .signedIn)
    await world.time.advance(seconds: 1)
    #expect(app.stage == .locked(.idle))
  }

  @Test func keysArmNoTimers() async throws {
    try await signedIn()
    let armed = world.time.armed
    for _ in 0..<1000 { app.noteActivity() }
    #expect(world.time.armed == armed)
  }

  @Test func aWallClockSetBackDoesNotPutTheLockOff() async throws {
    try await signedIn()
    await world.time.advance(seconds: 100)
    app.noteActivity()
    world.time.setClock(by: -7200)
    await world.time.advance(seconds: 600)
    #expect(app.stage == .locked(.idle))
  }

  @Test func minutesUntilTheLockAreCountedDown() async throws {
    try await signedIn()
    #expect(app.minutesUntilLock == 5)
    await world.time.advance(seconds: 61)
    #expect(app.minutesUntilLock == 4)
    await world.time.advance(milliseconds: 238_500)
    #expect(app.minutesUntilLock == 1)
    app.lock()
    #expect(app.minutesUntilLock == nil)
  }

  @Test func aLostConnectionLocksWithoutAskingTheDatabase() async throws {
    try await signedIn()
    app.connectionChanged(.lost(nextTryAt: world.time.now))
    await settle()
    #expect(app.stage == .locked(.connectionLost))
    #expect(world.lock.count == 0)
  }

  @Test func aConnectionThatReconnectsAtOnceLocksToo() async throws {
    try await signedIn()
    app.connectionChanged(.connecting)
    #expect(app.stage == .locked(.connectionLost))
  }

  @Test func whatIsLockedStaysAsItIsWhenTheConnectionGoes() async throws {
    try await signedIn()
    app.lock()
    app.connectionChanged(.lost(nextTryAt: world.time.now))
    #expect(app.stage == .locked(.byKey))
  }

  @Test func theSessionLocksAfterTwelveHours() async throws {
    try await signedIn()
    for _ in 0..<(12 * 60 - 1) {
      await world.time.advance(seconds: 60)
      app.noteActivity()
    }
    #expect(app.stage == .signedIn)
    await world.time.advance(seconds: 61)
    #expect(app.stage == .locked(.sessionEnded))
  }

  @Test(arguments: [Refusal.noSession, .locked])
  func whatTheDatabaseEndedLocksHere(_ refusal: Refusal) async throws {
    try await signedIn()
    world.myPatients.fails(.refused(refusal))
    app.session?.patients.refresh()
    await settle()
    #expect(app.stage == .locked(.sessionEnded))
    #expect(world.lock.count == 0)
    #expect(app.notice == nil)
  }

  @Test func aSessionEndedElsewhereIsNoticedAtOnce() async throws {
    try await signedIn()
    app.received(.sessionsChanged)
    await settle()
    #expect(app.stage == .signedIn)
    world.wards.fails(.refused(.noSession))
    app.received(.sessionsChanged)
    await settle()
    #expect(app.stage == .locked(.sessionEnded))
  }

  // MARK: Unlocking

  @Test func thePasswordUnlocks() async throws {
    try await signedIn()
    app.lock()
    world.unlock.answer(true)
    await unlock()
    #expect(world.unlock.asked == ["right"])
    #expect(app.stage == .signedIn)
    #expect(app.lockedAt == nil)
    #expect(app.unlock.password == "")
    await world.time.advance(seconds: 299)
    #expect(app.stage == .signedIn)
  }

  @Test func aWrongPasswordDoesNot() async throws {
    try await signedIn()
    app.lock()
    world.unlock.answer(false)
    await unlock("wrong")
    #expect(app.stage == .locked(.byKey))
    #expect(app.unlock.problem == .refused)
    #expect(app.unlock.password == "")
    app.unlock.password = "r"
    #expect(app.unlock.problem == nil)
  }

  @Test func withoutTheDatabaseItStaysLocked() async throws {
    try await signedIn()
    app.lock()
    world.unlock.fails(.unavailable)
    await unlock()
    #expect(app.unlock.problem == .unavailable)
    #expect(app.stage == .locked(.byKey))
  }

  @Test func anEmptyPasswordIsNotSent() async throws {
    try await signedIn()
    app.lock()
    await unlock("")
    #expect(world.unlock.count == 0)
  }

  @Test func whileTheAnswerIsUnderWayNothingIsSentTwice() async throws {
    try await signedIn()
    app.lock()
    world.unlock.hold()
    await unlock()
    await unlock()
    #expect(world.unlock.count == 1)
    #expect(app.unlock.isBusy)
  }

  @Test func unlockingReadsEverythingShownAgain() async throws {
    try await signedIn()
    let before = world.myPatients.count
    app.lock()
    world.unlock.answer(true)
    await unlock()
    #expect(world.myPatients.count == before + 1)
  }

  @Test func aSessionThatEndedMeanwhileIsOpenedAnew() async throws {
    try await signedIn()
    app.lock()
    world.unlock.fails(.refused(.noSession))
    var renewed = nurse
    renewed.sessionEndsAt = nurse.sessionEndsAt.adding(seconds: 3600)
    world.signIn.answer(.signedIn(renewed))
    let session = app.session
    await unlock()
    #expect(world.signIn.asked.last == World.Credentials(email: nurse.email, password: "right"))
    #expect(app.stage == .signedIn)
    #expect(app.session === session)
    #expect(app.session?.user == renewed)
  }

  @Test func afterALostConnectionThePasswordOpensANewSession() async throws {
    try await signedIn()
    app.connectionChanged(.lost(nextTryAt: world.time.now))
    app.connectionChanged(.connected)
    world.signIn.answer(.signedIn(nurse))
    await unlock()
    #expect(world.unlock.count == 0)
    #expect(app.stage == .signedIn)
  }

  @Test func afterALostConnectionAWrongPasswordIsRefused() async throws {
    try await signedIn()
    app.connectionChanged(.lost(nextTryAt: world.time.now))
    world.signIn.answer(.refused)
    await unlock("wrong")
    #expect(app.stage == .locked(.connectionLost))
    #expect(app.unlock.problem == .refused)
  }

  @Test func anotherPersonIsNeverLetIntoTheWork() async throws {
    try await signedIn()
    app.connectionChanged(.lost(nextTryAt: world.time.now))
    world.signIn.answer(.signedIn(doctor))
    await unlock()
    #expect(app.stage == .signedOut)
    #expect(app.session == nil)
    #expect(world.signOut.count == 1)
  }

  // MARK: The end

  @Test func fifteenMinutesAfterTheLockTheSessionEnds() async throws {
    try await signedIn()
    app.lock()
    await world.time.advance(seconds: 899)
    #expect(app.stage == .locked(.byKey))
    await world.time.advance(seconds: 1)
    #expect(app.stage == .signedOut)
    #expect(app.session == nil)
    #expect(world.signOut.count == 1)
  }

  @Test func unlockingHoldsTheEndOff() async throws {
    try await signedIn()
    app.lock()
    await world.time.advance(seconds: 890)
    world.unlock.answer(true)
    await unlock()
    await world.time.advance(seconds: 20)
    #expect(app.stage == .signedIn)
  }

  /// The password was right, but the session ended while it was being checked.
  @Test func anUnlockThatComesAfterTheEndOpensNothing() async throws {
    try await signedIn()
    app.lock()
    world.unlock.hold()
    await unlock()
    await world.time.advance(seconds: 900)
    #expect(app.stage == .signedOut)
    try await world.unlock.reply(true)
    #expect(app.stage == .signedOut)
    #expect(app.session == nil)
  }

  @Test func aSignInThatComesAfterTheEndOpensNothing() async throws {
    try await signedIn()
    app.lock()
    world.unlock.hold()
    await unlock()
    app.signOut()
    try await world.unlock.reply(throwing: .refused(.noSession))
    #expect(world.signIn.count == 1)   // only the first one
    #expect(app.stage == .signedOut)
  }

  @Test func aLateUnlockDoesNotOpenTheLockOfTheNextPerson() async throws {
    try await signedIn()
    app.lock()
    world.unlock.hold()
    await unlock()
    app.signOut()
    try await world.signedIn(doctor)
    app.lock()
    app.unlock.password = "half typed"
    try await world.unlock.reply(true)
    #expect(app.stage == .locked(.byKey))
    #expect(app.session?.user == doctor)
    #expect(app.unlock.password == "half typed")
    #expect(app.unlock.problem == nil)
  }

  @Test func nothingTypedIsLeftAfterSigningOut() async throws {
    try await signedIn()
    app.lock()
    app.unlock.password = "half typed"
    app.signOut()
    #expect(app.unlock.password == "")
  }

  @Test func leavingWaitsUntilTheDatabaseKnows() async throws {
    try await signedIn()
    world.signOut.hold()
    var hasLeft = false
    UIActor.spawn { [app] in
      await app.leave()
      hasLeft = true
    }
    await settle()
    #expect(app.stage == .signedOut)
    #expect(!hasLeft)
    try await world.signOut.reply()
    #expect(hasLeft)
  }

  @Test func leavingWithoutASessionWaitsForNothing() async {
    await app.leave()
    #expect(world.signOut.count == 0)
  }

  @Test func signingOutLeavesOnlyTheMinuteTimer() async throws {
    app.start()
    try await signedIn()
    app.show(.previousSignIn(world.time.now))
    app.lock()
    app.signOut()
    await settle()
    #expect(world.time.armed == 1)
  }
}
