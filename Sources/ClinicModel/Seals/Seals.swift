/// Sealed compartments: proposed with the patient's signed instruction, decided by the privacy officer, filled by the author
/// team.
/// Lifting is proposed and decided the same way.
public struct Seals: Sendable {
  public enum Decision: Hashable, Sendable {
    case set
    case deny(reason: String)
  }

  /// Why somebody outside the author team looks into a compartment.
  public enum Ground: String, CaseIterable, Hashable, Sendable {
    /// The patient agrees now; the reason says how.
    case consent = "CONSENT"
    /// The law asks for it; the reason names the order. Clinicians.
    case legal = "LEGAL"
    /// For her life, under emergency access that permits it.
    case vital = "VITAL"
  }

  /// In the opened chart those that others may know of, and those of one's own team; to the privacy officer all, proposals too.
  /// Empty also where nothing may be seen.
  public var list: @Sendable (_ patient: PatientID) async throws -> [Seal]
  /// What waits for the privacy officer, oldest first. Leaves its trace before it answers.
  public var proposals: @Sendable () async throws -> [SealProposal]
  /// By a clinician in the opened chart, or a privacy officer. Throws `.changedMeanwhile` where there is such a seal.
  public var propose: @Sendable (_ key: UniqueID, _ patient: PatientID, _ form: SealProposal.Form) async throws -> SealID
  /// Throws `.refused(.secondPerson)` for one's own proposal, `.changedMeanwhile` where it is decided.
  public var decide: @Sendable (_ seal: SealID, _ decision: Decision) async throws -> Void
  /// By the author team in the opened chart, or a privacy officer; `instruction`: where the new signed paper is filed. Throws
  /// `.changedMeanwhile` where it is not set, or that was asked for.
  public var proposeLift: @Sendable (_ seal: SealID, _ instruction: String) async throws -> Void
  /// By the privacy officer, another person than who proposed it: `.refused(.secondPerson)`.
  public var lift: @Sendable (_ seal: SealID, _ reason: String) async throws -> Void
  /// Somebody joins or leaves the author team of a set seal; by the privacy officer.
  public var setReader: @Sendable (_ seal: SealID, _ user: UserID, _ isReader: Bool, _ reason: String) async throws -> Void
  /// Puts a fact of the opened chart, with all its versions and files, into a compartment that is open to who asks; also where
  /// it lies there. Throws `.refused(.sealed)` for another team's compartment, `.invalid(field: "record")` for no such fact.
  public var sealFact:
    @Sendable (_ patient: PatientID, _ seal: SealID, _ entity: SealableEntity, _ record: UniqueID) async throws -> Void
  /// Takes out what was put there by mistake; by the author team.
  public var releaseFact:
    @Sendable (_ patient: PatientID, _ seal: SealID, _ record: UniqueID, _ reason: String) async throws -> Void
  /// Looks into one compartment, or without a seal into all that the ground opens, for 30 minutes; the reason has 10 to 500
  /// characters. Then the chart is read again. Throws `.refused(.sealed)` where the ground opens none.
  public var open: @Sendable (_ patient: PatientID, _ seal: SealID?, _ ground: Ground, _ reason: String) async throws -> Void

  public init(
    list: @escaping @Sendable (PatientID) async throws -> [Seal] = notProvided(),
    proposals: @escaping @Sendable () async throws -> [SealProposal] = notProvided(),
    propose: @escaping @Sendable (UniqueID, PatientID, SealProposal.Form) async throws -> SealID = notProvided(),
    decide: @escaping @Sendable (SealID, Decision) async throws -> Void = notProvided(),
    proposeLift: @escaping @Sendable (SealID, String) async throws -> Void = notProvided(),
    lift: @escaping @Sendable (SealID, String) async throws -> Void = notProvided(),
    setReader: @escaping @Sendable (SealID, UserID, Bool, String) async throws -> Void = notProvided(),
    sealFact: @escaping @Sendable (PatientID, SealID, SealableEntity, UniqueID) async throws -> Void = notProvided(),
    releaseFact: @escaping @Sendable (PatientID, SealID, UniqueID, String) async throws -> Void = notProvided(),
    open: @escaping @Sendable (PatientID, SealID?, Ground, String) async throws -> Void = notProvided()
  ) {
    self.list = list
    self.proposals = proposals
    self.propose = propose
    self.decide = decide
    self.proposeLift = proposeLift
    self.lift = lift
    self.setReader = setReader
    self.sealFact = sealFact
    self.releaseFact = releaseFact
    self.open = open
  }
}
