public typealias MedicationAdministrationID = Identifier<MedicationAdministration>

/// A dose that was due, given, refused or omitted (FHIR MedicationAdministration), in its living version.
public struct MedicationAdministration: Hashable, Sendable, Identifiable {
  public enum Status: String, CaseIterable, Hashable, Sendable {
    case scheduled = "SCHEDULED"
    /// Given, but it does not count until another person has checked it.
    case awaitingCheck = "AWAITING_CHECK"
    case given = "GIVEN"
    case refused = "REFUSED"
    case omitted = "OMITTED"
    /// Not given at all.
    case voided = "VOIDED"
  }

  public var version: RecordVersion<MedicationAdministration>
  public var prescription: PrescriptionID
  /// As printed.
  public var medication: String
  public var scheduledAt: Instant?
  public var status: Status
  public var givenAt: Instant?
  /// In `doseUnit`; of a scheduled dose the prescribed one.
  public var doseAmount: DecimalNumber?
  public var doseUnit: String
  public var route: String
  /// A high-alert medicine: two persons.
  public var needsSecondCheck: Bool
  public var givenBy: String?
  public var checkedBy: String?
  public var reason: String?
  public var recordedAt: Instant

  public var id: MedicationAdministrationID { version.id }

  public init(
    version: RecordVersion<MedicationAdministration>, prescription: PrescriptionID, medication: String,
    scheduledAt: Instant? = nil, status: Status, givenAt: Instant? = nil, doseAmount: DecimalNumber? = nil, doseUnit: String,
    route: String, needsSecondCheck: Bool, givenBy: String? = nil, checkedBy: String? = nil, reason: String? = nil,
    recordedAt: Instant
  ) {
    self.version = version
    self.prescription = prescription
    self.medication = medication
    self.scheduledAt = scheduledAt
    self.status = status
    self.givenAt = givenAt
    self.doseAmount = doseAmount
    self.doseUnit = doseUnit
    self.route = route
    self.needsSecondCheck = needsSecondCheck
    self.givenBy = givenBy
    self.checkedBy = checkedBy
    self.reason = reason
    self.recordedAt = recordedAt
  }
}
