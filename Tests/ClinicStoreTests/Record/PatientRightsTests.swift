import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicStore

@Suite(.onLoop)
struct PatientRightsTests {
  private static let garcia = TestPatient.garcia.id
  private static let letter = "as her letter of Monday asks"

  private func opened(
    _ record: RecordRepositories, _ kind: PrivacyCase.Kind, _ patient: PatientID = garcia
  ) async throws -> PrivacyCaseID {
    let id = try await record.privacyCases.open(key(), kind, "She asks for it in a letter.", nil).id
    try await record.privacyCases.link(id, .patient(patient))
    return id
  }

  @Test @UIActor func theCopyOfEverything() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let officer = try await clinic.record(.privacy)
    let id = try await opened(officer, .subjectAccess)
    #expect(await failure { _ = try await officer.rights.export(Self.garcia, "the patient") } == .refused(.expired))
    _ = try await officer.privacyCases.openFile(id, "copy for the patient")
    #expect(await failure { _ = try await officer.rights.export(Self.garcia, " ") } == .invalid(field: "recipient"))
    let copy = try await officer.rights.export(Self.garcia, "the patient")
    #expect(copy.document.contains("clinic patient archive") && copy.document.contains(TestPatient.garcia.patientID))
    #expect(!copy.document.contains(TestPatient.lopez.patientID))
    #expect(
      try await clinic.sql("select detail ->> 'digest' from audit_logs.events where action = 'EXPORT_PATIENT'").value == copy.digest)
    #expect(
      await failure { _ = try await officer.rights.export(TestPatient.lopez.id, "the patient") } == .refused(.noReasonForAccess))
    let doctor = try await clinic.record(.doctor1)
    #expect(await failure { _ = try await doctor.rights.export(Self.garcia, "myself") } == .refused(.noRole))
  }

  @Test @UIActor func heldAndKept() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let officer = try await clinic.record(.privacy)
    let id = try await opened(officer, .erasure)
    let rights = officer.rights
    guard case .retention(let until?) = try await rights.decideErasure(id, Self.garcia, .redacted, Self.letter) else {
      Issue.record("the law keeps it")
      return
    }
    _ = try await officer.privacyCases.openFile(id, "to answer her letter")
    #expect(try await rights.retention().map(\.retentionUntil) == [until])
    let reason = "the court asks for the record"
    try await rights.placeHold(id, Self.garcia, reason)
    #expect(await failure { try await rights.placeHold(id, Self.garcia, reason) } == .changedMeanwhile)
    #expect(try await rights.decideErasure(id, Self.garcia, .redacted, Self.letter) == .legalHold)
    #expect(try await rights.retention().map(\.holds) == [1])
    #expect(await failure { try await rights.liftHold(id, Self.garcia, "no") } == .invalid(field: "reason"))
    try await rights.liftHold(id, Self.garcia, reason)
    #expect(try await rights.decideErasure(id, Self.garcia, .refused, Self.letter) == .saved)
    let refused = try #require(try await rights.retention().first)
    #expect(refused.holds == 0 && refused.erasure == .refused && refused.erasureGrounds == Self.letter && refused.decidedAt != nil)
    let complaint = try await opened(officer, .complaint)
    let wrongCase = await failure { _ = try await rights.decideErasure(complaint, Self.garcia, .refused, Self.letter) }
    #expect(wrongCase == .refused(.noReasonForAccess))
    let nurse = try await clinic.record(.nurseA).rights
    #expect(await failure { try await nurse.placeHold(id, Self.garcia, reason) } == .refused(.noRole))
    #expect(await failure { _ = try await nurse.decideErasure(id, Self.garcia, .refused, Self.letter) } == .refused(.noRole))
    #expect(await failure { _ = try await nurse.retention() } == .refused(.noRole))
  }

  @Test @UIActor func erasedByTwo() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let patient = PatientID(
      try await clinic.uniqueID(
        """
        insert into medical_data.patients (given_names, surname_1, birth_date) values ('Rosalinda', 'Olvido', '1931-07-08')
        returning patient_id
        """))
    let officer = try await clinic.record(.privacy)
    let id = try await opened(officer, .erasure, patient)
    #expect(try await officer.rights.decideErasure(id, patient, .redacted, Self.letter) == .proposed)
    let again = await failure { _ = try await officer.rights.decideErasure(id, patient, .redacted, Self.letter) }
    #expect(again == .refused(.secondPerson))
    let second = try await clinic.secondOfficer()
    #expect(try await second.rights.decideErasure(id, patient, .redacted, Self.letter) == .saved)
    #expect(try await clinic.sql("select surname_1 from medical_data.patients where patient_id = '\(patient)'").value == "Erased")
    let over = await failure { _ = try await second.rights.decideErasure(id, patient, .redacted, Self.letter) }
    #expect(over == .changedMeanwhile)
  }
}
