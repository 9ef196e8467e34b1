import DatabaseTestSupport
import Testing

/// The requester's side of break-glass.
@Suite struct EmergencyRequestTests {
  let clinic: Clinic
  let nurse: SqlSession

  init() throws {
    clinic = try Clinic()
    nurse = try clinic.signedIn(.nurseA)
  }

  @Test("a request alone opens nothing; it is listed with number, phase and times")
  func request() throws {
    #expect(nurse.request(EmergencyRequest()).answer == "REQUESTED")
    #expect(nurse.answer(openChart(.munoz)) == "NO_RFA")
    #expect(nurse.rows("""
      select emergency_number ~ '^E-[0-9]{8}-[0-9]{3,}$', patient_name, reason_class, hours, scope, phase, decided_by is null,
             lapses_at - requested_at between '00:14:59' and '00:15:01', expires_at is null, server_now >= requested_at
        from api.my_emergency_requests()
      """) == ["t|Muñoz López, Íñigo|LIFE_THREAT|4|FULL|REQUESTED|t|t|t|t"])
    #expect(clinic.events("action = 'REQUEST_EMERGENCY' and patient_id = '\(TestPatient.munoz.patientID)' and purpose = 'LIFE_THREAT'") == 1)
  }

  @Test("the password is asked again, and a wrong one counts even when rolled back")
  func password() throws {
    try nurse.run("begin")
    #expect(nurse.request(EmergencyRequest(password: "wrong")).answer == "REFUSED")
    try nurse.run("rollback")
    #expect(clinic.failures(.nurseA) == 1)
    #expect(clinic.root.answer("select count(*) from access.emergency_access") == "0")
  }

  @Test("who may ask", arguments: [
    (TestPerson.nurseB, "REQUESTED"), (.doctor3, "REQUESTED"), (.reception, "NO_ROLE"), (.admin, "NO_ROLE"), (.privacy, "NO_ROLE"),
  ])
  func roles(person: TestPerson, expected: String) throws {
    #expect(try clinic.signedIn(person).request(EmergencyRequest(patient: TestPatient.petrova.patientID)).answer == expected)
  }

  @Test("not for one's own record, not for a patient who is not there")
  func impossible() throws {
    #expect(try clinic.signedIn(.doctor2).request(EmergencyRequest(patient: TestPatient.lindqvist.patientID)).answer == "OWN_RECORD")
    #expect(nurse.request(EmergencyRequest(patient: nobody)).answer == "NO_RFA")
  }

  @Test("a second request for the same patient waits for the first; for another patient it does not")
  func alreadyPending() throws {
    #expect(nurse.request(EmergencyRequest()).answer == "REQUESTED")
    #expect(nurse.request(EmergencyRequest()).answer == "ALREADY_PENDING")
    #expect(nurse.request(EmergencyRequest(patient: TestPatient.petrova.patientID)).answer == "REQUESTED")
  }

  @Test("the same form sent again is one request, also after its answer was lost")
  func idempotent() throws {
    let form = EmergencyRequest()
    let first = nurse.request(form)
    #expect(nurse.request(form) == first)
    #expect(try clinic.signedIn(.nurseA).request(form) == first, "from a new connection")
    #expect(clinic.root.answer("select count(*) from access.emergency_access") == "1")
    var other = form
    other.hours = "12"
    #expect(nurse.request(other).answer == "KEY_REUSED")
  }

  @Test("an unanswered request lapses after 15 minutes; a new one may be made")
  func lapse() throws {
    let id = nurse.requested(.munoz)
    try clinic.bend("update access.emergency_access set lapses_at = clock_timestamp()")
    #expect(nurse.answer("select phase from api.my_emergency_requests()") == "LAPSED")
    #expect(try clinic.signedIn(.doctor1).approve(id, of: .munoz) == "EXPIRED")
    #expect(nurse.request(EmergencyRequest()).answer == "REQUESTED")
    #expect(nurse.rows("select phase from api.my_emergency_requests()") == ["REQUESTED", "LAPSED"])
  }

  @Test("withdrawn it cannot be approved; only by the requester; not after a decision")
  func withdraw() throws {
    let id = nurse.requested(.munoz)
    let withdraw = "select api.withdraw_emergency_request('\(id)')"
    #expect(try clinic.signedIn(.nurseB).answer(withdraw) == "EXPIRED", "somebody else's and an unknown one answer alike")
    #expect(nurse.answer("select api.withdraw_emergency_request('\(nobody)')") == "EXPIRED")
    #expect(nurse.answer(withdraw) == "WITHDRAWN")
    #expect(nurse.answer("select phase from api.my_emergency_requests()") == "WITHDRAWN")
    #expect(nurse.answer(withdraw) == "DECIDED")
    let doctor = try clinic.signedIn(.doctor1)
    #expect(doctor.rows("select answer, decided_by from api.decide_emergency_access('\(id)', 'APPROVED', null, 1990)") == ["DECIDED|Alba Reina"])
    #expect(nurse.answer(openChart(.munoz)) == "NO_RFA")
  }

  @Test("nobody sees the requests of others in her own list")
  func ownList() throws {
    _ = nurse.requested(.munoz)
    #expect(try clinic.signedIn(.nurseB).rows("select * from api.my_emergency_requests()") == [])
    #expect(try clinic.signedIn(.doctor1).rows("select * from api.my_emergency_requests()") == [])
  }

  @Test("one waiting request cannot stop the next: an open transaction holds no number")
  func numbersDoNotBlock() throws {
    try nurse.run("begin")
    #expect(nurse.request(EmergencyRequest()).answer == "REQUESTED")
    let other = try clinic.signedIn(.nurseB)
    try other.send("select answer from \(EmergencyRequest(patient: TestPatient.petrova.patientID).call)")
    #expect(other.isAnswered(within: 10))
    #expect(other.received() == "REQUESTED")
    try nurse.run("rollback")
  }

  @Test("the notification carries nothing, comes after the commit, and forging one changes nothing")
  func notification() throws {
    let listener = try clinic.signedIn(.reception)
    try listener.run("listen clinic_emergency")
    try nurse.run("begin")
    _ = nurse.requested(.munoz)
    try listener.run("select 1")
    #expect(listener.notifications().isEmpty)
    try nurse.run("commit")
    try listener.run("select 1")
    #expect(listener.notifications().map(\.payload) == [""])
    try listener.run("notify clinic_emergency, 'approved'")
    #expect(nurse.answer(openChart(.munoz)) == "NO_RFA")
  }
}

/// Requests that are refused for their content, in one clinic.
@Suite(.serialized) struct EmergencyRequestContentTests {
  private static let database = Result { try TestDatabase.clone() }
  let clinic: Clinic
  let nurse: SqlSession

  init() throws {
    clinic = try Clinic(Self.database.get())
    nurse = try clinic.signedIn(.nurseA)
  }

  @Test("invalid content is refused", arguments: [
    EmergencyRequest(reasonClass: "CURIOUS"), EmergencyRequest(reason: "too short"), EmergencyRequest(reason: "         ."), EmergencyRequest(hours: "24"),
    EmergencyRequest(hours: "null"), EmergencyRequest(hours: "0"), EmergencyRequest(scope: "ALL"), EmergencyRequest(reason: String(repeating: "x", count: 501)),
  ])
  func invalid(request: EmergencyRequest) throws {
    #expect(nurse.request(request).answer == "INVALID")
    #expect(clinic.root.answer("select count(*) from access.emergency_access") == "0")
  }
}
