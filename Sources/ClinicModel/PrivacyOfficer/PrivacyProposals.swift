public typealias PrivacyProposalID = Identifier<PrivacyProposal>

/// What the reception heard at the counter, for the privacy officer to decide.
public struct PrivacyProposal: Hashable, Sendable, Identifiable {
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// Well known, a colleague, a relative of staff: everybody is asked for a reason.
    case protect = "PROTECT"
    case unprotect = "UNPROTECT"
    /// The patient does not want somebody of the staff.
    case block = "BLOCK"
    case unblock = "UNBLOCK"
  }

  public var id: PrivacyProposalID
  public var kind: Kind
  public var patient: PatientID
  public var recordNumber: RecordNumber
  /// Given names, surnames.
  public var patientName: String
  public var birthDate: CalendarDate
  /// Of whom a block speaks.
  public var user: UserID?
  public var userName: String?
  public var reason: String
  public var proposedBy: String
  public var proposedAt: Instant

  public init(
    id: PrivacyProposalID, kind: Kind, patient: PatientID, recordNumber: RecordNumber, patientName: String,
    birthDate: CalendarDate,
    user: UserID? = nil, userName: String? = nil, reason: String, proposedBy: String, proposedAt: Instant
  ) {
    self.id = id
    self.kind = kind
    self.patient = patient
    self.recordNumber = recordNumber
    self.patientName = patientName
    self.birthDate = birthDate
    self.user = user
    self.userName = userName
    self.reason = reason
    self.proposedBy = proposedBy
    self.proposedAt = proposedAt
  }
}

/// The reception proposes, the privacy officer decides.
public struct PrivacyProposals: Sendable {
  public enum Decision: Hashable, Sendable {
    case approve
    case deny(reason: String)
  }

  /// `user` of BLOCK and UNBLOCK only. Throws `.changedMeanwhile` where it is so already or proposed already.
  public var propose:
    @Sendable (
      _ key: UniqueID, _ patient: PatientID, _ kind: PrivacyProposal.Kind, _ user: UserID?, _ reason: String
    ) async throws -> PrivacyProposalID
  /// The open ones, oldest first. For the privacy officer; leaves its trace before it answers.
  public var list: @Sendable () async throws -> [PrivacyProposal]
  /// Throws `.changedMeanwhile` where it is decided.
  public var decide: @Sendable (_ proposal: PrivacyProposalID, _ decision: Decision) async throws -> Void

  public init(
    propose:
      @escaping @Sendable (UniqueID, PatientID, PrivacyProposal.Kind, UserID?, String) async throws -> PrivacyProposalID =
      notProvided(),
    list: @escaping @Sendable () async throws -> [PrivacyProposal] = notProvided(),
    decide: @escaping @Sendable (PrivacyProposalID, Decision) async throws -> Void = notProvided()
  ) {
    self.propose = propose
    self.list = list
    self.decide = decide
  }
}
