import DatabaseTestSupport
import Foundation
import Testing

/// Rights of a patient in a case: the copy of everything, holds, the period of the law, and erasure by two with a tombstone.
@Suite struct RightsTests {
  let clinic: Clinic
  let privacy: SqlSession
  private let garcia = TestPatient.garcia.patientID

  init() throws {
    clinic = try Clinic()
    privacy = try clinic.signedIn(.privacy)
    try clinic.root.run("""
      insert into access.users (email, display_name, role_code, password_hash)
      select 'privacy_2@clinic.example', 'Flora Vidal', role_code, password_hash from access.users where user_id = '\(TestPerson.privacy.userID)';
      insert into access.user_login_roles (user_id, login_role) select user_id, '\(TestPerson.terminal)' from access.users where display_name = 'Flora Vidal'
      """)
  }

  private func second() throws -> SqlSession {
    let session = try clinic.database.session(as: TestPerson.terminal)
    #expect(session.answer(signIn("privacy_2@clinic.example", TestPerson.password)) == "SIGNED_IN")
    return session
  }
  private func opened(_ kind: String, _ patient: String = TestPatient.garcia.patientID) -> String {
    let id = privacy.answer("select case_id from api.open_case(gen_random_uuid(), '\(kind)', 'She asks for it in a letter of Monday.')")
    #expect(privacy.answer("select api.link_case('\(id)', '\(patient)')") == "SAVED")
    return id
  }
  private func erase(_ id: String, _ patient: String = TestPatient.garcia.patientID, _ decision: String = "REDACTED") -> String {
    "select concat_ws(' ', answer, until) from api.decide_erasure('\(id)', '\(patient)', '\(decision)', 'as her letter of Monday asks')"
  }
  private func hold(_ id: String, _ isHeld: Bool = true) -> String {
    "select api.set_legal_hold('\(id)', '\(garcia)', \(isHeld), 'the court asks for the record')"
  }

