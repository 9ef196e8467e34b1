import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicStore

@Suite(.onLoop)
struct PatientMergesTests {
  private static let (garcia, lopez) = (TestPatient.garcia.id, TestPatient.lopez.id)

  @Test @UIActor func proposedDecidedUndone() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let reception = try await clinic.record(.reception).merges
    let form = key()
    let id = try await reception.propose(form, Self.lopez, Self.garcia, "same passport")
    #expect(try await reception.propose(form, Self.lopez, Self.garcia, "same passport") == id)
    #expect(await failure { _ = try await reception.propose(key(), Self.lopez, Self.garcia, "again") } == .changedMeanwhile)
    let officer = try await clinic.record(.privacy).merges
    let proposal = try #require(try await officer.proposals().first)
    #expect(proposal.id == id && proposal.kind == .merge && proposal.merged.patient == Self.lopez && proposal.mayDecide)
    #expect(proposal.survivor.name == "María José García Núñez" && proposal.proposedBy == "Clara Duarte")
    #expect(await failure { try await officer.decide(id, .deny(reason: "")) } == .invalid(field: "reason"))
    try await officer.decide(id, .approve)
    #expect(await failure { try await officer.decide(id, .approve) } == .changedMeanwhile)
    let (_, nurse) = try await clinic.reading(.nurseA)
    #expect(try await nurse.questions.endingPrescriptions(7).contains { $0.patient == Self.lopez } == false)
    let undo = try await reception.proposeUndoing(key(), Self.lopez, "not the same after all")
    try await officer.decide(undo, .approve)
    #expect(try await officer.proposals().isEmpty)
    #expect(try await clinic.sql("select status from medical_data.patients where patient_id = '\(Self.lopez)'").value == "ACTIVE")
  }

  @Test @UIActor func whoMayNot() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (_, doctor) = try await clinic.reading(.doctor1)
    #expect(await failure { _ = try await doctor.merges.propose(key(), Self.lopez, Self.garcia, "same") } == .refused(.noRole))
    #expect(await failure { _ = try await doctor.merges.proposals() } == .refused(.noRole))
    let reception = try await clinic.record(.reception).merges
    #expect(await failure { _ = try await reception.propose(key(), Self.garcia, Self.garcia, "same") } == .invalid(field: "survivor"))
    #expect(await failure { _ = try await reception.proposeUndoing(key(), Self.garcia, "was never") } == .invalid(field: "survivor"))
  }
}
