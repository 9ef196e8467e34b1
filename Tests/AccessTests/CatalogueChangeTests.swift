import DatabaseTestSupport
import Foundation
import Testing

/// Catalogues, settings, shifts and capabilities through `api`: who proposes, who signs, and that nothing else gets in.
@Suite struct CatalogueChangeTests {
  let clinic: Clinic
  let admin: SqlSession
  let doctor: SqlSession

  init() throws {
    clinic = try Clinic()
    admin = try clinic.signedIn(.admin)
    doctor = try clinic.signedIn(.doctor1)
  }

  private func propose(_ catalogue: String, _ operation: String, _ row: String, key: String = UUID().uuidString, reason: String = "as decided on Monday") -> String {
    "api.propose_change('\(key)', '\(catalogue)', '\(operation)', '\(row)', '\(reason)')"
  }
  private func word(_ session: SqlSession, _ catalogue: String, _ operation: String, _ row: String) -> String {
    session.answer("select concat_ws(' ', answer, field) from \(propose(catalogue, operation, row))")
  }
  private func proposed(_ session: SqlSession, _ catalogue: String, _ operation: String, _ row: String) -> String {
    session.answer("select change_id from \(propose(catalogue, operation, row))")
  }
  private func decide(_ session: SqlSession, _ id: String, _ decision: String = "APPROVED", _ reason: String = "null") -> String {
    session.answer("select concat_ws(' ', answer, field) from api.decide_change('\(id)', '\(decision)', \(reason))")
  }
  private func user(_ person: TestPerson) -> String { person.userID }

  @Test("a limit is proposed, shows nothing yet, and holds when another clinician who prescribes has signed")
  func clinical() throws {
    let row = "{\"type_id\": 27, \"critical_high\": 6.5}"
    let limit = { self.clinic.root.answer("select critical_high from medical_data.biomarker_types where type_id = 27") }
    let before = limit()
    let id = proposed(doctor, "biomarker_types", "CHANGE", row)
    #expect(limit() == before)
    #expect(word(admin, "biomarker_types", "CHANGE", row) == "CHANGED", "one is open")
    #expect(decide(doctor, id) == "SECOND_PERSON")
    for person in [TestPerson.doctor3, .admin, .nurseA, .privacy, .reception] { #expect(decide(try clinic.signedIn(person), id) == "NO_ROLE") }
    let second = try clinic.signedIn(.doctor2)
    try clinic.root.run("update access.practitioners set status = 'ON_LEAVE' where user_id = '\(user(.doctor2))'")
    #expect(decide(second, id) == "NO_ROLE")
    try clinic.root.run("update access.practitioners set status = 'ACTIVE' where user_id = '\(user(.doctor2))'")
    #expect(second.rows("select catalogue, fields, signer, proposed_by, may_decide from api.catalogue_changes()")
      == ["biomarker_types|{\"type_id\": 27, \"critical_high\": 6.5}|CLINICIAN|Dr Osei|t"])
    #expect(decide(second, id) == "SAVED")
    #expect(limit() == "6.5" && before == "6.2")
    #expect(decide(second, id) == "DECIDED")
    #expect(clinic.events("action in ('PROPOSE_CHANGE', 'DECIDE_CHANGE') and detail ->> 'change' = '\(id)'") == 2)
    #expect(clinic.events("table_name = 'medical_data.biomarker_types' and action = 'UPDATE' and user_id = '\(user(.doctor2))'") == 1)
    #expect(clinic.root.refusal("update access.catalogue_changes set decision = null, decided_by = null, decided_by_name = null, decided_at = null") == "23514")
  }

