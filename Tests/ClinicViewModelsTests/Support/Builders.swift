import ClinicModel
import Testing

func identifier(_ number: UInt64) -> UniqueID { UniqueID(high: 0xF0, low: number) }

func date(_ text: String) throws -> CalendarDate { try CalendarDate.parse(text).get() }

func decimal(_ text: String) throws -> DecimalNumber { try #require(DecimalNumber(text)) }

func recordNumber(_ number: UInt64) throws -> RecordNumber {
  let digits = String(10_000_000 + number)
  return try #require(RecordNumber(digits + String(RecordNumber.checkDigit(of: digits))))
}

func person(_ role: StaffRole, number: UInt64 = 1, _ capabilities: Set<Capability> = []) -> SignedInUser {
  SignedInUser(
    id: UserID(identifier(900 + number)), email: "person\(number)@clinic.example", name: "Person \(number)", role: role,
      capabilities: capabilities,
    wards: ["M1"], sessionEndsAt: ManualTime.start.adding(seconds: 12 * 3600))
}

let nurse = person(.nurse)
let doctor = person(.clinician, number: 2, [.approveBreakGlass, .prescribe])
let receptionist = person(.receptionist, number: 3)

func entry(
  _ number: UInt64, _ given: String = "Ana", _ surname1: String = "García", _ surname2: String? = nil,
    born: String = "1957-03-12", ward: String? = nil,
  bed: String? = nil
) throws -> DirectoryEntry {
  DirectoryEntry(
    id: PatientID(identifier(number)), recordNumber: try recordNumber(number),
    name: PersonName(givenNames: given, surname1: surname1, surname2: surname2), birthDate: try date(born), sex: .female,
      wardCode: ward, wardName: ward, bed: bed)
}

let glucose = BiomarkerType(
  id: 1, code: "GLU", nameEnglish: "Glucose", nameSpanish: "Glucosa", unit: "mg/dL", decimals: 0,
    reference: ReferenceInterval(low: DecimalNumber(70), high: DecimalNumber(99)))
let potassium = BiomarkerType(
  id: 2, code: "K", nameEnglish: "Potassium", nameSpanish: "Potasio", unit: "mmol/L", decimals: 1,
    reference: ReferenceInterval(low: nil, high: nil))
let sodium = BiomarkerType(
  id: 3, code: "NA", nameEnglish: "Sodium", nameSpanish: "Sodio", unit: "mmol/L", decimals: 0,
    reference: ReferenceInterval(low: nil, high: nil))

/// A result so many days before the start of manual time.
func result(_ number: UInt64, daysAgo: Int, _ value: Int = 100) -> BiomarkerResult {
  BiomarkerResult(
    id: BiomarkerResultID(identifier(5000 + number)), measuredAt: ManualTime.start.adding(seconds: -Int64(daysAgo) * 86_400),
      value: DecimalNumber(value),
    flag: .normal, reference: ReferenceInterval(low: nil, high: nil))
}

func chart(
  _ patient: DirectoryEntry, types: [BiomarkerType] = [glucose, potassium, sodium], prescriptions: [Prescription] = [],
    endsIn seconds: Int64? = nil,
  reason: ReasonForAccess = .ward
) -> Chart {
  Chart(
    patient: patient, allergies: .notAsked, reason: seconds == nil ? reason : .grant,
      grantEndsAt: seconds.map { ManualTime.start.adding(seconds: $0) },
    latest: types.compactMap { BiomarkerSummary(type: $0, recent: [result(UInt64($0.id), daysAgo: 1)]) },
      prescriptions: prescriptions, readAt: ManualTime.start)
}

extension CompleteChart {
  /// A chart with nothing around it.
  static func alone(_ chart: Chart) -> CompleteChart {
    CompleteChart(
      chart: chart, histories: [], consultations: [], tests: [], reports: [], vitalSigns: [], programmes: [], consents: [])
  }
}

func access(_ number: UInt64, of patient: DirectoryEntry, _ phase: EmergencyAccess.Phase, by name: String? = nil,
  reason: String? = nil, lapsesIn: Int64 = 900) -> EmergencyAccess {
  EmergencyAccess(
    id: EmergencyAccessID(identifier(7000 + number)), number: "E-20261121-00\(number)", patient: patient.id,
      patientName: patient.name.listed,
    recordNumber: patient.recordNumber, reasonClass: .covering, reason: "covering for a colleague", hours: 4, scope: .full,
      requestedAt: ManualTime.start,
    lapsesAt: ManualTime.start.adding(seconds: lapsesIn), phase: phase, decidedBy: name, decisionReason: reason)
}

func queued(_ number: UInt64, _ phase: EmergencyAccess.Phase = .requested, hours: Int = 4,
  whyNot: Refusal? = nil) throws -> EmergencyQueueEntry {
  var access = access(number, of: try entry(number), phase)
  access.hours = hours
  return EmergencyQueueEntry(
    access: access, requester: nurse.id, requesterName: "Nurse \(number)", requesterRole: .nurse, requesterWard: "M1",
      birthDate: try date("1957-03-12"),
    sex: .female, patientWard: "M2", attending: nil, whyNotDecidable: whyNot)
}

func prescription(_ number: UInt64, _ medication: String, from: String = "2026-01-01", to: String? = nil,
  _ status: Prescription.Status = .active) throws -> Prescription {
  Prescription(
    id: PrescriptionID(identifier(3000 + number)), medication: medication, doseAmount: DecimalNumber(1), doseUnit: "mg",
      route: "oral", frequency: "daily",
    startsOn: try date(from), endsOn: try to.map(date), status: status, prescriber: "Dr. Vidal")
}

func candidate(_ number: UInt64, _ level: DuplicateCandidate.Level) throws -> DuplicateCandidate {
  DuplicateCandidate(entry: try entry(number), score: 30, level: level, why: [.sameBirthDate])
}
