import DatabaseTestSupport
import Foundation
import Testing

/// Everything that reads past the plain policy honours seals too: notes, summaries, documents, lists, figures, files, findings.
@Suite struct SealedReadTests {
  let clinic: Clinic
  let garcia = TestPatient.garcia.patientID

  init() throws { clinic = try Clinic() }

  private func team() throws -> (doctor: SqlSession, nurse: SqlSession, seal: String) {
    let doctor = try clinic.reading(.doctor1, .garcia)
    return (doctor, try clinic.reading(.nurseA, .garcia), try clinic.sealed(by: doctor))
  }

  @Test("a note, and what amends it; nobody else changes, amends or finds it")
  func notes() throws {
    let (doctor, nurse, seal) = try team()
    let note = doctor.answer("select record_id from api.save_note(gen_random_uuid(), '\(garcia)', 'CONSULTATION', 'she hears voices', true)")
    let amend = "select record_id from api.save_note(gen_random_uuid(), '\(garcia)', 'ADDENDUM', 'less since May', true, p_amends => '\(note)')"
    #expect(doctor.answer(amend).count == 36)
    #expect(doctor.seal("NOTE", note, in: seal) == "SAVED")
    let read = "select count(*) from api.notes('\(garcia)', true)"
    #expect([doctor.answer(read), nurse.answer(read)] == ["2", "0"])
    #expect(nurse.answer("select count(*) from medical_data.consultation_notes") == "0")
    #expect(nurse.answer("select answer from api.save_note(gen_random_uuid(), '\(garcia)', 'ADDENDUM', 'seen', true, p_amends => '\(note)')") == "SEALED")
    #expect(nurse.openSealed("CONSENT", seal) == "OPENED")
    #expect(nurse.answer(read) == "2")
  }

  @Test("a problem with its notes")
  func problem() throws {
    let (doctor, nurse, seal) = try team()
    let save = """
      select record_id from api.save_history(gen_random_uuid(), '\(garcia)', 'PROBLEM', 'Depression', 'F32.1', null, null, null, 'ACTIVE', 'CONFIRMED')
      """
    let record = doctor.answer(save)
    let add = "select api.add_history_note(gen_random_uuid(), '\(garcia)', '\(record)', 'sleeps badly')"
    #expect(doctor.answer(add) == "SAVED")
    #expect(doctor.seal("HISTORY", record, in: seal) == "SAVED")
    #expect(nurse.answer(add) == "INVALID record", "as a problem that is not there")
    for read in ["medical_data.medical_histories", "medical_data.history_notes", "api.history_notes('\(garcia)')"] {
      #expect([doctor.answer("select count(*) from \(read)"), nurse.answer("select count(*) from \(read)")] == ["1", "0"], "\(read)")
    }
    let document = "select jsonb_array_length(api.medical_history('\(garcia)') -> 'medical_histories'), "
      + "jsonb_array_length(api.medical_history('\(garcia)') -> 'biomarkers')"
    #expect([doctor.rows(document), nurse.rows(document)] == [["1|30"], ["0|30"]])
  }

  @Test("a report, its summary, and the files on it, linked before and after")
  func report() throws {
    let (doctor, nurse, seal) = try team()
    let report = doctor.answer("""
      select record_id from api.add_report(gen_random_uuid(), '\(garcia)', 'LAB', 'HIV serology', current_date, 'COMPLETED', 'reactive', 'MANUAL')
      """)
    try #require(report.count == 36, "\(report)")
    let file = { (name: String) in
      doctor.answer("""
        select attachment_id from api.add_attachment(gen_random_uuid(), '\(self.garcia)', 'CLINICAL', '\(name)', 'application/pdf', 10,
          '\(String(repeating: "ab", count: 32))')
        """)
    }
    let (first, second) = (file("one.pdf"), file("two.pdf"))
    let link = { (file: String) in "select api.link_attachment('\(self.garcia)', '\(file)', 'REPORT', '\(report)')" }
    #expect(doctor.answer(link(first)) == "SAVED")
    #expect(doctor.seal("REPORT", report, in: seal) == "SAVED")
    #expect(doctor.answer(link(second)) == "SAVED")
    try clinic.bend("update medical_data.file_attachments set scan_state = 'CLEAN', scanned_at = now()")
    for read in ["medical_data.medical_reports", "api.report_summaries('\(garcia)')"] {
      #expect([doctor.answer("select count(*) from \(read)"), nurse.answer("select count(*) from \(read)")] == ["1", "0"], "\(read)")
    }
    for read in ["medical_data.file_attachments", "medical_data.attachment_links"] {
      #expect([doctor.answer("select count(attachment_id) from \(read)"), nurse.answer("select count(attachment_id) from \(read)")] == ["2", "0"], "\(read)")
    }
    for file in [first, second] {
      #expect(doctor.answer("select answer from api.open_attachment('\(file)')") == "OPENED")
      #expect(nurse.answer("select answer from api.open_attachment('\(file)')") == "NO_RFA")
    }
  }

