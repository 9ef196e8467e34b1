import DatabaseTestSupport
import Foundation
import Testing

/// How a form is refused: INVALID names its field, NO_ROLE comes before everything that is known about the patient, and a form that is
/// sent again is answered as before.
@Suite struct RefusalTests {
  let clinic: Clinic
  let garcia = TestPatient.garcia.patientID

  init() throws { clinic = try Clinic() }

  @Test("every INVALID has a field: behind the word, or in a column of its own")
  func everyInvalid() throws {
    // what a function answers: the word alone is nowhere returned, and no row without a column for the field
    let nameless = """
      select p.oid::regprocedure::text from pg_proc p
       where p.pronamespace in ('api'::regnamespace, 'access'::regnamespace, 'medical_data'::regnamespace, 'analytics'::regnamespace)
         and (p.prosrc ~ $$return 'INVALID'|else 'INVALID' end$$
              or (p.prosrc ~ $$'INVALID'$$ and p.prosrc !~ $$raise exception 'INVALID' using errcode = '22023', column$$
                  and not coalesce(p.proargnames && array['field', 'fields'], false)))
      """
    #expect(clinic.root.rows(nameless) == [])
    #expect(clinic.root.answer("select count(*) > 40 from pg_proc where pronamespace = 'api'::regnamespace and prosrc like '%INVALID%'") == "t")
  }

  @Test("the field of a chart's form", arguments: [
    ("answer || ' ' || field from api.verify_allergy(gen_random_uuid(), ALLERGY, 1, 'PERHAPS')", "INVALID outcome"),
    ("answer || ' ' || field from api.void_allergy(gen_random_uuid(), ALLERGY, 1, ' ')", "INVALID reason"),
    ("answer || ' ' || field from api.void_allergy(null, ALLERGY, 1, 'wrong patient')", "INVALID key"),
    ("api.review_allergies(null, PATIENT, 'NONE_KNOWN')", "INVALID key"),
    ("answer || ' ' || field from api.stop_prescription(null, METFORMIN, 1, 'kidneys')", "INVALID key"),
    ("answer || ' ' || field from api.resume_prescription(gen_random_uuid(), METFORMIN, 1, 'x')", "INVALID reason"),
    ("answer || ' ' || field from api.void_prescription(gen_random_uuid(), METFORMIN, 1, null)", "INVALID reason"),
    ("answer || ' ' || field from api.schedule_administration(null, METFORMIN, clock_timestamp())", "INVALID key"),
    ("answer || ' ' || field from api.void_biomarker(gen_random_uuid(), VALUE, 1, 'x')", "INVALID reason"),
    ("api.second_check_biomarker(gen_random_uuid(), VALUE, 1, null)", "INVALID value"),
    ("api.acknowledge_critical_value(gen_random_uuid(), VALUE, 1, null, 'told the ward')", "INVALID read_back"),
    ("api.acknowledge_critical_value(gen_random_uuid(), VALUE, 1, 5, 'told the ward', 'x')", "INVALID told_to"),
    ("api.add_history_note(null, PATIENT, VALUE, 'text')", "INVALID key"),
    ("api.set_spo2_scale(PATIENT, 2, null)", "INVALID reason"),
    ("api.open_chart(PATIENT, 'TREATMENT', 'x')", "INVALID special_reason"),
    ("api.link_attachment(PATIENT, VALUE, 'BIOMARKER', VALUE)", "INVALID record"),
  ])
  func chart(call: String, expected: String) throws {
    let doctor = try clinic.reading(.doctor1, .garcia)
    let names = ["PATIENT": "'\(garcia)'::uuid", "ALLERGY": "(select record_id from medical_data.patient_allergies limit 1)",
                 "METFORMIN": "(select record_id from medical_data.prescriptions where medication = 'metformin')",
                 "VALUE": "(select record_id from medical_data.biomarkers order by 1 limit 1)"]
    let filled = names.reduce(call) { $0.replacing($1.key, with: $1.value) }
    #expect(doctor.answer("select \(filled)") == expected)
  }

