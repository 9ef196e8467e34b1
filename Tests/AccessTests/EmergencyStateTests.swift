import DatabaseTestSupport
import Testing

/// The state machine holds against whoever writes the row, a superuser included.
@Suite(.serialized) struct EmergencyStateTests {
  private static let database = Result {
    let database = try TestDatabase.clone()
    let clinic = try Clinic(database)
    let nurse = try clinic.signedIn(.nurseA)
    let doctor = try clinic.signedIn(.doctor1)
    _ = nurse.requested(.petrova)
    #expect(doctor.approve(nurse.requested(.munoz), of: .munoz) == "APPROVED")
    #expect(doctor.answer(denial(nurse.requested(.schroeder))) == "DENIED")
    let ended = nurse.requested(.lindqvist)
    #expect(doctor.approve(ended, of: .lindqvist) == "APPROVED")
    #expect(nurse.answer("select api.end_emergency_access('\(ended)', 'done')") == "CLOSED")
    return database
  }
  let root: SqlSession

  init() throws { root = try Self.database.get().session() }

  private func attempt(_ set: String, _ patient: TestPatient) -> String? {
    defer { _ = root.refusal("rollback") }
    return root.refusal("begin; update access.emergency_access set \(set) where patient_id = '\(patient.patientID)'")
  }

  @Test("what was asked does not change", arguments: [
    "reason = 'something else entirely'", "requester_id = '\(TestPerson.nurseB.userID)'", "patient_id = '\(TestPatient.garcia.patientID)'", "hours = 12",
    "scope = 'SUMMARY'", "approvals_needed = 2", "requested_at = clock_timestamp()", "lapses_at = lapses_at + interval '1 hour'",
  ])
  func asked(set: String) {
    for patient in [TestPatient.petrova, .munoz, .schroeder, .lindqvist] { #expect(attempt(set, patient) == "23514") }
  }

  @Test("a pending request goes nowhere without what belongs to it", arguments: [
    "status = 'APPROVED', decided_at = clock_timestamp(), granted_at = clock_timestamp(), expires_at = clock_timestamp() + interval '1 hour'",
    "status = 'APPROVED'", "status = 'DENIED'", "status = 'EXPIRED'", "granted_at = clock_timestamp(), expires_at = clock_timestamp() + interval '1 hour'",
    "ended_at = clock_timestamp(), end_kind = 'CLOSED'", "is_self_grant = true", "extensions = 1", "decided_at = clock_timestamp()",
    "status = 'APPROVED', is_self_grant = true, granted_at = clock_timestamp(), expires_at = clock_timestamp() + interval '2 hours'",
    "review_status = 'DUE'",
  ])
  func pending(set: String) { #expect(attempt(set, .petrova) == "23514") }

  @Test("what a later issue needs of a pending request is allowed", arguments: [
    "claimed_by = '\(TestPerson.doctor1.userID)', claimed_at = clock_timestamp()",
    "status = 'APPROVED', is_self_grant = true, granted_at = clock_timestamp(), expires_at = clock_timestamp() + interval '59 minutes'",
    "status = 'DENIED', withdrawn_at = clock_timestamp()",
  ])
  func pendingAllowed(set: String) { #expect(attempt(set, .petrova) == nil) }

  @Test("a live grant is not stretched, taken back to pending or denied", arguments: [
    "status = 'PENDING'", "status = 'DENIED'", "expires_at = expires_at + interval '1 hour'", "granted_at = granted_at + interval '1 hour'",
    "status = 'EXPIRED'", "extensions = 1", "extensions = 2, expires_at = expires_at + interval '1 hour'", "is_self_grant = true",
    "extensions = 1, expires_at = granted_at + interval '25 hours'", "ended_at = clock_timestamp()", "withdrawn_at = clock_timestamp()",
    "extensions = 1, expires_at = expires_at - interval '1 hour'",
  ])
  func live(set: String) { #expect(attempt(set, .munoz) == "23514") }

  @Test("an extension and the steps of a review are allowed", arguments: [
    "extensions = 1, expires_at = expires_at + interval '4 hours'", "review_status = 'IN_REVIEW', reviewed_by = '\(TestPerson.privacy.userID)'",
    "status = 'EXPIRED', ended_at = clock_timestamp(), end_kind = 'SUPERSEDED'",
  ])
  func liveAllowed(set: String) { #expect(attempt(set, .munoz) == nil) }

  @Test("what is over stays over", arguments: [
    "status = 'PENDING'", "status = 'APPROVED'", "ended_at = clock_timestamp(), end_kind = 'REVOKED'",
    "granted_at = clock_timestamp(), expires_at = clock_timestamp() + interval '1 hour'",
  ])
  func over(set: String) {
    for patient in [TestPatient.schroeder, .lindqvist] { #expect(attempt(set, patient) == "23514") }
  }

  @Test("a review skips no step, and not the approver reviews", arguments: [
    "review_status = 'JUSTIFIED'", "review_status = 'QUESTIONED'", "review_status = null",
    "review_status = 'IN_REVIEW', reviewed_by = '\(TestPerson.doctor1.userID)'", "review_status = 'IN_REVIEW', reviewed_by = '\(TestPerson.nurseA.userID)'",
  ])
  func review(set: String) { #expect(attempt(set, .lindqvist) == "23514") }

  @Test("a request begins as a request; none is removed; decisions are append-only")
  func rest() {
    #expect(root.refusal("""
      insert into access.emergency_access (emergency_number, requester_id, requester_name, patient_id, reason_class, reason, hours, approvals_needed,
        status, granted_at, expires_at)
      values ('E-1', '\(TestPerson.nurseA.userID)', 'x', '\(TestPatient.garcia.patientID)', 'COVERING', 'long enough reason', 4, 1,
        'APPROVED', clock_timestamp(), clock_timestamp() + interval '1 hour')
      """) == "23514")
    #expect(root.refusal("delete from access.emergency_access") == "42501")
    #expect(root.refusal("delete from access.emergency_decisions") == "42501")
    #expect(root.refusal("update access.emergency_decisions set decision = 'DENIED', hours = null, reason = 'rewritten'") == "42501")
  }
}
