import DatabaseTestSupport
import Foundation
import Testing

/// Doses: due, given, refused, omitted; two people for high-alert medicines; corrections as versions.
@Suite struct AdministrationTests {
  let clinic: Clinic
  let nurse: SqlSession
  let doctor: SqlSession
  let metformin: String
  let insulin: String

  /// García with metformin, as in the fixture, and insulin glargine.
  init() throws {
    clinic = try Clinic()
    nurse = try clinic.reading(.nurseA, .garcia)
    doctor = try clinic.reading(.doctor1, .garcia)
    metformin = doctor.answer("select record_id from medical_data.prescriptions where medication = 'metformin'")
    insulin = doctor.answer(Order(medication: "'insulin glargine'", dose: "18", unit: "'units'", route: "'subcutaneous'",
                                  overrides: "'{\"RENAL insulin glargine\": \"result is due\"}'").record)
  }

  private func give(
    _ prescription: String, _ dose: String = "850", outcome: String = "'GIVEN'", at: String = "date_trunc('minute', clock_timestamp())",
    due: String = "null", reason: String = "null", key: String = UUID().uuidString
  ) -> String {
    "api.record_administration('\(key)', '\(prescription)', \(due), \(outcome), \(at), \(dose), \(reason))"
  }

  private func answer(_ session: SqlSession, _ call: String) -> String { session.answer("select concat_ws(' ', answer, field) from \(call)") }
  private func doses(_ columns: String) -> [String] {
    clinic.root.rows("select \(columns) from medical_data.medication_administrations order by recorded_at, version")
  }