  @Test("a new medicine with its ingredient, code and dose; denied with a reason; withdrawn; not on a row that changed meanwhile")
  func medicines() throws {
    let second = try clinic.signedIn(.doctor2)
    let ingredient = """
      {"name": "ertugliflozin", "name_es": "ertugliflozina", "pregnancy": "AVOID", "renal_is_known": true, "renal_avoid_below": 30, "source": "data sheet"}
      """
    #expect(decide(second, proposed(admin, "ingredients", "ADD", ingredient)) == "SAVED")
    let medicine = "{\"name\": \"ertugliflozin\", \"name_es\": \"ertugliflozina\", \"dose_unit\": \"mg\"}"
    #expect(decide(second, proposed(admin, "medications", "ADD", medicine)) == "SAVED")
    let ids = clinic.root.rows("select medication_id, ingredient_id from medical_data.medications m, medical_data.ingredients i where m.name = i.name and m.name = 'ertugliflozin'")
      .first?.split(separator: "|").map(String.init) ?? ["0", "0"]
    #expect(decide(second, proposed(admin, "medication_ingredients", "ADD", "{\"medication_id\": \(ids[0]), \"ingredient_id\": \(ids[1])}")) == "SAVED")
    #expect(decide(second, proposed(admin, "ingredient_codes", "ADD", "{\"ingredient_id\": \(ids[1]), \"atc\": \"A10BK04\"}")) == "SAVED")
    let dose = "{\"medication_id\": \(ids[0]), \"route\": \"oral\", \"max_single\": 15, \"max_daily\": 15, \"valid_from\": \"2026-01-01\", \"source\": \"data sheet\"}"
    #expect(decide(second, proposed(admin, "dose_limits", "ADD", dose)) == "SAVED")
    #expect(try clinic.reading(.doctor1, .garcia).answer("select name from medical_data.medications where medication_id = \(ids[0])") == "ertugliflozin")
    let high = proposed(admin, "dose_limits", "CHANGE", "{\"medication_id\": \(ids[0]), \"route\": \"oral\", \"valid_from\": \"2026-01-01\", \"max_single\": 100}")
    #expect(decide(second, high, "DENIED") == "REASON_NEEDED")
    #expect(decide(second, high, "DENIED", "'100 is a slip of the pen'") == "SAVED")
    let rename = proposed(admin, "medications", "CHANGE", "{\"medication_id\": \(ids[0]), \"is_high_alert\": true}")
    #expect(decide(second, rename, "WITHDRAWN") == "NO_ROLE")
    try clinic.root.run("update medical_data.medications set name_es = 'ertugliflozina 5' where medication_id = \(ids[0])")
    #expect(decide(second, rename) == "CHANGED")
    #expect(decide(admin, rename, "WITHDRAWN") == "SAVED")
    #expect(clinic.root.answer("select is_high_alert from medical_data.medications where medication_id = \(ids[0])") == "f")
    #expect(clinic.root.answer("select string_agg(decision, ',' order by proposed_at desc) from access.catalogue_changes") == "WITHDRAWN,DENIED" + String(repeating: ",APPROVED", count: 5))
  }

