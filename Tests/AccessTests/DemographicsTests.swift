import DatabaseTestSupport
import Foundation
import Testing

/// The whole form of a patient as `api.update_patient` takes it; fields are SQL literals. The defaults are García as she is stored.
struct DemographicsForm: Sendable {
  var key = UUID().uuidString
  var patient = TestPatient.garcia.patientID
  var version = "3"
  var given = "'María José'", first = "'García'", second = "'Núñez'", born = "date '1971-03-12'", sex = "'FEMALE'"
  var phone = "'+34 600 555 014'", email = "'maria@example.org'", address = "E'Calle Mayor 3\\n28013 Madrid'", language = "'es'", interpreter = "false"
  var reason = "null", different = "null"
  var call: String {
    """
    api.update_patient('\(key)', '\(patient)', \(version), \(given), \(first), \(second), \(born), \(sex), \(phone), \(email), \(address), \
    \(language), \(interpreter), \(reason), \(different))
    """
  }
  var answer: String { "select answer from \(call)" }
}

/// Who the patient is and how to reach her: receptionists in the directory, nurses and clinicians in an opened chart.
@Suite struct DemographicsTests {
  let clinic: Clinic
  let details = "select phone, email, address, language, needs_interpreter, row_version from api.patient_details('\(TestPatient.garcia.patientID)')"

  init() throws { clinic = try Clinic() }

