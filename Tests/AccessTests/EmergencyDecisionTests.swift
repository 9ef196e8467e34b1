import DatabaseTestSupport
import Testing

/// The approver's side: who decides, the first decision wins, and what it opens ends by the clock.
@Suite struct EmergencyDecisionTests {
  let clinic: Clinic
  let nurse: SqlSession
  let doctor: SqlSession

  init() throws {
    clinic = try Clinic()
    nurse = try clinic.signedIn(.nurseA)
    doctor = try clinic.signedIn(.doctor1)
  }

  @Test("approved: the chart opens, with the grant as reason and its end for the countdown")
  func approved() throws {
    let id = nurse.requested(.munoz)
    #expect(doctor.rows("select answer, decided_by, decided_at is not null from api.decide_emergency_access('\(id)', 'APPROVED', null, 1990)")
      == ["APPROVED|Dr Osei|t"])
    #expect(nurse.answer(openChart(.munoz, "EMERGENCY")) == "OPENED")
    #expect(nurse.answer(readAll) == wholeChart)
    #expect(nurse.answer("select reason || (grant_expires_at - clock_timestamp() between '3:59' and '4:00') from api.chart_access('\(TestPatient.munoz.patientID)')")
      == "granttrue")
    #expect(nurse.rows("select phase, decided_by from api.my_emergency_requests()") == ["ACTIVE|Dr Osei"])
    #expect(clinic.events("action = 'OPEN_CHART' and detail ->> 'emergency' = '\(id)' and detail ->> 'reason' = 'grant'") == 1)
    #expect(clinic.root.answer("select review_status || extract(epoch from review_due_at - decided_at)::int / 3600 from access.emergency_access") == "DUE72")
  }

  @Test("the typed birth year must be the patient's")
  func birthYear() throws {
    let id = nurse.requested(.munoz)
    for year in ["1991", "null", "0"] {
      #expect(doctor.answer("select answer from api.decide_emergency_access('\(id)', 'APPROVED', null, \(year))") == "WRONG_BIRTH_YEAR")
    }
    #expect(nurse.answer("select phase from api.my_emergency_requests()") == "REQUESTED")
    #expect(clinic.events("action = 'DECIDE_EMERGENCY_REFUSED' and detail ->> 'code' = 'WRONG_BIRTH_YEAR'") == 3)
  }

  @Test("denying needs a reason, which the requester is told")
  func denied() throws {
    let id = nurse.requested(.munoz)
    #expect(doctor.answer(denial(id, reason: " ")) == "REASON_NEEDED")
    #expect(doctor.answer(denial(id)) == "DENIED")
    #expect(nurse.rows("select phase, decided_by, decision_reason from api.my_emergency_requests()") == ["DENIED|Dr Osei|no emergency that I can see"])
    #expect(nurse.answer(openChart(.munoz)) == "NO_RFA")
  }

  @Test("nurses, receptionists, administrators, the privacy officer and doctors without the capability do not decide")
  func roles() throws {
    let id = nurse.requested(.munoz)
    for person in [TestPerson.nurseB, .doctor3, .reception, .admin, .privacy] {
      let session = try clinic.signedIn(person)
      #expect([session.approve(id, of: .munoz), session.answer(denial(id))] == ["NO_ROLE", "NO_ROLE"])
    }
  }

  @Test("a capability that has ended, or came with another role, is none")
  func capabilityEnds() throws {
    let id = nurse.requested(.munoz)
    try clinic.root.run("update access.user_capabilities set ends_at = clock_timestamp() where user_id = '\(TestPerson.doctor1.userID)'")
    #expect(doctor.approve(id, of: .munoz) == "NO_ROLE")
    try clinic.root.run("insert into access.user_capabilities (user_id, capability_code) values ('\(TestPerson.nurseB.userID)', 'APPROVE_BREAK_GLASS')")
    #expect(try clinic.signedIn(.nurseB).approve(id, of: .munoz) == "NO_ROLE")
  }

  @Test("nobody approves her own request, from a second session neither")
  func selfApproval() throws {
    let id = doctor.requested(.petrova)
    #expect(doctor.approve(id, of: .petrova) == "SECOND_PERSON")
    #expect(try clinic.signedIn(.doctor1).approve(id, of: .petrova) == "SECOND_PERSON")
    #expect(doctor.answer(denial(id)) == "SECOND_PERSON")
    #expect(try clinic.signedIn(.doctor2).approve(id, of: .petrova) == "APPROVED")
  }

  @Test("the patient does not decide about her own record")
  func patientDecides() throws {
    let id = nurse.requested(.lindqvist)
    #expect(try clinic.signedIn(.doctor2).approve(id, of: .lindqvist) == "SECOND_PERSON")
    #expect(doctor.approve(id, of: .lindqvist) == "APPROVED")
  }

  @Test("ten races of two deciders: exactly one decision each, the other is told by whom")
  func races() throws {
    let other = try clinic.signedIn(.doctor2)
    for round in 0..<10 {
      let id = nurse.requested(.munoz)
      try doctor.send(round % 2 == 0 ? approval(id, of: .munoz) : denial(id))
      try other.send(round % 2 == 0 ? denial(id) : approval(id, of: .munoz))
      #expect([doctor.received(), other.received()].filter { $0 == "DECIDED" }.count == 1)
      #expect(clinic.root.answer("select count(*) from access.emergency_decisions where emergency_id = '\(id)'") == "1")
      _ = nurse.answer("select api.end_emergency_access('\(id)', 'next round')")
    }
  }

  @Test("decided already: by whom and when")
  func decided() throws {
    let id = nurse.requested(.munoz)
    #expect(try clinic.signedIn(.doctor2).approve(id, of: .munoz) == "APPROVED")
    #expect(doctor.rows("select answer, decided_by, decided_at is not null from api.decide_emergency_access('\(id)', 'DENIED', null, null, 'too late now')")
      == ["DECIDED|Dr Lindqvist|t"])
    #expect(doctor.answer("select answer from api.decide_emergency_access('\(nobody)', 'APPROVED', null, 1990)") == "EXPIRED")
  }

  @Test("an approver who holds the row delays others two seconds at most")
  func heldRow() throws {
    let id = nurse.requested(.munoz)
    try doctor.run("begin; \(approval(id, of: .munoz))")
    #expect(try clinic.signedIn(.doctor2).refusal(denial(id)) == "55P03")
    try doctor.run("rollback")
    #expect(try clinic.signedIn(.doctor2).answer(denial(id)) == "DENIED")
  }

  @Test("the patient blocked the requester: two approvers, not the same twice; one denial ends it")
  func twoApprovers() throws {
    try clinic.root.run("insert into access.patient_blocks (patient_id, user_id) values ('\(TestPatient.garcia.patientID)', '\(TestPerson.nurseA.userID)')")
    let id = nurse.requested(.garcia)
    #expect(doctor.approve(id, of: .garcia) == "APPROVED_ONE_OF_TWO")
    #expect(nurse.answer(openChart(.garcia)) == "BLOCKED")
    #expect(doctor.approve(id, of: .garcia) == "SECOND_PERSON")
    let other = try clinic.signedIn(.doctor2)
    #expect(other.answer(approval(id, of: .garcia, hours: "1")) == "APPROVED")
    #expect(nurse.answer(openChart(.garcia)) == "OPENED")
    #expect(nurse.answer(readAll) == wholeChart)
    #expect(clinic.root.answer("select expires_at - granted_at from access.emergency_access") == "01:00:00", "the shorter of two")
    #expect(
      other.answer("select answer from api.extend_emergency_access(gen_random_uuid(), '\(id)', 4, 'still unconscious')") == "LIMIT",
      "what two had to approve is not lengthened by one")
    _ = nurse.answer("select api.end_emergency_access('\(id)', 'done')")
    let second = nurse.requested(.garcia)
    #expect(doctor.approve(second, of: .garcia) == "APPROVED_ONE_OF_TWO")
    #expect(other.answer(denial(second)) == "DENIED")
  }

  @Test("who may not end an access holds nothing of it; what somebody holds keeps the others from being tidied no more")
  func held() throws {
    let (first, second) = (nurse.requested(.munoz), nurse.requested(.garcia))
    let free = "select count(*) from (select 1 from access.emergency_access where emergency_id = '\(first)' for update nowait) x"
    let stranger = try clinic.signedIn(.nurseB)
    for session in [nurse, stranger] {
      try session.run("begin")
      #expect(session.answer("select api.end_emergency_access('\(first)', 'x')") == "EXPIRED")
      #expect(clinic.root.answer(free) == "1", "a request that was not granted cannot be ended, nor held")
      try session.run("rollback")
    }
    #expect(doctor.approve(first, of: .munoz) == "APPROVED")
    try nurse.run("begin")
    #expect(nurse.answer("select api.end_emergency_access('\(first)', 'x')") == "CLOSED")
    #expect(clinic.root.refusal(free) == "55P03")
    try clinic.bend("update access.emergency_access set requested_at = requested_at - interval '1 hour', lapses_at = lapses_at - interval '1 hour' where emergency_id = '\(second)'")
    try clinic.root.run("set lock_timeout = '1s'; select access.tidy()")
    #expect(clinic.root.answer("select status from access.emergency_access where emergency_id = '\(second)'") == "EXPIRED")
    try nurse.run("rollback")
  }

  @Test("a block that comes after an ordinary grant closes it")
  func blockedAfterGrant() throws {
    let id = nurse.requested(.munoz)
    #expect(doctor.approve(id, of: .munoz) == "APPROVED")
    #expect(nurse.answer(openChart(.munoz)) == "OPENED")
    #expect(nurse.answer(readAll) == wholeChart)
    try clinic.root.run("insert into access.patient_blocks (patient_id, user_id) values ('\(TestPatient.munoz.patientID)', '\(TestPerson.nurseA.userID)')")
    #expect(nurse.answer(readAll) == "0")
  }

  @Test("a grant for the summary shows allergies and medicines, no results")
  func summary() throws {
    let id = nurse.requested(.munoz, scope: "SUMMARY")
    #expect(doctor.approve(id, of: .munoz) == "APPROVED")
    #expect(nurse.answer(openChart(.munoz)) == "OPENED")
    #expect(nurse.answer("select count(*) from medical_data.prescriptions") == "3")
    #expect(nurse.answer("select count(*) from medical_data.allergy_reviews") == "1")
    #expect(nurse.answer(readAll) == "0")
  }

  @Test("expired by the clock, with status still APPROVED; the watch tidies it")
  func expired() throws {
    let id = nurse.requested(.munoz)
    #expect(doctor.approve(id, of: .munoz) == "APPROVED")
    #expect(nurse.answer(openChart(.munoz)) == "OPENED")
    #expect(nurse.answer(readAll) == wholeChart)
    try clinic.bend("update access.emergency_access set granted_at = granted_at - interval '4 hours', expires_at = clock_timestamp()")
    #expect(nurse.answer(readAll) == "0")
    #expect(nurse.answer("select phase from api.my_emergency_requests()") == "ENDED_EXPIRED")
    #expect(clinic.root.answer("select status from access.emergency_access") == "APPROVED")
    #expect(try clinic.database.session(as: "clinic_watch").answer("select access.tidy_emergency_access()") == "1")
    #expect(clinic.root.answer("select status from access.emergency_access") == "EXPIRED")
  }

  @Test("ended by whom: the requester closes, an approver or the privacy officer revokes, nobody else", arguments: [
    (TestPerson.nurseA, "CLOSED"), (.doctor2, "REVOKED"), (.privacy, "REVOKED"), (.nurseB, "EXPIRED"), (.doctor3, "EXPIRED"), (.admin, "NO_ROLE"),
    (.reception, "NO_ROLE"),
  ])
  func ended(person: TestPerson, expected: String) throws {
    let id = nurse.requested(.munoz)
    #expect(doctor.approve(id, of: .munoz) == "APPROVED")
    #expect(nurse.answer(openChart(.munoz)) == "OPENED")
    #expect(nurse.answer(readAll) == wholeChart)
    try nurse.run("begin")
    #expect(nurse.answer(readAll) == wholeChart)
    let by = try clinic.signedIn(person)
    #expect(by.answer("select api.end_emergency_access('\(id)', 'no longer needed')") == (person == .nurseA ? "CLOSED" : expected))
    #expect(nurse.answer(readAll) == (["CLOSED", "REVOKED"].contains(expected) ? "0" : wholeChart), "at the next statement of an open transaction")
    if ["CLOSED", "REVOKED"].contains(expected) {
      #expect(by.answer("select api.end_emergency_access('\(id)', 'again')") == "EXPIRED")
      #expect(nurse.answer("select phase from api.my_emergency_requests()") == "ENDED_\(expected)")
    }
  }

  @Test("a suspended requester loses the grant for good")
  func suspended() throws {
    let id = nurse.requested(.munoz)
    #expect(doctor.approve(id, of: .munoz) == "APPROVED")
    let admin = try clinic.signedIn(.admin)
    for status in ["SUSPENDED", "ACTIVE"] { #expect(admin.answer("select api.set_user_status('\(TestPerson.nurseA.userID)', '\(status)')") == "SAVED") }
    #expect(nurse.answer(signIn(.nurseA)) == "SIGNED_IN")
    #expect(nurse.answer(openChart(.munoz)) == "NO_RFA")
    #expect(nurse.answer("select phase from api.my_emergency_requests()") == "ENDED_REVOKED")
  }

  @Test("a relation that comes later wins: no countdown any more")
  func superseded() throws {
    let id = nurse.requested(.munoz)
    #expect(doctor.approve(id, of: .munoz) == "APPROVED")
    try clinic.root.run("insert into access.care_team (patient_id, user_id) values ('\(TestPatient.munoz.patientID)', '\(TestPerson.nurseA.userID)')")
    #expect(nurse.rows("select reason, grant_expires_at from api.chart_access('\(TestPatient.munoz.patientID)')") == ["care_team|"])
  }
}