  @Test("the field of a form at the desk and of the privacy officer", arguments: [
    (TestPerson.reception, "answer || ' ' || field from api.propose_merge(null, PATIENT, LOPEZ, 'the same person')", "INVALID key"),
    (.reception, "answer || ' ' || field from api.propose_merge(gen_random_uuid(), PATIENT, PATIENT, 'the same person')", "INVALID survivor"),
    (.reception, "answer || ' ' || field from api.propose_merge(gen_random_uuid(), PATIENT, LOPEZ, E'the\\u202e same')", "INVALID reason"),
    (.reception, "answer || ' ' || field from api.book_appointment(null, PATIENT, DOCTOR, 'URGENT', clock_timestamp(), 10)", "INVALID key"),
    (.reception, "answer || ' ' || field from api.book_appointment(gen_random_uuid(), PATIENT, null, 'URGENT', clock_timestamp(), 10)", "INVALID practitioner"),
    (.reception, "api.move_appointment(PATIENT, 1, DOCTOR, clock_timestamp(), 10)", "INVALID consultation"),
    (.reception, "answer || ' ' || field from api.propose_void_patient(gen_random_uuid(), PATIENT, E'wrong\\u202e')", "INVALID reason"),
    (.reception, "api.void_patient(null, PATIENT, 'typed twice')", "INVALID key"),
    (.privacy, "api.set_protected(null, true, 'an officer asked')", "INVALID patient"),
    (.privacy, "api.set_protected(PATIENT, null, 'an officer asked')", "INVALID is_protected"),
    (.privacy, "api.set_access_block(PATIENT, DOCTOR, null, 'she asked')", "INVALID is_blocked"),
    (.privacy, "api.open_emergency_queue('x')", "INVALID purpose"), (.reception, "api.open_audit(null)", "INVALID purpose"),
  ])
  func desk(person: TestPerson, call: String, expected: String) throws {
    let session = try clinic.searching(person)
    let doctor = clinic.root.answer("select practitioner_id from access.practitioners where user_id = '\(TestPerson.doctor1.userID)'")
    let names = ["PATIENT": "'\(garcia)'::uuid", "LOPEZ": "'\(TestPatient.lopez.patientID)'::uuid", "DOCTOR": "'\(doctor)'::uuid"]
    let filled = names.reduce(call) { $0.replacing($1.key, with: $1.value) }
    #expect(session.answer("select \(filled)") == expected)
  }