  @Test("a receptionist changes how to reach somebody; it is encrypted, found by blind index and in no event")
  func contactData() throws {
    let reception = try clinic.searching(.reception)
    #expect(reception.rows("select answer, field, row_version from \(DemographicsForm().call)") == ["SAVED||4"])
    #expect(reception.rows(details) == ["+34600555014|maria@example.org|Calle Mayor 3\n28013 Madrid|es|f|4"])
    #expect(clinic.root.answer("select surname_1 from medical_data.patients where email_blind_index = access.blind_index_of_text(' MARIA@example.org', 'patients.email')")
      == "García")
    #expect(clinic.events("to_jsonb(events)::text ~ '600555014|maria@example|Calle Mayor'") == 0)
    #expect(clinic.events("action = 'READ_DETAILS' and patient_id = '\(TestPatient.garcia.patientID)' and user_id = '\(TestPerson.reception.userID)'") == 1)
  }

  @Test("reception needs the opened directory, to read and to write")
  func directory() throws {
    let reception = try clinic.signedIn(.reception)
    #expect(reception.answer(details) == "42501 EXPIRED")
    #expect(reception.answer(DemographicsForm().answer) == "42501 EXPIRED")
    try reception.run("begin; select api.open_directory('TREATMENT')")
    #expect(reception.answer(details) == "42501 EXPIRED", "an opening that is not committed is none")
  }

  @Test("clinical roles need the opened chart, to read and to write")
  func chart() throws {
    let nurse = try clinic.searching(.nurseA)
    #expect(nurse.answer(details) == "no row", "the directory is not enough")
    #expect(nurse.answer(DemographicsForm().answer) == "EXPIRED")
    #expect(nurse.answer(openChart(.garcia)) == "OPENED")
    #expect(nurse.rows(details).count == 1)
    #expect(nurse.answer(DemographicsForm().answer) == "SAVED")
    #expect(nurse.answer(DemographicsForm(patient: TestPatient.munoz.patientID).answer) == "NO_RFA")
    #expect(nurse.answer(DemographicsForm(patient: nobody).answer) == "NO_RFA")
    #expect(clinic.events("action = 'UPDATE_PATIENT_REFUSED' and detail ->> 'code' = 'NO_RFA'") == 2)
  }

  @Test("administrators and the privacy officer neither read nor write them", arguments: [TestPerson.admin, .privacy])
  func roles(person: TestPerson) throws {
    let session = try clinic.signedIn(person)
    #expect(session.answer(details) == "42501 NO_ROLE")
    #expect(session.answer(DemographicsForm().answer) == "NO_ROLE")
  }

  @Test("a member of staff does not open her own record at the desk, a blocked one not that patient's")
  func overlays() throws {
    try clinic.root.run("update medical_data.patients set user_id = '\(TestPerson.reception.userID)' where patient_id = '\(TestPatient.garcia.patientID)'")
    let reception = try clinic.searching(.reception)
    #expect(reception.answer(details) == "no row")
    #expect(reception.answer(DemographicsForm().answer) == "OWN_RECORD")
    try clinic.root.run("insert into access.patient_blocks (patient_id, user_id) values ('\(TestPatient.lopez.patientID)', '\(TestPerson.reception.userID)')")
    #expect(reception.answer(DemographicsForm(patient: TestPatient.lopez.patientID).answer) == "BLOCKED")
    #expect(clinic.events("action = 'READ_DETAILS_REFUSED' and detail ->> 'code' = 'OWN_RECORD'") == 1)
  }

  @Test("the surname, the birth date and the sex need a reason; a nurse may not change them", arguments: [
    (\DemographicsForm.first, "'Garcés'"), (\.second, "null"), (\.born, "date '1971-03-13'"), (\.sex, "'OTHER'"),
  ] as [(WritableKeyPath<DemographicsForm, String> & Sendable, String)])
  func identity(field: WritableKeyPath<DemographicsForm, String> & Sendable, value: String) throws {
    var form = DemographicsForm()
    form[keyPath: field] = value
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.answer(form.answer) == "NO_ROLE")
    let reception = try clinic.searching(.reception)
    #expect(reception.answer(form.answer) == "REASON_NEEDED")
    form.reason = "'passport shown'"
    #expect(reception.answer(form.answer) == "SAVED")
    #expect(clinic.events("action = 'UPDATE_PATIENT' and detail ->> 'reason' = 'passport shown'") == 1)
  }

  @Test("a changed identity is compared with everybody else again")
  func duplicate() throws {
    try clinic.root.run("update medical_data.patients set given_names = 'Maria Jose', birth_date = '1971-03-12' where patient_id = '\(TestPatient.lopez.patientID)'")
    var form = DemographicsForm(
      patient: TestPatient.lopez.patientID, version: "2", given: "'Maria Jose'", first: "'García'", phone: "null", email: "null", reason: "'marriage'")
    let reception = try clinic.searching(.reception)
    #expect(reception.answer(form.answer) == "DUPLICATE")
    form.different = "'twin cousin, both present'"
    #expect(reception.answer(form.answer) == "SAVED")
    #expect(clinic.events("action = 'UPDATE_PATIENT' and detail ->> 'different' = 'twin cousin, both present'") == 1)
  }

  @Test("a form that is out of date changes nothing; of two at once one is told")
  func optimistic() throws {
    let reception = try clinic.searching(.reception)
    #expect(reception.rows("select answer, row_version from \(DemographicsForm(version: "1").call)") == ["CHANGED|3"])
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.rows(details).count == 1, "the opening is on disk: no repetition below")
    try reception.send(DemographicsForm(language: "'ca'").answer)
    try nurse.send(DemographicsForm(language: "'eu'").answer)
    #expect(Set([reception.received(), nurse.received()]) == ["SAVED", "CHANGED"])
    #expect(clinic.root.answer("select row_version from medical_data.patients where patient_id = '\(TestPatient.garcia.patientID)'") == "4")
  }

  @Test("the same form sent twice is saved once; another content under its key is refused")
  func idempotent() throws {
    let reception = try clinic.searching(.reception)
    var form = DemographicsForm()
    #expect(reception.rows("select answer, row_version from \(form.call)") == ["SAVED|4"])
    #expect(reception.rows("select answer, row_version from \(form.call)") == ["SAVED|4"])
    form.language = "'de'"
    #expect(reception.answer(form.answer) == "KEY_REUSED")
    #expect(clinic.root.answer("select row_version from medical_data.patients where patient_id = '\(TestPatient.garcia.patientID)'") == "4")
  }

  @Test("invalid content is answered with its field and changes nothing", arguments: [
    (\DemographicsForm.given, "''", "given_names"), (\.first, "'<b>'", "surname_1"), (\.born, "api.local_today() + 1", "birth_date"),
    (\.sex, "'F'", "sex"), (\.phone, "'call me'", "phone"), (\.email, "'nobody'", "email"), (\.email, "'a@b@c.de'", "email"),
    (\.email, "E'a\\u202e@example.org'", "email"), (\.address, "repeat('a', 501)", "address"), (\.address, "E'a\\u200bb'", "address"),
    (\.address, "repeat(E'a\\n', 11) || 'b'", "address"), (\.language, "'Spanish'", "language"), (\.interpreter, "null", "needs_interpreter"),
  ] as [(WritableKeyPath<DemographicsForm, String> & Sendable, String, String)])
  func invalid(field: WritableKeyPath<DemographicsForm, String> & Sendable, value: String, name: String) throws {
    var form = DemographicsForm()
    form[keyPath: field] = value
    #expect(try clinic.searching(.reception).rows("select answer, field from \(form.call)") == ["INVALID|\(name)"])
    #expect(clinic.root.answer("select row_version from medical_data.patients where patient_id = '\(TestPatient.garcia.patientID)'") == "3")
  }

  @Test("no one writes the table itself")
  func direct() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.refusal("update medical_data.patients set language = 'en'") == "42501")
    #expect(nurse.refusal("select email_encrypted from medical_data.patients") == "42501")
    #expect(nurse.rows("select needs_interpreter from medical_data.patients") == ["f"])
  }
}

