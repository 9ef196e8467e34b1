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

public struct Ward: Hashable, Sendable {
  public var code: String
  public var name: String

  public init(code: String, name: String) {
    self.code = code
    self.name = name
  }
}
