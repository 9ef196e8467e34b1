import DatabaseTestSupport
import Testing

/// Practitioners at work, on leave and retired: who is away neither signs nor approves.
@Suite struct PractitionerTests {
  let clinic: Clinic

  init() throws { clinic = try Clinic() }

  private func put(_ person: TestPerson, _ status: String) throws {
    try clinic.root.run("update access.practitioners set status = '\(status)' where user_id = '\(person.userID)'")
  }

  @Test("on leave or retired she decides no emergency access; back at work she does", arguments: ["ON_LEAVE", "RETIRED"])
  func approvals(status: String) throws {
    let id = try clinic.signedIn(.nurseA).requested(.munoz)
    let doctor = try clinic.signedIn(.doctor1)
    try put(.doctor1, status)
    #expect(doctor.approve(id, of: .munoz) == "NO_ROLE")
    #expect(doctor.answer(denial(id)) == "NO_ROLE")
    #expect(doctor.answer("select api.open_emergency_queue('QUEUE')") == "NO_ROLE")
    #expect(doctor.answer("select waiting from api.emergency_counts()") == "0")
    #expect(clinic.events("action = 'DECIDE_EMERGENCY_REFUSED' and detail ->> 'code' = 'NO_ROLE'") == 2)
    try put(.doctor1, "ACTIVE")
    #expect(doctor.approve(id, of: .munoz) == "APPROVED")
  }

  @Test("away, she has no capability that signs; reading stays")
  func capability() throws {
    let doctor = try clinic.reading(.doctor1, .garcia)
    try put(.doctor1, "ON_LEAVE")
    #expect(clinic.root.answer("select access.user_may('\(TestPerson.doctor1.userID)', 'PRESCRIBE')") == "f")
    #expect(clinic.root.answer("select access.may_sign('\(TestPerson.doctor1.userID)')") == "null")
    #expect(doctor.answer(readAll) == wholeChart)
    try put(.doctor1, "ACTIVE")
    #expect(clinic.root.answer("select access.user_may('\(TestPerson.doctor1.userID)', 'PRESCRIBE')") == "t")
    #expect(clinic.root.answer("select access.may_sign('\(TestPerson.doctor1.userID)') is not null") == "t")
  }

  @Test("reading the audit is no signature")
  func auditRead() throws {
    try clinic.root.run("insert into access.user_capabilities (user_id, capability_code) values ('\(TestPerson.doctor1.userID)', 'AUDIT_READ')")
    try put(.doctor1, "ON_LEAVE")
    #expect(clinic.root.answer("select access.user_may('\(TestPerson.doctor1.userID)', 'AUDIT_READ')") == "t")
  }

  @Test("a suspended user signs nothing, whatever her practitioner's row says")
  func suspended() throws {
    try clinic.root.run("update access.users set status = 'SUSPENDED' where user_id = '\(TestPerson.doctor1.userID)'")
    #expect(clinic.root.answer("select access.may_sign('\(TestPerson.doctor1.userID)')") == "null")
  }

  @Test("nobody prescribes in the name of who is away; what she prescribed before may be stopped")
  func prescriber() throws {
    let add = """
      insert into medical_data.prescriptions (record_id, version, patient_id, medication, dose_amount, dose_unit, route, frequency, starts_on, status,
        prescriber_id, prescriber_name, recorded_by)
      """
    let fresh = "\(add) select gen_random_uuid(), 1, '\(TestPatient.garcia.patientID)', 'metformin', 500, 'mg', 'oral', 'once a day', current_date, 'ACTIVE', practitioner_id, display_name, user_id from access.practitioners where user_id = '\(TestPerson.doctor1.userID)'"
    let next = { (status: String, prescriber: TestPerson) in """
      \(add) select record_id, version + 1, patient_id, medication, dose_amount, dose_unit, route, frequency, starts_on, '\(status)', d.practitioner_id,
        d.display_name, d.user_id from medical_data.prescriptions p, access.practitioners d
       where p.patient_id = '\(TestPatient.garcia.patientID)' and p.medication = 'amoxicillin' and d.user_id = '\(prescriber.userID)' and p.version = 1
      """ }
    #expect(clinic.root.refusal(fresh) == nil)
    try put(.doctor1, "RETIRED")
    try put(.doctor2, "ON_LEAVE")
    #expect(clinic.root.refusal(fresh) == "23514")
    #expect(clinic.root.refusal(next("ACTIVE", .doctor2)) == "23514", "it may not change hands to who is away")
    #expect(clinic.root.refusal(next("CANCELLED", .doctor1)) == nil)
  }

  @Test("the administrator sets the state, not her own, with the version she saw")
  func setting() throws {
    let admin = try clinic.signedIn(.admin)
    let row = { (person: TestPerson) in clinic.root.answer("select practitioner_id from access.practitioners where user_id = '\(person.userID)'") }
    let set = { (id: String, version: Int, status: String) in "select api.set_practitioner_status('\(id)', \(version), '\(status)')" }
    #expect(admin.answer(set(row(.doctor1), 1, "ON_LEAVE")) == "SAVED")
    #expect(admin.answer(set(row(.doctor1), 1, "RETIRED")) == "CHANGED")
    #expect(admin.answer(set(row(.doctor1), 2, "GONE")) == "INVALID status")
    #expect(admin.answer(set(nobody, 1, "RETIRED")) == "INVALID practitioner")
    try clinic.root.run("insert into access.practitioners (user_id, display_name, licence) values ('\(TestPerson.admin.userID)', 'Dr Pons', 'LIC-X')")
    #expect(admin.answer(set(row(.admin), 1, "ON_LEAVE")) == "SECOND_PERSON")
    for person in [TestPerson.doctor1, .nurseA, .reception, .privacy] {
      #expect(try clinic.signedIn(person).answer(set(row(.doctor2), 1, "RETIRED")) == "NO_ROLE")
    }
    #expect(clinic.root.answer("select status from access.practitioners where user_id = '\(TestPerson.doctor2.userID)'") == "ACTIVE")
    #expect(clinic.events("table_name = 'access.practitioners' and action = 'UPDATE' and new_row ->> 'status' = 'ON_LEAVE' and user_id = '\(TestPerson.admin.userID)'") == 1)
  }

  @Test("everybody finds clinicians and specialties; nobody reads the tables")
  func lists() throws {
    for person in [TestPerson.reception, .nurseA, .doctor3] {
      let session = try clinic.signedIn(person)
      #expect(session.rows("select display_name, specialty_code, status from api.practitioners()")
        == ["Dr Amato|INTERNAL_MEDICINE|ACTIVE", "Dr Lindqvist|INTERNAL_MEDICINE|ACTIVE", "Dr Osei|INTERNAL_MEDICINE|ACTIVE"])
      #expect(session.rows("select code, name_es from api.specialties()").first == "ENDOCRINOLOGY|Endocrinología")
      #expect(session.refusal("select * from access.practitioners") == "42501")
      #expect(session.refusal("select * from access.specialties") == "42501")
    }
    #expect(try clinic.database.session(as: TestPerson.nurseA.loginRole).answer("select count(*) from api.practitioners()").contains("NO_SESSION"))
  }
}
