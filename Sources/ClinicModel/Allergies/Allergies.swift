/// The allergies of the patient whose chart is open, and whether somebody asked.
public struct Allergies: Sendable {
  public typealias Version = RecordVersion<PatientAllergy>

  /// Four states that must stay apart: an empty list is no answer.
  public enum State: Hashable, Sendable {
    case notAsked
    case notObtainable
    case noneKnown
    /// Severe ones first.
    case has([PatientAllergy])
  }

  public enum RecordObjection: String, CaseIterable, Hashable, Sendable {
    /// The substance is there already.
    case duplicate = "DUPLICATE"
  }

  /// What a clinician says about an entry; refuted needs a reason.
  public enum Verdict: String, CaseIterable, Hashable, Sendable {
    case confirmed = "CONFIRMED"
    case refuted = "REFUTED"
  }

  public enum ReviewOutcome: String, CaseIterable, Hashable, Sendable {
    case noneKnown = "NONE_KNOWN"
    case notObtainable = "NOT_OBTAINABLE"
    case hasSome = "HAS_SOME"
  }

  public enum ReviewAnswer: String, CaseIterable, Hashable, Sendable {
    case saved = "SAVED"
    /// There are entries: they say otherwise.
    case hasAllergies = "HAS_ALLERGIES"
    /// There are no entries: record them.
    case noAllergies = "NO_ALLERGIES"
  }

  public var state: @Sendable (_ patient: PatientID) async throws -> State
  /// The active rows, by their English name.
  public var catalogue: @Sendable () async throws -> [AllergyCatalogueEntry]
  /// The entry answers the question too: the latest review becomes "has some".
  public var record:
    @Sendable (_ key: UniqueID, _ patient: PatientID, _ entry: PatientAllergy.Entry) async throws ->
      WriteAnswer<PatientAllergyID, RecordObjection>
  /// By a clinician. Answers the new version. Throws `.changedMeanwhile` where that is not the living version.
  public var verify:
    @Sendable (_ key: UniqueID, _ version: Version, _ verdict: Verdict, _ reason: String?) async throws -> Version
  /// Entered in error: it leaves the chart, its versions stay.
  public var void: @Sendable (_ key: UniqueID, _ version: Version, _ reason: String) async throws -> Version
  /// Somebody asked.
  public var review: @Sendable (_ key: UniqueID, _ patient: PatientID, _ outcome: ReviewOutcome) async throws -> ReviewAnswer

  public init(
    state: @escaping @Sendable (PatientID) async throws -> State = notProvided(),
    catalogue: @escaping @Sendable () async throws -> [AllergyCatalogueEntry] = notProvided(),
    record:
      @escaping @Sendable (UniqueID, PatientID, PatientAllergy.Entry) async throws ->
        WriteAnswer<PatientAllergyID, RecordObjection> = notProvided(),
    verify: @escaping @Sendable (UniqueID, Version, Verdict, String?) async throws -> Version = notProvided(),
    void: @escaping @Sendable (UniqueID, Version, String) async throws -> Version = notProvided(),
    review: @escaping @Sendable (UniqueID, PatientID, ReviewOutcome) async throws -> ReviewAnswer = notProvided()
  ) {
    self.state = state
    self.catalogue = catalogue
    self.record = record
    self.verify = verify
    self.void = void
    self.review = review
  }
}
