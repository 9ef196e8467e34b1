/// A patient already in the directory who may be the one being registered.
public struct DuplicateCandidate: Hashable, Sendable {
  public enum Level: String, CaseIterable, Hashable, Sendable {
    /// Look before saving.
    case review = "REVIEW"
    /// Saving needs "use this one" or a reason why it is somebody else.
    case block = "BLOCK"
  }

  public enum Evidence: String, CaseIterable, Hashable, Sendable {
    case sameBirthDate = "SAME_BIRTH_DATE"
    case birthDateSwapped = "BIRTH_DATE_SWAPPED"
    case sameSurname1 = "SAME_SURNAME_1"
    case surnamesSwapped = "SURNAMES_SWAPPED"
    case sameGivenNames = "SAME_GIVEN_NAMES"
    case phone = "PHONE"
  }

  public var entry: DirectoryEntry
  public var score: Double
  public var level: Level
  public var why: [Evidence]

  public init(entry: DirectoryEntry, score: Double, level: Level, why: [Evidence]) {
    self.entry = entry
    self.score = score
    self.level = level
    self.why = why
  }
}

/// What is known so far of the person being registered, for the duplicate search.
public struct DuplicateQuery: Hashable, Sendable {
  public var givenNames: String?
  public var surname1: String?
  public var surname2: String?
  public var birthDate: CalendarDate?
  public var sex: Sex?
  public var phone: String?

  public init(
    givenNames: String? = nil, surname1: String? = nil, surname2: String? = nil, birthDate: CalendarDate? = nil, sex: Sex? = nil,
    phone: String? = nil
  ) {
    self.givenNames = givenNames
    self.surname1 = surname1
    self.surname2 = surname2
    self.birthDate = birthDate
    self.sex = sex
    self.phone = phone
  }
}

/// Somebody whom nobody can name yet: what can be seen of her.
public struct UnknownPatient: Hashable, Sendable {
  public var sex: Sex
  /// Years, as it looks: 0 to 110, up to 120.
  public var ages: ClosedRange<Int>
  public var wardCode: String?

  public init(sex: Sex, ages: ClosedRange<Int>, wardCode: String? = nil) {
    self.sex = sex
    self.ages = ages
    self.wardCode = wardCode
  }

  /// Her record, with a name of its own: "Unknown 2026-11-21 #03".
  public struct Registered: Hashable, Sendable {
    public var patient: PatientID
    public var recordNumber: RecordNumber
    public var name: String

    public init(patient: PatientID, recordNumber: RecordNumber, name: String) {
      self.patient = patient
      self.recordNumber = recordNumber
      self.name = name
    }
  }
}

/// A form as the server keeps it for its author.
public struct Draft: Hashable, Sendable {
  public var content: [String: String]
  public var savedAt: Instant

  public init(content: [String: String], savedAt: Instant) {
    self.content = content
    self.savedAt = savedAt
  }
}

/// Registering patients, and the drafts of the form.
public struct Registrations: Sendable {
  public enum Answer: Hashable, Sendable {
    case saved(PatientID, RecordNumber)
    /// A candidate of level `.block` exists and no reason was given.
    case duplicate
  }

  public var findDuplicates: @Sendable (DuplicateQuery) async throws -> [DuplicateCandidate]
  /// Sent again with the same key it answers what the first one answered: nothing is stored twice.
  public var register: @Sendable (_ key: UniqueID, Registration, _ differentReason: String?) async throws -> Answer
  /// In an emergency, by nurses, clinicians and reception; it is no reason for access. Who learns the name writes it by
  /// `Demographics.update`. Throws `.invalid` with `age_from`, `age_to` or `ward`.
  public var registerUnknown: @Sendable (_ key: UniqueID, UnknownPatient) async throws -> UnknownPatient.Registered
  /// One draft a form and author, encrypted, kept for 24 h.
  public var saveDraft: @Sendable (_ form: String, _ content: [String: String]) async throws -> Void
  public var readDraft: @Sendable (_ form: String) async throws -> Draft?
  public var discardDraft: @Sendable (_ form: String) async throws -> Void

  public init(
    findDuplicates: @escaping @Sendable (DuplicateQuery) async throws -> [DuplicateCandidate],
    register: @escaping @Sendable (UniqueID, Registration, String?) async throws -> Answer,
    saveDraft: @escaping @Sendable (String, [String: String]) async throws -> Void,
    readDraft: @escaping @Sendable (String) async throws -> Draft?,
    discardDraft: @escaping @Sendable (String) async throws -> Void,
    registerUnknown: @escaping @Sendable (UniqueID, UnknownPatient) async throws -> UnknownPatient.Registered = notProvided()
  ) {
    self.findDuplicates = findDuplicates
    self.register = register
    self.saveDraft = saveDraft
    self.readDraft = readDraft
    self.discardDraft = discardDraft
    self.registerUnknown = registerUnknown
  }
}