  @Test("what is not in the list of columns, no value, or against the table is named, and nothing is written", arguments: [
    ("biomarker_types", "CHANGE", "{\"type_id\": 2, \"unit\": \"mg\"}", "INVALID unit"),
    ("biomarker_types", "CHANGE", "{\"type_id\": 2}", "INVALID row"),
    ("biomarker_types", "CHANGE", "{\"type_id\": 30000, \"decimals\": 1}", "INVALID decimals"),
    ("biomarker_types", "CHANGE", "{\"type_id\": 30000, \"critical_high\": 1}", "INVALID type_id"),
    ("biomarker_types", "CHANGE", "{\"type_id\": 2, \"critical_high\": \"much\"}", "INVALID row"),
    ("biomarker_types", "CHANGE", "{\"type_id\": \"x\", \"critical_high\": 3}", "INVALID row"),
    ("biomarker_types", "CHANGE", "{\"type_id\": 2, \"critical_high\": {\"a\": 1}}", "INVALID critical_high"),
    ("biomarker_types", "CHANGE", "{\"type_id\": 2, \"plausible_low\": null}", "INVALID plausible_low"),
    ("biomarker_types", "DELETE", "{\"type_id\": 2}", "INVALID operation"),
    ("vital_sign_limits", "ADD", "{}", "INVALID operation"),
    ("medications", "ADD", "[]", "INVALID row"),
    ("medications", "ADD", "{\"name\": \"x\", \"name_es\": \"x\", \"dose_unit\": \"mg\"}", "INVALID name"),
    ("medications", "ADD", "{\"name\": \"metformin\", \"name_es\": \"x\", \"dose_unit\": \"mg\"}", "CHANGED"),
    ("medications", "ADD", "{\"medication_id\": 1, \"name\": \"zzz\", \"name_es\": \"x\", \"dose_unit\": \"mg\"}", "INVALID medication_id"),
    ("medications", "ADD", "{\"name); drop table medical_data.medications; --\": 1}", "INVALID name); drop table medical_data.medications; --"),
    ("users", "CHANGE", "{\"role_code\": \"ADMIN\"}", "NO_ROLE"), ("sessions", "ADD", "{}", "NO_ROLE"),
    ("settings", "CHANGE", "{\"name\": \"environment\", \"value\": \"DEMO\"}", "INVALID name"),
    ("settings", "CHANGE", "{\"name\": \"time_zone\", \"value\": \"Atlantis\"}", "INVALID value"),
    ("settings", "CHANGE", "{\"name\": \"charts_per_10_minutes\", \"value\": \"0\"}", "INVALID value"),
    ("settings", "CHANGE", "{\"name\": \"anything\", \"value\": \"x\"}", "INVALID name"),
  ])
  func invalid(catalogue: String, operation: String, row: String, expected: String) throws {
    #expect(word(admin, catalogue, operation, row) == expected)
    #expect(clinic.root.answer("select count(*) from access.catalogue_changes") == "0")
  }

  @Test("technical settings at once, the limit of charts with the privacy officer's signature")
  func settings() throws {
    #expect(word(admin, "settings", "CHANGE", "{\"name\": \"site_name\", \"value\": \"North Hospital\"}") == "SAVED")
    #expect(admin.answer("select site_name from api.site()") == "North Hospital")
    let id = proposed(admin, "settings", "CHANGE", "{\"name\": \"charts_per_10_minutes\", \"value\": \"12\"}")
    #expect(clinic.root.answer("select value from access.settings where name = 'charts_per_10_minutes'") == "30")
    #expect(decide(try clinic.signedIn(.doctor2), id) == "NO_ROLE")
    #expect(decide(try clinic.signedIn(.privacy), id) == "SAVED")
    #expect(clinic.root.answer("select value from access.settings where name = 'charts_per_10_minutes'") == "12")
    for person in [TestPerson.doctor1, .nurseA, .reception, .privacy] {
      #expect(word(try clinic.signedIn(person), "settings", "CHANGE", "{\"name\": \"site_name\", \"value\": \"Mine\"}") == "NO_ROLE")
    }
    #expect(admin.answer("select answer from \(propose("settings", "CHANGE", "{\"name\": \"site_name\", \"value\": \"x\"}", reason: " "))") == "REASON_NEEDED")
  }

