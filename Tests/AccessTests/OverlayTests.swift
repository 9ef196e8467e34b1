import DatabaseTestSupport
import Testing

/// Who may open what: roles, relations, and the overlays that win over them.
@Suite struct OverlayTests {
  let clinic: Clinic

  init() throws { clinic = try Clinic() }

  @Test("nobody opens her own record, care team or not")
  func ownRecord() throws {
    try clinic.root.run("insert into access.care_team (patient_id, user_id) values ('\(TestPatient.lindqvist.patientID)', '\(TestPerson.doctor2.userID)')")
    #expect(try clinic.signedIn(.doctor2).answer(openChart(.lindqvist)) == "OWN_RECORD")
    #expect(try clinic.signedIn(.doctor2).answer("select count(*) from api.chart_access('\(TestPatient.lindqvist.patientID)')") == "0")
  }

  @Test("a blocked member of staff is refused, though on the ward and in the care team")
  func blocked() throws {
    try clinic.root.run("insert into access.patient_blocks (patient_id, user_id) values ('\(TestPatient.garcia.patientID)', '\(TestPerson.doctor1.userID)')")
    let doctor = try clinic.signedIn(.doctor1)
    #expect(doctor.answer(openChart(.garcia)) == "BLOCKED")
    #expect(doctor.answer(openChart(.munoz)) == "OPENED")
    try clinic.root.run("update access.patient_blocks set ends_at = clock_timestamp()")
    #expect(doctor.answer(openChart(.garcia)) == "OPENED")
  }

  @Test("a block takes effect on an open chart at once")
  func blockedMeanwhile() throws {
    let doctor = try clinic.reading(.doctor1, .garcia)
    try clinic.root.run("insert into access.patient_blocks (patient_id, user_id) values ('\(TestPatient.garcia.patientID)', '\(TestPerson.doctor1.userID)')")
    #expect(doctor.answer(readAll) == "0")
  }

  @Test("OWN_RECORD comes before BLOCKED")
  func order() throws {
    try clinic.root.run("insert into access.patient_blocks (patient_id, user_id) values ('\(TestPatient.lindqvist.patientID)', '\(TestPerson.doctor2.userID)')")
    #expect(try clinic.signedIn(.doctor2).answer(openChart(.lindqvist)) == "OWN_RECORD")
  }

  @Test("a protected patient asks for a reason, once in 24 hours; it is recorded")
  func protectedPatient() throws {
    let nurse = try clinic.signedIn(.nurseA)
    let reasoned = "select api.open_chart('\(TestPatient.hernandez.patientID)', 'TREATMENT', 'on my ward')"
    #expect([nurse.answer(openChart(.hernandez)), nurse.answer(reasoned), nurse.answer(openChart(.hernandez))] == ["VIP_REASON", "OPENED", "OPENED"])
    #expect(clinic.events("action = 'OPEN_CHART' and detail ->> 'special' = 'on my ward'") == 1)
    let again = try clinic.signedIn(.nurseA)
    #expect(again.answer(openChart(.hernandez)) == "OPENED", "another session within 24 hours")
    try clinic.root.run("update access.openings set special_at = special_at - interval '25 hours' where special_at is not null")
    #expect(again.answer(openChart(.hernandez)) == "VIP_REASON")
  }

  @Test("a patient entered in error is nobody")
  func enteredInError() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    try clinic.root.run("update medical_data.patients set deleted_at = clock_timestamp() where patient_id = '\(TestPatient.garcia.patientID)'")
    #expect(nurse.answer(readAll) == "0")
    #expect(nurse.answer(openChart(.garcia)) == "NO_RFA")
  }
}

/// Roles and relations, in one clinic: only openings are added.
@Suite(.serialized) struct MatrixTests {
  private static let database = Result { try TestDatabase.clone() }
  let clinic: Clinic

  init() throws { clinic = try Clinic(Self.database.get()) }

  @Test("each role and relation", arguments: [
    (TestPerson.nurseA, TestPatient.garcia, "OPENED"), (.nurseA, .lopez, "OPENED"), (.nurseA, .munoz, "NO_RFA"), (.nurseA, .petrova, "NO_RFA"),
    (.nurseB, .munoz, "OPENED"), (.nurseB, .garcia, "NO_RFA"), (.doctor1, .garcia, "OPENED"), (.doctor1, .munoz, "OPENED"),
    (.doctor1, .lopez, "NO_RFA"), (.doctor2, .garcia, "NO_RFA"), (.doctor3, .munoz, "NO_RFA"), (.reception, .garcia, "NO_ROLE"),
    (.admin, .garcia, "NO_ROLE"), (.privacy, .garcia, "NO_ROLE"), (.doctor2, .lindqvist, "OWN_RECORD"), (.nurseA, .hernandez, "VIP_REASON"),
  ])
  func matrix(person: TestPerson, patient: TestPatient, expected: String) throws {
    let session = try clinic.signedIn(person)
    #expect(session.answer(openChart(patient)) == expected)
    #expect(session.answer(readAll) == (expected == "OPENED" ? wholeChart : "0"))
  }

  @Test("why the chart is open is told, only to who may open it")
  func chartAccess() throws {
    let reason = "select reason, grant_expires_at from api.chart_access('\(TestPatient.garcia.patientID)')"
    #expect(try clinic.signedIn(.nurseA).rows(reason) == ["ward|"])
    #expect(try clinic.signedIn(.doctor1).rows(reason) == ["care_team|"])
    #expect(try clinic.signedIn(.doctor2).rows(reason) == [])
    #expect(try clinic.signedIn(.reception).rows(reason) == [])
  }
}
