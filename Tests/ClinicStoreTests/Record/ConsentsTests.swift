import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicStore

@Suite(.onLoop)
struct ConsentsTests {
  private static let patient = TestPatient.garcia.id

  @Test @UIActor func givenAndWithdrawn() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let reception = try await clinic.record(.reception).consents
    var content = Consent.Content(
      purpose: .research, state: .given, givenBy: .patient, method: .written, formVersion: "R-3",
      decidedOn: try CalendarDate(2026, 1, 2), expiresOn: try CalendarDate(2031, 1, 2), details: "Only the diabetes registry")
    let form = key()
    let first = try await reception.record(form, Self.patient, content)
    #expect(try await reception.record(form, Self.patient, content) == first)
    #expect(
      try await reception.status(Self.patient)
        == [ConsentStatus(version: first, purpose: .research, state: .given, isAllowed: true)])
    let twice = await failure { [content] in _ = try await reception.record(key(), Self.patient, content) }
    #expect(twice == .changedMeanwhile)
    #expect(await failure { _ = try await reception.history(Self.patient) } == .refused(.noRole))
    content.state = .withdrawn
    let second = try await reception.change(key(), Self.patient, first, content, "by telephone")
    let status = try #require(try await reception.status(Self.patient).first)
    #expect(status.version == second && status.state == .withdrawn && !status.isAllowed)
    let privacy = try await clinic.record(.privacy).consents
    let history = try await privacy.history(Self.patient)
    #expect(history.map(\.version) == [first, second] && history.map(\.isLiving) == [false, true])
    #expect(history[1].content == content && history[1].recordedBy == "Clara Duarte")
  }

  @Test @UIActor func privacySettings() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (_, nurse) = try await clinic.reading(.nurseA)
    #expect(try await nurse.privacy.settings(Self.patient) == nil)
    var settings = PrivacySettings(
      mayPhone: true, mayLeaveMessage: true, mayEmail: false, mayPost: false, mayTellRelatives: true, hideOnBoards: false)
    let first = try await nurse.privacy.record(key(), Self.patient, settings)
    settings.mayTellRelatives = false
    let second = try await nurse.privacy.change(key(), Self.patient, first, settings, "she asked for it")
    #expect(try await nurse.privacy.settings(Self.patient) == PrivacySettings.Recorded(version: second, settings: settings))
    let stale = await failure { [settings] in _ = try await nurse.privacy.change(key(), Self.patient, first, settings, "late") }
    #expect(stale == .changedMeanwhile)
  }

  @Test @UIActor func whatOnlyThePrivacyOfficerSets() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let officer = try await clinic.record(.privacy).privacy
    let doctor = try #require(UniqueID(TestPerson.doctor1.userID).map { UserID($0) })
    try await officer.setBlocked(Self.patient, doctor, true, "her former husband")
    let charts = try await clinic.signedIn(.doctor1).repositories.charts
    #expect(await failure { _ = try await charts.open(Self.patient, .treatment, nil) } == .refused(.blocked))
    try await officer.setBlocked(Self.patient, doctor, false, "settled")
    _ = try await charts.open(Self.patient, .treatment, nil)
    try await officer.setProtected(TestPatient.munoz.id, true, "a colleague")
    #expect(await failure { _ = try await charts.open(TestPatient.munoz.id, .treatment, nil) } == .refused(.vipReason))
    #expect(await failure { try await officer.setProtected(Self.patient, true, "") } == .invalid(field: "reason"))
    #expect(await failure { try await officer.setProtected(PatientID(.random()), true, "x y z") } == .refused(.noReasonForAccess))
    let admin = try await clinic.record(.admin).privacy
    #expect(await failure { try await admin.setProtected(Self.patient, true, "a colleague") } == .refused(.noRole))
  }
}
