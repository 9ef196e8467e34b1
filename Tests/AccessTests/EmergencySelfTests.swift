import DatabaseTestSupport
import Foundation
import Testing

/// Emergency access without an approver, longer than granted, and reviewed afterwards.
@Suite struct EmergencySelfTests {
  let clinic: Clinic

  init() throws { clinic = try Clinic() }

  private func selfGrant(_ id: String, _ password: String = TestPerson.password) -> String {
    "select answer from api.self_grant_emergency_access('\(id)', '\(password)')"
  }

  private func extend(_ id: String, hours: Int = 4, reason: String = "still unconscious", key: String = UUID().uuidString) -> String {
    "select concat_ws(' ', answer, field) from api.extend_emergency_access('\(key)', '\(id)', \(hours), '\(reason)')"
  }

  private func review(_ id: String, _ outcome: String, note: String = "looked at with the ward") -> String {
    "select api.review_emergency_access('\(id)', '\(outcome)', '\(note)')"
  }

  private func ask(_ session: SqlSession, _ reason: String = "LIFE_THREAT", _ patient: TestPatient = .petrova) -> String {
    session.request(EmergencyRequest(patient: patient.patientID, reasonClass: reason)).id
  }

  /// An access that was granted an hour ago to the nurse of ward A.
  private func granted() throws -> String {
    let id = try ask(clinic.signedIn(.nurseA))
    #expect(try clinic.signedIn(.doctor1).approve(id, of: .petrova) == "APPROVED")
    return id
  }

