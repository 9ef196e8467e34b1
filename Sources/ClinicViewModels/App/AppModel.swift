import ClinicModel
import EventLoop

/// The whole application: who is signed in, whether the screen is locked, whether the database is there.
@UIActor
public final class AppModel {
  public enum Stage: Hashable, Sendable {
    case signedOut
    case signedIn
    case locked(LockReason)
  }

  public enum LockReason: Hashable, Sendable {
    case byKey
    case idle
    /// The database was lost, and the session with it: the password opens a new one, the screen is still there.
    case connectionLost
    /// The database says that the session is over or locked: after twelve hours, or because somebody ended it.
    case sessionEnded
  }

  let environment: AppEnvironment

  /// Called after every change of anything that is shown.
  public var onChange: () -> Void = {}
  /// Rings the terminal's bell: a new request came in.
  public var onBell: () -> Void = {}
  /// The person chose another theme.
  public var onThemeChange: (String) -> Void = { _ in }

  public private(set) var stage = Stage.signedOut
  public private(set) var site: Site?
  public private(set) var connection = ConnectionState.connecting
  public private(set) var language: Language
  public private(set) var session: SessionModel?
  public private(set) var lockedAt: Instant?
  public private(set) var notice: Notice?
  /// False where the zone of the clinic is not installed here: local times are those of the machine.
  public private(set) var hasClinicZone = true

  public private(set) lazy var signIn = SignInModel(
    environment: environment, changed: { [unowned self] in onChange() }, signedIn: { [unowned self] in signedIn($0) },
    abandoned: { [unowned self] in if session == nil { endSession() } },
    isConnecting: { [unowned self] in connection == .connecting })
  public private(set) lazy var unlock = UnlockModel(changed: { [unowned self] in onChange() }) { [unowned self] in
    try await unlock(password: $0)
  }

  private var lastActivity: Instant
  private var activities = 0
  private let idleDeadline: Deadline
  private let signOutDeadline: Deadline
  private let sessionDeadline: Deadline
  private let minuteDeadline: Deadline
  private let noticeDeadline: Deadline
  /// The newest end of a session, until the database has answered about it.
  private var ending: Task<Void, Never>?

  public init(environment: AppEnvironment, language: Language) {
    self.environment = environment
    self.language = language
    lastActivity = environment.clock.now()
    idleDeadline = Deadline(environment.scheduler)
    signOutDeadline = Deadline(environment.scheduler)
    sessionDeadline = Deadline(environment.scheduler)
    minuteDeadline = Deadline(environment.scheduler)
    noticeDeadline = Deadline(environment.scheduler)
  }

  public var now: Instant { environment.clock.now() }
  public var clock: ClinicClock { environment.clock }

  /// Starts the minute tick; call once.
  public func start() { armMinute() }

  // MARK: Session

  private func signedIn(_ user: SignedInUser) {
    if let language = user.language { self.language = language }
    let session = SessionModel(user: user, app: self)
    self.session = session
    stage = .signedIn
    noteActivity()
    armIdle()
    armSessionEnd()
    if let theme = user.theme { onThemeChange(theme) }
    if let previous = user.previousSignInAt { show(.previousSignIn(previous)) }
    session.start()
    onChange()
  }

  /// Locks now: the database first shows nothing more, then the screen nothing. Work stays.
  public func lock(_ reason: LockReason = .byKey) {
    guard stage == .signedIn, let session else { return }
    stage = .locked(reason)
    lockedAt = now
    unlock.reset()
    session.willLock()
    idleDeadline.cancel()
    if reason == .byKey || reason == .idle {
      let sessions = environment.repositories.sessions
      UIActor.spawn { try? await sessions.lock() }
    }
    signOutDeadline.arm(milliseconds: session.user.signOutAfterSeconds * 1000) { [weak self] in self?.signOut() }
    onChange()
  }

  /// True when the password was right. A session that ended meanwhile is opened anew for the same person: her work is still
  /// there.
  private func unlock(password: String) async throws -> Bool {
    guard case .locked(let reason) = stage, let session else { return true }
    let sessions = environment.repositories.sessions
    if reason != .connectionLost {
      do {
        guard try await sessions.unlock(password) else { return false }
        return resumed(session)
      } catch RepositoryError.refused(.noSession) {}
      guard isLocked(session) else { return false }
    }
    switch try await sessions.signIn(session.user.email, password) {
    case .refused: return false
    case .signedIn(let user):
      guard user.id == session.user.id else {
        if isLocked(session) { signOut() }
        return false
      }
      session.renewed(user)
      return resumed(session)
    }
  }

  /// While an answer was under way the session may have been signed out, and another person may be in.
  private func isLocked(_ session: SessionModel) -> Bool {
    if case .locked = stage { self.session === session } else { false }
  }

