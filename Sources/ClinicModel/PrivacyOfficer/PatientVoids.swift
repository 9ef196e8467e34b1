public typealias VoidProposalID = Identifier<VoidProposal>

/// A proposal that a patient was registered in error.
public struct VoidProposal: Hashable, Sendable, Identifiable {
  public var id: VoidProposalID
  public var patient: PatientID
  public var recordNumber: RecordNumber
  /// Given names, surnames.
  public var patientName: String
  public var birthDate: CalendarDate
  public var registeredAt: Instant
  public var reason: String
  public var proposedBy: String
  public var proposedAt: Instant
  /// False for one's own proposal.
  public var mayDecide: Bool

  public init(
    id: VoidProposalID, patient: PatientID, recordNumber: RecordNumber, patientName: String, birthDate: CalendarDate,
    registeredAt: Instant, reason: String, proposedBy: String, proposedAt: Instant, mayDecide: Bool
  ) {
    self.id = id
    self.patient = patient
    self.recordNumber = recordNumber
    self.patientName = patientName
    self.birthDate = birthDate
    self.registeredAt = registeredAt
    self.reason = reason
    self.proposedBy = proposedBy
    self.proposedAt = proposedAt
    self.mayDecide = mayDecide
  }
}

/// Registrations in error that are older than a day: reception or a privacy officer proposes, another privacy officer decides.
public struct PatientVoids: Sendable {
  public enum Objection: String, CaseIterable, Hashable, Sendable {
    /// Something clinical is recorded: such records are merged.
    case hasRecords = "HAS_RECORDS"
  }

  public enum Decision: Hashable, Sendable {
    case approve
    case deny(reason: String)
  }

  public enum DecisionAnswer: String, CaseIterable, Hashable, Sendable {
    case saved = "SAVED"
    case hasRecords = "HAS_RECORDS"
  }

  /// Throws `.changedMeanwhile` where a proposal is open.
  public var propose:
    @Sendable (_ key: UniqueID, _ patient: PatientID, _ reason: String) async throws -> WriteAnswer<VoidProposalID, Objection>
  /// The open ones, oldest first. For the privacy officer; leaves its trace before it answers.
  public var proposals: @Sendable () async throws -> [VoidProposal]
  /// Throws `.refused(.secondPerson)` for one's own proposal, `.changedMeanwhile` where it is decided.
  public var decide: @Sendable (_ proposal: VoidProposalID, _ decision: Decision) async throws -> DecisionAnswer

  public init(
    propose: @escaping @Sendable (UniqueID, PatientID, String) async throws -> WriteAnswer<VoidProposalID, Objection> =
      notProvided(),
    proposals: @escaping @Sendable () async throws -> [VoidProposal] = notProvided(),
    decide: @escaping @Sendable (VoidProposalID, Decision) async throws -> DecisionAnswer = notProvided()
  ) {
    self.propose = propose
    self.proposals = proposals
    self.decide = decide
  }
}