  @Test("the field of a request for emergency access, and of a calendar that is too long")
  func emergency() throws {
    let nurse = try clinic.searching(.nurseA)
    func field(_ request: EmergencyRequest) -> String { nurse.answer("select concat_ws(' ', answer, field) from \(request.call)") }
    #expect([field(EmergencyRequest(reasonClass: "CURIOUS")), field(EmergencyRequest(reason: "short")), field(EmergencyRequest(hours: "5")),
             field(EmergencyRequest(scope: "ALL"))] == ["INVALID reason_class", "INVALID reason", "INVALID hours", "INVALID scope"])
    #expect(nurse.answer("select * from api.appointments(null, clock_timestamp())") == "22023 INVALID")
    #expect(nurse.answer("select * from api.appointments(clock_timestamp(), clock_timestamp() + interval '32 days')") == "22023 INVALID")
  }

  @Test("NO_ROLE comes before SECOND_PERSON: what a role never does is not made to look like a question of how she came in")
  func order() throws {
    let nurse = try clinic.signedIn(.nurseA)
    let request = nurse.requested(.munoz)
    #expect(nurse.answer("select answer from api.self_grant_emergency_access('\(request)', '\(TestPerson.password)')") == "SELF_GRANTED")
    #expect(nurse.answer(openChart(.munoz, "EMERGENCY")) == "OPENED")
    let munoz = TestPatient.munoz.patientID
    func update(born: String, phone: String) -> String {
      "select answer from api.update_patient(gen_random_uuid(), '\(munoz)', 1, 'Íñigo', 'Muñoz', 'López', '\(born)', 'MALE', \(phone), null, null, null, false)"
    }
    #expect(nurse.answer(update(born: "1990-12-30", phone: "null")) == "NO_ROLE")
    #expect(nurse.answer(update(born: "1990-12-31", phone: "'+34600111222'")) == "SECOND_PERSON")
    let value = { (type: String, source: String) in
      "select answer from api.record_biomarker(gen_random_uuid(), '\(munoz)', '\(type)', 5, 'mmol/L', clock_timestamp(), '\(source)')"
    }
    #expect(nurse.answer(value("POTASSIUM", "POINT_OF_CARE")) == "NO_ROLE")
    #expect(nurse.answer(value("POTASSIUM", "LABORATORY")) == "SECOND_PERSON")
    #expect(try clinic.signedIn(.nurseB).answer(update(born: "1990-12-30", phone: "null")) == "NO_ROLE", "his ward's nurse, before EXPIRED")
    let stranger = try clinic.signedIn(.doctor3)
    #expect(stranger.answer(update(born: "1990-12-30", phone: "null")) == stranger.answer(update(born: "1990-12-31", phone: "null")),
            "who has no reason learns nothing from the word")
  }

  @Test("a clinician on leave: NO_ROLE before what the chart would say", arguments: [
    "answer from api.request_test(gen_random_uuid(), 'PATIENT', 'HbA1c', null, 'ROUTINE', null, null)",
    "api.set_spo2_scale('PATIENT', 2, 'target 88 to 92 %')",
    "answer from api.save_note(gen_random_uuid(), 'PATIENT', 'CONSULTATION', 'seen today', true)",
    "answer from api.prescribe(gen_random_uuid(), 'PATIENT', 'metformin', 850, 'mg', 'oral', 'TWICE_DAILY', api.local_today(), null, null, null)",
  ])
  func onLeave(call: String) throws {
    let doctor = try clinic.signedIn(.doctor1)
    let asked = "select " + call.replacing("PATIENT", with: garcia)
    #expect(doctor.answer(asked) == "EXPIRED", "the chart is not open")
    try clinic.root.run("update access.practitioners set status = 'ON_LEAVE' where user_id = '\(TestPerson.doctor1.userID)'")
    #expect(doctor.answer(asked) == "NO_ROLE")
  }

  @Test("an access is lengthened once under one key; another form under it is refused")
  func extendedOnce() throws {
    let nurse = try clinic.signedIn(.nurseA)
    let id = nurse.requested(.petrova)
    #expect(try clinic.signedIn(.doctor1).approve(id, of: .petrova) == "APPROVED")
    let (approver, key) = (try clinic.signedIn(.doctor2), UUID().uuidString)
    func extend(_ session: SqlSession, hours: Int = 4, reason: String = "still unconscious") -> [String] {
      session.rows("select answer, expires_at from api.extend_emergency_access('\(key)', '\(id)', \(hours), '\(reason)')")
    }
    let first = extend(approver)
    #expect(first.first?.hasPrefix("EXTENDED|") == true)
    #expect(extend(approver) == first, "the reply was lost")
    #expect(clinic.root.answer("select extensions from access.emergency_access") == "1")
    #expect(extend(approver, hours: 1) == ["KEY_REUSED|"])
    #expect(extend(approver, reason: "another reason") == ["KEY_REUSED|"])
    #expect(approver.answer("select answer || ' ' || field from api.extend_emergency_access(null, '\(id)', 4, 'still unconscious')") == "INVALID key")
    #expect(extend(try clinic.signedIn(.doctor1)).first?.hasPrefix("EXTENDED|") == true, "somebody else's key is another one")
    #expect(extend(approver) == first, "also when it could not be lengthened any more")
    #expect(clinic.events("action = 'EXTEND_EMERGENCY'") == 2)
  }
}
