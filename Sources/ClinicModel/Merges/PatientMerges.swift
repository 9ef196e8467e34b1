public typealias MergeProposalID = Identifier<MergeProposal>

/// A proposal that two records are of one person, or that they are not after all.
public struct MergeProposal: Hashable, Sendable, Identifiable {
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case merge = "MERGE"
    case unmerge = "UNMERGE"
  }

  /// One of the two records.
  public struct Side: Hashable, Sendable {
    public var patient: PatientID
    public var recordNumber: RecordNumber
    public var name: String
    public var birthDate: CalendarDate

    public init(patient: PatientID, recordNumber: RecordNumber, name: String, birthDate: CalendarDate) {
      self.patient = patient
      self.recordNumber = recordNumber
      self.name = name
      self.birthDate = birthDate
    }
  }

  public var id: MergeProposalID
  public var kind: Kind
  /// The record that is merged into the other one, or taken out of it.
  public var merged: Side
  public var survivor: Side
  public var reason: String
  public var proposedBy: String
  public var proposedAt: Instant
  /// False for one's own proposal.
  public var mayDecide: Bool

  public init(
    id: MergeProposalID, kind: Kind, merged: Side, survivor: Side, reason: String, proposedBy: String, proposedAt: Instant,
    mayDecide: Bool
  ) {
    self.id = id
    self.kind = kind
    self.merged = merged
    self.survivor = survivor
    self.reason = reason
    self.proposedBy = proposedBy
    self.proposedAt = proposedAt
    self.mayDecide = mayDecide
  }
}

/// Two records of one person: proposed by one, decided by another. The facts stay under the number they were recorded under.
public struct PatientMerges: Sendable {
  public enum Decision: Hashable, Sendable {
    case approve
    case deny(reason: String)
  }

  /// By reception, or by a clinician with the capability in both opened charts. Throws `.changedMeanwhile` where a proposal is
  /// open.
  public var propose:
    @Sendable (_ key: UniqueID, _ patient: PatientID, _ into: PatientID, _ reason: String) async throws -> MergeProposalID
  /// To undo a merge.
  public var proposeUndoing: @Sendable (_ key: UniqueID, _ patient: PatientID, _ reason: String) async throws -> MergeProposalID
  /// The open ones, oldest first, for who decides.
  public var proposals: @Sendable () async throws -> [MergeProposal]
  /// Throws `.refused(.secondPerson)` for one's own proposal, `.changedMeanwhile` where it is decided.
  public var decide: @Sendable (_ proposal: MergeProposalID, _ decision: Decision) async throws -> Void

  public init(
    propose: @escaping @Sendable (UniqueID, PatientID, PatientID, String) async throws -> MergeProposalID = notProvided(),
    proposeUndoing: @escaping @Sendable (UniqueID, PatientID, String) async throws -> MergeProposalID = notProvided(),
    proposals: @escaping @Sendable () async throws -> [MergeProposal] = notProvided(),
    decide: @escaping @Sendable (MergeProposalID, Decision) async throws -> Void = notProvided()
  ) {
    self.propose = propose
    self.proposeUndoing = proposeUndoing
    self.proposals = proposals
    self.decide = decide
  }
}
