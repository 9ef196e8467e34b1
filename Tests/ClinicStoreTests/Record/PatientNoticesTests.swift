import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicStore

/// Requests that somebody looks at, and the letter to the patient after an emergency access.
@Suite(.onLoop)
struct PatientNoticesTests {
  private func asked(_ store: ClinicStore) async throws -> EmergencyAccessID {
    let request = EmergencyRequest(
      key: key(), patient: TestPatient.petrova.id, reasonClass: .lifeThreat, reason: "Found unconscious in the corridor",
      hours: 4, scope: .full)
    guard case .requested(let id) = try await store.repositories.emergencyAccesses.request(request, TestPerson.password) else {
      throw RepositoryError.unexpectedAnswer
    }
    return id
  }

  @Test @UIActor func aRequestIsClaimed() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let nurse = try await clinic.signedIn(.nurseA)
    let id = try await asked(nurse)
    let first = try await clinic.signedIn(.doctor1).repositories.emergencyAccesses
    let second = try await clinic.signedIn(.doctor2).repositories.emergencyAccesses
    #expect(try await first.claim(id) == .claimed)
    guard case .taken("Dr Osei", let since) = try await second.claim(id) else {
      Issue.record("not taken")
      return
    }
    #expect(ClinicClock.system.now().seconds(since: since) < 300)
    #expect(try await nurse.repositories.emergencyAccesses.mine().first?.phase == .underReview)
    #expect(await failure { _ = try await nurse.repositories.emergencyAccesses.claim(id) } == .refused(.noRole))
    #expect(try await second.decide(id, .deny(reason: "not in this hospital")) == .denied)
    #expect(await failure { _ = try await first.claim(id) } == .changedMeanwhile)
  }

  @Test @UIActor func delayedThenSent() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let id = try await asked(try await clinic.signedIn(.nurseA))
    let approver = try await clinic.signedIn(.doctor1).repositories.emergencyAccesses
    #expect(try await approver.decide(id, .approve(hours: 1, birthYear: 1966)) == .approved)
    let store = try await clinic.signedIn(.privacy)
    let officer = store.repositories.record.patientNotices
    let before = store.asked
    let notice = try #require(try await officer.list().first)
    #expect((store.asked.flights - before.flights, store.asked.statements - before.statements) == (1, 2))
    #expect(notice.access == id && notice.patientName == "Petrova Ivanova, Nadia" && notice.requesterName == "Alba Reina")
    #expect(notice.requesterRole == .nurse && notice.reasonClass == .lifeThreat && !notice.isSelfGrant && !notice.isOverdue)
    #expect(notice.delay == nil && notice.sending == nil && notice.dueAt.seconds(since: notice.grantedAt) == 7 * 86_400)
    let today = try await clinic.today()
    let reason = "the husband reads her post"
    #expect(await failure { try await officer.delay(notice.id, today, .safeguarding, reason) } == .invalid(field: "until"))
    #expect(
      await failure { try await officer.delay(notice.id, today.adding(days: 30), .safeguarding, "short") }
        == .invalid(field: "reason"))
    try await officer.delay(notice.id, today.adding(days: 30), .safeguarding, reason)
    let delayed = try #require(try await officer.list().first)
    #expect(delayed.delay?.delayClass == .safeguarding && delayed.delay?.reason == reason)
    let tomorrow = PatientNotice.Sending(on: today.adding(days: 1), channel: .letter)
    #expect(await failure { try await officer.markSent(notice.id, tomorrow) } == .invalid(field: "sent_on"))
    try await officer.markSent(notice.id, PatientNotice.Sending(on: today, channel: .inPerson))
    #expect(try await officer.list().first?.sending == PatientNotice.Sending(on: today, channel: .inPerson))
    #expect(
      await failure { try await officer.delay(notice.id, today.adding(days: 30), .legalOrder, reason) } == .changedMeanwhile)
    let doctor = try await clinic.record(.doctor1).patientNotices
    #expect(await failure { _ = try await doctor.list() } == .refused(.noRole))
    #expect(await failure { try await doctor.markSent(notice.id, tomorrow) } == .refused(.noRole))
    #expect(await failure { try await doctor.delay(notice.id, tomorrow.on, .legalOrder, reason) } == .refused(.noRole))
  }
}
