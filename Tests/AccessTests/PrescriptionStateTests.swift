import DatabaseTestSupport
import Foundation
import Testing

/// Held, resumed, stopped, voided: versions with reasons, by who may, on the version that was seen.
@Suite struct PrescriptionStateTests {
  let clinic: Clinic
  let doctor: SqlSession
  let record: String

  init() throws {
    clinic = try Clinic()
    doctor = try clinic.reading(.doctor1, .garcia)
    record = doctor.answer("select record_id from medical_data.prescriptions where medication = 'metformin'")
  }

  private func call(_ function: String, _ version: Int, reason: String = "'vomiting'", more: String = "", key: String = UUID().uuidString) -> String {
    "select concat_ws(' ', answer, version, field) from api.\(function)_prescription('\(key)', '\(record)', \(version), \(reason)\(more))"
  }

  private func overrides(_ findings: String...) -> String {
    ", '{" + findings.map { "\"\($0)\": \"looked at it\"" }.joined(separator: ", ") + "}'"
  }

  @Test("a nurse holds with a reason and does nothing else; the prescriber is named in the event")
  func nurse() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.answer(call("hold", 1, reason: "' '")) == "INVALID reason")
    #expect(nurse.answer(call("hold", 1)) == "SAVED 2")
    #expect(nurse.answer(call("hold", 2)) == "WRONG_STATE 2")
    for function in ["resume", "stop", "void"] { #expect(nurse.answer(call(function, 2)) == "NO_ROLE", "\(function)") }
    #expect(clinic.root.rows("select version, status, reason, superseded_at is null, prescriber_name, recorded_by from medical_data.prescriptions where record_id = '\(record)' order by 1") == [
      "1|ACTIVE||f|Dr Osei|\(TestPerson.doctor1.userID)", "2|ON_HOLD|vomiting|t|Dr Osei|\(TestPerson.nurseA.userID)"])
    #expect(clinic.events("""
      action = 'HOLD_PRESCRIPTION' and user_id = '\(TestPerson.nurseA.userID)'
        and detail ->> 'prescriber' = (select practitioner_id::text from access.practitioners where user_id = '\(TestPerson.doctor1.userID)')
      """) == 1)
  }

  @Test("resuming runs the checks again; what objects needs its reason")
  func resume() throws {
    #expect(doctor.answer(call("hold", 1)) == "SAVED 2")
    #expect(doctor.answer(call("resume", 2)) == "FINDINGS 2")
    let reasons = overrides("DOSE DAILY", "RENAL metformin", "PREGNANCY metformin")
    #expect(doctor.answer(call("resume", 2, more: reasons)) == "SAVED 3")
    #expect(clinic.root.answer("select string_agg(finding, ', ' order by finding) from medical_data.prescription_findings where version = 3 and override_reason is not null")
      == "DOSE DAILY, PREGNANCY metformin, RENAL metformin")
    #expect(doctor.answer(call("resume", 3)) == "WRONG_STATE 3")
    try clinic.bend("update medical_data.prescriptions set status = 'ON_HOLD', ends_on = current_date - 2 where record_id = '\(record)' and version = 3")
    #expect(doctor.answer(call("resume", 3, more: reasons)) == "ENDED 3")
  }

  @Test("stopped, cancelled before it began, completed only after its last day; ordered again the same day")
  func stop() throws {
    #expect(doctor.answer(call("stop", 1, more: ", true")) == "NOT_ENDED 1")
    #expect(doctor.answer(call("stop", 1)) == "SAVED 2")
    #expect(doctor.answer("select status from medical_data.prescriptions where record_id = '\(record)' and superseded_at is null") == "STOPPED")
    let again = Order(medication: "'metformin'", dose: "500", overrides: "'{\"RENAL metformin\": \"result is due\", \"PREGNANCY metformin\": \"test is negative\"}'")
    #expect(doctor.answer(again.answer) == "SAVED", "the stopped one is no duplicate")
    let future = doctor.answer(Order(starts: "api.local_today() + 5").record)
    #expect(doctor.answer("select answer from api.stop_prescription(gen_random_uuid(), '\(future)', 1, 'not needed')") == "SAVED")
    #expect(doctor.answer("select status from medical_data.prescriptions where record_id = '\(future)' and superseded_at is null") == "CANCELLED")
    try clinic.bend("update medical_data.prescriptions set ends_on = current_date - 2 where medication = 'amoxicillin'")
    let ended = doctor.answer("select record_id from medical_data.prescriptions where medication = 'amoxicillin'")
    #expect(doctor.answer("select standing from medical_data.prescription_standing where record_id = '\(ended)'") == "ENDED_NOT_CLOSED")
    #expect(doctor.answer("select answer from api.stop_prescription(gen_random_uuid(), '\(ended)', 1, 'course finished', true)") == "SAVED")
    #expect(doctor.answer("select standing from medical_data.prescription_standing where record_id = '\(ended)'") == "COMPLETED")
  }

  @Test("void closes for good; the slower of two is told; the same form twice is one version; absent as hidden")
  func void() throws {
    let key = UUID().uuidString
    #expect(doctor.answer(call("void", 1, reason: "'wrong patient'", key: key)) == "SAVED 2")
    #expect(doctor.answer(call("void", 1, reason: "'wrong patient'", key: key)) == "SAVED 2")
    #expect(doctor.answer(call("void", 1, reason: "'another reason'", key: key)) == "KEY_REUSED")
    #expect(doctor.answer(call("stop", 1)) == "CHANGED 2")
    #expect(doctor.answer(call("stop", 2)) == "WRONG_STATE 2")
    #expect(doctor.answer("select answer from api.void_prescription(gen_random_uuid(), '\(nobody)', 1, 'wrong patient')") == "NO_RFA")
    let other = clinic.root.answer("select record_id from medical_data.prescriptions where patient_id = '\(TestPatient.lopez.patientID)' limit 1")
    #expect(doctor.answer("select answer from api.void_prescription(gen_random_uuid(), '\(other)', 1, 'wrong patient')") == "NO_RFA")
    #expect(try clinic.signedIn(.doctor3).answer(call("void", 2)) == "NO_ROLE", "she may not prescribe, whoever it is for")
  }

  @Test("two who stop at once: one is saved, the other is told")
  func race() throws {
    let others = try (0..<2).map { _ in try clinic.reading(.doctor1, .garcia) }
    for other in others { #expect(other.answer(readAll) == wholeChart) }
    for other in others { try other.send(call("stop", 1)) }
    #expect(others.map { $0.received() }.sorted() == ["CHANGED 2", "SAVED 2"])
  }

  @Test("ending within seven days, ended and not closed, on hold: of the work list, after its opening, recorded, none of others")
  func ending() throws {
    let nurse = try clinic.signedIn(.nurseA)
    let list = "select surname_1, medication, standing, days_left from api.ending_prescriptions()"
    #expect(nurse.answer(list).contains("EXPIRED"))
    #expect(nurse.answer("select api.open_work_list()") == "OPENED")
    #expect(nurse.rows(list) == ["García|amoxicillin|ENDING|4", "Hernández|amoxicillin|ENDING|4", "López|amoxicillin|ENDING|4"])
    #expect(doctor.answer(call("hold", 1)) == "SAVED 2")
    try clinic.bend("update medical_data.prescriptions set ends_on = current_date - 1 where medication = 'amoxicillin' and patient_id = '\(TestPatient.lopez.patientID)'")
    #expect(nurse.rows(list) == ["López|amoxicillin|ENDED_NOT_CLOSED|-1", "García|amoxicillin|ENDING|4", "Hernández|amoxicillin|ENDING|4", "García|metformin|ON_HOLD|"])
    #expect(nurse.rows("select medication from api.ending_prescriptions(0) where standing = 'ENDING'") == [])
    #expect(clinic.events("action = 'SHOW_ENDING_PRESCRIPTIONS' and detail -> 'patients' ? '\(TestPatient.lopez.patientID)'") == 3)
    #expect(nurse.answer("select api.open_work_list('B')") == "OPENED")
    #expect(nurse.rows(list) == [], "another ward's list names no medicine")
    #expect(nurse.answer("select count(*) from medical_data.prescriptions") == "0", "no chart was opened by it")
    #expect(try clinic.signedIn(.reception).answer(list).contains("NO_ROLE"))
  }

  @Test("the view shows what the charts show, and nothing before one is opened")
  func view() throws {
    let nurse = try clinic.signedIn(.nurseA)
    #expect(nurse.answer("select count(*) from medical_data.prescription_standing") == "0")
    #expect(nurse.answer(openChart(.garcia)) == "OPENED")
    #expect(nurse.rows("select medication, standing from medical_data.prescription_standing order by 1") == ["amoxicillin|ENDING", "ibuprofen|COMPLETED", "metformin|ACTIVE"])
  }
}
