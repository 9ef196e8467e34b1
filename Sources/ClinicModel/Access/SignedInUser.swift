/// Who is signed in here, as the database says: nothing of it is decided by the client.
public struct SignedInUser: Hashable, Sendable {
  public var id: UserID
  public var email: String
  public var name: String
  public var role: StaffRole
  public var capabilities: Set<Capability>
  /// Codes of the wards she is on the roster of now.
  public var wards: [String]
  public var isLocked: Bool
  public var sessionEndsAt: Instant
  /// The sign-in before this one, shown after success only.
  public var previousSignInAt: Instant?
  /// Seconds without a key until the screen locks.
  public var lockAfterSeconds: Int
  /// Seconds from the lock to the end of the session.
  public var signOutAfterSeconds: Int
  public var language: Language?
  public var theme: String?
  public var waitingDrafts: Int

  public init(
    id: UserID, email: String, name: String, role: StaffRole, capabilities: Set<Capability> = [], wards: [String] = [],
    isLocked: Bool = false, sessionEndsAt: Instant, previousSignInAt: Instant? = nil, lockAfterSeconds: Int = 300,
    signOutAfterSeconds: Int = 900, language: Language? = nil, theme: String? = nil, waitingDrafts: Int = 0
  ) {
    self.id = id
    self.email = email
    self.name = name
    self.role = role
    self.capabilities = capabilities
    self.wards = wards
    self.isLocked = isLocked
    self.sessionEndsAt = sessionEndsAt
    self.previousSignInAt = previousSignInAt
    self.lockAfterSeconds = lockAfterSeconds
    self.signOutAfterSeconds = signOutAfterSeconds
    self.language = language
    self.theme = theme
    self.waitingDrafts = waitingDrafts
  }

  public func may(_ capability: Capability) -> Bool { capabilities.contains(capability) }

  /// Decides over requests for emergency access: a clinician with the capability.
  public var approvesEmergencies: Bool { role == .clinician && may(.approveBreakGlass) }
}

/// What the sign-in screen shows before anybody is known.
public struct Site: Hashable, Sendable {
  public enum Environment: String, CaseIterable, Hashable, Sendable {
    case production = "PRODUCTION"
    case training = "TRAINING"
    case demo = "DEMO"
  }

  public var name: String
  public var environment: Environment
  /// IANA name of the clinic's time zone.
  public var timeZone: String
  /// The domain that may be left out at sign-in.
  public var emailDomain: String

  public init(name: String, environment: Environment, timeZone: String, emailDomain: String) {
    self.name = name
    self.environment = environment
    self.timeZone = timeZone
    self.emailDomain = emailDomain
  }
}
