/// What the directory says of a patient: enough to find the right person, nothing clinical.
public struct DirectoryEntry: Hashable, Sendable {
  public enum LifeStatus: String, CaseIterable, Hashable, Sendable {
    case active = "ACTIVE"
    case inactive = "INACTIVE"
    case deceased = "DECEASED"
    case merged = "MERGED"
  }

  public var id: PatientID
  public var recordNumber: RecordNumber
  public var name: PersonName
  public var birthDate: CalendarDate
  public var sex: Sex
  public var status: LifeStatus
  public var wardCode: String?
  public var wardName: String?
  public var bed: String?
  /// The attending practitioner, as printed.
  public var attending: String?
  /// Something is to be known before acting; the content is in the chart.
  public var hasAlert: Bool
  /// The person signed in has a live reason for access to the chart.
  public var hasReason: Bool

  public init(
    id: PatientID, recordNumber: RecordNumber, name: PersonName, birthDate: CalendarDate, sex: Sex, status: LifeStatus = .active,
    wardCode: String? = nil, wardName: String? = nil, bed: String? = nil, attending: String? = nil, hasAlert: Bool = false,
    hasReason: Bool = false
  ) {
    self.id = id
    self.recordNumber = recordNumber
    self.name = name
    self.birthDate = birthDate
    self.sex = sex
    self.status = status
    self.wardCode = wardCode
    self.wardName = wardName
    self.bed = bed
    self.attending = attending
    self.hasAlert = hasAlert
    self.hasReason = hasReason
  }
}

/// A row of "my patients": the directory entry, and the newest result where a reason for access holds.
public struct WorkListEntry: Hashable, Sendable {
  public struct LatestResult: Hashable, Sendable {
    public var nameEnglish: String
    public var nameSpanish: String
    public var value: DecimalNumber
    public var unit: String
    public var flag: ResultFlag
    public var measuredAt: Instant

    public init(nameEnglish: String, nameSpanish: String, value: DecimalNumber, unit: String, flag: ResultFlag, measuredAt: Instant) {
      self.nameEnglish = nameEnglish
      self.nameSpanish = nameSpanish
      self.value = value
      self.unit = unit
      self.flag = flag
      self.measuredAt = measuredAt
    }

    /// The test's name as the catalogue has it.
    public func name(in language: Language) -> String { language == .spanish ? nameSpanish : nameEnglish }
  }

  public var entry: DirectoryEntry
  public var latest: LatestResult?

  public init(entry: DirectoryEntry, latest: LatestResult? = nil) {
    self.entry = entry
    self.latest = latest
  }
}

public struct Ward: Hashable, Sendable {
  public var code: String
  public var name: String

  public init(code: String, name: String) {
    self.code = code
    self.name = name
  }
}
