/// The application's half of accounts, by an administrator; the login role is the operator's half.
public struct StaffAccounts: Sendable {
  public enum Status: String, CaseIterable, Hashable, Sendable {
    /// Also unlocks after ten failures.
    case active = "ACTIVE"
    case suspended = "SUSPENDED"
    /// The privacy officer too.
    case locked = "LOCKED"
  }

  /// The password has at least 12 characters. Throws `.changedMeanwhile` where the e-mail is taken, `.invalid` with `email`,
  /// `name`,
  /// `role` or `password`.
  public var create: @Sendable (_ email: String, _ name: String, _ role: StaffRole, _ password: String) async throws -> UserID
  /// Not of oneself: `.refused(.secondPerson)`.
  public var setStatus: @Sendable (_ user: UserID, _ status: Status) async throws -> Void

  public init(
    create: @escaping @Sendable (String, String, StaffRole, String) async throws -> UserID = notProvided(),
    setStatus: @escaping @Sendable (UserID, Status) async throws -> Void = notProvided()
  ) {
    self.create = create
    self.setStatus = setStatus
  }
}
