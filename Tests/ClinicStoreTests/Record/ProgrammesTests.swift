import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicStore

@Suite(.onLoop)
struct ProgrammesTests {
  private static let patient = TestPatient.garcia.id
  private static let programme = "DIABETES_WOMEN"
  private static let type2 = DiabetesDiagnosis.Content(kind: .type2, basis: .laboratory)

  private func agree(_ clinic: Clinic) async throws {
    try await clinic.sql(
      """
      insert into medical_data.consents (patient_id, purpose, state, given_by, method, decided_on, recorded_by, recorded_by_name)
      values ('\(Self.patient)', 'PROGRAMME', 'GIVEN', 'PATIENT', 'WRITTEN', '2020-02-02', '\(TestPerson.doctor1.userID)',
        'Dr Osei')
      """)
  }

  @Test @UIActor func fromTheDiagnosisToTheWithdrawal() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (_, doctor) = try await clinic.reading(.doctor1)
    let programmes = doctor.programmes
    let row = try #require(try await programmes.catalogue().first { $0.code == Self.programme })
    #expect(row.sex == .female && row.ages.contains(55) && !row.nameSpanish.isEmpty)
    #expect(try await programmes.diabetes(Self.patient) == nil)
    #expect(try await programmes.isEligible(Self.patient, Self.programme) == false)
    #expect(await failure { _ = try await programmes.enrol(key(), Self.patient, Self.programme) } == .refused(.consent))
    try await agree(clinic)
    #expect(objection(try await programmes.enrol(key(), Self.patient, Self.programme)) == .notEligible)

    var content = Self.type2
    let form = key()
    let first = try await programmes.recordDiabetes(form, Self.patient, content)
    #expect(try await programmes.recordDiabetes(form, Self.patient, content) == first)
    content.diagnosedOn = try CalendarDate(2020, 2, 2)
    let second = try await programmes.correctDiabetes(key(), Self.patient, first, content, "date found")
    #expect(try await programmes.diabetes(Self.patient) == DiabetesDiagnosis(version: second, content: content))
    #expect(try await programmes.isEligible(Self.patient, Self.programme))

    let enrolled = try saved(try await programmes.enrol(key(), Self.patient, Self.programme))
    #expect(enrolled.state == .enrolled)
    let stored = try #require(try await programmes.enrolments(Self.patient).first)
    #expect(stored.version == enrolled.version && stored.state == .enrolled && stored.recordedBy == "Dr Osei")
    #expect(stored.evidence.diagnosis == second && stored.evidence.diabetes == .type2 && stored.evidence.sex == .female)
    #expect(try stored.evidence.birthDate == CalendarDate(1971, 3, 12) && stored.evidence.ages == row.ages)
    #expect(
      await failure { _ = try await programmes.withdraw(key(), Self.patient, enrolled.version, "") } == .invalid(field: "reason"))
    let left = try await programmes.withdraw(key(), Self.patient, enrolled.version, "moves away")
    #expect(left.version == 2)
    #expect(try await programmes.enrolments(Self.patient).first?.state == .withdrawn)
    let back = try saved(try await programmes.confirm(key(), Self.patient, Self.programme, left, "came back"))
    #expect(back.version.version == 3 && back.state == .enrolled)
    let stale = await failure { _ = try await programmes.confirm(key(), Self.patient, Self.programme, left, "came back") }
    #expect(stale == .changedMeanwhile)
  }

  @Test @UIActor func aNurseProposesReceptionAsks() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    try await agree(clinic)
    let (_, doctor) = try await clinic.reading(.doctor1)
    _ = try await doctor.programmes.recordDiabetes(key(), Self.patient, Self.type2)
    let (_, nurse) = try await clinic.reading(.nurseA)
    #expect(await failure { _ = try await nurse.programmes.recordDiabetes(key(), Self.patient, Self.type2) } == .refused(.noRole))
    let proposed = try saved(try await nurse.programmes.enrol(key(), Self.patient, Self.programme))
    #expect(proposed.state == .eligible)
    let reception = try await clinic.record(.reception).programmes
    #expect(try await reception.isEligible(Self.patient, Self.programme))
    #expect(
      await failure { _ = try await reception.isEligible(PatientID(.random()), Self.programme) } == .refused(.noReasonForAccess))
    let enrolled = try saved(try await doctor.programmes.confirm(key(), Self.patient, Self.programme, proposed.version, "agreed"))
    #expect(enrolled.state == .enrolled)
    #expect(
      await failure { _ = try await nurse.programmes.withdraw(key(), Self.patient, enrolled.version, "no show") }
        == .refused(.noRole))
  }
}