  @Test("lists and figures: the newest value, what ends, mean glucose")
  func lists() throws {
    let (doctor, nurse, seal) = try team()
    let newest = doctor.answer("select record_id from medical_data.biomarkers order by measured_at desc limit 1")
    #expect(nurse.answer("select api.open_work_list('A')") == "OPENED")
    let last = "select last_measured_at from api.work_list() where patient_id = '\(garcia)'"
    let before = nurse.answer(last)
    for record in doctor.rows("select record_id from medical_data.biomarkers where measured_at = (select measured_at from medical_data.biomarkers where record_id = '\(newest)')") {
      #expect(doctor.seal("BIOMARKER", record, in: seal) == "SAVED")
    }
    #expect(nurse.answer("select '\(before)'::timestamptz > (\(last))") == "t")
    let ending = "select count(*) from api.ending_prescriptions(7) where patient_id = '\(garcia)'"
    #expect(nurse.answer(ending) == "1")
    let prescription = doctor.answer("select record_id from medical_data.prescriptions where ends_on between current_date and current_date + 7 limit 1")
    #expect(doctor.seal("PRESCRIPTION", prescription, in: seal) == "SAVED")
    #expect(nurse.answer(ending) == "0")
    #expect(nurse.answer("select count(*) from medical_data.prescription_standing where record_id = '\(prescription)'") == "0")
    let schedule = "select answer from api.schedule_administration(gen_random_uuid(), '\(prescription)', clock_timestamp() + interval '1 hour')"
    #expect(nurse.answer(schedule) == "SEALED")
    let readings = "select coalesce(sum(readings), 0) from api.glucose_control('\(garcia)', now() - interval '1 year', now() + interval '1 day')"
    let all = Int(doctor.answer(readings)) ?? 0
    let glucose = """
      select b.record_id from medical_data.biomarkers b join medical_data.biomarker_types t using (type_id) where t.code like 'GLUCOSE%'
       order by b.measured_at limit 1
      """
    #expect(doctor.seal("BIOMARKER", doctor.answer(glucose), in: seal) == "SAVED")
    let left = Int(nurse.answer(readings)) ?? 0
    #expect(all > 0 && left < all)
  }

  @Test("checks of a prescription count a sealed medicine and a sealed allergy, and name neither")
  func findings() throws {
    let (doctor, _, seal) = try team()
    let allergy = doctor.answer("select record_id from medical_data.patient_allergies limit 1")
    let substance = doctor.answer("select substance from medical_data.patient_allergies limit 1")
    #expect(substance == "Penicillin")
    #expect(doctor.seal("ALLERGY", allergy, in: seal) == "SAVED")
    let findings = doctor.answer("""
      select findings from api.prescribe(gen_random_uuid(), '\(garcia)', 'amoxicillin', 500, 'mg', 'oral', 'TDS', current_date, current_date + 5, 'cough',
        null, '{}', false)
      """)
    #expect(findings.contains("ALLERGY SEALED"))
    #expect(!findings.contains(substance))
    #expect(try clinic.reading(.nurseA, .garcia).answer("select count(*) from medical_data.patient_allergies") == "0")
  }
}