  @Test("wards, beds, specialties and practitioners at once; the same form once")
  func site() throws {
    let key = UUID().uuidString
    let ward = propose("wards", "ADD", "{\"code\": \"C\", \"name\": \"Ward C\", \"sort_order\": 3}", key: key)
    let id = admin.answer("select change_id from \(ward)")
    #expect(admin.answer("select change_id from \(ward)") == id)
    #expect(word(admin, "wards", "ADD", "{\"code\": \"C\", \"name\": \"Another\"}") == "CHANGED")
    let wardID = clinic.root.answer("select ward_id from access.wards where code = 'C'")
    #expect(word(admin, "beds", "ADD", "{\"ward_id\": \"\(wardID)\", \"bed\": \"C1\"}") == "SAVED")
    #expect(word(admin, "wards", "CHANGE", "{\"ward_id\": \"\(wardID)\", \"name\": \"Ward of comets\"}") == "SAVED")
    #expect(word(admin, "specialties", "ADD", "{\"code\": \"SLEEP\", \"name_en\": \"Sleep\", \"name_es\": \"Sueño\", \"sort_order\": 99}") == "SAVED")
    let practitioner = "{\"user_id\": \"\(user(.nurseA))\", \"display_name\": \"Dr Reina\", \"licence\": \"LIC-X\"}"
    #expect(word(admin, "practitioners", "ADD", practitioner) == "INVALID user_id", "no doctor")
    let hers = clinic.root.answer("select practitioner_id from access.practitioners where user_id = '\(user(.doctor3))'")
    #expect(word(admin, "practitioners", "CHANGE", "{\"practitioner_id\": \"\(hers)\", \"specialty_code\": \"SLEEP\"}") == "SAVED")
    #expect(word(admin, "practitioners", "CHANGE", "{\"practitioner_id\": \"\(hers)\", \"specialty_code\": \"MAGIC\"}") == "INVALID specialty_code")
    #expect(doctor.answer("select specialty_code from api.practitioners() where display_name = 'Dr Amato'") == "SLEEP")
    #expect(admin.answer("select count(*) from api.catalogue_rows('wards')") == "3")
    #expect(try clinic.signedIn(.nurseA).answer("select count(*) from api.catalogue_rows('wards')") == "42501 NO_ROLE")
    #expect(admin.answer("select count(*) from api.catalogue_rows('users')") == "42501 NO_ROLE")
  }

  @Test("capabilities by an administrator, never her own; reading the stream needs a second administrator")
  func capabilities() throws {
    func grant(_ person: TestPerson, _ code: String) -> String { "{\"user_id\": \"\(person.userID)\", \"capability_code\": \"\(code)\"}" }
    #expect(word(admin, "capabilities", "ADD", grant(.doctor3, "PRESCRIBE")) == "SAVED")
    #expect(word(admin, "capabilities", "ADD", grant(.doctor3, "PRESCRIBE")) == "CHANGED")
    #expect(word(admin, "capabilities", "ADD", grant(.admin, "AUDIT_READ")) == "SECOND_PERSON")
    #expect(word(admin, "capabilities", "ADD", grant(.doctor3, "FLY")) == "INVALID capability_code")
    #expect(word(doctor, "capabilities", "ADD", grant(.doctor3, "MERGE_PATIENTS")) == "NO_ROLE")
    let end = "{\"user_id\": \"\(user(.doctor3))\", \"capability_code\": \"PRESCRIBE\", \"ends_at\": \"\(clinic.root.answer("select clock_timestamp()"))\"}"
    #expect(word(admin, "capabilities", "CHANGE", end) == "SAVED")
    #expect(clinic.root.answer("select access.user_may('\(user(.doctor3))', 'PRESCRIBE')") == "f")
    let id = proposed(admin, "capabilities", "ADD", grant(.doctor3, "AUDIT_READ"))
    #expect(decide(admin, id) == "SECOND_PERSON")
    #expect(clinic.root.answer("select access.user_may('\(user(.doctor3))', 'AUDIT_READ')") == "f")
    try clinic.root.run("update access.users set role_code = 'ADMIN' where user_id = '\(user(.reception))'")
    #expect(decide(try clinic.signedIn(.reception), id) == "SAVED")
    #expect(clinic.root.answer("select access.user_may('\(user(.doctor3))', 'AUDIT_READ')") == "t")
  }

