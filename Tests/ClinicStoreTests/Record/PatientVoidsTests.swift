import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicStore

@Suite(.onLoop)
struct PatientVoidsTests {
  private func registered(_ clinic: Clinic) async throws -> PatientID {
    PatientID(
      try await clinic.uniqueID(
        """
        insert into medical_data.patients (given_names, surname_1, birth_date) values ('Rosalinda', 'Doble', '1931-07-08')
        returning patient_id
        """))
  }

  @Test @UIActor func proposedThenDecided() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let patient = try await registered(clinic)
    let reception = try await clinic.record(.reception).voids
    let form = key()
    let id = try saved(try await reception.propose(form, patient, "registered twice"))
    #expect(try await reception.propose(form, patient, "registered twice") == .saved(id))
    #expect(await failure { _ = try await reception.propose(key(), patient, "again") } == .changedMeanwhile)
    #expect(objection(try await reception.propose(key(), TestPatient.garcia.id, "registered twice")) == .hasRecords)
    let store = try await clinic.signedIn(.privacy)
    let officer = store.repositories.record.voids
    let proposal = try #require(try await officer.proposals().first)
    #expect(proposal.id == id && proposal.patient == patient && proposal.patientName == "Rosalinda Doble" && proposal.mayDecide)
    #expect(proposal.reason == "registered twice" && proposal.proposedBy == "Clara Duarte")
    #expect(await failure { _ = try await officer.decide(id, .deny(reason: "")) } == .invalid(field: "reason"))
    #expect(try await officer.decide(id, .approve) == .saved)
    #expect(try await officer.proposals().isEmpty)
    // She is nowhere any more.
    #expect(await failure { _ = try await officer.decide(id, .approve) } == .refused(.noReasonForAccess))
    let gone = "select deleted_at is not null from medical_data.patients where patient_id = '\(patient)'"
    #expect(try await clinic.sql(gone).value == "t")
  }

  @Test @UIActor func whoMayNot() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let patient = try await registered(clinic)
    let officer = try await clinic.record(.privacy).voids
    #expect(await failure { _ = try await officer.propose(key(), patient, " ") } == .invalid(field: "reason"))
    let own = try saved(try await officer.propose(key(), patient, "registered twice"))
    #expect(await failure { _ = try await officer.decide(own, .approve) } == .refused(.secondPerson))
    let reception = try await clinic.record(.reception).voids
    #expect(await failure { _ = try await reception.proposals() } == .refused(.noRole))
    #expect(await failure { _ = try await reception.decide(own, .approve) } == .refused(.noRole))
    let nurse = try await clinic.record(.nurseA).voids
    #expect(await failure { _ = try await nurse.propose(key(), patient, "registered twice") } != nil)
    #expect(try await officer.proposals().map(\.mayDecide) == [false])
  }
}
