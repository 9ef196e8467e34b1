/// What patients agree to: captured by reception, by clinical staff in the opened chart, and by the privacy officer.
public struct Consents: Sendable {
  /// The living ones, without content. Empty also where nothing may be seen.
  public var status: @Sendable (_ patient: PatientID) async throws -> [ConsentStatus]
  /// All versions with their content: clinical staff in the opened chart, the privacy officer. Empty also where nothing may be seen.
  public var history: @Sendable (_ patient: PatientID) async throws -> [Consent]
  /// The first answer to a purpose. Throws `.changedMeanwhile` where there is one.
  public var record:
    @Sendable (_ key: UniqueID, _ patient: PatientID, _ content: Consent.Content) async throws -> RecordVersion<Consent>
  /// Another answer to the same purpose: withdrawn, given again, corrected.
  public var change:
    @Sendable (_ key: UniqueID, _ patient: PatientID, _ version: RecordVersion<Consent>, _ content: Consent.Content,
      _ reason: String) async throws -> RecordVersion<Consent>

  public init(
    status: @escaping @Sendable (PatientID) async throws -> [ConsentStatus] = notProvided(),
    history: @escaping @Sendable (PatientID) async throws -> [Consent] = notProvided(),
    record: @escaping @Sendable (UniqueID, PatientID, Consent.Content) async throws -> RecordVersion<Consent> = notProvided(),
    change: @escaping @Sendable (UniqueID, PatientID, RecordVersion<Consent>, Consent.Content, String) async throws ->
      RecordVersion<Consent> = notProvided()
  ) {
    self.status = status
    self.history = history
    self.record = record
    self.change = change
  }
}
