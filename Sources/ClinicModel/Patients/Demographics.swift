/// Who a patient is and how to reach her (FHIR Patient).
public struct PatientDetails: Hashable, Sendable, Identifiable {
  /// The form as it stands on the screen: all of it is sent.
  public struct Form: Hashable, Sendable {
    public var name: PersonName
    public var birthDate: CalendarDate
    public var sex: Sex
    public var phone: String?
    public var email: String?
    public var address: String?
    /// BCP 47: es, pt-BR.
    public var language: String?
    public var needsInterpreter: Bool

    public init(
      name: PersonName, birthDate: CalendarDate, sex: Sex, phone: String? = nil, email: String? = nil, address: String? = nil,
      language: String? = nil, needsInterpreter: Bool = false
    ) {
      self.name = name
      self.birthDate = birthDate
      self.sex = sex
      self.phone = phone
      self.email = email
      self.address = address
      self.language = language
      self.needsInterpreter = needsInterpreter
    }
  }

  /// With the version of the row.
  public var version: RecordVersion<DirectoryEntry>
  public var recordNumber: RecordNumber
  public var status: DirectoryEntry.LifeStatus
  public var deceasedOn: CalendarDate?
  public var form: Form

  public var id: PatientID { version.id }

  public init(
    version: RecordVersion<DirectoryEntry>, recordNumber: RecordNumber, status: DirectoryEntry.LifeStatus,
    deceasedOn: CalendarDate? = nil, form: Form
  ) {
    self.version = version
    self.recordNumber = recordNumber
    self.status = status
    self.deceasedOn = deceasedOn
    self.form = form
  }
}

/// Everything about a patient that the desk shows at once.
public struct PatientFile: Hashable, Sendable {
  public var details: PatientDetails
  public var contacts: [PatientContact]
  public var identifiers: [PatientIdentifier]
  public var consents: [ConsentStatus]
  /// Nil: never asked.
  public var privacy: PrivacySettings.Recorded?

  public init(
    details: PatientDetails, contacts: [PatientContact], identifiers: [PatientIdentifier], consents: [ConsentStatus],
    privacy: PrivacySettings.Recorded? = nil
  ) {
    self.details = details
    self.contacts = contacts
    self.identifiers = identifiers
    self.consents = consents
    self.privacy = privacy
  }
}

/// The patient's details: for reception behind the directory, for clinical staff in the opened chart. Each look is recorded.
public struct Demographics: Sendable {
  public typealias Version = RecordVersion<DirectoryEntry>

  public enum UpdateObjection: String, CaseIterable, Hashable, Sendable {
    /// Surnames, birth date or sex changed.
    case reasonNeeded = "REASON_NEEDED"
    /// Somebody is registered under this name: it needs a reason why it is somebody else.
    case duplicate = "DUPLICATE"
  }

  public enum DeathAnswer: String, CaseIterable, Hashable, Sendable {
    case saved = "SAVED"
    /// Another receptionist confirms it the same day.
    case proposed = "PROPOSED"
  }

  public enum VoidAnswer: String, CaseIterable, Hashable, Sendable {
    case saved = "SAVED"
    /// Something clinical is recorded.
    case hasRecords = "HAS_RECORDS"
  }

  /// Throws `.refused(.noReasonForAccess)`; hidden and absent patients answer alike.
  public var details: @Sendable (_ patient: PatientID) async throws -> PatientDetails
  /// Details, contacts, identifiers, consents and privacy in one round trip.
  public var file: @Sendable (_ patient: PatientID) async throws -> PatientFile
  /// Answers the new version. Throws `.changedMeanwhile` where that is not the living version.
  public var update:
    @Sendable (
      _ key: UniqueID, _ version: Version, _ form: PatientDetails.Form, _ reason: String?, _ differentReason: String?
    ) async throws -> WriteAnswer<Version, UpdateObjection>
  /// By a clinician, or by two receptionists. Throws `.refused(.closed)` where it is recorded already.
  public var markDeceased: @Sendable (_ key: UniqueID, _ patient: PatientID, _ on: CalendarDate) async throws -> DeathAnswer
  /// Registered in error: by who registered, within 24 hours.
  public var void: @Sendable (_ key: UniqueID, _ patient: PatientID, _ reason: String) async throws -> VoidAnswer

  public init(
    details: @escaping @Sendable (PatientID) async throws -> PatientDetails = notProvided(),
    file: @escaping @Sendable (PatientID) async throws -> PatientFile = notProvided(),
    update:
      @escaping @Sendable (UniqueID, Version, PatientDetails.Form, String?, String?) async throws ->
        WriteAnswer<Version, UpdateObjection> = notProvided(),
    markDeceased: @escaping @Sendable (UniqueID, PatientID, CalendarDate) async throws -> DeathAnswer = notProvided(),
    void: @escaping @Sendable (UniqueID, PatientID, String) async throws -> VoidAnswer = notProvided()
  ) {
    self.details = details
    self.file = file
    self.update = update
    self.markDeceased = markDeceased
    self.void = void
  }
}
