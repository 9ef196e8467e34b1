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
  }

  let environment: AppEnvironment

  /// Called after every change of anything that is shown.
  public var onChange: () -> Void = {}
  /// Rings the terminal's bell: a new request came in.
  public var onBell: () -> Void = {}
  /// The person chose another theme.
  public var onThemeChange: (String) -> Void = { _ in }
  /// The database told which site this is: the clinic's time zone is known from here on.
  public var onSite: (Site) -> Void = { _ in }

  public private(set) var stage = Stage.signedOut
  public private(set) var site: Site?
  public private(set) var connection = ConnectionState.connecting
  public private(set) var language: Language
  public private(set) var session: SessionModel?
  public private(set) var lockedAt: Instant?
  public private(set) var notice: Notice?

  public private(set) lazy var signIn = SignInModel(environment: environment, changed: { [unowned self] in onChange() }) { [unowned self] in
    signedIn($0)
  }
  public private(set) lazy var unlock = UnlockModel(changed: { [unowned self] in onChange() }) { [unowned self] in
    try await unlock(password: $0)
  }

  private var lastActivity: Instant
  private let idleDeadline: Deadline
  private let signOutDeadline: Deadline
  private let minuteDeadline: Deadline
  private let noticeDeadline: Deadline

  public init(environment: AppEnvironment, language: Language) {
    self.environment = environment
    self.language = language
    lastActivity = environment.clock.now()
    idleDeadline = Deadline(environment.scheduler)
    signOutDeadline = Deadline(environment.scheduler)
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
    if reason != .connectionLost {
      let sessions = environment.repositories.sessions
      UIActor.spawn { try? await sessions.lock() }
    }
    signOutDeadline.arm(milliseconds: session.user.signOutAfterSeconds * 1000) { [weak self] in self?.signOut() }
    onChange()
  }

  /// True when the password was right. A session that ended meanwhile is opened anew for the same person: her work is still there.
  private func unlock(password: String) async throws -> Bool {
    guard case .locked(let reason) = stage, let session else { return true }
    let sessions = environment.repositories.sessions
    if reason != .connectionLost {
      do {
        guard try await sessions.unlock(password) else { return false }
        return resumed(session)
      } catch RepositoryError.refused(.noSession) {}
    }
    switch try await sessions.signIn(session.user.email, password) {
    case .refused: return false
    case .signedIn(let user):
      guard user.id == session.user.id else {
        signOut()
        return false
      }
      return resumed(session)
    }
  }

  private func resumed(_ session: SessionModel) -> Bool {
    signOutDeadline.cancel()
    stage = .signedIn
    lockedAt = nil
    noteActivity()
    armIdle()
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
    idleDeadline.cancel()
    signOutDeadline.cancel()
    signIn.reset()
    if hadSession {
      let sessions = environment.repositories.sessions
      UIActor.spawn { try? await sessions.signOut() }
    }
    onChange()
  }

  // MARK: What comes from outside

  public func connectionChanged(_ state: ConnectionState) {
    let wasConnected = connection == .connected
    connection = state
    switch state {
    case .connected:
      if site == nil { loadSite() }
    case .lost:
      if wasConnected { lock(.connectionLost) }
    case .connecting: break
    }
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
      guard let self else { return }
      self.site = site
      onSite(site)
      onChange()
    }
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

  /// Shows a line for a while: eight seconds, problems until the next key.
  public func show(_ notice: Notice) {
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
  public func noteActivity() { lastActivity = now }

  private func armIdle() {
    guard let user = session?.user else { return }
    let due = lastActivity.adding(seconds: Int64(user.lockAfterSeconds))
    let wait = max(0, due.microseconds - now.microseconds) / 1000
    idleDeadline.arm(milliseconds: Int(wait)) { [weak self] in
      guard let self, stage == .signedIn, let user = session?.user else { return }
      if now.seconds(since: lastActivity) >= Int64(user.lockAfterSeconds) { lock(.idle) } else { armIdle() }
    }
  }

  /// Whole minutes until the screen locks by itself, rounded up.
  public var minutesUntilLock: Int? {
    guard stage == .signedIn, let user = session?.user else { return nil }
    let left = Int64(user.lockAfterSeconds) - now.seconds(since: lastActivity)
    return Int(max(0, left) + 59) / 60
  }

  private func armMinute() {
    let microseconds = now.microseconds
    let left = 60_000_000 - microseconds % 60_000_000
    minuteDeadline.arm(milliseconds: Int(left / 1000) + 1) { [weak self] in
      guard let self else { return }
      if stage == .signedIn { session?.minutePassed() }
      onChange()
      armMinute()
    }
  }
}
