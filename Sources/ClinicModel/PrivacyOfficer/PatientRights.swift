/// Until when the law keeps a record, which holds live, and what became of a request to erase.
public struct CaseRetention: Hashable, Sendable {
  public enum Erasure: String, CaseIterable, Hashable, Sendable {
    /// By one privacy officer; another one says the same, and it is done.
    case proposed = "PROPOSED"
    case refused = "REFUSED"
    case redacted = "REDACTED"
  }

  public var patient: PatientID
  public var recordNumber: RecordNumber
  /// Nil: for no time.
  public var retentionUntil: CalendarDate?
  public var isOver: Bool
  /// How many legal holds live.
  public var holds: Int
  public var erasure: Erasure?
  public var erasureGrounds: String?
  public var decidedAt: Instant?

  public init(
    patient: PatientID, recordNumber: RecordNumber, retentionUntil: CalendarDate? = nil, isOver: Bool, holds: Int,
    erasure: Erasure? = nil, erasureGrounds: String? = nil, decidedAt: Instant? = nil
  ) {
    self.patient = patient
    self.recordNumber = recordNumber
    self.retentionUntil = retentionUntil
    self.isOver = isOver
    self.holds = holds
    self.erasure = erasure
    self.erasureGrounds = erasureGrounds
    self.decidedAt = decidedAt
  }
}

/// Rights of a patient and periods of the law, each in a case of the privacy officer about that patient.
public struct PatientRights: Sendable {
  public enum ErasureDecision: String, CaseIterable, Hashable, Sendable {
    /// By one person, with its grounds.
    case refused = "REFUSED"
    /// By two privacy officers, one after the other.
    case redacted = "REDACTED"
  }

  public enum ErasureAnswer: Hashable, Sendable {
    case saved
    /// Another privacy officer has to say the same.
    case proposed
    case legalHold
    case retention(until: CalendarDate?)
  }

  /// The copy of everything, all versions.
  public struct Archive: Hashable, Sendable {
    /// A JSON document.
    public var document: String
    /// SHA-256 of the text, in hexadecimal; recorded with the recipient.
    public var digest: String

    public init(document: String, digest: String) {
      self.document = document
      self.digest = digest
    }
  }

  /// Placed in a case of law, complaint, breach or erasure; the reason has ten characters. Throws `.changedMeanwhile` where that
  /// case holds it already, `.refused(.noReasonForAccess)` where there is no such open case about this patient.
  public var placeHold: @Sendable (_ privacyCase: PrivacyCaseID, _ patient: PatientID, _ reason: String) async throws -> Void
  /// The same, lifted.
  public var liftHold: @Sendable (_ privacyCase: PrivacyCaseID, _ patient: PatientID, _ reason: String) async throws -> Void
  /// In a case of erasure; the grounds have ten characters. Throws `.refused(.secondPerson)` for one's own proposal,
  /// `.changedMeanwhile` where it is erased, or proposed in another case.
  public var decideErasure:
    @Sendable (
      _ privacyCase: PrivacyCaseID, _ patient: PatientID, _ decision: ErasureDecision, _ grounds: String
    ) async throws -> ErasureAnswer
  /// For the patient herself or a court: the opened file of a case of subject access or law. `recipient` has 3 to 200
  /// characters.
  public var export: @Sendable (_ patient: PatientID, _ recipient: String) async throws -> Archive
  /// Of the patients of the opened file, by record number.
  public var retention: @Sendable () async throws -> [CaseRetention]

  public init(
    placeHold: @escaping @Sendable (PrivacyCaseID, PatientID, String) async throws -> Void = notProvided(),
    liftHold: @escaping @Sendable (PrivacyCaseID, PatientID, String) async throws -> Void = notProvided(),
    decideErasure:
      @escaping @Sendable (PrivacyCaseID, PatientID, ErasureDecision, String) async throws -> ErasureAnswer = notProvided(),
    export: @escaping @Sendable (PatientID, String) async throws -> Archive = notProvided(),
    retention: @escaping @Sendable () async throws -> [CaseRetention] = notProvided()
  ) {
    self.placeHold = placeHold
    self.liftHold = liftHold
    self.decideErasure = decideErasure
    self.export = export
    self.retention = retention
  }
}
