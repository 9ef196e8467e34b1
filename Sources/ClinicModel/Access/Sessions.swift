/// Signing in and out. A session lives in the database, bound to this connection.
public struct Sessions: Sendable {
  public enum SignInAnswer: Hashable, Sendable {
    case signedIn(SignedInUser)
    /// Unknown, wrong, locked, suspended and wrong terminal answer alike.
    case refused
  }

  /// What may be known before sign-in. Throws `.unavailable`.
  public var site: @Sendable () async throws -> Site
  /// The domain of the e-mail may be left out. Throws `.unavailable`.
  public var signIn: @Sendable (_ email: String, _ password: String) async throws -> SignInAnswer
  /// Locks: from now on nothing is readable until `unlock`.
  public var lock: @Sendable () async throws -> Void
  /// True when the password was right. Throws `.refused(.noSession)` when the session has ended meanwhile.
  public var unlock: @Sendable (_ password: String) async throws -> Bool
  public var signOut: @Sendable () async throws -> Void
  /// Stores the language of this user.
  public var setLanguage: @Sendable (Language) async throws -> Void
  /// Stores the theme of this user, by its name.
  public var setTheme: @Sendable (String) async throws -> Void

  public init(
    site: @escaping @Sendable () async throws -> Site,
    signIn: @escaping @Sendable (String, String) async throws -> SignInAnswer,
    lock: @escaping @Sendable () async throws -> Void,
    unlock: @escaping @Sendable (String) async throws -> Bool,
    signOut: @escaping @Sendable () async throws -> Void,
    setLanguage: @escaping @Sendable (Language) async throws -> Void,
    setTheme: @escaping @Sendable (String) async throws -> Void
  ) {
    self.site = site
    self.signIn = signIn
    self.lock = lock
    self.unlock = unlock
    self.signOut = signOut
    self.setLanguage = setLanguage
    self.setTheme = setTheme
  }
}
