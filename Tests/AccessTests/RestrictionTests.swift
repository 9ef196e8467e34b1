import DatabaseTestSupport
import Foundation
import Testing

/// Charts that are only read (GDPR Art. 18), relatives of the staff, what a self-grant may write, and merged numbers.
@Suite struct RestrictionTests {
  let clinic: Clinic
  let garcia = TestPatient.garcia.patientID

  init() throws { clinic = try Clinic() }

  private let vitals = "select answer from api.record_vital_signs(gen_random_uuid(), '\(TestPatient.garcia.patientID)', clock_timestamp(), '{\"pulse\": 80}')"

  @Test("restricted: read, flagged, not written, in no list; only the privacy officer begins and ends it")
  func restricted() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.answer("select api.open_work_list('A')") == "OPENED")
    let listed = "select count(*) from api.work_list() where patient_id = '\(garcia)'"
    #expect(nurse.answer(listed) == "1")
    let set = { (ground: String, reason: String) in "select api.set_restriction('\(self.garcia)', \(ground), '\(reason)')" }
    #expect(nurse.answer(set("'ACCURACY'", "she contests a diagnosis")) == "NO_ROLE")
    let privacy = try clinic.searching(.privacy)
    #expect(privacy.answer(set("'OTHER'", "she contests a diagnosis")) == "INVALID ground")
    #expect(privacy.answer(set("'ACCURACY'", "")) == "REASON_NEEDED")
    #expect(privacy.answer(set("null", "it is over")) == "CHANGED")
    #expect(privacy.answer(set("'ACCURACY'", "she contests a diagnosis")) == "SAVED")
    #expect(privacy.answer(set("'CLAIMS'", "a claim at court")) == "CHANGED")
    #expect(nurse.answer(readAll) == wholeChart)
    #expect(nurse.answer("select is_restricted from api.chart_banner('\(garcia)')") == "t")
    #expect(nurse.answer(vitals) == "RESTRICTED")
    #expect(clinic.events("action = 'RECORD_VITAL_SIGNS_REFUSED' and detail ->> 'code' = 'RESTRICTED'") == 1)
    #expect(nurse.answer(listed) == "0", "also of the list that was opened before")
    #expect(nurse.answer("select api.open_work_list('A')") == "OPENED")
    #expect(nurse.answer(listed) == "0")
    #expect(nurse.answer("select api.open_directory('TREATMENT')") == "OPENED")
    #expect(nurse.answer("select count(*) from api.search_patients('', 'A') where patient_id = '\(garcia)'") == "0", "nor in the list of the ward")
    #expect(nurse.answer("select count(*) from api.search_patients('garcia', null) where patient_id = '\(garcia)'") == "1", "who asks for her finds her")
    #expect(clinic.root.answer("select '\(garcia)' = any (shown_patients) from access.openings where kind = 'WORK_LIST'") == "f")
    let consent = """
      select answer from api.record_consent(gen_random_uuid(), '\(garcia)', 'RESEARCH', 'REFUSED', 'PATIENT', 'WRITTEN', null, current_date, null, null)
      """
    #expect(nurse.answer(consent) == "SAVED", "what she demands herself is recorded")
    let contact = """
      select answer from api.record_contact(gen_random_uuid(), '\(garcia)', null, null, 'EMERGENCY', 'FRIEND', 1, 'Ana', '+34600111222', null, null)
      """
    #expect(try clinic.searching(.reception).answer(contact) == "RESTRICTED")
    #expect(privacy.answer(set("null", "corrected")) == "SAVED")
    #expect(nurse.answer(vitals) == "SAVED")
    #expect(nurse.answer("select api.open_work_list('A')") == "OPENED")
    #expect(nurse.answer(listed) == "1")
  }

  @Test("a relative gives a reason each 24 hours, and the privacy officer is told of the declaration and of each opening")
  func relative() throws {
    let nurse = try clinic.searching(.nurseA)
    let declare = "select api.declare_relative('\(garcia)', 'SIBLING')"
    #expect(nurse.answer(openChart(.garcia)) == "OPENED")
    #expect(nurse.answer(declare) == "SAVED")
    #expect(nurse.answer("select api.declare_relative('\(garcia)', 'SIBLING', '\(TestPerson.doctor1.userID)')") == "NO_ROLE", "of herself only")
    #expect(nurse.answer("select api.declare_relative('\(garcia)', 'ENEMY')") == "INVALID relation")
    #expect(nurse.answer("select api.declare_relative('\(nobody)', 'SIBLING')") == "NO_RFA")
    #expect(try clinic.searching(.doctor2).answer("select api.declare_relative('\(TestPatient.lindqvist.patientID)', 'PARTNER')") == "OWN_RECORD")
    #expect(try clinic.signedIn(.admin).answer(declare) == "NO_ROLE")
    #expect(nurse.answer(openChart(.garcia)) == "VIP_REASON")
    let reasoned = "select api.open_chart('\(garcia)', 'TREATMENT', 'nobody else on the ward')"
    #expect([nurse.answer(reasoned), nurse.answer(openChart(.garcia))] == ["OPENED", "OPENED"])
    #expect(nurse.answer("select is_relative from api.chart_banner('\(garcia)')") == "t")
    try clinic.root.run("update access.openings set special_at = special_at - interval '25 hours' where special_at is not null")
    #expect(nurse.answer(openChart(.garcia)) == "VIP_REASON")
    let privacy = try clinic.searching(.privacy)
    #expect(privacy.rows("select kind, user_name from api.privacy_notices() order by created_at")
      == ["RELATIVE_DECLARED|Alba Reina", "RELATIVE_OPENED|Alba Reina", "RELATIVE_OPENED|Alba Reina"])
    let first = privacy.answer("select notice_id from api.privacy_notices() order by created_at limit 1")
    #expect(nurse.answer("select api.see_privacy_notice('\(first)')") == "NO_ROLE")
    #expect([privacy.answer("select api.see_privacy_notice('\(first)')"), privacy.answer("select api.see_privacy_notice('\(first)')")] == ["SAVED", "CHANGED"])
    #expect(privacy.answer("select count(*) from api.privacy_notices()") == "2")
    #expect(nurse.answer("select count(*) from api.privacy_notices()") == "42501 NO_ROLE")
    #expect(nurse.answer("select api.end_relative('\(garcia)', '\(TestPerson.nurseA.userID)', 'by mistake')") == "NO_ROLE")
    #expect(privacy.answer("select api.end_relative('\(garcia)', '\(TestPerson.nurseA.userID)', 'by mistake')") == "SAVED")
    #expect(nurse.answer(openChart(.garcia)) == "OPENED")
  }

  @Test("BG-08: a relative neither approves nor lengthens an emergency access; the database says so too")
  func relativeApproves() throws {
    let petrova = TestPatient.petrova.patientID
    let (relative, other) = (try clinic.searching(.doctor1), try clinic.signedIn(.doctor2))
    #expect(try clinic.searching(.privacy).answer("select api.declare_relative('\(petrova)', 'PARENT', '\(TestPerson.doctor1.userID)')") == "SAVED")
    let id = try clinic.signedIn(.nurseA).requested(.petrova)
    #expect(relative.answer("select api.open_emergency_queue('DUTY')") == "OPENED")
    #expect(relative.rows("select may_decide, why_not from api.emergency_queue()") == ["f|SECOND_PERSON"])
    #expect(relative.approve(id, of: .petrova) == "SECOND_PERSON")
    #expect(clinic.root.refusal("""
      insert into access.emergency_decisions (emergency_id, approver_id, approver_name, decision, hours)
      values ('\(id)', '\(TestPerson.doctor1.userID)', 'Dr Osei', 'APPROVED', 4)
      """) == "23514")
    #expect(other.approve(id, of: .petrova) == "APPROVED")
    #expect(relative.answer("select answer from api.extend_emergency_access(gen_random_uuid(), '\(id)', 4, 'still unconscious')") == "SECOND_PERSON")
  }

  @Test("BG-14: a self-grant reads, and writes vital signs, a dose, a note; nothing else, and no whole chart as a document")
  func selfGrant() throws {
    let petrova = TestPatient.petrova.patientID
    let doctor = try clinic.signedIn(.doctor2)
    let id = doctor.request(EmergencyRequest(patient: petrova)).id
    #expect(doctor.answer("select answer from api.self_grant_emergency_access('\(id)', '\(TestPerson.password)')") == "SELF_GRANTED")
    #expect(doctor.answer(openChart(.petrova, "EMERGENCY")) == "OPENED")
    #expect(doctor.answer(readAll) == wholeChart)
    #expect(doctor.answer(vitals.replacingOccurrences(of: garcia, with: petrova)) == "SAVED")
    #expect(doctor.answer("select answer from api.save_note(gen_random_uuid(), '\(petrova)', 'CONSULTATION', 'found unconscious', true)") == "SAVED")
    let prescription = doctor.answer("select record_id from medical_data.prescriptions where status = 'ACTIVE' and superseded_at is null limit 1")
    let dose = doctor.answer("select answer from api.record_administration(gen_random_uuid(), '\(prescription)', null, 'GIVEN', clock_timestamp(), 1, 'stat')")
    #expect(dose != "SECOND_PERSON" && dose != "NO_RFA")
    let refused = [
      "select answer from api.save_history(gen_random_uuid(), '\(petrova)', 'PROBLEM', 'Gout', null, null, null, null, 'ACTIVE', 'CONFIRMED')",
      "select answer from api.record_biomarker(gen_random_uuid(), '\(petrova)', 'GLUCOSE_CAPILLARY', 120, 'mg/dL', clock_timestamp(), 'POINT_OF_CARE')",
      "select answer from api.stop_prescription(gen_random_uuid(), '\(prescription)', 1, 'not now', false)",
      "select answer from api.schedule_administration(gen_random_uuid(), '\(prescription)', clock_timestamp() + interval '1 hour')",
      "select answer from api.record_allergy(gen_random_uuid(), '\(petrova)', 'latex', null, 'ALLERGY', 'SEVERE', null, 'CONFIRMED')",
      "select answer from api.record_consent(gen_random_uuid(), '\(petrova)', 'RESEARCH', 'GIVEN', 'PATIENT', 'WRITTEN', null, current_date, null, null)",
    ]
    for call in refused { #expect(doctor.answer(call) == "SECOND_PERSON", "\(call)") }
    #expect(clinic.events("action like '%\\_REFUSED' and detail ->> 'code' = 'SECOND_PERSON'") == refused.count)
    #expect(doctor.answer("select api.medical_history('\(petrova)')") == "null")
    let approved = doctor.requested(.petrova)
    #expect(try clinic.signedIn(.doctor1).approve(approved, of: .petrova) == "APPROVED")
    #expect(doctor.answer(refused[0]) == "SAVED", "with an approver everything of her role")
    #expect(doctor.answer("select api.medical_history('\(petrova)') is null") == "f")
  }

  @Test("merged: the old number opens the chart of the one that stays, which shows both numbers' facts; its relations and blocks count")
  func merged() throws {
    let lopez = TestPatient.lopez.patientID, munoz = TestPatient.munoz.patientID
    let nurse = try clinic.reading(.nurseA, .lopez)
    let note = "select answer from api.save_note(gen_random_uuid(), '\(lopez)', 'NURSING', 'slept well', true)"
    #expect(nurse.answer(note) == "SAVED")
    try clinic.bend("""
      update medical_data.patients set status = 'MERGED', merged_into = '\(garcia)', ward_id = null, bed = null where patient_id = '\(lopez)';
      update medical_data.patients set status = 'MERGED', merged_into = '\(TestPatient.schroeder.patientID)' where patient_id = '\(munoz)'
      """)
    #expect(nurse.answer(readAll) == "0", "the old number is no chart of its own")
    #expect(nurse.answer(openChart(.lopez)) == "MERGED")
    #expect(nurse.answer("select count(distinct patient_id) || ' ' || count(*) from medical_data.biomarkers") == "2 60")
    #expect(nurse.rows("select patient_id, merged_number = (select record_number from medical_data.patients where patient_id = '\(lopez)') "
      + "from api.chart_banner('\(lopez)')") == ["\(garcia)|t"])
    #expect(nurse.rows("select patient_id, merged_number from api.chart_banner('\(garcia)')") == ["\(garcia)|"])
    #expect(nurse.answer("select body from api.notes('\(garcia)')") == "slept well")
    #expect(nurse.answer("select jsonb_array_length(api.medical_history('\(garcia)') -> 'biomarkers')") == "60")
    #expect(nurse.answer(note) == "CLOSED")
    #expect(nurse.answer(openChart(.munoz)) == "NO_RFA", "no reason for the one that stays")
    #expect(clinic.events("action = 'OPEN_CHART' and patient_id = '\(garcia)' and detail ->> 'asked' = '\(lopez)'") == 1)
    let privacy = try clinic.signedIn(.privacy)
    #expect(privacy.answer("select api.open_audit('a question of hers')") == "OPENED")
    for number in [lopez, garcia] {
      #expect(privacy.answer("select count(*) from api.who_saw('\(number)') where what = 'CHART' and user_name = 'Alba Reina'") == "2", "under both numbers")
    }
    try clinic.root.run("insert into access.patient_blocks (patient_id, user_id) values ('\(lopez)', '\(TestPerson.nurseA.userID)')")
    #expect(nurse.answer(readAll) == "0", "who was blocked under the old number is blocked")
    #expect(nurse.answer(openChart(.garcia)) == "BLOCKED")
  }
}
