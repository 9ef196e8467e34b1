import DatabaseTestSupport
import Foundation
import Testing

/// Renewing: the same order once more, as a record that names the one before, checked as if it were new.
@Suite struct RenewalTests {
  let clinic: Clinic
  let doctor: SqlSession
  let order: String

  /// García with linagliptin for thirty days, beside what the fixture has.
  init() throws {
    clinic = try Clinic()
    doctor = try clinic.reading(.doctor1, .garcia)
    order = doctor.answer(Order(instructions: "'in the morning'").record)
  }

  private func renew(
    _ record: String? = nil, _ version: Int = 1, starts: String = "null", ends: String = "api.local_today() + 60", sign: String = "true",
    overrides: String = "'{\"PREGNANCY linagliptin\": \"contraception is certain\"}'", key: String = UUID().uuidString
  ) -> String {
    "api.renew_prescription('\(key)', '\(record ?? order)', \(version), \(starts), \(ends), \(overrides), \(sign))"
  }
  private func asked(_ session: SqlSession, _ call: String) -> String { session.answer("select concat_ws(' ', answer, field) from \(call)") }

  @Test("keeps medicine, dose, way and words; begins the day after; names the version it renews; the old one stays as it was")
  func renewed() throws {
    let key = UUID().uuidString
    let id = doctor.answer("select record_id from \(renew(key: key))")
    #expect(doctor.rows("select answer, record_id from \(renew(key: key))") == ["SAVED|\(id)"], "the reply was lost")
    #expect(asked(doctor, renew(ends: "api.local_today() + 61", key: key)) == "KEY_REUSED")
    #expect(doctor.rows("""
      select medication, dose_amount, dose_unit, route, frequency_code, indication, instructions, starts_on - api.local_today(), ends_on - api.local_today(),
             status, version, prescriber_name, renews = '\(order)', renews_version, reason from medical_data.prescriptions where record_id = '\(id)'
      """) == ["linagliptin|5|mg|oral|OD|type 2 diabetes|in the morning|31|60|ACTIVE|1|Dr Osei|t|1|"])
    #expect(doctor.answer("select status || version from medical_data.prescriptions where record_id = '\(order)' and superseded_at is null") == "ACTIVE1")
    #expect(clinic.events("action = 'RENEW_PRESCRIPTION' and detail ->> 'renews' = '\(order)'") == 1)
    #expect(doctor.answer("select count(*) from medical_data.prescription_findings where record_id = '\(id)' and override_reason is not null") == "1")
    #expect(asked(doctor, renew()) == "DUPLICATE", "once")
    #expect(doctor.answer("select answer from api.void_prescription(gen_random_uuid(), '\(id)', 1, 'wrong days')") == "SAVED")
    #expect(asked(doctor, renew()) == "SAVED", "a voided one does not count")
  }

  @Test("the checks of today: a finding without a reason keeps it from being signed; asked without signing, nothing is kept")
  func checked() throws {
    #expect(doctor.rows("select answer, jsonb_array_length(findings) > 4 from \(renew(sign: "false"))") == ["CHECKED|t"])
    #expect(asked(doctor, renew(overrides: "'{}'")) == "FINDINGS")
    #expect(doctor.answer("select answer from \(renew(starts: "api.local_today()"))") == "FINDINGS", "both at the same time")
    #expect(clinic.root.answer("select count(*) from medical_data.prescriptions where renews is not null") == "0")
  }

  @Test("fields: days, and what is not ordered any more")
  func fields() throws {
    #expect(asked(doctor, renew(ends: "api.local_today() - 1")) == "INVALID ends_on")
    #expect(asked(doctor, renew(starts: "api.local_today() - 9")) == "INVALID starts_on")
    #expect(doctor.answer("select answer || ' ' || field from api.renew_prescription(null, '\(order)', 1, null, null)") == "INVALID key")
    let old = doctor.answer("select record_id from medical_data.prescriptions where medication = 'metformin'")
    #expect(asked(doctor, renew(old)) == "INVALID frequency", "its frequency is only words")
    try clinic.root.run("update medical_data.medications set is_active = false where name = 'linagliptin'")
    #expect(asked(doctor, renew()) == "INVALID medication")
  }

  @Test("who may prescribe, in the opened chart; only what is active or completed, as it was seen")
  func refused() throws {
    #expect(try asked(clinic.reading(.nurseA, .garcia), renew()) == "NO_ROLE")
    #expect(try asked(clinic.signedIn(.reception), renew()) == "NO_ROLE")
    #expect(try asked(clinic.signedIn(.doctor1), renew()) == "EXPIRED")
    #expect(try asked(clinic.signedIn(.doctor2), renew()) == "NO_RFA")
    #expect(try asked(clinic.signedIn(.doctor2), renew(nobody)) == "NO_RFA", "as one that is not there")
    #expect(asked(doctor, renew(nil, 2)) == "CHANGED")
    #expect(doctor.answer("select answer from api.hold_prescription(gen_random_uuid(), '\(order)', 1, 'nausea')") == "SAVED")
    #expect(asked(doctor, renew(nil, 2)) == "WRONG_STATE")
    #expect(doctor.answer("select answer from api.stop_prescription(gen_random_uuid(), '\(order)', 2, 'nausea')") == "SAVED")
    #expect(asked(doctor, renew(nil, 3)) == "WRONG_STATE")
    try clinic.root.run("update access.practitioners set status = 'ON_LEAVE' where user_id = '\(TestPerson.doctor1.userID)'")
    #expect(asked(doctor, renew(nil, 3)) == "NO_ROLE")
  }

  @Test("a sealed order is renewed into its seal, and by nobody from whom it is hidden")
  func sealed() throws {
    let seal = try clinic.sealed(by: doctor)
    #expect(doctor.seal("PRESCRIPTION", order, in: seal) == "SAVED")
    try clinic.root.run("insert into access.care_team (patient_id, user_id) values ('\(TestPatient.garcia.patientID)', '\(TestPerson.doctor2.userID)')")
    let other = try clinic.reading(.doctor2, .garcia)
    #expect(asked(other, renew()) == "SEALED")
    let id = doctor.answer("select record_id from \(renew())")
    #expect(doctor.answer("select count(*) from medical_data.prescriptions where record_id = '\(id)'") == "1")
    #expect(other.answer("select count(*) from medical_data.prescriptions where record_id in ('\(id)', '\(order)')") == "0")
  }

  @Test("an order under a number that was merged goes on under the number that stays")
  func merged() throws {
    try clinic.bend("""
      update medical_data.prescriptions set patient_id = '\(TestPatient.lopez.patientID)' where record_id = '\(order)';
      update medical_data.patients set status = 'MERGED', merged_into = '\(TestPatient.garcia.patientID)', ward_id = null
        where patient_id = '\(TestPatient.lopez.patientID)'
      """)
    let id = doctor.answer("select record_id from \(renew())")
    #expect(doctor.answer("select patient_id from medical_data.prescriptions where record_id = '\(id)'") == TestPatient.garcia.patientID)
  }
}
