import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicStore

@Suite(.onLoop)
struct PrescriptionRequestsTests {
  private static let patient = TestPatient.garcia.id

  private func prescriber(_ clinic: Clinic, _ person: TestPerson = .doctor1) async throws -> PractitionerID {
    PractitionerID(
      try await clinic.uniqueID("select practitioner_id from access.practitioners where user_id = '\(person.userID)'"))
  }

  @Test @UIActor func askedAndAnswered() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (store, nurse) = try await clinic.reading(.nurseA)
    let (_, doctor) = try await clinic.reading(.doctor1)
    let prescriber = try await prescriber(clinic)
    let form = key()
    let id = try await nurse.prescriptionRequests.ask(form, Self.patient, "paracetamol", "1 g, has a headache", prescriber)
    #expect(try await nurse.prescriptionRequests.ask(form, Self.patient, "paracetamol", "1 g, has a headache", prescriber) == id)
    let before = store.asked.flights
    let open = try #require(try await nurse.prescriptionRequests.list(Self.patient).first)
    #expect(store.asked.flights - before == 1)
    #expect(open.id == id && open.status == .open && open.medication == "paracetamol" && open.details == "1 g, has a headache")
    #expect(open.askedOf == prescriber && open.askedOfName == "Dr Osei" && open.recordedBy == "Alba Reina" && open.closedAt == nil)
    #expect(open.author == TestPerson.nurseA.id)
    #expect(await failure { _ = try await doctor.prescriptionRequests.close(id, .declined(reason: "")) } == .invalid(field: "reason"))
    #expect(try await doctor.prescriptionRequests.close(id, .withdrawn(reason: nil)) == .notAuthor)
    #expect(try await doctor.prescriptionRequests.close(id, .declined(reason: "her liver")) == .saved)
    #expect(try await doctor.prescriptionRequests.close(id, .declined(reason: "her liver")) == .answered)
    let closed = try #require(try await nurse.prescriptionRequests.list(Self.patient).first)
    #expect(closed.status == .declined && closed.closingReason == "her liver" && closed.closedAt != nil)
    let second = try await nurse.prescriptionRequests.ask(key(), Self.patient, "metamizole", "1 g", prescriber)
    let old = try #require(try await doctor.prescriptions.list(Self.patient).first).id
    #expect(await failure { _ = try await doctor.prescriptionRequests.close(second, .prescribed(old)) } == .invalid(field: "prescription"))
    #expect(try await nurse.prescriptionRequests.close(second, .withdrawn(reason: nil)) == .saved)
  }

  @Test @UIActor func whatIsNotAccepted() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (_, nurse) = try await clinic.reading(.nurseA)
    let prescriber = try await prescriber(clinic)
    let nobody = try await self.prescriber(clinic, .doctor3)
    func ask(_ record: RecordRepositories, _ medication: String, _ whom: PractitionerID) async -> RepositoryError? {
      await failure { _ = try await record.prescriptionRequests.ask(key(), Self.patient, medication, "1 g", whom) }
    }
    #expect(await ask(nurse, " ", prescriber) == .invalid(field: "medication"))
    #expect(await ask(nurse, "paracetamol", nobody) == .invalid(field: "practitioner"))
    let id = try await nurse.prescriptionRequests.ask(key(), Self.patient, "paracetamol", "1 g", prescriber)
    #expect(await failure { _ = try await nurse.prescriptionRequests.close(id, .declined(reason: "no")) } == .refused(.noRole))
    let closed = try await clinic.record(.nurseA)
    #expect(await ask(closed, "paracetamol", prescriber) == .refused(.expired))
    #expect(await failure { _ = try await closed.prescriptionRequests.list(Self.patient) } == .refused(.noReasonForAccess))
    #expect(await ask(try await clinic.record(.reception), "paracetamol", prescriber) == .refused(.noRole))
  }
}
