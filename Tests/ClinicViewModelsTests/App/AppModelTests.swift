import ClinicModel
import ClinicViewModels
import EventLoop
import Testing

@Suite(.eventLoop) @UIActor struct AppModelTests {
  private let world = World()
  private var app: AppModel { world.app }
  private let madrid = Site(name: "Example Hospital", environment: .demo, timeZone: "Europe/Madrid",
    emailDomain: "clinic.example")

  // MARK: The site

  @Test func theSiteIsReadWhenTheDatabaseIsThere() async {
    world.site.answer(madrid)
    app.connectionChanged(.connected)
    await settle()
    #expect(app.site == madrid)
    #expect(world.time.zones == ["Europe/Madrid"])
    #expect(app.hasClinicZone)
  }

  @Test func theSiteIsReadOnce() async {
    world.site.answer(madrid)
    for _ in 0..<3 {
      app.connectionChanged(.connected)
      await settle()
      app.connectionChanged(.lost(nextTryAt: world.time.now))
    }
    #expect(world.site.count == 1)
  }

  @Test func aSiteThatCouldNotBeReadIsAskedForAgain() async {
    world.site.fails(.unavailable)
    app.connectionChanged(.connected)
    await settle()
    #expect(app.site == nil)
    world.site.answer(madrid)
    app.connectionChanged(.connected)
    await settle()
    #expect(app.site == madrid)
  }

  @Test func aZoneThatIsNotInstalledIsSaid() async {
    world.time.refuseZones()
    world.site.answer(madrid)
    app.connectionChanged(.connected)
    await settle()
    #expect(!app.hasClinicZone)
  }

  // MARK: Time

  @Test func anIdleScreenWakesOnceAMinute() async {
    app.start()
    await world.time.advance(seconds: 30)   // to the first full minute
    let (fired, changes) = (world.time.fired, world.changes)
    await world.time.advance(seconds: 3600)
    #expect(world.time.fired - fired == 60)
    #expect(world.changes - changes == 60)
  }

  @Test func theTickComesJustAfterTheFullMinute() async {
    app.start()
    await world.time.advance(seconds: 30)
    #expect(world.time.fired == 0)
    await world.time.advance(milliseconds: 50)
    #expect(world.time.fired == 1)
    #expect(app.clock.local(app.now).clock == "10:01")
  }

  /// A wall clock that is a little slow must not make two ticks of one minute.
  @Test func aSlowWallClockMakesNoSecondTick() async {
    app.start()
    await world.time.advance(seconds: 31)
    let fired = world.time.fired
    for _ in 0..<10 {
      world.time.setClock(byMilliseconds: -15)
      await world.time.advance(seconds: 60)
    }
    #expect(world.time.fired - fired == 10)
  }

  @Test func anIdleSessionAsksTheDatabaseNothing() async throws {
    world.answerQuietly()
    app.start()
    try await world.signedIn(nurse)
    let asked = [world.myPatients.count, world.mine.count, world.counts.count, world.wards.count]
    let fired = world.time.fired
    await world.time.advance(seconds: 240)
    #expect([world.myPatients.count, world.mine.count, world.counts.count, world.wards.count] == asked)
    #expect(world.time.fired - fired == 4)
  }

  // MARK: Language and theme

  @Test func theLanguageOfThePersonIsUsed() async throws {
    world.answerQuietly()
    var user = nurse
    user.language = .spanish
    user.theme = "cvd-safe"
    try await world.signedIn(user)
    #expect(app.language == .spanish)
    #expect(world.themes == ["cvd-safe"])
  }

  @Test func withoutPreferencesNothingChanges() async throws {
    world.answerQuietly()
    try await world.signedIn(nurse)
    #expect(app.language == .english)
    #expect(world.themes.isEmpty)
  }

  @Test func preferencesBeforeSignInAreNotStored() async {
    app.setLanguage(.spanish)
    app.setTheme("mono")
    await settle()
    #expect(app.language == .spanish)
    #expect(world.themes == ["mono"])
  }

  @Test func preferencesOfAPersonAreStored() async throws {
    world.answerQuietly()
    world.setLanguage.succeed()
    world.setTheme.fails(.unavailable)
    try await world.signedIn(nurse)
    app.setLanguage(.spanish)
    app.setTheme("mono")
    await settle()
    #expect(world.setLanguage.asked == [.spanish])
    #expect(world.setTheme.asked == ["mono"])
    #expect(world.themes == ["mono"])
  }

  // MARK: Notices

  @Test func thePreviousSignInIsToldAfterSuccess() async throws {
    world.answerQuietly()
    var user = nurse
    user.previousSignInAt = ManualTime.start.adding(seconds: -86_400)
    try await world.signedIn(user)
    #expect(app.notice == .previousSignIn(ManualTime.start.adding(seconds: -86_400)))
  }

  @Test func aNoticeGoesAfterEightSeconds() async {
    app.show(.draftKept)
    await world.time.advance(milliseconds: 7999)
    #expect(app.notice == .draftKept)
    await world.time.advance(milliseconds: 1)
    #expect(app.notice == nil)
  }

  @Test func aProblemStaysUntilItIsDismissed() async {
    app.show(.draftKept)
    app.show(.unavailable)
    await world.time.advance(seconds: 3600)
    #expect(app.notice == .unavailable)
    app.dismissNotice()
    #expect(app.notice == nil)
  }

