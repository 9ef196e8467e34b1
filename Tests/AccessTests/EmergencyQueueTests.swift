import DatabaseTestSupport
import Testing

/// What waits, for whom, and what the queue shows.
@Suite struct EmergencyQueueTests {
  let clinic: Clinic
  let nurse: SqlSession
  let doctor: SqlSession
  let openQueue = "select api.open_emergency_queue('EMERGENCY')"

  init() throws {
    clinic = try Clinic()
    nurse = try clinic.signedIn(.nurseA)
    doctor = try clinic.signedIn(.doctor1)
  }

  @Test("the badge counts what the caller may decide, without an opening and without content")
  func counts() throws {
    let count = "select waiting || ' ' || (oldest_requested_at is not null) from api.emergency_counts()"
    _ = nurse.requested(.munoz)
    _ = nurse.requested(.lindqvist)
    _ = doctor.requested(.petrova)
    #expect(doctor.answer(count) == "2 true", "not her own")
    #expect(try clinic.signedIn(.doctor2).answer(count) == "2 true", "not about herself")
    for person in [TestPerson.doctor3, .nurseB, .reception, .admin, .privacy] {
      #expect(try clinic.signedIn(person).rows("select waiting, oldest_requested_at from api.emergency_counts()") == ["0|"])
    }
    try clinic.bend("update access.emergency_access set lapses_at = clock_timestamp()")
    #expect(doctor.answer("select waiting from api.emergency_counts()") == "0")
  }

  @Test("the queue needs its own committed opening, and records that it was shown")
  func opening() throws {
    #expect(doctor.answer("select * from api.emergency_queue()") == "42501 EXPIRED")
    try doctor.run("begin; \(openQueue)")
    #expect(doctor.answer("select * from api.emergency_queue()") == "42501 EXPIRED")
    try doctor.run("rollback")
    #expect(doctor.answer(openQueue) == "OPENED")
    #expect(doctor.answer("select count(*) from api.emergency_queue()") == "0")
    #expect(clinic.events("action = 'OPEN_EMERGENCY_QUEUE'") == 1)
    #expect(clinic.events("action = 'SHOW_EMERGENCY_QUEUE' and detail = '{\"shown\": 0}'") == 1)
  }

  @Test("a row shows who, for whom, why, how often before, and whether the caller may decide")
  func row() throws {
    _ = nurse.requested(.munoz)
    _ = doctor.requested(.petrova)
    #expect(doctor.answer(openQueue) == "OPENED")
    #expect(doctor.rows("""
      select requester_name, requester_role, requester_ward, patient_name, birth_date, sex, patient_ward, approvals_needed, approvals,
             requester_requests_30d, may_decide, why_not, phase from api.emergency_queue() where requester_role = 'NURSE'
      """) == ["Alba Reina|NURSE|A|Muñoz López, Íñigo|1990-12-31|MALE|Ward B|1|0|1|t||REQUESTED"])
    #expect(doctor.rows("select may_decide, why_not from api.emergency_queue() where requester_role = 'CLINICIAN'") == ["f|SECOND_PERSON"])
    let privacy = try clinic.signedIn(.privacy)
    #expect(privacy.answer(openQueue) == "OPENED")
    #expect(privacy.rows("select distinct may_decide, why_not from api.emergency_queue()") == ["f|NO_ROLE"])
  }

  @Test("pending first, then live, then decided; old ones not at all")
  func order() throws {
    let denied = nurse.requested(.schroeder)
    #expect(doctor.answer(denial(denied)) == "DENIED")
    let live = nurse.requested(.munoz)
    #expect(doctor.approve(live, of: .munoz) == "APPROVED")
    _ = nurse.requested(.petrova)
    #expect(doctor.answer(openQueue) == "OPENED")
    #expect(doctor.rows("select phase, why_not from api.emergency_queue()") == ["REQUESTED|", "ACTIVE|SECOND_PERSON", "DENIED|SECOND_PERSON"])
    let other = try clinic.signedIn(.doctor2)
    #expect(other.answer(openQueue) == "OPENED")
    #expect(other.rows("select phase, why_not from api.emergency_queue()") == ["REQUESTED|", "ACTIVE|DECIDED", "DENIED|DECIDED"])
    try clinic.bend("update access.emergency_access set requested_at = requested_at - interval '13 hours'")
    #expect(doctor.rows("select phase from api.emergency_queue()") == ["ACTIVE", "LAPSED"].filter { $0 == "ACTIVE" })
  }

  @Test("decisions and ends notify; doctors' terminals look again")
  func notifications() throws {
    let listener = try clinic.signedIn(.doctor2)
    try listener.run("listen clinic_emergency; listen clinic_sessions")
    let id = nurse.requested(.munoz)
    #expect(doctor.approve(id, of: .munoz) == "APPROVED")
    _ = nurse.answer("select api.end_emergency_access('\(id)', 'done')")
    try listener.run("select 1")
    #expect(listener.notifications().map { "\($0.channel):\($0.payload)" } == Array(repeating: "clinic_emergency:", count: 3))
    let admin = try clinic.signedIn(.admin)
    _ = admin.answer("select api.set_user_status('\(TestPerson.nurseA.userID)', 'SUSPENDED')")
    try listener.run("select 1")
    #expect(listener.notifications().map { "\($0.channel):\($0.payload)" } == ["clinic_sessions:"])
  }
}

/// Who opens the queue, in one clinic.
@Suite(.serialized) struct EmergencyQueueRoleTests {
  private static let database = Result { try TestDatabase.clone() }
  let clinic: Clinic
  let openQueue = "select api.open_emergency_queue('EMERGENCY')"

  init() throws {
    clinic = try Clinic(Self.database.get())
  }

  @Test("who may open it", arguments: [
    (TestPerson.doctor1, "OPENED"), (.privacy, "OPENED"), (.doctor3, "NO_ROLE"), (.nurseA, "NO_ROLE"), (.reception, "NO_ROLE"), (.admin, "NO_ROLE"),
  ])
  func roles(person: TestPerson, expected: String) throws {
    let session = try clinic.signedIn(person)
    #expect(session.answer(openQueue) == expected)
    if expected != "OPENED" { #expect(session.answer("select * from api.emergency_queue()") == "42501 NO_ROLE") }
  }
}
