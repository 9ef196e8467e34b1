public typealias PrescriptionRequestID = Identifier<PrescriptionRequest>

/// A request to prescribe: who gives medicines asks by name who prescribes them. Nothing is ordered by it.
public struct PrescriptionRequest: Hashable, Sendable, Identifiable {
  public enum Status: String, CaseIterable, Hashable, Sendable {
    case open = "OPEN"
    case prescribed = "PRESCRIBED"
    case declined = "DECLINED"
    case withdrawn = "WITHDRAWN"
  }

  public var id: PrescriptionRequestID
  public var medication: String
  public var details: String
  public var askedOf: PractitionerID
  /// As printed at that time.
  public var askedOfName: String
  public var author: UserID
  public var recordedBy: String
  public var recordedAt: Instant
  public var status: Status
  /// What was ordered.
  public var prescription: PrescriptionID?
  public var closedAt: Instant?
  public var closingReason: String?

  public init(
    id: PrescriptionRequestID, medication: String, details: String, askedOf: PractitionerID, askedOfName: String, author: UserID,
    recordedBy: String, recordedAt: Instant, status: Status, prescription: PrescriptionID? = nil, closedAt: Instant? = nil,
    closingReason: String? = nil
  ) {
    self.id = id
    self.medication = medication
    self.details = details
    self.askedOf = askedOf
    self.askedOfName = askedOfName
    self.author = author
    self.recordedBy = recordedBy
    self.recordedAt = recordedAt
    self.status = status
    self.prescription = prescription
    self.closedAt = closedAt
    self.closingReason = closingReason
  }
}

/// Requests to prescribe, in the opened chart.
public struct PrescriptionRequests: Sendable {
  public enum Closing: Hashable, Sendable {
    /// By a prescriber: what she has ordered herself for this patient since.
    case prescribed(PrescriptionID)
    /// By a prescriber.
    case declined(reason: String)
    /// By who asked.
    case withdrawn(reason: String?)
  }

  public enum CloseAnswer: String, CaseIterable, Hashable, Sendable {
    case saved = "SAVED"
    /// Somebody closed it before.
    case answered = "ANSWERED"
    /// Somebody else asked.
    case notAuthor = "NOT_AUTHOR"
  }

  /// All of the patient, newest first.
  public var list: @Sendable (_ patient: PatientID) async throws -> [PrescriptionRequest]
  /// It waits for who is named, unless who asks is here by emergency access or a task. Throws `.invalid` with `medication`,
  /// `details`, or `practitioner` for who prescribes nothing.
  public var ask:
    @Sendable (
      _ key: UniqueID, _ patient: PatientID, _ medication: String, _ details: String, _ practitioner: PractitionerID
    ) async throws -> PrescriptionRequestID
  /// Throws `.invalid(field: "reason")` also for a prescription that is not hers, not this patient's, or older.
  public var close: @Sendable (_ request: PrescriptionRequestID, _ closing: Closing) async throws -> CloseAnswer

  public init(
    list: @escaping @Sendable (PatientID) async throws -> [PrescriptionRequest] = notProvided(),
    ask:
      @escaping @Sendable (UniqueID, PatientID, String, String, PractitionerID) async throws ->
        PrescriptionRequestID = notProvided(),
    close: @escaping @Sendable (PrescriptionRequestID, Closing) async throws -> CloseAnswer = notProvided()
  ) {
    self.list = list
    self.ask = ask
    self.close = close
  }
}
