import DatabaseTestSupport
import Foundation
import Testing

/// Not asked, not obtainable, none known, some: four states that entries and reviews keep consistent.
@Suite struct AllergyTests {
  let clinic: Clinic

  init() throws { clinic = try Clinic() }

  private func record(
    _ patient: TestPatient, _ code: String = "'LATEX'", substance: String = "null", severity: String = "'MILD'", kind: String = "'ALLERGY'",
    verification: String = "'UNVERIFIED'", key: String = UUID().uuidString
  ) -> String {
    "api.record_allergy('\(key)', '\(patient.patientID)', \(code), \(substance), \(severity), 'rash', \(kind), \(verification))"
  }

  private func review(_ patient: TestPatient, _ outcome: String) -> String {
    "select api.review_allergies(gen_random_uuid(), '\(patient.patientID)', '\(outcome)')"
  }

  private func state(_ patient: TestPatient) -> String { clinic.root.answer("select medical_data.allergy_state('\(patient.patientID)')") }
  private func hasAlert(_ patient: TestPatient) -> String {
    clinic.root.answer("select has_alert from medical_data.patients where patient_id = '\(patient.patientID)'")
  }

  @Test("a nurse's entry is unverified, coded, turns none known into some, and raises the alert")
  func recorded() throws {
    let nurse = try clinic.reading(.nurseA, .lopez)
    #expect(state(.lopez) == "NONE_KNOWN")
    #expect(nurse.answer("select answer from \(record(.lopez))") == "SAVED")
    #expect(nurse.rows("select substance, severity, reaction, kind, verification, allergy_id, recorded_by from medical_data.patient_allergies")
      == ["Latex|MILD|rash|ALLERGY|UNVERIFIED|40|\(TestPerson.nurseA.userID)"])
    #expect(state(.lopez) == "HAS_SOME" && hasAlert(.lopez) == "t")
    #expect(clinic.root.answer("select string_agg(outcome, ' ' order by reviewed_at) from medical_data.allergy_reviews where patient_id = '\(TestPatient.lopez.patientID)'")
      == "NONE_KNOWN HAS_SOME")
    #expect(nurse.answer("select answer from \(record(.lopez))") == "DUPLICATE")
    #expect(nurse.answer("select answer from \(record(.lopez, "null", substance: "' lÁtex '", severity: "'SEVERE'"))") == "DUPLICATE")
    #expect(nurse.answer("select answer from \(record(.lopez, "null", substance: "'Pink tablets'"))") == "SAVED", "uncoded, in words")
  }

  @Test("what does not fit is refused by field")
  func invalid() throws {
    let nurse = try clinic.reading(.nurseA, .lopez)
    for (call, field) in [
      (record(.lopez, "'NOTHING'"), "allergy"), (record(.lopez, "null"), "substance"), (record(.lopez, severity: "'AWFUL'"), "severity"),
      (record(.lopez, severity: "null"), "severity"), (record(.lopez, kind: "'DISLIKE'"), "kind"), (record(.lopez, kind: "null"), "kind"),
      (record(.lopez, verification: "null"), "verification"), (record(.lopez, "null", substance: "repeat('x', 201)"), "substance"),
    ] {
      #expect(nurse.rows("select answer, field from \(call)") == ["INVALID|\(field)"], "\(call)")
    }
    #expect(state(.lopez) == "NONE_KNOWN", "and no review was written")
  }

  @Test("who may: nurses record, clinicians verify and void; others and closed charts are refused")
  func roles() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.answer("select answer from \(record(.garcia, verification: "'CONFIRMED'"))") == "NO_ROLE")
    let penicillin = nurse.answer("select record_id from medical_data.patient_allergies")
    #expect(nurse.answer("select answer from api.verify_allergy(gen_random_uuid(), '\(penicillin)', 1, 'CONFIRMED')") == "NO_ROLE")
    #expect(nurse.answer("select answer from api.void_allergy(gen_random_uuid(), '\(penicillin)', 1, 'wrong patient')") == "NO_ROLE")
    #expect(nurse.answer("select answer from \(record(.munoz))") == "NO_RFA")
    #expect(nurse.answer("select answer from \(record(.lopez))") == "EXPIRED")
    let doctor = try clinic.signedIn(.doctor1)
    #expect(doctor.answer("select answer from api.void_allergy(gen_random_uuid(), '\(penicillin)', 1, 'wrong patient')") == "EXPIRED")
    #expect(try clinic.signedIn(.doctor3).answer("select answer from api.void_allergy(gen_random_uuid(), '\(penicillin)', 1, 'x y z')") == "NO_RFA")
    #expect(try clinic.signedIn(.doctor3).answer("select answer from api.void_allergy(gen_random_uuid(), '\(nobody)', 1, 'x y z')") == "NO_RFA")
    #expect(try clinic.signedIn(.reception).answer(review(.garcia, "NONE_KNOWN")) == "NO_ROLE")
    #expect(state(.garcia) == "HAS_SOME")
  }

  @Test("verified, then refuted: a version each, the last leaves chart and alert; the state is not asked, never none known")
  func verified() throws {
    let doctor = try clinic.reading(.doctor1, .garcia)
    let penicillin = doctor.answer("select record_id from medical_data.patient_allergies")
    let verify = { (version: Int, outcome: String, reason: String) in
      "select concat_ws(' ', answer, version, field) from api.verify_allergy(gen_random_uuid(), '\(penicillin)', \(version), \(outcome), \(reason))"
    }
    #expect(doctor.answer(verify(1, "'CONFIRMED'", "null")) == "SAVED 2")
    #expect(doctor.answer(verify(1, "'CONFIRMED'", "null")) == "CHANGED 2")
    #expect(doctor.answer(verify(2, "'REFUTED'", "null")) == "INVALID reason", "a reason is needed")
    #expect(doctor.answer(verify(2, "'ENTERED_IN_ERROR'", "'not here'")) == "INVALID outcome")
    #expect(doctor.answer(verify(2, "'REFUTED'", "'skin test negative'")) == "SAVED 3")
    #expect(doctor.answer(verify(3, "'CONFIRMED'", "null")) == "CHANGED", "a closed record stays closed")
    #expect(state(.garcia) == "NOT_ASKED" && hasAlert(.garcia) == "f")
    #expect(doctor.rows("select version, verification, superseded_at is null, reason from medical_data.patient_allergies order by version")
      == ["1|UNVERIFIED|f|", "2|CONFIRMED|f|", "3|REFUTED|f|skin test negative"])
    #expect(doctor.answer(review(.garcia, "NONE_KNOWN")) == "SAVED")
    #expect(state(.garcia) == "NONE_KNOWN")
  }

  @Test("a review does not contradict the entries", arguments: ["NONE_KNOWN", "NOT_OBTAINABLE"])
  func contradiction(outcome: String) throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.answer(review(.garcia, outcome)) == "HAS_ALLERGIES")
    #expect(nurse.answer(review(.garcia, "HAS_SOME")) == "SAVED")
    #expect(nurse.answer(openChart(.lopez)) == "OPENED")
    #expect(nurse.answer(review(.lopez, "HAS_SOME")) == "NO_ALLERGIES")
    #expect(nurse.answer(review(.lopez, outcome)) == "SAVED")
    #expect(state(.lopez) == outcome)
    #expect(nurse.answer(review(.lopez, "MAYBE")) == "INVALID outcome")
  }

  @Test("none known and an entry at the same moment: they agree afterwards, whoever was first")
  func race() throws {
    let nurses = try (0..<2).map { _ in try clinic.reading(.nurseA, .lopez) }
    for nurse in nurses { #expect(nurse.answer(readAll) == wholeChart) }
    try nurses[0].send(review(.lopez, "NONE_KNOWN"))
    try nurses[1].send("select answer from \(record(.lopez))")
    let first = nurses[0].received()
    #expect(nurses[1].received() == "SAVED")
    #expect(["SAVED", "HAS_ALLERGIES"].contains(first))
    #expect(clinic.root.answer("""
      select outcome from medical_data.allergy_reviews where patient_id = '\(TestPatient.lopez.patientID)' order by reviewed_at desc limit 1
      """) == "HAS_SOME")
  }

  @Test("the same form twice is one entry")
  func idempotent() throws {
    let nurse = try clinic.reading(.nurseA, .lopez)
    let call = "select record_id from \(record(.lopez))"
    let id = nurse.answer(call)
    #expect(nurse.answer(call) == id && id.count == 36)
    #expect(clinic.root.answer("select count(*) from medical_data.patient_allergies where patient_id = '\(TestPatient.lopez.patientID)'") == "1")
  }
}

/// The catalogues of medicines and allergies: for administrators, clinicians and nurses, without a chart.
@Suite struct MedicationCatalogueTests {
  let clinic: Clinic

  init() throws { clinic = try Clinic() }

  static let tables = [
    "allergies", "allergy_cross_reactions", "medication_classes", "ingredients", "ingredient_codes", "medications", "medication_ingredients",
    "dose_limits", "medication_interactions", "dose_frequencies", "medication_knowledge",
  ]

  @Test("read by who orders, gives or keeps them, by nobody else, not from a locked screen", arguments: tables)
  func readers(table: String) throws {
    let count = "select count(*) > 0 from medical_data.\(table)"
    for person in [TestPerson.admin, .doctor3, .nurseB] { #expect(try clinic.signedIn(person).answer(count) == "t", "\(person)") }
    for person in [TestPerson.reception, .privacy] { #expect(try clinic.signedIn(person).answer(count) == "f", "\(person)") }
    let nurse = try clinic.signedIn(.nurseB)
    try nurse.run("select api.lock_screen()")
    #expect(nurse.answer(count) == "f")
    #expect(try clinic.database.session(as: TestPerson.nurseB).answer(count) == "f", "not signed in")
    #expect(nurse.refusal("delete from medical_data.\(table)") == "42501")
  }

  @Test("every medicine has ingredients with codes, a class and limits; interactions and allergies name classes that exist")
  func complete() throws {
    #expect(clinic.root.rows("select name from medical_data.medications m where not exists (select 1 from medical_data.medication_ingredients i where i.medication_id = m.medication_id)") == [])
    #expect(clinic.root.rows("select name from medical_data.ingredients i where not exists (select 1 from medical_data.ingredient_codes c where c.ingredient_id = i.ingredient_id)") == [])
    #expect(clinic.root.rows("select name from medical_data.medications m where not exists (select 1 from medical_data.dose_limits d where d.medication_id = m.medication_id)") == [])
    #expect(clinic.root.rows("select atc from medical_data.ingredient_codes c where not exists (select 1 from medical_data.medication_classes k where c.atc ^@ k.class_code)") == [])
    #expect(clinic.root.rows("select name from medical_data.medications where is_high_alert order by name").count == 12)
    #expect(clinic.root.rows("""
      select distinct x.atc from (select atc_a as atc from medical_data.medication_interactions union select atc_b from medical_data.medication_interactions) x
       where not exists (select 1 from medical_data.ingredient_codes c where c.atc ^@ x.atc)
      """) == ["V08A"], "contrast media are given in radiology only")
  }
}
