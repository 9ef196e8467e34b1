import DatabaseTestSupport
import Foundation
import Testing

/// Treatments besides orders: clinicians write them as versions, with their follow-up.
@Suite struct TreatmentTests {
  let clinic: Clinic
  let doctor: SqlSession

  init() throws {
    clinic = try Clinic()
    doctor = try clinic.reading(.doctor1, .garcia)
  }

  private func record(_ details: String, kind: String = "'DIET'", patient: TestPatient = .garcia, key: String = UUID().uuidString) -> String {
    "api.record_treatment('\(key)', '\(patient.patientID)', \(kind), '\(details)')"
  }

  private func revise(_ id: String, _ version: Int, _ details: String, reason: String = "'follow-up'", void: Bool = false) -> String {
    "select concat_ws(' ', answer, field, version) from api.revise_treatment(gen_random_uuid(), '\(id)', \(version), '\(details)', \(reason), \(void))"
  }

  @Test("recorded with considerations, linked to an order, followed up, ended, voided: a version each")
  func versions() throws {
    let order = doctor.answer("select record_id from medical_data.prescriptions where medication = 'metformin'")
    let details = """
      {"medication": "metformin", "dosage": "850 mg", "frequency": "twice a day", "starts_on": "2026-01-05", "duration_days": 90, "prescription_id": "\(order)",
       "hormonal_considerations": "perimenopause", "cycle_adjustments": " none ", "is_ai_optimised": true, "predicted_effectiveness": 3.5}
      """
    let id = doctor.answer("select record_id from \(record(details, kind: "'MEDICINE_HISTORY'"))")
    #expect(doctor.rows("select kind, medication, dosage, starts_on, duration_days, prescription_version, cycle_adjustments, is_ai_optimised, status, prescriber_name from medical_data.treatments")
      == ["MEDICINE_HISTORY|metformin|850 mg|2026-01-05|90|1|none|t|ACTIVE|Dr Osei"])
    #expect(doctor.answer("select answer from api.hold_prescription(gen_random_uuid(), '\(order)', 1, 'nausea')") == "SAVED")
    let followUp = #"{"effectiveness": 4, "adherence": 80, "side_effects": "nausea", "prescription_id": "\#(order)"}"#
    #expect(doctor.answer(revise(id, 1, followUp)) == "SAVED 2")
    #expect(doctor.answer("select prescription_version from medical_data.treatments where version = 2") == "1", "the order it was hung on, as it stood")
    #expect(doctor.answer(revise(id, 1, #"{"effectiveness": 5}"#)) == "CHANGED 2")
    #expect(doctor.answer(revise(id, 2, #"{"side_effects": null, "status": "ENDED", "ends_on": "2026-04-05"}"#)) == "SAVED 3")
    #expect(doctor.answer(revise(id, 3, "{}", reason: "'wrong patient'", void: true)) == "SAVED 4")
    #expect(doctor.answer(revise(id, 4, "{}")) == "CHANGED 4", "void is the end")
    #expect(doctor.rows("select version, status, effectiveness, adherence, side_effects, medication, superseded_at is null from medical_data.treatments order by 1") == [
      "1|ACTIVE||||metformin|f", "2|ACTIVE|4|80|nausea|metformin|f", "3|ENDED|4|80||metformin|f", "4|VOIDED|4|80||metformin|t"])
  }

  @Test("what does not fit is refused by field", arguments: [
    (#"{"starts_on": "2026-01-05", "effectiveness": 6}"#, "effectiveness"), (#"{"starts_on": "2026-01-05", "adherence": 101}"#, "adherence"),
    (#"{"starts_on": "2026-01-05", "ends_on": "2026-01-04"}"#, "ends_on"), (#"{}"#, "starts_on"), (#"{"starts_on": "soon"}"#, "details"),
    (#"{"starts_on": "2026-01-05", "patient_id": "00000000-0000-4000-b000-000000000002"}"#, "details"), (#"{"starts_on": "2026-01-05", "version": 7}"#, "details"),
    (#"{"starts_on": "2026-01-05", "status": "VOIDED"}"#, "details"), (#"[]"#, "details"), (#"{"starts_on": "2026-01-05", "prescription_id": "00000000-0000-4000-b000-00000000dead"}"#, "prescription"),
    (#"{"starts_on": "2026-01-05", "recorded_by": null}"#, "details"),
  ])
  func invalid(details: String, field: String) throws {
    #expect(doctor.rows("select answer, field from \(record(details))") == ["INVALID|\(field)"])
    #expect(clinic.root.answer("select count(*) from medical_data.treatments") == "0")
  }

  @Test("an order of another patient cannot be linked; a history of medicines names one; kinds come from a list")
  func links() throws {
    let other = clinic.root.answer("select record_id from medical_data.prescriptions where patient_id = '\(TestPatient.lopez.patientID)' limit 1")
    #expect(doctor.answer("select field from \(record("{\"starts_on\": \"2026-01-05\", \"prescription_id\": \"\(other)\"}"))") == "prescription")
    #expect(doctor.answer("select field from \(record(#"{"starts_on": "2026-01-05"}"#, kind: "'MEDICINE_HISTORY'"))") == "medication")
    #expect(doctor.answer("select field from \(record(#"{"starts_on": "2026-01-05"}"#, kind: "'MAGIC'"))") == "kind")
    #expect(doctor.answer("select field from \(record(#"{"starts_on": "2026-01-05"}"#, kind: "null"))") == "kind")
  }

  @Test("nurses read and do not write; others neither; the same form twice is one")
  func roles() throws {
    let key = UUID().uuidString
    let call = record(#"{"starts_on": "2026-01-05", "notes": "carbohydrate counting"}"#, key: key)
    let id = doctor.answer("select record_id from \(call)")
    #expect(doctor.answer("select record_id from \(call)") == id)
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.answer("select notes from medical_data.treatments") == "carbohydrate counting")
    #expect(nurse.answer("select answer from \(call)") == "NO_ROLE")
    #expect(nurse.answer(revise(id, 1, "{}")) == "NO_ROLE")
    #expect(try clinic.signedIn(.doctor3).answer(revise(id, 1, "{}")) == "NO_RFA")
    #expect(doctor.answer(revise(nobody, 1, "{}")) == "NO_RFA")
    #expect(try clinic.signedIn(.reception).answer("select count(*) from medical_data.treatments") == "0")
  }

  @Test("current treatments: orders and treatments that run today, of opened charts")
  func current() throws {
    #expect(doctor.answer("select answer from \(record(#"{"starts_on": "2026-01-05", "notes": "carbohydrate counting"}"#))") == "SAVED")
    #expect(doctor.answer("select answer from \(record(#"{"starts_on": "2025-01-05", "ends_on": "2025-02-05", "notes": "over"}"#))") == "SAVED")
    #expect(doctor.rows("select source, kind, treatment from medical_data.current_treatments order by 1, 3") == [
      "PRESCRIPTION|MEDICINE|amoxicillin", "PRESCRIPTION|MEDICINE|metformin", "TREATMENT|DIET|carbohydrate counting"])
    #expect(try clinic.signedIn(.doctor1).answer("select count(*) from medical_data.current_treatments") == "0")
  }
}
