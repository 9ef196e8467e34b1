import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicStore

@Suite(.onLoop)
struct EmergencyReviewsTests {
  private func ask(
    _ store: ClinicStore, _ patient: TestPatient = .petrova, _ reason: EmergencyAccess.ReasonClass = .lifeThreat
  ) async throws -> EmergencyAccessID {
    let request = EmergencyRequest(
      key: key(), patient: patient.id, reasonClass: reason, reason: "Found unconscious in the corridor", hours: 4, scope: .full)
    guard case .requested(let id) = try await store.repositories.emergencyAccesses.request(request, TestPerson.password) else {
      throw RepositoryError.unexpectedAnswer
    }
    return id
  }

  @Test @UIActor func fromTheSelfGrantToTheReview() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let nurse = try await clinic.signedIn(.nurseA)
    let reviews = nurse.repositories.record.emergencyReviews
    let waiting = try await ask(nurse, .schroeder, .covering)
    #expect(try await reviews.selfGrant(waiting, TestPerson.password) == .objected(.wait))
    let id = try await ask(nurse)
    #expect(try await reviews.selfGrant(id, "wrong") == .objected(.wrongPassword))
    guard case .granted(let end) = try await reviews.selfGrant(id, TestPerson.password) else {
      Issue.record("not granted")
      return
    }
    #expect((3590...3610).contains(end.seconds(since: ClinicClock.system.now())))
    #expect(try await reviews.selfGrant(id, TestPerson.password) == .objected(.decided))
    _ = try await nurse.repositories.charts.open(TestPatient.petrova.id, .emergency, nil)

    let doctor = try await clinic.record(.doctor1).emergencyReviews
    let longer = try saved(try await doctor.extend(key(), id, 4, "still unconscious"))
    #expect(longer.seconds(since: end) == 4 * 3600)
    #expect(await failure { _ = try await reviews.extend(key(), id, 4, "still unconscious") } == .refused(.noRole))
    #expect(await failure { _ = try await doctor.extend(key(), id, 4, "") } == .invalid(field: "reason"))
    _ = try saved(try await doctor.extend(key(), id, 1, "still unconscious"))
    #expect(objection(try await doctor.extend(key(), id, 1, "still unconscious")) == .limit)

    let store = try await clinic.signedIn(.privacy)
    let officer = store.repositories.record.emergencyReviews
    let before = store.asked
    let entry = try #require(try await officer.report(nil, nil).first { $0.id == id })
    #expect((store.asked.flights - before.flights, store.asked.statements - before.statements) == (1, 2))
    #expect(entry.isSelfGrant && entry.approver == "Alba Reina" && entry.phase == .activeSelf && entry.extensions == 2)
    #expect(entry.chartsOpened == 1 && entry.rowsWritten == 0 && entry.requesterRequests == 2 && entry.reviewStatus == .due)
    #expect(entry.patientName == "Petrova Ivanova, Nadia" && !entry.isOverdue && entry.reviewDueAt != nil)
    #expect(await failure { try await officer.review(id, .justified(note: "looked at")) } == .changedMeanwhile)
    try await officer.review(id, .begun)
    #expect(await failure { try await officer.review(id, .questioned(note: "")) } == .invalid(field: "reason"))
    try await officer.review(id, .questioned(note: "Why not the doctor?"))
    try await officer.review(id, .justified(note: "The doctor was in theatre"))
    let reviewed = try #require(try await officer.report(nil, nil).first { $0.id == id })
    #expect(reviewed.reviewStatus == .justified && reviewed.reviewNote == "The doctor was in theatre")
    #expect(try await officer.report(nil, entry.requestedAt).first { $0.id == id } == nil)
    #expect(await failure { _ = try await doctor.report(nil, nil) } == .refused(.noRole))
  }

  @Test @UIActor func whatIsNotHers() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (nurse, other) = (try await clinic.signedIn(.nurseA), try await clinic.record(.nurseB))
    let id = try await ask(nurse)
    #expect(await failure { _ = try await other.emergencyReviews.selfGrant(id, TestPerson.password) } == .refused(.expired))
    let officer = try await clinic.record(.privacy).emergencyReviews
    #expect(await failure { try await officer.review(id, .begun) } == .refused(.expired))
  }
}
