import DatabaseTestSupport
import Testing

/// "My patients": recorded before they are shown, values only with a reason.
@Suite struct WorkListTests {
  let clinic: Clinic
  let shown = "select string_agg(surname_1, ',' order by surname_1) || ' ' || count(last_value) from api.work_list()"

  init() throws { clinic = try Clinic() }

  @Test("a list needs its own committed opening")
  func opening() throws {
    let nurse = try clinic.searching(.nurseA)
    #expect(nurse.answer("select * from api.work_list()") == "42501 EXPIRED")
    try nurse.run("begin; select api.open_work_list(null, 'ROUND')")
    #expect(nurse.answer("select * from api.work_list()") == "42501 EXPIRED")
  }

  @Test("a row: reason, newest value with unit and flag")
  func row() throws {
    let nurse = try clinic.signedIn(.nurseA)
    try clinic.root.run("""
      insert into medical_data.biomarkers (patient_id, type_id, measured_at, value, recorded_by, recorded_by_name)
      select '\(TestPatient.garcia.patientID)', type_id, clock_timestamp(), 6.8, '\(TestPerson.doctor1.userID)', 'Dr Osei'
        from medical_data.biomarker_types where code = 'POTASSIUM'
      """)
    #expect(nurse.answer("select api.open_work_list('A', 'ROUND')") == "OPENED")
    #expect(nurse.rows("select reason, last_code, last_value, last_unit, last_flag, bed, has_alert from api.work_list() where surname_1 = 'García'")
      == ["ward|POTASSIUM|6.8|mmol/L|CRITICAL_HIGH|A1|t"])
  }

  @Test("the opening holds whom it shows; who comes later is not shown until it is opened again")
  func heldPatients() throws {
    let nurse = try clinic.signedIn(.nurseA)
    #expect(nurse.answer("select api.open_work_list('A', 'ROUND')") == "OPENED")
    #expect(clinic.events("action = 'OPEN_WORK_LIST' and detail -> 'patients' ? '\(TestPatient.garcia.patientID)'") == 1)
    try clinic.root.run("update medical_data.patients set ward_id = (select ward_id from access.wards where code = 'A') where patient_id = '\(TestPatient.petrova.patientID)'")
    #expect(nurse.answer(shown) == "García,Hernández,López 3")
    #expect(nurse.answer("select api.open_work_list('A', 'ROUND')") == "OPENED")
    #expect(nurse.answer(shown) == "García,Hernández,López,Petrova 4")
  }

  @Test("a patient who left, and one whose relation ended, show nothing")
  func leftMeanwhile() throws {
    let doctor = try clinic.signedIn(.doctor1)
    #expect(doctor.answer("select api.open_work_list(null, 'ROUND')") == "OPENED")
    try clinic.root.run("update access.care_team set ends_at = clock_timestamp() where patient_id = '\(TestPatient.munoz.patientID)'")
    #expect(doctor.answer(shown) == "García 1")
  }

  @Test("a blocked member of staff sees no value of that patient")
  func blocked() throws {
    try clinic.root.run("insert into access.patient_blocks (patient_id, user_id) values ('\(TestPatient.garcia.patientID)', '\(TestPerson.nurseA.userID)')")
    let nurse = try clinic.signedIn(.nurseA)
    #expect(nurse.answer("select api.open_work_list('A', 'ROUND')") == "OPENED")
    #expect(nurse.answer("select last_value is null and not has_reason from api.work_list() where surname_1 = 'García'") == "t")
  }
}

/// Who gets which list, in one clinic.
@Suite(.serialized) struct WorkListRoleTests {
  private static let database = Result { try TestDatabase.clone() }
  let clinic: Clinic
  let shown = "select string_agg(surname_1, ',' order by surname_1) || ' ' || count(last_value) from api.work_list()"

  init() throws {
    clinic = try Clinic(Self.database.get())
  }

  @Test("mine: the nurse's wards, the clinician's care team", arguments: [
    (TestPerson.nurseA, "García,Hernández,López 3"), (.nurseB, "Muñoz,Schröder-Vidal 2"), (.doctor1, "García,Muñoz 2"),
  ])
  func mine(person: TestPerson, expected: String) throws {
    let session = try clinic.signedIn(person)
    #expect(session.answer("select api.open_work_list(null, 'ROUND')") == "OPENED")
    #expect(session.answer(shown) == expected)
  }

  @Test("another ward: directory fields only")
  func otherWard() throws {
    let nurse = try clinic.signedIn(.nurseA)
    #expect(nurse.answer("select api.open_work_list('B', 'ROUND')") == "OPENED")
    #expect(nurse.answer(shown) == "Muñoz,Schröder-Vidal 0")
    #expect(nurse.answer("select bool_or(has_reason) or count(reason) > 0 from api.work_list()") == "f")
  }

  @Test("no list for who has no patients", arguments: [TestPerson.reception, .admin, .privacy])
  func noRole(person: TestPerson) throws {
    let session = try clinic.signedIn(person)
    #expect(session.answer("select api.open_work_list('A', 'ROUND')") == "NO_ROLE")
    #expect(session.answer("select * from api.work_list()") == "42501 NO_ROLE")
  }

  @Test("an unknown ward is refused, an empty purpose is no purpose")
  func refusals() throws {
    let nurse = try clinic.signedIn(.nurseA)
    #expect(nurse.answer("select api.open_work_list('NOPE', 'ROUND')") == "NO_RFA")
    #expect(nurse.answer("select api.open_work_list('A', '')") == "INVALID purpose")
    #expect(nurse.answer("select api.open_directory(null)") == "INVALID purpose")
  }
}
