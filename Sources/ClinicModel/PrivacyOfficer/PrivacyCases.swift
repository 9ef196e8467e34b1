/// The privacy officer's cases. Through the file of one case she reads what is needed about its patients, and about nobody else.
public struct PrivacyCases: Sendable {
  public struct Opened: Hashable, Sendable {
    public var id: PrivacyCaseID
    public var number: String

    public init(id: PrivacyCaseID, number: String) {
      self.id = id
      self.number = number
    }
  }

  /// What a case is about.
  public enum Subject: Hashable, Sendable {
    case patient(PatientID)
    /// And with it its patient.
    case emergency(EmergencyAccessID)
  }

  /// Open ones, the clock that ends first at the top; `closed`: those closed in the last year too.
  public var list: @Sendable (_ closed: Bool) async throws -> [PrivacyCase]
  /// `summary` has 10 to 1,000 characters; a breach was discovered now where nothing is said.
  public var open:
    @Sendable (
      _ key: UniqueID, _ kind: PrivacyCase.Kind, _ summary: String, _ discoveredAt: Instant?
    ) async throws -> Opened
  /// Also where it is part of it already. Throws `.refused(.closed)` where the case is not open.
  public var link: @Sendable (_ privacyCase: PrivacyCaseID, _ subject: Subject) async throws -> Void
  /// Of a breach: somebody was told now. Throws `.changedMeanwhile` where that was noted, `.invalid` for another case.
  public var noteTold: @Sendable (_ privacyCase: PrivacyCaseID, _ told: PrivacyCase.Told) async throws -> Void
  /// `outcome` has 10 to 1,000 characters. Throws `.refused(.closed)` where it is closed.
  public var close: @Sendable (_ privacyCase: PrivacyCaseID, _ outcome: String) async throws -> Void
  /// The file of an open case, for 30 minutes; another one takes its place. Answers its patients with what the law says of them:
  /// one round trip.
  public var openFile: @Sendable (_ privacyCase: PrivacyCaseID, _ purpose: String) async throws -> [CaseRetention]
  /// Of the opened file. Throws `.refused` for anybody else's.
  public var patient: @Sendable (_ patient: PatientID) async throws -> CasePatient
  /// Of the opened file, by priority.
  public var contacts: @Sendable (_ patient: PatientID) async throws -> [CaseContact]
  /// Of the opened file, newest first, at most 500.
  public var aiRequests: @Sendable (_ patient: PatientID) async throws -> [CaseAIRequest]

  public init(
    list: @escaping @Sendable (Bool) async throws -> [PrivacyCase] = notProvided(),
    open: @escaping @Sendable (UniqueID, PrivacyCase.Kind, String, Instant?) async throws -> Opened = notProvided(),
    link: @escaping @Sendable (PrivacyCaseID, Subject) async throws -> Void = notProvided(),
    noteTold: @escaping @Sendable (PrivacyCaseID, PrivacyCase.Told) async throws -> Void = notProvided(),
    close: @escaping @Sendable (PrivacyCaseID, String) async throws -> Void = notProvided(),
    openFile: @escaping @Sendable (PrivacyCaseID, String) async throws -> [CaseRetention] = notProvided(),
    patient: @escaping @Sendable (PatientID) async throws -> CasePatient = notProvided(),
    contacts: @escaping @Sendable (PatientID) async throws -> [CaseContact] = notProvided(),
    aiRequests: @escaping @Sendable (PatientID) async throws -> [CaseAIRequest] = notProvided()
  ) {
    self.list = list
    self.open = open
    self.link = link
    self.noteTold = noteTold
    self.close = close
    self.openFile = openFile
    self.patient = patient
    self.contacts = contacts
    self.aiRequests = aiRequests
  }
}

/// Somebody around a patient of an opened case.
public struct CaseContact: Hashable, Sendable, Identifiable {
  public var id: PatientContactID
  public var content: PatientContact.Content

  public init(id: PatientContactID, content: PatientContact.Content) {
    self.id = id
    self.content = content
  }
}