  @Test("the copy holds everything, all versions, secrets readable, no keys of search; with a digest that is recorded")
  func archive() throws {
    let reception = try clinic.searching(.reception)
    #expect(reception.answer(ContactForm().answer) == "SAVED")
    let doctor = try clinic.reading(.doctor1, .garcia)
    let record = doctor.answer(Measurement().record)
    #expect(doctor.answer(Measurement.correction(record)).hasPrefix("SAVED"))
    #expect(doctor.answer("select answer from api.save_note(gen_random_uuid(), '\(garcia)', 'CONSULTATION', 'Sleeps badly.', true, null, null, null, null)") == "SAVED")
    let id = opened("SUBJECT_ACCESS")
    #expect(privacy.answer("select answer from api.export_patient('\(garcia)', 'the patient')") == "42501 EXPIRED")
    #expect(privacy.answer("select api.open_case_file('\(id)', 'copy for the patient')") == "OPENED")
    #expect(privacy.answer("select answer from api.export_patient('\(TestPatient.lopez.patientID)', 'the patient')") == "NO_RFA")
    #expect(privacy.answer("select answer from api.export_patient('\(garcia)', ' ')") == "INVALID")
    #expect(privacy.rows("""
      select answer, d -> 'medical_data.patient_contacts' -> 0 ->> 'name', d -> 'medical_data.consultation_notes' -> 0 ->> 'body',
             d -> 'medical_data.patients' -> 0 ->> 'surname_1',
             (select count(*) from jsonb_array_elements(d -> 'medical_data.biomarkers') b where b ->> 'record_id' = '\(record)'),
             document::text ~ '_encrypted|_index|session_id', encode(sha256(convert_to(document::text, 'UTF8')), 'hex') = digest,
             document::text like '%\(TestPatient.lopez.patientID)%'
        from api.export_patient('\(garcia)', 'the patient'), lateral (select document -> 'tables' as d) x
      """) == ["OK|Rosa García|Sleeps badly.|García|2|f|t|f"])
    #expect(clinic.events("action = 'EXPORT_PATIENT' and patient_id = '\(garcia)' and detail ->> 'recipient' = 'the patient' and length(detail ->> 'digest') = 64") == 1)
    let complaint = opened("COMPLAINT")
    #expect(privacy.answer("select api.open_case_file('\(complaint)', 'copy for the patient')") == "OPENED")
    #expect(privacy.answer("select answer from api.export_patient('\(garcia)', 'the patient')") == "NO_RFA", "another kind of case")
    for person in [TestPerson.doctor1, .nurseA, .reception, .admin] {
      #expect(try clinic.signedIn(person).answer("select answer from api.export_patient('\(garcia)', 'myself')") == "NO_ROLE")
    }
  }

  @Test("the law keeps a record ten years after the last fact, and a hold longer; refusing needs one person and its grounds")
  func kept() throws {
    let id = opened("ERASURE")
    let until = clinic.root.answer("select access.retention_until('\(garcia)')")
    #expect(clinic.root.answer("select '\(until)'::date - (clock_timestamp() + interval '10 years')::date between -1 and 31") == "t")
    #expect(privacy.answer(erase(id)) == "RETENTION \(until)")
    #expect(privacy.answer("select api.open_case_file('\(id)', 'to answer her letter')") == "OPENED")
    #expect(privacy.rows("select is_over, holds, erasure from api.case_retention()") == ["f|0|"])
    #expect(privacy.answer("select answer from api.decide_erasure('\(id)', '\(garcia)', 'REFUSED', 'no')") == "REASON_NEEDED")
    #expect(privacy.answer(erase(id, garcia, "REFUSED")).hasPrefix("SAVED"))
    #expect(privacy.rows("select is_over, erasure, erasure_grounds from api.case_retention()") == ["f|REFUSED|as her letter of Monday asks"])
    #expect(clinic.root.refusal("update access.erasures set grounds = 'something else altogether'") == "23514")
    #expect(privacy.answer(hold(id)) == "SAVED")
    #expect(privacy.answer(hold(id)) == "CHANGED")
    #expect(privacy.answer(erase(id)) == "LEGAL_HOLD \(until)")
    #expect(privacy.rows("select holds from api.case_retention()") == ["1"])
    #expect(privacy.answer(hold(id, false)) == "SAVED")
    #expect(privacy.answer(erase(id)) == "RETENTION \(until)")
    #expect(clinic.events("action in ('PLACE_LEGAL_HOLD', 'LIFT_LEGAL_HOLD') and patient_id = '\(garcia)'") == 2)
  }

  @Test("redacted by two: who she was is gone from the record, the tombstone stays, nobody opens or finds it")
  func erased() throws {
    try clinic.root.run("""
      insert into medical_data.patients (patient_id, given_names, surname_1, birth_date, ward_id)
      select '\(nobody)', 'Rosalinda', 'Olvido', '1931-07-08', ward_id from access.wards where code = 'A'
      """)
    let reception = try clinic.searching(.reception)
    var contact = ContactForm()
    contact.patient = nobody
    #expect(reception.answer(contact.answer) == "SAVED")
    let id = opened("ERASURE", nobody)
    #expect(privacy.answer(erase(id, nobody)) == "PROPOSED")
    #expect(privacy.answer(erase(id, nobody)) == "SECOND_PERSON")
    #expect(clinic.root.answer("select surname_1 from medical_data.patients where patient_id = '\(nobody)'") == "Olvido")
    #expect(try second().answer(erase(id, nobody)) == "SAVED")
    #expect(try second().answer(erase(id, nobody)) == "CHANGED")
    #expect(clinic.root.rows("select given_names, surname_1, birth_date, phone_encrypted is null, deleted_at is not null from medical_data.patients where patient_id = '\(nobody)'")
      == ["Erased|Erased|1931-01-01|t|t"])
    #expect(clinic.root.rows("select access.decrypt_text(name_encrypted, 'patient_contacts.name/' || contact_id), phone_encrypted is null, ended_at is not null from medical_data.patient_contacts")
      == ["Erased|t|t"])
    #expect(clinic.root.rows("select decision, redacted, record_number = (select record_number from medical_data.patients where patient_id = '\(nobody)') from access.erasures")
      == ["REDACTED|{\"patients\": 1, \"ai_request_logs\": 0, \"patient_contacts\": 1, \"patient_identifiers\": 0}|t"])
    #expect(try clinic.signedIn(.nurseA).answer(openChart(nobody)) == "NO_RFA")
    #expect(reception.answer("select count(*) from api.search_patients('Olvido', null, 20)") == "0")
    #expect(clinic.root.refusal("delete from access.erasures") == "23514")
  }

  @Test("only the privacy officer, only in an open case of the kind that is about this patient")
  func refused() throws {
    let id = opened("ERASURE")
    for person in [TestPerson.doctor1, .nurseA, .reception, .admin] {
      let session = try clinic.signedIn(person)
      #expect(session.answer(erase(id)) == "NO_ROLE")
      #expect(session.answer(hold(id)) == "NO_ROLE")
      #expect(session.answer("select count(*) from api.case_retention()") == "42501 NO_ROLE")
    }
    #expect(privacy.answer(erase(id, TestPatient.lopez.patientID)) == "NO_RFA")
    #expect(privacy.answer(erase(opened("COMPLAINT"))) == "NO_RFA")
    #expect(privacy.answer(hold(opened("SUBJECT_ACCESS"))) == "NO_RFA")
    #expect(privacy.answer("select api.close_case('\(id)', 'She took her letter back.')") == "SAVED")
    #expect(privacy.answer(erase(id)) == "NO_RFA")
  }
}