  @Test("shifts: an administrator anywhere, a charge nurse on the ward where she is and not her own")
  func shifts() throws {
    func shift(_ person: TestPerson, _ ward: String) -> String {
      let id = clinic.root.answer("select ward_id from access.wards where code = '\(ward)'")
      return "{\"user_id\": \"\(person.userID)\", \"ward_id\": \"\(id)\", \"starts_at\": \"2026-01-01 08:00+00\", \"ends_at\": \"2099-01-01 08:00+00\"}"
    }
    let nurse = try clinic.signedIn(.nurseA)
    #expect(word(nurse, "roster", "ADD", shift(.nurseB, "A")) == "NO_ROLE")
    #expect(word(admin, "capabilities", "ADD", "{\"user_id\": \"\(user(.nurseA))\", \"capability_code\": \"CHARGE\"}") == "SAVED")
    #expect(word(nurse, "roster", "ADD", shift(.nurseB, "B")) == "NO_RFA")
    #expect(word(nurse, "roster", "ADD", shift(.nurseA, "A")) == "SECOND_PERSON")
    #expect(word(nurse, "roster", "ADD", shift(.reception, "A")) == "INVALID user_id")
    #expect(word(nurse, "wards", "ADD", "{\"code\": \"D\", \"name\": \"Mine\"}") == "NO_ROLE")
    let other = try clinic.signedIn(.nurseB)
    #expect(other.answer("select reason from api.chart_access('\(TestPatient.garcia.patientID)')") == "no row")
    #expect(word(nurse, "roster", "ADD", shift(.nurseB, "A")) == "SAVED")
    #expect(other.answer("select reason from api.chart_access('\(TestPatient.garcia.patientID)')") == "ward")
    let id = clinic.root.answer("select roster_id from access.roster where ends_at > '2098-01-01'")
    #expect(word(nurse, "roster", "CHANGE", "{\"roster_id\": \"\(id)\", \"ends_at\": \"2026-01-02 08:00+00\"}") == "SAVED")
    #expect(other.answer("select reason from api.chart_access('\(TestPatient.garcia.patientID)')") == "no row")
    #expect(word(admin, "roster", "ADD", shift(.doctor3, "B")) == "SAVED")
  }

  @Test("the care team: an administrator by record number, a clinician of the team in the chart; nobody herself")
  func careTeam() throws {
    func set(_ patient: String, _ number: String, _ person: TestPerson, _ isMember: Bool = true) -> String {
      "select api.set_care_team(\(patient), \(number), '\(person.userID)', \(isMember), 'takes over on Monday')"
    }
    let number = "'\(clinic.root.answer("select record_number from medical_data.patients where patient_id = '\(TestPatient.petrova.patientID)'"))'"
    let garcia = "'\(TestPatient.garcia.patientID)'"
    #expect(admin.answer(set("null", number, .doctor3)) == "SAVED")
    let third = try clinic.reading(.doctor3, .petrova)
    #expect(third.answer(readAll) == wholeChart)
    #expect(third.rows("select display_name from api.care_team('\(TestPatient.petrova.patientID)')") == ["Dr Amato"])
    #expect(third.rows("select display_name from api.care_team(\(garcia))") == [])
    #expect(third.answer(set("'\(TestPatient.petrova.patientID)'", "null", .doctor3)) == "SECOND_PERSON")
    #expect(third.answer(set("'\(TestPatient.petrova.patientID)'", "null", .nurseB)) == "SAVED")
    #expect(third.answer(set(garcia, "null", .nurseB)) == "NO_RFA")
    #expect(try clinic.reading(.nurseA, .garcia).answer(set(garcia, "null", .nurseB)) == "NO_ROLE")
    #expect(admin.answer(set("null", "'000000000'", .doctor3)) == "NO_RFA")
    #expect(admin.answer(set("null", number, .reception)) == "INVALID user")
    #expect(admin.answer(set("null", number, .doctor3, false)) == "SAVED")
    #expect(third.answer(readAll) == "0")
    #expect(clinic.events("action in ('ADD_TO_CARE_TEAM', 'TAKE_FROM_CARE_TEAM') and patient_id = '\(TestPatient.petrova.patientID)'") == 3)
  }
}
