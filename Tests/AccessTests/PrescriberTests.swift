import DatabaseTestSupport
import Foundation
import Testing

/// Who signs, pregnancy as the women's profile says it, requests to prescribe, and an own open prescription as reason for access.
@Suite struct PrescriberTests {
  let clinic: Clinic
  let doctor: SqlSession
  private let garcia = TestPatient.garcia.patientID

  init() throws {
    clinic = try Clinic()
    try clinic.root.run("""
      insert into medical_data.biomarkers (patient_id, type_id, measured_at, value, recorded_by, recorded_by_name)
      select '\(TestPatient.garcia.patientID)', t.type_id, clock_timestamp() - interval '2 days', 80, u.user_id, u.display_name
        from medical_data.biomarker_types t, access.users u where t.code = 'EGFR' and u.email = '\(TestPerson.doctor1.email)'
      """)
    doctor = try clinic.reading(.doctor1, .garcia)
  }

  private func practitioner(_ person: TestPerson) -> String {
    clinic.root.answer("select practitioner_id from access.practitioners where user_id = '\(person.userID)'")
  }

  private func request(_ key: String = UUID().uuidString, patient: TestPatient = .garcia, medication: String = "'linagliptin'",
                       details: String = "'5 mg in the morning, sugar above 11 all week'", of person: TestPerson = .doctor1) -> String {
    "api.request_prescription('\(key)', '\(patient.patientID)', \(medication), \(details), '\(practitioner(person))')"
  }

  @Test("who is on leave or retired signs nothing, and does again when she is back", arguments: ["ON_LEAVE", "RETIRED"])
  func absent(status: String) throws {
    try clinic.root.run("update access.practitioners set status = '\(status)' where user_id = '\(TestPerson.doctor1.userID)'")
    #expect(doctor.answer(Order().answer) == "NO_ROLE")
    #expect(doctor.answer(Order().checked().answer) == "NO_ROLE", "not even to look at the checks")
    #expect(clinic.events("action = 'PRESCRIBE_REFUSED' and detail ->> 'code' = 'NO_ROLE'") == 2)
    try clinic.root.run("update access.practitioners set status = 'ACTIVE' where user_id = '\(TestPerson.doctor1.userID)'")
    #expect(doctor.answer(Order().answer) == "SAVED")
  }