  @Test("in mortal danger the chart opens at once for 60 minutes, and a review is due within a day")
  func lifeThreat() throws {
    let nurse = try clinic.signedIn(.nurseA)
    let id = ask(nurse)
    #expect(nurse.answer(openChart(.petrova)) == "NO_RFA")
    #expect(nurse.answer(selfGrant(id)) == "SELF_GRANTED")
    #expect(nurse.answer(openChart(.petrova, "EMERGENCY")) == "OPENED")
    #expect(nurse.answer(readAll) == wholeChart)
    #expect(clinic.root.rows("""
      select is_self_grant, status, expires_at - granted_at, review_status, review_due_at - granted_at from access.emergency_access
      """) == ["t|APPROVED|01:00:00|DUE|1 day"])
    #expect(clinic.events("action = 'SELF_GRANT_EMERGENCY' and purpose = 'LIFE_THREAT'") == 1)
    #expect(nurse.answer(selfGrant(id)) == "DECIDED")
    try clinic.bend("update access.emergency_access set granted_at = granted_at - interval '61 minutes', expires_at = expires_at - interval '61 minutes'")
    #expect(nurse.answer(readAll) == "0")
  }

  @Test("a nurse waits two minutes for other reasons; a doctor does not")
  func waiting() throws {
    let (nurse, doctor) = (try clinic.signedIn(.nurseA), try clinic.signedIn(.doctor3))
    let (ofNurse, ofDoctor) = (ask(nurse, "COVERING"), ask(doctor, "COVERING"))
    #expect(nurse.answer(selfGrant(ofNurse)) == "WAIT")
    #expect(doctor.answer(selfGrant(ofDoctor)) == "SELF_GRANTED")
    try clinic.bend("update access.emergency_access set requested_at = requested_at - interval '121 seconds' where emergency_id = '\(ofNurse)'")
    #expect(nurse.answer(selfGrant(ofNurse)) == "SELF_GRANTED")
  }

  @Test("password again, her own request, in time, not where the patient blocked her")
  func refusals() throws {
    let nurse = try clinic.signedIn(.nurseA)
    let id = ask(nurse)
    #expect(nurse.answer(selfGrant(id, "wrong")) == "REFUSED")
    #expect(try clinic.signedIn(.nurseB).answer(selfGrant(id)) == "EXPIRED")
    #expect(nurse.answer(selfGrant(nobody)) == "EXPIRED")
    for person in [TestPerson.reception, .admin, .privacy] { #expect(try clinic.signedIn(person).answer(selfGrant(id)) == "NO_ROLE") }
    try clinic.root.run("insert into access.patient_blocks (patient_id, user_id) values ('\(TestPatient.petrova.patientID)', '\(TestPerson.nurseA.userID)')")
    #expect(nurse.answer(selfGrant(id)) == "BLOCKED", "blocked after she asked")
    try clinic.root.run("update access.patient_blocks set ends_at = clock_timestamp()")
    try clinic.bend("update access.emergency_access set lapses_at = clock_timestamp()")
    #expect(nurse.answer(selfGrant(id)) == "EXPIRED")
    #expect(clinic.events("action = 'SELF_GRANT_EMERGENCY_REFUSED'") == 8)
    #expect(clinic.root.answer("select count(*) from access.emergency_access where granted_at is not null") == "0")
  }

  @Test("three in a day; two overdue reviews stop all but mortal danger")
  func limits() throws {
    let doctor = try clinic.signedIn(.doctor3)
    let patients: [TestPatient] = [.petrova, .munoz, .schroeder, .garcia]
    #expect(patients.map { doctor.answer(selfGrant(ask(doctor, "COVERING", $0))) } == ["SELF_GRANTED", "SELF_GRANTED", "SELF_GRANTED", "LIMIT"])
    try clinic.bend("""
      update access.emergency_access set granted_at = granted_at - interval '25 hours', expires_at = expires_at - interval '25 hours',
        review_due_at = review_due_at - interval '25 hours' where is_self_grant
      """)
    let waiting = clinic.root.answer("select emergency_id from access.emergency_access where status = 'PENDING'")
    #expect(doctor.answer(selfGrant(waiting)) == "REVIEWS_OVERDUE")
    #expect(doctor.answer(selfGrant(ask(doctor, "LIFE_THREAT", .lopez))) == "SELF_GRANTED")
  }

  @Test("another approver lengthens a live access, twice, up to 24 hours; nobody her own")
  func extension_() throws {
    let id = try granted()
    let (first, second) = (try clinic.signedIn(.doctor1), try clinic.signedIn(.doctor2))
    #expect(try clinic.signedIn(.nurseA).answer(extend(id)) == "NO_ROLE")
    #expect(try clinic.signedIn(.doctor3).answer(extend(id)) == "NO_ROLE")
    #expect(first.answer(extend(id, reason: " ")) == "REASON_NEEDED")
    #expect(first.answer(extend(id, hours: 5)) == "INVALID hours")
    #expect([first.answer(extend(id, hours: 12)), second.answer(extend(id, hours: 12)), second.answer(extend(id)), first.answer(extend(id, hours: 1))]
      == ["EXTENDED", "LIMIT", "EXTENDED", "LIMIT"])
    #expect(clinic.root.answer("select expires_at - granted_at from access.emergency_access") == "20:00:00")
    let own = ask(second, "LIFE_THREAT", .schroeder)
    #expect(second.answer(selfGrant(own)) == "SELF_GRANTED")
    #expect(second.answer(extend(own)) == "SECOND_PERSON")
    #expect(first.answer("select api.end_emergency_access('\(id)', 'over')") == "REVOKED")
    #expect(first.answer(extend(id)) == "EXPIRED")
  }

  @Test("the privacy officer reviews along the arrows, with a note; nobody else, and nobody what she asked or decided")
  func reviewing() throws {
    let id = try granted()
    for person in [TestPerson.nurseA, .doctor1, .admin, .reception] { #expect(try clinic.signedIn(person).answer(review(id, "IN_REVIEW")) == "NO_ROLE") }
    let privacy = try clinic.signedIn(.privacy)
    #expect(privacy.answer(review(id, "JUSTIFIED")) == "DECIDED", "not taken yet")
    #expect(["IN_REVIEW", "QUESTIONED", "IN_REVIEW", "INAPPROPRIATE", "JUSTIFIED"].map { privacy.answer(review(id, $0)) }
      == ["SAVED", "SAVED", "DECIDED", "SAVED", "DECIDED"])
    #expect(privacy.answer(review(id, "QUESTIONED", note: "")) == "REASON_NEEDED")
    #expect(privacy.answer(review(id, "FINE")) == "INVALID outcome")
    #expect(privacy.answer(review(nobody, "IN_REVIEW")) == "EXPIRED")
    #expect(clinic.root.rows("select review_status, reviewed_by, review_note from access.emergency_access")
      == ["INAPPROPRIATE|\(TestPerson.privacy.userID)|looked at with the ward"])
    // Who approved as a doctor and is privacy officer today.
    let other = try ask(clinic.signedIn(.nurseB), "LIFE_THREAT", .petrova)
    #expect(try clinic.signedIn(.doctor2).approve(other, of: .petrova) == "APPROVED")
    try clinic.root.run("update access.users set role_code = 'PRIVACY_OFFICER' where user_id = '\(TestPerson.doctor2.userID)'")
    #expect(try clinic.signedIn(.doctor2).answer(review(other, "IN_REVIEW")) == "SECOND_PERSON")
  }

  @Test("the report of 30 days names the approver or Pending, what was opened, and what is overdue")
  func report() throws {
    let id = try granted()
    let nurse = try clinic.signedIn(.nurseA)
    #expect(nurse.answer(openChart(.petrova, "EMERGENCY")) == "OPENED")
    _ = try ask(clinic.signedIn(.nurseB), "LIFE_THREAT", .garcia)
    let doctor = try clinic.signedIn(.doctor3)
    #expect(doctor.answer(selfGrant(ask(doctor, "LIFE_THREAT", .lopez))) == "SELF_GRANTED")
    try clinic.bend("update access.emergency_access set review_due_at = clock_timestamp() where emergency_id = '\(id)'")
    let privacy = try clinic.signedIn(.privacy)
    let report = "select approver, phase, charts_opened, is_self_grant, is_overdue from api.emergency_report()"
    #expect(privacy.rows(report) == ["42501 EXPIRED"])
    #expect(privacy.answer("select api.open_emergency_queue('MONTHLY_REPORT')") == "OPENED")
    #expect(privacy.rows(report) == ["Dr Amato|ACTIVE_SELF|0|t|f", "Pending|REQUESTED|0|f|f", "Dr Osei|ACTIVE|1|f|t"])
    try clinic.bend("update access.emergency_access set requested_at = requested_at - interval '31 days' where emergency_id = '\(id)'")
    #expect(privacy.rows(report).count == 2)
    #expect(privacy.rows(report.replacingOccurrences(of: "report()", with: "report('-infinity', 'infinity')")).count == 3)
    #expect(clinic.events("action = 'SHOW_EMERGENCY_REPORT'") == 3)
    for person in [TestPerson.admin, .nurseA, .doctor1, .reception] {
      #expect(try clinic.signedIn(person).rows(report) == ["42501 NO_ROLE"])
    }
  }
}

/// What only the privacy officer sets.
@Suite struct PrivacyOfficerTests {
  let clinic: Clinic

  init() throws { clinic = try Clinic() }

  private func block(_ patient: String, _ on: Bool, reason: String = "the patient asked in writing") -> String {
    "select api.set_access_block('\(patient)', '\(TestPerson.nurseA.userID)', \(on), '\(reason)')"
  }

  @Test("a block ends an open chart at once, and its end gives it back; both with a reason in the stream")
  func blocks() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    let privacy = try clinic.signedIn(.privacy)
    #expect(privacy.answer(block(TestPatient.garcia.patientID, true, reason: " ")) == "REASON_NEEDED")
    #expect(nurse.answer(readAll) == wholeChart)
    #expect(privacy.answer(block(TestPatient.garcia.patientID, true)) == "SAVED")
    #expect([nurse.answer(readAll), nurse.answer(openChart(.garcia))] == ["0", "BLOCKED"])
    #expect(privacy.answer(block(TestPatient.garcia.patientID, true)) == "SAVED", "again changes nothing")
    #expect(privacy.answer(block(TestPatient.garcia.patientID, false)) == "SAVED")
    #expect([nurse.answer(openChart(.garcia)), nurse.answer(readAll)] == ["OPENED", wholeChart])
    #expect(privacy.answer(block(TestPatient.garcia.patientID, true)) == "SAVED", "and once more")
    #expect(nurse.answer(readAll) == "0")
    #expect(clinic.events("action in ('SET_ACCESS_BLOCK', 'END_ACCESS_BLOCK') and purpose = 'the patient asked in writing'") == 4)
  }

  @Test("a protected patient asks everybody for a reason from then on")
  func protection() throws {
    let nurse = try clinic.signedIn(.nurseA)
    let privacy = try clinic.signedIn(.privacy)
    let set = "select api.set_protected('\(TestPatient.garcia.patientID)', true, 'sister of a nurse')"
    #expect(privacy.answer(set) == "SAVED")
    #expect(nurse.answer(openChart(.garcia)) == "VIP_REASON")
    #expect(privacy.answer(set.replacingOccurrences(of: "true", with: "false")) == "SAVED")
    #expect(nurse.answer(openChart(.garcia)) == "OPENED")
    #expect(clinic.events("action in ('SET_PROTECTED', 'END_PROTECTED') and purpose = 'sister of a nurse'") == 2)
  }

  @Test("nobody else, and nobody for a patient who is not there")
  func refusals() throws {
    for person in [TestPerson.admin, .nurseA, .doctor1, .reception] {
      let session = try clinic.signedIn(person)
      #expect(session.answer(block(TestPatient.garcia.patientID, true)) == "NO_ROLE")
      #expect(session.answer("select api.set_protected('\(TestPatient.garcia.patientID)', true, 'a reason')") == "NO_ROLE")
    }
    let privacy = try clinic.signedIn(.privacy)
    #expect(privacy.answer(block(nobody, true)) == "NO_RFA")
    #expect(privacy.answer("select api.set_protected('\(nobody)', true, 'a reason')") == "NO_RFA")
    #expect(privacy.answer("select api.set_access_block('\(TestPatient.garcia.patientID)', '\(nobody)', true, 'a reason')") == "INVALID user")
    #expect(clinic.root.answer("select count(*) from access.patient_blocks") == "0")
  }

  @Test("the privacy officer locks an account and does not open it again")
  func locking() throws {
    let privacy = try clinic.signedIn(.privacy)
    func set(_ status: String) -> String { privacy.answer("select api.set_user_status('\(TestPerson.nurseA.userID)', '\(status)')") }
    let nurse = try clinic.signedIn(.nurseA)
    #expect([set("ACTIVE"), set("SUSPENDED"), set("LOCKED"), set("ACTIVE")] == ["NO_ROLE", "NO_ROLE", "SAVED", "NO_ROLE"])
    #expect(nurse.answer("select count(*) from api.whoami()") == "0")
  }
}
