/// What patients agree to: captured by reception, by clinical staff in the opened chart, and by the privacy officer.
public struct Consents: Sendable {
  public typealias Version = RecordVersion<Consent>

  /// The living ones, without content. Empty also where nothing may be seen.
  public var status: @Sendable (_ patient: PatientID) async throws -> [ConsentStatus]
  /// All versions with their content: clinical staff in the opened chart, the privacy officer. Empty also where nothing may be
  /// seen.
  public var history: @Sendable (_ patient: PatientID) async throws -> [Consent]
  /// The first answer to a purpose. Throws `.changedMeanwhile` where there is one.
  public var record: @Sendable (_ key: UniqueID, _ patient: PatientID, _ content: Consent.Content) async throws -> Version
  /// Another answer to the same purpose: withdrawn, given again, corrected.
  public var change:
    @Sendable (
      _ key: UniqueID, _ patient: PatientID, _ version: Version, _ content: Consent.Content, _ reason: String
    ) async throws -> Version

  public init(
    status: @escaping @Sendable (PatientID) async throws -> [ConsentStatus] = notProvided(),
    history: @escaping @Sendable (PatientID) async throws -> [Consent] = notProvided(),
    record: @escaping @Sendable (UniqueID, PatientID, Consent.Content) async throws -> Version = notProvided(),
    change: @escaping @Sendable (UniqueID, PatientID, Version, Consent.Content, String) async throws -> Version = notProvided()
  ) {
    self.status = status
    self.history = history
    self.record = record
    self.change = change
  }
}
