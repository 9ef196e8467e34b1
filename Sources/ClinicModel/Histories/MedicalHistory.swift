public typealias MedicalHistoryID = Identifier<MedicalHistory>

/// A problem, or something that was (FHIR Condition, FamilyMemberHistory), in its living version.
public struct MedicalHistory: Hashable, Sendable, Identifiable, ChartFact {
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case problem = "PROBLEM"
    case pastIllness = "PAST_ILLNESS"
    case surgery = "SURGERY"
    case family = "FAMILY"
    case social = "SOCIAL"
    case gynaecological = "GYNAECOLOGICAL"
  }

  public enum Status: String, CaseIterable, Hashable, Sendable {
    case active = "ACTIVE"
    case inactive = "INACTIVE"
    case resolved = "RESOLVED"
    case enteredInError = "ENTERED_IN_ERROR"
  }

  public enum Verification: String, CaseIterable, Hashable, Sendable {
    case unconfirmed = "UNCONFIRMED"
    case provisional = "PROVISIONAL"
    case confirmed = "CONFIRMED"
    case refuted = "REFUTED"
  }

  /// When it began, as exactly as it is known: the first day of the month or year where only that is known.
  public struct Onset: Hashable, Sendable {
    public enum Precision: String, CaseIterable, Hashable, Sendable {
      case day = "DAY"
      case month = "MONTH"
      case year = "YEAR"
    }

    public var on: CalendarDate
    public var precision: Precision

    public init(on: CalendarDate, precision: Precision) {
      self.on = on
      self.precision = precision
    }
  }

  /// What is filled in about it.
  public struct Content: Hashable, Sendable {
    public var kind: Kind
    /// One line, at most 200 characters.
    public var title: String
    public var status: Status
    public var verification: Verification
    /// A code of ICD-10: E11.9.
    public var icd10: String?
    public var onset: Onset?
    /// Only of what is resolved.
    public var resolvedOn: CalendarDate?

    public init(
      kind: Kind, title: String, status: Status, verification: Verification, icd10: String? = nil, onset: Onset? = nil,
      resolvedOn: CalendarDate? = nil
    ) {
      self.kind = kind
      self.title = title
      self.status = status
      self.verification = verification
      self.icd10 = icd10
      self.onset = onset
      self.resolvedOn = resolvedOn
    }
  }

  public var version: RecordVersion<MedicalHistory>
  public var content: Content
  public var recordedAt: Instant

  public var id: MedicalHistoryID { version.id }

  public var mergedNumber: RecordNumber?

  public init(version: RecordVersion<MedicalHistory>, content: Content, recordedAt: Instant) {
    self.version = version
    self.content = content
    self.recordedAt = recordedAt
  }
}

/// What was added to a history in free words; never changed.
public struct HistoryNote: Hashable, Sendable, Identifiable {
  public var id: Identifier<HistoryNote>
  public var history: MedicalHistoryID
  public var text: String
  public var recordedBy: String
  public var recordedAt: Instant

  public init(id: Identifier<HistoryNote>, history: MedicalHistoryID, text: String, recordedBy: String, recordedAt: Instant) {
    self.id = id
    self.history = history
    self.text = text
    self.recordedBy = recordedBy
    self.recordedAt = recordedAt
  }
}

/// A version of a corrected history: an earlier one, or the living one with the reason it was corrected for.
public struct MedicalHistoryVersion: Hashable, Sendable {
  public var history: MedicalHistory
  /// Why it replaced the one before; nil for the first.
  public var reason: String?

  public init(history: MedicalHistory, reason: String? = nil) {
    self.history = history
    self.reason = reason
  }
}

/// Problems and histories of the patient whose chart is open. Clinicians write them, nurses add notes.
public struct MedicalHistories: Sendable {
  public typealias Version = RecordVersion<MedicalHistory>

  /// The living ones: problems first, active before resolved, newest onset first.
  public var list: @Sendable (_ patient: PatientID) async throws -> [MedicalHistory]
  public var record: @Sendable (_ key: UniqueID, _ patient: PatientID, _ content: MedicalHistory.Content) async throws -> Version
  /// The next version, with its reason; also resolved and entered in error. Throws `.changedMeanwhile` where that is not the
  /// living version.
  public var correct:
    @Sendable (
      _ key: UniqueID, _ patient: PatientID, _ version: Version, _ content: MedicalHistory.Content, _ reason: String
    ) async throws -> Version
  public var addNote:
    @Sendable (_ key: UniqueID, _ patient: PatientID, _ history: MedicalHistoryID, _ text: String) async throws -> Void
  /// Of all histories of the patient, oldest first.
  public var notes: @Sendable (_ patient: PatientID) async throws -> [HistoryNote]
  /// All versions of those that were corrected, newest first.
  public var versions: @Sendable (_ patient: PatientID) async throws -> [MedicalHistoryVersion]

  public init(
    list: @escaping @Sendable (PatientID) async throws -> [MedicalHistory] = notProvided(),
    record: @escaping @Sendable (UniqueID, PatientID, MedicalHistory.Content) async throws -> Version = notProvided(),
    correct:
      @escaping @Sendable (UniqueID, PatientID, Version, MedicalHistory.Content, String) async throws -> Version = notProvided(),
    addNote: @escaping @Sendable (UniqueID, PatientID, MedicalHistoryID, String) async throws -> Void = notProvided(),
    notes: @escaping @Sendable (PatientID) async throws -> [HistoryNote] = notProvided(),
    versions: @escaping @Sendable (PatientID) async throws -> [MedicalHistoryVersion] = notProvided()
  ) {
    self.list = list
    self.record = record
    self.correct = correct
    self.addNote = addNote
    self.notes = notes
    self.versions = versions
  }
}