  private func resumed(_ session: SessionModel) -> Bool {
    guard isLocked(session) else { return false }
    signOutDeadline.cancel()
    stage = .signedIn
    lockedAt = nil
    noteActivity()
    armIdle()
    armSessionEnd()
    session.didUnlock()
    onChange()
    return true
  }

  /// Ends the session; the sign-in screen stands ready for the next person.
  public func signOut() {
    let hadSession = session != nil
    session?.willSignOut()
    session = nil
    stage = .signedOut
    lockedAt = nil
    notice = nil
    for deadline in [idleDeadline, signOutDeadline, sessionDeadline, noticeDeadline] { deadline.cancel() }
    signIn.reset()
    unlock.reset()
    if hadSession { endSession() }
    onChange()
  }

  private func endSession() {
    let sessions = environment.repositories.sessions
    ending = UIActor.spawn { try? await sessions.signOut() }
  }

  /// Ends the session and returns when the database knows of it, or cannot be told: a draft sent before is stored then.
  public func leave() async {
    signOut()
    await ending?.value
  }

  // MARK: What comes from outside

  public func connectionChanged(_ state: ConnectionState) {
    let wasConnected = connection == .connected
    connection = state
    if state == .connected {
      if site == nil { loadSite() }
    } else if wasConnected {
      lock(.connectionLost)
    }
    signIn.connectionChanged(state)
    onChange()
  }

  public func received(_ event: LiveEvent) {
    guard stage == .signedIn else {
      if event == .emergencyAccessChanged { session?.emergency.refreshCounts() }
      return
    }
    session?.received(event)
  }

  private func loadSite() {
    let sessions = environment.repositories.sessions
    UIActor.spawn { [weak self] in
      guard let site = try? await sessions.site() else { return }
      self?.read(site)
    }
  }

  private func read(_ site: Site) {
    self.site = site
    hasClinicZone = environment.clock.useZone(site.timeZone)
    onChange()
  }

  // MARK: Language, theme, notices

  public func setLanguage(_ language: Language) {
    self.language = language
    if session != nil {
      let sessions = environment.repositories.sessions
      UIActor.spawn { try? await sessions.setLanguage(language) }
    }
    onChange()
  }

  public func setTheme(_ name: String) {
    onThemeChange(name)
    guard session != nil else { return onChange() }
    let sessions = environment.repositories.sessions
    UIActor.spawn { try? await sessions.setTheme(name) }
    onChange()
  }

  /// Shows a line for a while: eight seconds, problems until the next key. A session that is over locks the screen instead.
  public func show(_ notice: Notice) {
    if case .refused(let refusal) = notice, refusal.concernsSession, session != nil { return lock(.sessionEnded) }
    self.notice = notice
    noticeDeadline.cancel()
    if !notice.isProblem {
      noticeDeadline.arm(milliseconds: 8000) { [weak self] in self?.dismissNotice() }
    }
    onChange()
  }

  public func dismissNotice() {
    guard notice != nil else { return }
    notice = nil
    noticeDeadline.cancel()
    onChange()
  }

  // MARK: Time

  /// Call on every key: holds off the idle lock.
  public func noteActivity() {
    lastActivity = now
    activities += 1
  }

  /// One timer, armed anew only when it fires: keys stay cheap. A wall clock that is set back cannot put the lock off.
  private func armIdle() {
    guard let user = session?.user else { return }
    let whole = Int64(user.lockAfterSeconds) * 1_000_000
    let idle = min(max(0, now.microseconds(since: lastActivity)), whole)
    let seen = activities
    idleDeadline.arm(milliseconds: Int((whole - idle + 999) / 1000)) { [weak self] in
      guard let self, stage == .signedIn else { return }
      if activities == seen { lock(.idle) } else { armIdle() }
    }
  }

  /// Twelve hours at most; the database ends the session at that moment, with or without this.
  private func armSessionEnd() {
    sessionDeadline.cancel()
    guard let left = session?.user.sessionEndsAt.microseconds(since: now), left > 0 else { return }
    sessionDeadline.arm(milliseconds: Int(min(left / 1000, 86_400_000)) + 1) { [weak self] in self?.lock(.sessionEnded) }
  }

  /// Whole minutes until the screen locks by itself, rounded up.
  public var minutesUntilLock: Int? {
    guard stage == .signedIn, let user = session?.user else { return nil }
    return lastActivity.adding(seconds: Int64(user.lockAfterSeconds)).minutesLeft(from: now)
  }

  private func armMinute() {
    let left = 60_000_000 - now.microseconds % 60_000_000
    // A little late, so that a wall clock that is being slowed down does not make a second tick of the same minute.
    minuteDeadline.arm(milliseconds: Int(left / 1000) + 20) { [weak self] in
      guard let self else { return }
      if stage == .signedIn { session?.minutePassed() }
      onChange()
      armMinute()
    }
  }
}
