/// How a patient may be reached, and who may be told.
public struct PrivacySettings: Hashable, Sendable {
  /// As they stand, with their version.
  public struct Recorded: Hashable, Sendable {
    public var version: RecordVersion<PrivacySettings>
    public var settings: PrivacySettings

    public init(version: RecordVersion<PrivacySettings>, settings: PrivacySettings) {
      self.version = version
      self.settings = settings
    }
  }

  public var mayPhone: Bool
  public var mayLeaveMessage: Bool
  public var mayEmail: Bool
  public var mayPost: Bool
  public var mayTellRelatives: Bool
  /// No name on screens that others can see.
  public var hideOnBoards: Bool
  public var note: String?

  public init(
    mayPhone: Bool, mayLeaveMessage: Bool, mayEmail: Bool, mayPost: Bool, mayTellRelatives: Bool, hideOnBoards: Bool,
    note: String? = nil
  ) {
    self.mayPhone = mayPhone
    self.mayLeaveMessage = mayLeaveMessage
    self.mayEmail = mayEmail
    self.mayPost = mayPost
    self.mayTellRelatives = mayTellRelatives
    self.hideOnBoards = hideOnBoards
    self.note = note
  }
}

/// Privacy settings of a patient, and what only the privacy officer sets: whom she does not want, and whether everybody is asked
/// for a reason.
public struct PatientPrivacy: Sendable {
  public typealias Version = RecordVersion<PrivacySettings>

  /// Why a chart is only read (GDPR Art. 18).
  public enum RestrictionGround: String, CaseIterable, Hashable, Sendable {
    case accuracy = "ACCURACY"
    case unlawful = "UNLAWFUL"
    case claims = "CLAIMS"
    case objection = "OBJECTION"
  }

  /// Nil: never asked, or nothing may be seen.
  public var settings: @Sendable (_ patient: PatientID) async throws -> PrivacySettings.Recorded?
  public var record: @Sendable (_ key: UniqueID, _ patient: PatientID, _ settings: PrivacySettings) async throws -> Version
  public var change:
    @Sendable (
      _ key: UniqueID, _ patient: PatientID, _ version: Version, _ settings: PrivacySettings, _ reason: String
    ) async throws -> Version
  /// The patient does not want this member of staff, or does again.
  public var setBlocked:
    @Sendable (_ patient: PatientID, _ user: UserID, _ isBlocked: Bool, _ reason: String) async throws -> Void
  /// Well known, a colleague, a relative of staff: her chart asks everybody for a reason.
  public var setProtected: @Sendable (_ patient: PatientID, _ isProtected: Bool, _ reason: String) async throws -> Void
  /// From now on the chart is only read, and in no list. Throws `.changedMeanwhile` where it is so already.
  public var restrict: @Sendable (_ patient: PatientID, _ ground: RestrictionGround, _ reason: String) async throws -> Void
  /// Throws `.changedMeanwhile` where it is not restricted.
  public var endRestriction: @Sendable (_ patient: PatientID, _ reason: String) async throws -> Void

  public init(
    settings: @escaping @Sendable (PatientID) async throws -> PrivacySettings.Recorded? = notProvided(),
    record: @escaping @Sendable (UniqueID, PatientID, PrivacySettings) async throws -> Version = notProvided(),
    change: @escaping @Sendable (UniqueID, PatientID, Version, PrivacySettings, String) async throws -> Version = notProvided(),
    setBlocked: @escaping @Sendable (PatientID, UserID, Bool, String) async throws -> Void = notProvided(),
    setProtected: @escaping @Sendable (PatientID, Bool, String) async throws -> Void = notProvided(),
    restrict: @escaping @Sendable (PatientID, RestrictionGround, String) async throws -> Void = notProvided(),
    endRestriction: @escaping @Sendable (PatientID, String) async throws -> Void = notProvided()
  ) {
    self.settings = settings
    self.record = record
    self.change = change
    self.setBlocked = setBlocked
    self.setProtected = setProtected
    self.restrict = restrict
    self.endRestriction = endRestriction
  }
}