  @Test("an ongoing pregnancy blocks what is to be avoided, whatever the last value said; a miscarriage ends it; after menopause it passes")
  func pregnancy() throws {
    #expect(doctor.answer(Measurement(details: "'{\"hormonal\": \"FOLLICULAR\"}'").answer) == "SAVED")
    #expect(doctor.rows(Order().checked().findings) == [])
    let record = doctor.answer("""
      select record_id from api.record_pregnancy(gen_random_uuid(), '\(garcia)', api.local_today() - 60, null, 'ONGOING', null, null, null, null, null, null,
        null, null, null)
      """)
    #expect(record.count == 36)
    #expect(doctor.rows(Order().checked().findings) == ["BLOCKING|ALERT|PREGNANCY linagliptin"])
    #expect(doctor.answer(Order(overrides: "'{}'").answer) == "FINDINGS")
    #expect(doctor.answer(Order(overrides: "'{\"PREGNANCY linagliptin\": \"discussed with obstetrics\"}'").answer) == "SAVED")
    #expect(doctor.answer("""
      select answer from api.record_pregnancy(gen_random_uuid(), '\(garcia)', api.local_today() - 60, null, 'MISCARRIAGE', api.local_today() - 1, null, null,
        null, null, null, '\(record)', 1, 'she lost it')
      """) == "SAVED")
    #expect(doctor.rows(Order(medication: "'sitagliptin'", dose: "50").checked().findings) == ["WARNING|ALERT|DUPLICATE linagliptin"])
    try clinic.bend("update medical_data.biomarkers set hormonal_context = null")
    #expect(doctor.rows(Order(medication: "'sitagliptin'", dose: "50").checked().findings).contains("BLOCKING|NOT_RUN|PREGNANCY sitagliptin"))
    #expect(doctor.answer("""
      select answer from api.record_menopause(gen_random_uuid(), '\(garcia)', api.local_today(), 'POSTMENOPAUSAL', null, null, null, null, null, null)
      """) == "SAVED")
    #expect(doctor.rows(Order(medication: "'sitagliptin'", dose: "50").checked().findings) == ["WARNING|ALERT|DUPLICATE linagliptin"])
  }

  @Test("an own open prescription is a reason for access: until it is closed, and 30 days longer; not from a grant")
  func order() throws {
    let record = doctor.answer(Order().record)
    try clinic.root.run("update access.care_team set ends_at = clock_timestamp() where user_id = '\(TestPerson.doctor1.userID)'")
    #expect(doctor.answer("select reason from api.chart_access('\(garcia)')") == "order")
    #expect(doctor.answer(readAll) == "31")
    #expect(doctor.answer("select answer from api.stop_prescription(gen_random_uuid(), '\(record)', 1, 'no longer needed')") == "SAVED")
    #expect(doctor.answer("select reason from api.chart_access('\(garcia)')") == "order")
    try clinic.bend("update access.awaited_actions set ends_at = ends_at - interval '31 days'")
    #expect(doctor.answer("select reason from api.chart_access('\(garcia)')") == "no row")
    #expect(doctor.answer(readAll) == "0")
    let id = doctor.requested(.petrova)
    #expect(try clinic.signedIn(.doctor2).approve(id, of: .petrova) == "APPROVED")
    #expect(doctor.answer(openChart(.petrova)) == "OPENED")
    let order = Order(patient: TestPatient.petrova.patientID,
                      overrides: "'{\"ALLERGY NOT_ASKED\": \"cannot be asked now\", \"PREGNANCY linagliptin\": \"cannot be asked now\"}'")
    #expect(doctor.answer(order.answer) == "SAVED")
    #expect(clinic.root.answer("select count(*) from access.awaited_actions where patient_id = '\(TestPatient.petrova.patientID)'") == "0")
  }

  @Test("holding and resuming leave it open; completing and voiding close it")
  func states() throws {
    let record = doctor.answer(Order().record)
    let isOpen = { self.clinic.root.answer("select count(*) from access.awaited_actions where record_id = '\(record)' and closed_at is null") }
    #expect(isOpen() == "1")
    #expect(doctor.answer("select answer from api.hold_prescription(gen_random_uuid(), '\(record)', 1, 'vomiting')") == "SAVED")
    let reasons = "'{\"PREGNANCY linagliptin\": \"contraception is certain\"}'"
    #expect(doctor.answer("select answer from api.resume_prescription(gen_random_uuid(), '\(record)', 2, 'better again', \(reasons))") == "SAVED")
    #expect(isOpen() == "1")
    #expect(doctor.answer("select answer from api.void_prescription(gen_random_uuid(), '\(record)', 3, 'wrong patient')") == "SAVED")
    #expect(isOpen() == "0")
  }

  @Test("a nurse asks a prescriber by name, who finds the chart open for her and prescribes; once")
  func asked() throws {
    let nurse = try clinic.reading(.nurseA, .lopez)
    let key = UUID().uuidString
    let id = nurse.answer("select request_id from \(request(key, patient: .lopez))")
    #expect(nurse.answer("select request_id from \(request(key, patient: .lopez))") == id)
    #expect(nurse.rows("select medication, asked_of_name, recorded_by_name, status from medical_data.prescription_requests")
      == ["linagliptin|Dr Osei|Alba Reina|OPEN"])
    #expect(doctor.answer("select reason from api.chart_access('\(TestPatient.lopez.patientID)')") == "order")
    #expect(doctor.answer(openChart(.lopez)) == "OPENED")
    #expect(doctor.answer("select api.close_prescription_request('\(id)', 'PRESCRIBED', null, gen_random_uuid())") == "INVALID prescription")
    let order = Order(patient: TestPatient.lopez.patientID, overrides: "'{\"PREGNANCY linagliptin\": \"contraception is certain\"}'")
    let record = doctor.answer(order.record)
    #expect(nurse.answer("select api.close_prescription_request('\(id)', 'PRESCRIBED', null, '\(record)')") == "NO_ROLE")
    #expect(doctor.answer("select api.close_prescription_request('\(id)', 'WITHDRAWN')") == "NOT_AUTHOR")
    #expect(doctor.answer("select api.close_prescription_request('\(id)', 'PRESCRIBED', null, '\(record)')") == "SAVED")
    #expect(nurse.answer("select api.close_prescription_request('\(id)', 'WITHDRAWN')") == "ANSWERED")
    #expect(nurse.rows("select status from medical_data.prescription_requests") == ["PRESCRIBED"])
    #expect(clinic.root.refusal("update medical_data.prescription_requests set status = 'DECLINED', prescription_id = null, closing_reason = 'xxx'") == "23514")
    #expect(clinic.root.answer("select count(*) from access.awaited_actions where record_id = '\(id)' and closed_at is not null") == "1")
  }

  @Test("a request: only somebody who may sign it is asked; declined needs a reason; who is here by a grant asks, but opens no chart")
  func requests() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.answer("select concat_ws(' ', answer, field) from \(request(of: .doctor3))") == "INVALID practitioner")
    #expect(nurse.answer("select concat_ws(' ', answer, field) from \(request(medication: "' '"))") == "INVALID medication")
    #expect(nurse.answer("select concat_ws(' ', answer, field) from \(request(details: "repeat('x', 501)"))") == "INVALID details")
    #expect(nurse.answer("select answer from \(request(patient: .petrova))") == "NO_RFA")
    #expect(nurse.answer("select answer from \(request(patient: .lopez))") == "EXPIRED")
    #expect(try clinic.signedIn(.reception).answer("select answer from \(request())") == "NO_ROLE")
    let id = nurse.answer("select request_id from \(request())")
    #expect(doctor.answer("select api.close_prescription_request('\(id)', 'DECLINED')") == "INVALID reason")
    #expect(doctor.answer("select api.close_prescription_request('\(id)', 'DECLINED', 'her kidneys')") == "SAVED")
    #expect(nurse.answer("select api.close_prescription_request('\(nobody)', 'WITHDRAWN')") == "NO_RFA")
    let emergency = nurse.requested(.petrova)
    #expect(doctor.approve(emergency, of: .petrova) == "APPROVED")
    #expect(nurse.answer(openChart(.petrova)) == "OPENED")
    #expect(nurse.answer("select answer from \(request(patient: .petrova))") == "SAVED")
    #expect(doctor.answer("select reason from api.chart_access('\(TestPatient.petrova.patientID)')") == "no row")
  }

  @Test("the privacy officer reads how often findings were overridden: counts, nobody else, no person")
  func overrides() throws {
    #expect(doctor.answer(Order().answer) == "SAVED")
    #expect(doctor.answer(Order(medication: "'amoxicillin'", dose: "500",
      overrides: "'{\"ALLERGY Penicillin\": \"tolerated in 2025\", \"DUPLICATE amoxicillin\": \"other one ends today\"}'").answer) == "SAVED")
    #expect(try clinic.signedIn(.privacy).rows("select check_code, outcome, overridden, prescribers from api.override_counts()")
      == ["ALLERGY|ALERT|1|1", "DUPLICATE|ALERT|1|1", "PREGNANCY|NOT_RUN|1|1"])
    #expect(doctor.answer("select count(*) from api.override_counts()") == "42501 NO_ROLE")
  }
}
