import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicStore

@Suite(.onLoop)
struct PrivacyProposalsTests {
  private static let patient = TestPatient.garcia.id

  @Test @UIActor func whatTheReceptionHearsThePrivacyOfficerDecides() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let reception = try await clinic.record(.reception).privacyProposals
    let nurse = UserID(try await clinic.uniqueID("select user_id from access.users where email = '\(TestPerson.nurseA.email)'"))
    let form = key()
    let id = try await reception.propose(form, Self.patient, .block, nurse, "she said so at the desk")
    #expect(try await reception.propose(form, Self.patient, .block, nurse, "she said so at the desk") == id)
    #expect(await failure { _ = try await reception.propose(form, Self.patient, .block, nurse, "other words") } == .keyReused)
    #expect(await failure { _ = try await reception.propose(key(), Self.patient, .block, nurse, "again") } == .changedMeanwhile)
    #expect(await failure { _ = try await reception.propose(key(), Self.patient, .block, nil, "of whom?") } == .invalid(field: "user"))
    let officer = try await clinic.record(.privacy).privacyProposals
    let proposal = try #require(try await officer.list().first)
    #expect(proposal.id == id && proposal.kind == .block && proposal.user == nurse && proposal.reason == "she said so at the desk")
    #expect(await failure { try await officer.decide(id, .deny(reason: "")) } == .invalid(field: "reason"))
    try await officer.decide(id, .approve)
    #expect(try await officer.list().isEmpty)
    #expect(await failure { try await officer.decide(id, .approve) } == .changedMeanwhile)
    let blocked = "select access.is_blocked('\(nurse)', '\(Self.patient)')"
    #expect(try await clinic.sql(blocked).value == "t")
  }

  @Test @UIActor func nobodyElse() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let nurse = try await clinic.record(.nurseA).privacyProposals
    #expect(await failure { _ = try await nurse.propose(key(), Self.patient, .protect, nil, "well known") } != nil)
    #expect(await failure { _ = try await nurse.list() } == .refused(.noRole))
    let reception = try await clinic.record(.reception).privacyProposals
    let id = try await reception.propose(key(), Self.patient, .protect, nil, "well known")
    #expect(await failure { try await reception.decide(id, .approve) } == .refused(.noRole))
    #expect(try await clinic.sql("select is_protected from medical_data.patients where patient_id = '\(Self.patient)'").value == "f")
  }
}