  @Test func aNewNoticeHasItsOwnEightSeconds() async {
    app.show(.draftKept)
    await world.time.advance(seconds: 5)
    app.show(.draftDiscarded)
    await world.time.advance(seconds: 5)
    #expect(app.notice == .draftDiscarded)
  }

  @Test func errorsHaveTheirNotices() {
    #expect(Notice(RepositoryError.refused(.noRole)) == .refused(.noRole))
    #expect(Notice(RepositoryError.unavailable) == .unavailable)
    #expect(Notice(RepositoryError.unknownOutcome) == .inDoubt)
    #expect(Notice(RepositoryError.unexpectedAnswer) == .unexpected)
    #expect(Notice(CancellationError()) == .unexpected)
  }

  // MARK: Events

  @Test func whileLockedOnlyTheCounterIsRead() async throws {
    world.answerQuietly()
    try await world.signedIn(doctor)
    app.lock()
    await settle()
    let (patients, mine, counts) = (world.myPatients.count, world.mine.count, world.counts.count)
    app.received(.emergencyAccessChanged)
    app.received(.patientsChanged)
    app.received(.sessionsChanged)
    await settle()
    #expect(world.myPatients.count == patients)
    #expect(world.mine.count == mine)
    #expect(world.counts.count == counts + 1)
  }

  @Test func eventsBeforeSignInAreNothing() async {
    app.received(.emergencyAccessChanged)
    app.received(.patientsChanged)
    await settle()
    #expect(app.stage == .signedOut)
  }
}

@Suite(.eventLoop) @UIActor struct SessionModelTests {
  private let world = World()

  @Test(arguments: [
    (StaffRole.nurse, [SessionModel.Pane.patients, .chart, .prescriptions, .emergency]),
    (.clinician, [.patients, .chart, .prescriptions, .emergency]),
    (.receptionist, [.patients, .registration]), (.privacyOfficer, [.patients]), (.admin, []),
  ])
  func everyRoleHasItsPanes(role: StaffRole, panes: [SessionModel.Pane]) {
    #expect(SessionModel.panes(for: person(role)) == panes)
  }

  @Test(arguments: StaffRole.allCases)
  func everyRoleStartsAndEndsWithoutAnUnexpectedQuestion(_ role: StaffRole) async throws {
    world.signOut.succeed()
    world.lock.succeed()
    world.unlock.answer(true)
    if role != .admin { world.wards.answer([]) }
    if person(role).role.isClinical {
      world.myPatients.answer([])
      world.mine.answer([])
    }
    try await world.signedIn(person(role))
    world.app.received(.patientsChanged)
    world.app.received(.emergencyAccessChanged)
    world.app.lock()
    world.app.unlock.password = "right"
    world.app.unlock.submit()
    await settle()
    #expect(world.app.stage == .signedIn)
    world.app.signOut()
    await settle()
    #expect(world.app.stage == .signedOut)
  }

  @Test func aPaneOfAnotherRoleIsRefused() async throws {
    world.answerQuietly()
    let session = try await world.signedIn(receptionist)
    #expect(!session.show(.chart))
    #expect(session.pane == .patients)
    #expect(world.app.notice == .refused(.noRole))
  }

  @Test func theReceptionistOpensNoChart() async throws {
    world.answerQuietly()
    let session = try await world.signedIn(receptionist)
    session.openChart(of: try entry(1), purpose: .treatment)
    await settle()
    #expect(session.chart.state == .closed)
    #expect(session.pane == .patients)
    #expect(world.app.notice == .refused(.noRole))
  }

  @Test func openingAChartShowsItsPane() async throws {
    world.answerQuietly()
    let patient = try entry(1)
    world.openChart.answer(chart(patient))
    let session = try await world.signedIn(nurse)
    session.openChart(of: patient, purpose: .handover, in: .prescriptions)
    await settle()
    #expect(session.pane == .prescriptions)
    #expect(world.openChart.asked == [World.Opening(patient: patient.id, purpose: .handover)])
  }

  @Test func signingOutForgetsEverythingOfPatients() async throws {
    world.answerQuietly()
    let patient = try entry(1)
    world.myPatients.answer([WorkListEntry(entry: patient)])
    world.mine.answer([access(1, of: patient, .requested)])
    world.openChart.answer(chart(patient, endsIn: 3600))
    let session = try await world.signedIn(nurse)
    session.openChart(of: patient, purpose: .treatment)
    session.emergency.startRequest(for: patient)
    await settle()
    world.app.signOut()
    await settle()
    #expect(session.patients.rows.isEmpty)
    #expect(session.patients.selected == nil)
    #expect(session.chart.state == .closed)
    #expect(session.chart.series.types.isEmpty)
    #expect(session.emergency.mine.isEmpty)
    #expect(session.emergency.request == nil)
    #expect(world.time.armed == 0)
  }

  @Test func lateAnswersOfASessionThatIsOverAreNotToldToTheNextPerson() async throws {
    world.answerQuietly()
    let patient = try entry(1)
    world.mine.answer([access(1, of: patient, .requested)])
    let session = try await world.signedIn(nurse)
    world.mine.hold()
    world.openChart.hold()
    session.openChart(of: patient, purpose: .treatment)
    world.app.received(.emergencyAccessChanged)
    await settle()
    world.app.signOut()
    world.mine.answer([])
    try await world.signedIn(doctor)
    try await world.mine.reply([access(1, of: patient, .denied, by: "Dr. Vidal")])
    try await world.openChart.reply(chart(patient))
    #expect(world.app.notice == nil)
    #expect(session.chart.state == .closed)
    #expect(session.emergency.mine.isEmpty)
  }
}
