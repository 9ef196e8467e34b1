import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicStore

/// Relatives of the staff, restricted charts, and what the privacy officer is told and may count.
@Suite(.onLoop)
struct PrivacyNoticesTests {
  private static let patient = TestPatient.garcia.id

  @Test @UIActor func aRelativeIsDeclaredToldAndEnded() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let nurse = try await clinic.record(.nurseA)
    let store = try await clinic.signedIn(.privacy)
    let officer = store.repositories.record
    try await nurse.relatives.declare(Self.patient, .sibling)
    try await nurse.relatives.declare(Self.patient, .sibling)
    let notice = try #require(try await officer.privacyNotices.list(nil).last)
    #expect(notice.kind == .relativeDeclared && notice.patient == Self.patient && notice.user == TestPerson.nurseA.id)
    #expect(notice.userName == "Alba Reina" && notice.detail == "SIBLING" && notice.seen == nil)
    try await officer.privacyNotices.see(notice.id)
    #expect(await failure { try await officer.privacyNotices.see(notice.id) } == .changedMeanwhile)
    let before = store.asked
    let unseen = try await officer.privacyNotices.list(nil)
    #expect((store.asked.flights - before.flights, store.asked.statements - before.statements) == (1, 1))
    #expect(!unseen.contains { $0.id == notice.id })
    let all = try await officer.privacyNotices.list(notice.createdAt.adding(seconds: -60))
    #expect(all.first { $0.id == notice.id }?.seen?.by == "Elisa Grau")
    try await officer.relatives.declareOf(TestPerson.doctor1.id, Self.patient, .friend)
    #expect(
      await failure { try await nurse.relatives.declareOf(TestPerson.doctor1.id, Self.patient, .friend) } == .refused(.noRole))
    #expect(await failure { try await nurse.relatives.end(Self.patient, TestPerson.nurseA.id, "we quarrelled") } == .refused(.noRole))
    #expect(await failure { try await officer.relatives.end(Self.patient, TestPerson.nurseA.id, " ") } == .invalid(field: "reason"))
    try await officer.relatives.end(Self.patient, TestPerson.nurseA.id, "entered by mistake")
    #expect(
      await failure { try await officer.relatives.end(Self.patient, TestPerson.nurseA.id, "again") } == .changedMeanwhile)
    #expect(await failure { _ = try await nurse.privacyNotices.list(nil) } == .refused(.noRole))
    #expect(await failure { try await nurse.privacyNotices.see(notice.id) } == .refused(.noRole))
  }

  @Test @UIActor func aRestrictedChartIsOnlyRead() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (store, nurse) = try await clinic.reading(.nurseA)
    let officer = try await clinic.record(.privacy).privacy
    let glucose = Glucose(DecimalNumber(128), .milligramsPerDecilitre)
    func measure() async -> RepositoryError? {
      let now = ClinicClock.system.now().adding(seconds: -1)
      return await failure {
        _ = try await store.repositories.bedsideGlucose.record(key(), Self.patient, glucose, now, false)
      }
    }
    #expect(await failure { try await officer.restrict(Self.patient, .accuracy, " ") } == .invalid(field: "reason"))
    try await officer.restrict(Self.patient, .accuracy, "her letter of Monday")
    #expect(await failure { try await officer.restrict(Self.patient, .claims, "once more") } == .changedMeanwhile)
    #expect(await measure() == .refused(.restricted))
    #expect(try await nurse.charts.read(Self.patient).chart.latest.isEmpty == false)
    #expect(await failure { try await nurse.privacy.restrict(Self.patient, .claims, "hers") } == .refused(.noRole))
    try await officer.endRestriction(Self.patient, "it was right after all")
    #expect(await failure { try await officer.endRestriction(Self.patient, "again") } == .changedMeanwhile)
    #expect(await measure() == nil)
  }

  @Test @UIActor func overriddenFindingsAreCounted() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    try await clinic.sql(
      """
      insert into medical_data.prescription_findings (record_id, version, patient_id, check_code, outcome, severity, finding,
        override_reason, recorded_by)
      select p.record_id, 1, p.patient_id, 'DOSE', 'ALERT', 'BLOCKING', 'DOSE metformin', 'known', u.user_id
        from medical_data.prescriptions p, access.users u
       where p.medication = 'metformin' and p.version = 1 and u.user_id in ('\(TestPerson.doctor1.userID)')
         and p.patient_id in ('\(TestPatient.garcia.patientID)', '\(TestPatient.lopez.patientID)')
      """)
    let officer = try await clinic.record(.privacy).privacyNotices
    #expect(
      try await officer.overrideCounts(nil, nil) == [OverrideCount(check: .dose, outcome: .alert, overridden: 2, prescribers: 1)])
    let hour = ClinicClock.system.now().adding(seconds: -3600)
    #expect(try await officer.overrideCounts(nil, hour).isEmpty)
    let doctor = try await clinic.record(.doctor1).privacyNotices
    #expect(await failure { _ = try await doctor.overrideCounts(nil, nil) } == .refused(.noRole))
  }
}