/// What a record becomes: deceased, or entered in error.
@Suite struct EndOfRecordTests {
  let clinic: Clinic
  let state = "select status, deceased_on, deleted_at is not null from medical_data.patients where patient_id = '\(TestPatient.garcia.patientID)'"

  init() throws { clinic = try Clinic() }

  private func death(_ on: String = "date '2026-01-02'", key: String = UUID().uuidString) -> String {
    "select answer from api.mark_deceased('\(key)', '\(TestPatient.garcia.patientID)', \(on))"
  }

  /// A second receptionist, who signs in on the first one's login.
  private func secondReceptionist() throws -> SqlSession {
    try clinic.root.run("update access.users set role_code = 'RECEPTIONIST' where user_id = '\(TestPerson.doctor3.userID)'")
    return try clinic.searching(.doctor3)
  }

  @Test("a clinician alone, in an opened chart")
  func clinician() throws {
    let doctor = try clinic.signedIn(.doctor1)
    #expect(doctor.answer(death()) == "EXPIRED")
    #expect(doctor.answer(openChart(.garcia)) == "OPENED")
    #expect(doctor.answer(death("api.local_today() + 1")) == "INVALID")
    #expect(doctor.answer(death("date '1970-01-01'")) == "INVALID")
    #expect(doctor.answer(death()) == "SAVED")
    #expect(clinic.root.rows(state) == ["DECEASED|2026-01-02|f"])
    #expect(doctor.answer(death()) == "NO_RFA", "she died more than 90 days ago: the relation is over")
  }

  @Test("one receptionist proposes and another confirms the same day; nobody confirms her own")
  func twoReceptionists() throws {
    let (first, second) = (try clinic.searching(.reception), try secondReceptionist())
    #expect(first.answer(death()) == "PROPOSED")
    #expect(first.answer(death()) == "SECOND_PERSON")
    #expect(clinic.root.rows(state) == ["ACTIVE||f"])
    #expect(second.answer(death("date '2026-01-03'")) == "PROPOSED", "another day is another proposal")
    #expect(first.answer(death("date '2026-01-03'")) == "SAVED")
    #expect(clinic.root.rows(state) == ["DECEASED|2026-01-03|f"])
    #expect(clinic.root.rows("select decision from medical_data.patient_proposals order by proposed_at") == ["REPLACED", "APPROVED"])
    #expect(clinic.root.refusal("update medical_data.patient_proposals set decided_by = proposed_by, decision = 'APPROVED'") == "23514")
  }

  @Test("nurses, administrators and the privacy officer do not", arguments: [TestPerson.nurseA, .admin, .privacy])
  func roles(person: TestPerson) throws {
    let session = try clinic.signedIn(person)
    #expect(session.answer(death()) == "NO_ROLE")
  }

  private func void(_ id: String, reason: String = "'registered twice'", key: String = UUID().uuidString) -> String {
    "select api.void_patient('\(key)', '\(id)', \(reason))"
  }

  @Test("who registered somebody in error takes it back within a day; the patient is nobody then")
  func voided() throws {
    let reception = try clinic.searching(.reception)
    let id = reception.answer("select patient_id from \(Form().call)")
    let key = UUID().uuidString
    #expect(reception.answer(void(id, reason: "null")) == "REASON_NEEDED")
    #expect(reception.answer(void(id, key: key)) == "SAVED")
    #expect(reception.answer(void(id, key: key)) == "SAVED", "sent again: the same answer")
    #expect(reception.answer(void(id)) == "NO_RFA")
    #expect(reception.rows("select surname_1 from api.search_patients('ferrer')") == [])
  }

  @Test("not somebody else's, not after a day, not with a fact")
  func notVoided() throws {
    let reception = try clinic.searching(.reception)
    #expect(reception.answer(void(TestPatient.garcia.patientID)) == "SECOND_PERSON")
    let id = reception.answer("select patient_id from \(Form().call)")
    #expect(try secondReceptionist().answer(void(id)) == "SECOND_PERSON")
    try clinic.root.run("insert into medical_data.allergy_reviews (patient_id, outcome, reviewed_by) values ('\(id)', 'NONE_KNOWN', '\(TestPerson.doctor1.userID)')")
    #expect(reception.answer(void(id)) == "HAS_RECORDS")
    try clinic.bend("delete from medical_data.allergy_reviews where patient_id = '\(id)'; update audit_logs.events set at = at - interval '25 hours'")
    #expect(reception.answer(void(id)) == "SECOND_PERSON")
    #expect(try clinic.signedIn(.doctor1).answer(void(id)) == "NO_ROLE")
    #expect(try clinic.signedIn(.privacy).answer(void(id)) == "NO_ROLE")
  }
}
