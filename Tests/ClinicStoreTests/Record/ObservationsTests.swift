import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicStore

@Suite(.onLoop)
struct ObservationsTests {
  private static let patient = TestPatient.garcia.id
  private static let resource = """
    {"resourceType": "Observation", "id": "g-1", "status": "final", "category": [{"coding": [{"code": "laboratory"}]}],
     "code": {"coding": [{"system": "http://loinc.org", "code": "4548-4", "display": "HbA1c"}]},
     "effectiveDateTime": "2026-05-04T08:30:00Z", "valueQuantity": {"value": 7.10, "code": "%"},
     "performer": [{"display": "Central laboratory"}]}
    """

  private func number(_ clinic: Clinic) async throws -> RecordNumber {
    let text = try await clinic.sql("select record_number from medical_data.patients where patient_id = '\(Self.patient)'").value
    return try #require(text.flatMap { RecordNumber($0) })
  }

  @Test @UIActor func fromQuarantineIntoTheChart() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (admin, number) = (try await clinic.record(.admin).observations, try await number(clinic))
    try await admin.load("urn:lab:central", number, Self.resource)
    try await admin.load("urn:lab:central", number, Self.resource)
    try await admin.load("urn:lab:central", number, Self.resource.replacing("7.10", with: "9.9"))
    let (_, doctor) = try await clinic.reading(.doctor1)
    let waiting = try await doctor.observations.waiting(Self.patient)
    #expect(
      waiting.count == 2 && waiting[0].type == "HbA1c" && waiting[0].loinc == "4548-4"
        && waiting[0].sourceSystem == "urn:lab:central")
    let right = try #require(waiting.first { $0.value.number == DecimalNumber("7.10") })
    #expect(right.value.unit == "%" && right.value.number?.scale == 2)
    let form = key()
    let id = try await doctor.observations.accept(form, Self.patient, right.id)
    #expect(try await doctor.observations.accept(form, Self.patient, right.id) == id)
    #expect(await failure { _ = try await doctor.observations.accept(key(), Self.patient, right.id) } == .changedMeanwhile)
    let stored = try #require(try await doctor.observations.list(Self.patient).first)
    #expect(
      stored.id == id && stored.status == .active && stored.category == "laboratory" && stored.observedBy == "Central laboratory")
    #expect(stored.observedAt == Instant(secondsSinceEpoch: 1_777_883_400))
    #expect(try await doctor.observations.resource(Self.patient, id)?.contains("g-1") == true)
    #expect(try await doctor.observations.resource(Self.patient, ObservationID(.random())) == nil)
    let wrong = try #require(waiting.first { $0.id != right.id })
    #expect(
      await failure { try await doctor.observations.reject(key(), Self.patient, wrong.id, "") } == .invalid(field: "reason"))
    try await doctor.observations.reject(key(), Self.patient, wrong.id, "another patient's")
    #expect(try await doctor.observations.waiting(Self.patient).isEmpty)
  }

  @Test @UIActor func whatIsNotAccepted() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (admin, number) = (try await clinic.record(.admin).observations, try await number(clinic))
    #expect(await failure { try await admin.load("urn:lab", number, "{}") } == .invalid(field: "resource"))
    #expect(await failure { try await admin.load("urn:lab", number, "no JSON") } == .invalid(field: ""))
    let (_, doctor) = try await clinic.reading(.doctor1)
    #expect(await failure { try await doctor.observations.load("urn:lab", number, Self.resource) } == .refused(.noRole))
    let absent = ObservationImportID(.random())
    #expect(
      await failure { _ = try await doctor.observations.accept(key(), Self.patient, absent) } == .refused(.noReasonForAccess))
  }
}
