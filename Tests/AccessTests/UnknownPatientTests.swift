import DatabaseTestSupport
import Foundation
import Testing

/// Somebody whom nobody can name yet; and a request that an approver says she is looking at.
@Suite struct UnknownPatientTests {
  let clinic: Clinic

  init() throws { clinic = try Clinic() }

  private func register(_ key: String = UUID().uuidString, sex: String = "FEMALE", from: String = "40", to: String = "60", ward: String = "'A'") -> String {
    "api.register_unknown_patient('\(key)', '\(sex)', \(from), \(to), \(ward))"
  }

  @Test("a nurse gives her a record with a number of the day and an age as it looks; her ward is the reason to open it")
  func registered() throws {
    let nurse = try clinic.signedIn(.nurseA)
    #expect(nurse.answer("select api.set_preference('LANGUAGE', 'es')") == "SAVED")
    let key = UUID().uuidString
    let id = nurse.answer("select patient_id from \(register(key))")
    #expect(nurse.answer("select patient_id from \(register(key))") == id, "the same form is the same person")
    let today = nurse.answer("select api.local_today()")
    #expect(nurse.answer("select patient_name from \(register(sex: "MALE"))") == "Desconocido \(today) #02")
    #expect(try clinic.signedIn(.reception).answer("select patient_name from \(register(ward: "null"))") == "Unknown \(today) #03")
    #expect(nurse.answer("select api.open_chart('\(id)', 'EMERGENCY')") == "OPENED")
    #expect(nurse.rows("""
      select surname_1, given_names, sex, birth_date_is_estimate, estimated_age_from, estimated_age_to, extract(year from api.local_today()) - extract(year from birth_date)
        from medical_data.patients
      """) == ["Desconocida|\(today) #01|FEMALE|t|40|60|50"])
    #expect(clinic.events("action = 'REGISTER' and purpose = 'UNKNOWN_PERSON'") == 3)
  }

  @Test("who she is ends the estimate; the numbers of the day go on")
  func identified() throws {
    let reception = try clinic.searching(.reception)
    let id = reception.answer("select patient_id from \(register(from: "0", to: "0"))")
    func update(_ born: String, _ version: Int) -> String {
      """
      select answer from api.update_patient(gen_random_uuid(), '\(id)', \(version), 'Rosa', 'Beltrán', null, \(born), 'FEMALE', null, null, null, null, false,
        'identity card found')
      """
    }
    let estimate = { self.clinic.root.answer("select birth_date_is_estimate from medical_data.patients where patient_id = '\(id)'") }
    #expect(reception.answer(update("(select date_trunc('year', api.local_today())::date)", 1)) == "SAVED")
    #expect(estimate() == "t", "the name alone tells no age")
    #expect(reception.answer(update("'1958-02-03'", 2)) == "SAVED")
    #expect(estimate() == "f")
    #expect(reception.answer("select patient_name from \(register())").hasSuffix("#02"))
  }

  @Test("fields and roles")
  func refused() throws {
    let nurse = try clinic.signedIn(.nurseA)
    #expect(nurse.answer("select concat_ws(' ', answer, field) from \(register(sex: "X"))") == "INVALID sex")
    #expect(nurse.answer("select concat_ws(' ', answer, field) from \(register(from: "-1"))") == "INVALID age_from")
    #expect(nurse.answer("select concat_ws(' ', answer, field) from \(register(to: "39"))") == "INVALID age_to")
    #expect(nurse.answer("select concat_ws(' ', answer, field) from \(register(ward: "'Z'"))") == "INVALID ward")
    #expect(try clinic.signedIn(.admin).answer("select answer from \(register())") == "NO_ROLE")
    #expect(try clinic.signedIn(.privacy).answer("select answer from \(register())") == "NO_ROLE")
    #expect(try clinic.signedIn(.doctor3).answer("select answer from \(register())") == "SAVED")
  }

  @Test("an approver claims a request: others see it under review and whose, may take it after five minutes, and decide all the same")
  func claims() throws {
    let (nurse, first, second) = (try clinic.signedIn(.nurseA), try clinic.signedIn(.doctor1), try clinic.signedIn(.doctor2))
    let id = nurse.requested(.munoz)
    func claim(_ id: String) -> String { "select concat_ws(' ', answer, claimed_by) from api.claim_emergency_request('\(id)')" }
    #expect(first.answer(claim(id)) == "CLAIMED Dr Osei")
    #expect(nurse.answer("select phase from api.my_emergency_requests()") == "UNDER_REVIEW")
    #expect(second.answer(claim(id)) == "TAKEN Dr Osei")
    #expect(first.answer(claim(id)) == "CLAIMED Dr Osei")
    try clinic.bend("update access.emergency_access set claimed_at = claimed_at - interval '6 minutes'")
    #expect(second.answer(claim(id)) == "CLAIMED Dr Lindqvist")
    #expect(clinic.events("action = 'CLAIM_EMERGENCY'") == 2)
    #expect(first.approve(id, of: .munoz) == "APPROVED")
    #expect(second.answer(claim(id)) == "DECIDED")
    #expect(nurse.answer(claim(id)) == "NO_ROLE")
    #expect(try clinic.signedIn(.doctor3).answer(claim(id)) == "NO_ROLE")
    #expect(second.answer(claim(nobody)) == "EXPIRED")
    let own = first.requested(.petrova)
    #expect(first.answer(claim(own)) == "SECOND_PERSON")
    #expect(second.answer(claim(nurse.requested(.lindqvist))) == "SECOND_PERSON", "about herself")
  }

  @Test("two people have one e-mail address: couples, parents and carers share them")
  func sharedAddress() throws {
    let reception = try clinic.searching(.reception)
    for (patient, names) in [(TestPatient.garcia, "'María José', 'García', 'Núñez', '1971-03-12'"), (.lopez, "'Ana', 'López', 'García', '1980-01-02'")] {
      #expect(reception.answer("""
        select answer from api.update_patient(gen_random_uuid(), '\(patient.patientID)',
          (select row_version from api.patient_details('\(patient.patientID)')), \(names), 'FEMALE', null, 'family@example.org', null, null, false)
        """) == "SAVED")
    }
    #expect(clinic.root.answer("select count(*) from medical_data.patients where email_encrypted is not null group by email_blind_index") == "2")
  }
}