  @Test("given as ordered, by a nurse with the chart open: stored with who, what and which version of the order")
  func given() throws {
    #expect(nurse.rows("select answer, version, is_counted from \(give(metformin))") == ["SAVED|1|t"])
    #expect(doses("status, medication, dose_amount, dose_unit, route, administered_by_name, needs_second_check, prescription_version, reason")
      == ["GIVEN|metformin|850|mg|oral|Alba Reina|f|1|"])
    #expect(nurse.answer("select status from medical_data.medication_administrations") == "GIVEN")
    #expect(try clinic.signedIn(.nurseA).answer("select count(*) from medical_data.medication_administrations") == "0", "not without the chart")
    #expect(nurse.refusal("update medical_data.medication_administrations set status = 'OMITTED'") == "42501")
    #expect(clinic.root.refusal("update medical_data.medication_administrations set dose_amount = 1") == "42501", "not even by hand")
  }

  @Test("twice within half an hour, another dose, refused and omitted need a reason")
  func reasons() throws {
    #expect(answer(nurse, give(metformin)) == "SAVED")
    #expect(answer(nurse, give(metformin)) == "ALREADY_GIVEN")
    #expect(answer(nurse, give(metformin, at: "clock_timestamp() - interval '40 minutes'")) == "SAVED")
    #expect(answer(nurse, give(metformin, "425", at: "clock_timestamp() - interval '3 hours'")) == "REASON_NEEDED")
    #expect(answer(nurse, give(metformin, "425", at: "clock_timestamp() - interval '3 hours'", reason: "'half a tablet kept down'")) == "SAVED")
    #expect(answer(nurse, give(metformin, "null", outcome: "'REFUSED'", at: "null")) == "REASON_NEEDED")
    #expect(answer(nurse, give(metformin, "null", outcome: "'REFUSED'", at: "null", reason: "'feels sick'")) == "SAVED")
    #expect(answer(nurse, give(metformin, "null", outcome: "'OMITTED'", at: "null", reason: "'fasting for theatre'")) == "SAVED")
    #expect(doses("status, dose_amount").suffix(2) == ["REFUSED|", "OMITTED|"])
  }

  @Test("fields, orders that are held, stopped or over, other patients and roles")
  func refused() throws {
    for (call, field) in [
      (give(metformin, "0"), "dose"), (give(metformin, "null"), "dose"), (give(metformin, outcome: "'TAKEN'"), "outcome"), (give(metformin, at: "null"), "given_at"),
      (give(metformin, at: "clock_timestamp() + interval '5 minutes'"), "given_at"), (give(metformin, at: "clock_timestamp() - interval '3 days'"), "given_at"),
      (give(metformin, reason: "'x'"), "reason"),
    ] {
      #expect(answer(nurse, call) == "INVALID \(field)", "\(call)")
    }
    #expect(nurse.answer("select answer from api.hold_prescription(gen_random_uuid(), '\(metformin)', 1, 'vomiting')") == "SAVED")
    #expect(answer(nurse, give(metformin)) == "ON_HOLD")
    #expect(doctor.answer("select answer from api.stop_prescription(gen_random_uuid(), '\(metformin)', 2, 'kidneys')") == "SAVED")
    #expect(answer(nurse, give(metformin, reason: "'wanted it'")) == "NOT_ACTIVE", "a reason does not lift that")
    let past = clinic.root.answer("select record_id from medical_data.prescriptions where medication = 'ibuprofen' and patient_id = '\(TestPatient.garcia.patientID)'")
    #expect(answer(nurse, give(past, "400")) == "NOT_ACTIVE")
    let other = clinic.root.answer("select record_id from medical_data.prescriptions where medication = 'metformin' and patient_id = '\(TestPatient.munoz.patientID)'")
    #expect(answer(nurse, give(other)) == "NO_RFA")
    #expect(answer(nurse, give(nobody)) == "NO_RFA")
    #expect(answer(try clinic.signedIn(.reception), give(metformin)) == "NO_ROLE")
    #expect(answer(try clinic.signedIn(.nurseA), give(metformin)) == "EXPIRED")
    #expect(doses("1") == [])
  }

  @Test("insulin: a glucose of the last hour, and a second person within ten minutes before it counts")
  func secondPerson() throws {
    #expect(answer(nurse, give(insulin, "18")) == "GLUCOSE_NEEDED")
    #expect(nurse.answer(Measurement(value: "210", at: "clock_timestamp() - interval '2 hours'").answer) == "SAVED")
    #expect(answer(nurse, give(insulin, "18")) == "GLUCOSE_NEEDED", "too old")
    #expect(nurse.answer(Measurement(value: "190", at: "clock_timestamp() - interval '5 minutes'").answer) == "SAVED")
    #expect(nurse.rows("select answer, is_counted from \(give(insulin, "18"))") == ["SAVED|f"])
    #expect(clinic.root.answer("select a.status || ' ' || b.value from medical_data.medication_administrations a join medical_data.biomarkers b on b.record_id = a.glucose_id and b.version = a.glucose_version")
      == "AWAITING_CHECK 190")
    let record = nurse.answer("select record_id from medical_data.medication_administrations")
    let check = { (dose: String, version: Int) in "select concat_ws(' ', answer, version) from api.check_administration(gen_random_uuid(), '\(record)', \(version), \(dose))" }
    #expect(nurse.answer(check("18", 1)) == "SECOND_PERSON 1")
    #expect(doctor.answer(check("16", 1)) == "WRONG_VALUE 1")
    #expect(doctor.answer(check("18", 2)) == "CHANGED 1")
    #expect(doctor.answer(check("18", 1)) == "SAVED 2")
    #expect(doctor.answer(check("18", 2)) == "NOT_NEEDED 2")
    #expect(doses("version, status, administered_by_name, checked_by_name, superseded_at is null") == [
      "1|AWAITING_CHECK|Alba Reina||f", "2|GIVEN|Alba Reina|Dr Osei|t"])
    #expect(clinic.root.refusal("""
      insert into medical_data.medication_administrations (patient_id, prescription_id, prescription_version, medication, status, given_at, dose_amount,
        dose_unit, route, needs_second_check, administered_by, checked_by, recorded_by)
      select patient_id, record_id, version, medication, 'GIVEN', now(), 18, 'units', 'x', true, recorded_by, recorded_by, recorded_by
        from medical_data.prescriptions where record_id = '\(insulin)'
      """) == "23514", "the table itself refuses one person for two")
  }

  @Test("after ten minutes the check is too late; what nobody checked never counts")
  func tooLate() throws {
    #expect(answer(nurse, give(insulin, "18", reason: "'meter is broken'")) == "SAVED")
    let record = nurse.answer("select record_id from medical_data.medication_administrations")
    try clinic.bend("update medical_data.medication_administrations set recorded_at = recorded_at - interval '11 minutes'")
    #expect(doctor.answer("select answer from api.check_administration(gen_random_uuid(), '\(record)', 1, 18)") == "TOO_LATE")
    #expect(doses("status") == ["AWAITING_CHECK"])
    #expect(answer(nurse, give(insulin, "18")) == "ALREADY_GIVEN", "but it is not forgotten either")
  }

  @Test("a medicine that the catalogue does not know needs two people")
  func unknownMedicine() throws {
    try clinic.bend("update medical_data.prescriptions set medication = 'something old' where record_id = '\(metformin)'")
    #expect(nurse.rows("select answer, is_counted from \(give(metformin))") == ["SAVED|f"])
  }

  @Test("a due dose is answered once")
  func scheduled() throws {
    let schedule = { (at: String) in "select concat_ws(' ', answer, field) from api.schedule_administration(gen_random_uuid(), '\(metformin)', \(at))" }
    #expect(nurse.answer(schedule("date_trunc('hour', clock_timestamp())")) == "SAVED")
    #expect(nurse.answer(schedule("date_trunc('hour', clock_timestamp())")) == "DUPLICATE")
    #expect(nurse.answer(schedule("clock_timestamp() + interval '61 days'")) == "INVALID scheduled_at")
    #expect(nurse.answer(schedule("null")) == "INVALID scheduled_at")
    let due = nurse.answer("select record_id from medical_data.medication_administrations")
    #expect(nurse.rows("select answer, version from \(give(metformin, due: "'\(due)'"))") == ["SAVED|2"])
    #expect(answer(nurse, give(metformin, due: "'\(due)'", reason: "'again'")) == "CHANGED")
    #expect(answer(nurse, give(insulin, "18", due: "'\(due)'", reason: "'another order'")) == "CHANGED", "of another order")
    #expect(doses("version, status, scheduled_at is not null") == ["1|SCHEDULED|t", "2|GIVEN|t"])
    #expect(doctor.answer("select answer from api.stop_prescription(gen_random_uuid(), '\(metformin)', 1, 'kidneys')") == "SAVED")
    #expect(nurse.answer(schedule("clock_timestamp() + interval '1 day'")) == "NOT_ACTIVE")
  }

  @Test("corrected as a version with a reason: a nurse her own within 24 hours, a clinician all; high-alert waits again")
  func corrected() throws {
    let record = nurse.answer("select record_id from \(give(metformin))")
    func correct(_ version: Int, _ outcome: String = "'OMITTED'", dose: String = "null", at: String = "null", reason: String = "'patient was out'", of id: String? = nil) -> String {
      "select concat_ws(' ', answer, field, version) from api.correct_administration(gen_random_uuid(), '\(id ?? record)', \(version), \(outcome), \(at), \(dose), \(reason))"
    }
    #expect(nurse.answer(correct(1, reason: "null")) == "INVALID reason")
    #expect(nurse.answer(correct(1)) == "SAVED 2")
    #expect(nurse.answer(correct(1)) == "CHANGED 2")
    try clinic.bend("update medical_data.medication_administrations set administered_recorded_at = clock_timestamp() - interval '25 hours'")
    #expect(nurse.answer(correct(2)) == "NO_ROLE 2")
    #expect(doctor.answer(correct(2, "'VOIDED'")) == "SAVED 3")
    #expect(doctor.answer(correct(3)) == "WRONG_STATE 3")
    let mine = doctor.answer("select record_id from \(give(insulin, "18", reason: "'meter is broken'"))")
    #expect(nurse.answer(correct(1, of: mine)) == "NO_ROLE 1", "not hers")
    #expect(nurse.answer("select answer from api.check_administration(gen_random_uuid(), '\(mine)', 1, 18)") == "SAVED")
    #expect(doctor.answer(correct(2, "'GIVEN'", dose: "16", at: "clock_timestamp()", of: mine)) == "SAVED 3")
    #expect(clinic.root.rows("select status, dose_amount, checked_by from medical_data.medication_administrations where record_id = '\(mine)' and superseded_at is null")
      == ["AWAITING_CHECK|16|"])
    #expect(nurse.answer(correct(1, of: nobody)) == "NO_RFA")
  }

  @Test("the same form twice is one dose; two nurses giving at once: the second is told")
  func race() throws {
    let key = UUID().uuidString
    let call = give(metformin, at: "date_trunc('hour', clock_timestamp()) - interval '2 hours'", key: key)
    let record = nurse.answer("select record_id from \(call)")
    #expect(nurse.answer("select record_id from \(call)") == record && record.count == 36)
    let others = try (0..<2).map { _ in try clinic.reading(.nurseA, .garcia) }
    for other in others { #expect(other.answer(readAll) == wholeChart) }
    for other in others { try other.send("select answer from \(give(metformin))") }
    #expect(others.map { $0.received() }.sorted() == ["ALREADY_GIVEN", "SAVED"])
  }
}
