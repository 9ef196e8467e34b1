import DatabaseTestSupport

/// Allergies, orders and doses; models and their estimates.
extension MatrixProbes {
  static let medication: [String: Probe] = [
    "allergies·record": { $0.allergy("UNVERIFIED") },
    "allergies·record as confirmed": { $0.allergy("CONFIRMED") },
    "allergies·verify": { $0.write("answer from api.verify_allergy(\(key), '\($0.fact(.allergy))', 1, 'CONFIRMED', 'tested')") },
    "allergies·void": { $0.write("answer from api.void_allergy(\(key), '\($0.fact(.allergy))', 1, 'another patient')") },
    "medication catalogue·read": { $0.session.word("select count(*) > 0 from medical_data.medications").asAllowance },
    // What the checks find is no matter of access: an order that is answered with findings was not refused.
    "prescription·prescribe": { $0.write("answer from \($0.order("'{}'"))", good: ["SAVED", "FINDINGS"]) },
    "safety alert·override": { question in
      // A reason for everything that an unsigned order finds.
      question.write("answer from " + question.order("coalesce((select jsonb_object_agg(f ->> 'finding', 'known and accepted')"
        + " from \(question.order("'{}'", sign: false)) r, jsonb_array_elements(r.findings) f), '{}')"))
    },
    "prescription·hold": { $0.restate("hold", .prescription) },
    "prescription·resume": { $0.restate("resume", .heldPrescription) },
    "prescription·stop": { $0.restate("stop", .prescription) },
    "prescription·void": { $0.restate("void", .prescription) },
    "administration·record": { $0.write("answer from \($0.dose(.prescription, 850))") },
    "administration·record insulin without second check": {
      $0.write("case when not is_counted then 'SECOND_PERSON' else answer end from \($0.dose(.insulin, 10))")
    },
    "administration·second check": { $0.write("answer from api.check_administration(\(key), '\($0.fact(.uncheckedDose))', 1, 10)") },
    "administration·correct own": { $0.correctDose(.dose) },
    "administration·correct another's": { $0.correctDose(.doseOfAnother) },
    "administration·correct own of yesterday": { $0.correctDose(.oldDose) },
    "AI request log·read technical": {
      $0.session.word("select count(*) > 0 from api.ai_request_log('-infinity', 'infinity')").asAllowance
    },
    "analytics.ai_request_logs·select": { $0.session.word("select * from analytics.ai_request_logs") },
    "AI model·register": {
      $0.undone("select answer from api.register_model('Newer', 'RULES', '1', 'a model', 'a cohort', '{}', '{}', '\(TestPerson.doctor1.userID)')",
        good: ["SAVED"])
    },
    "AI model·approve": { $0.undone("select api.decide_model('\(MatrixWorld.newModel)', 1, 'APPROVED', 'validated here')", good: ["SAVED"]) },
    "custom field·define": {
      $0.undone("select answer from api.define_custom_field('MATRIX_NEW', 'PATIENT', null, 'New', 'New', 'BOOLEAN', false, null, null, null,"
        + " array['CLINICIAN'], array['CLINICIAN'])", good: ["SAVED"])
    },
    "custom field·change unit": { $0.undone("select api.set_custom_field_unit('\(MatrixWorld.clinicalField)', 1, null)", good: ["SAVED"]) },
    "custom field·end": { $0.undone("select api.end_custom_field('\(MatrixWorld.clinicalField)', 1)", good: ["SAVED"]) },
    "import·quarantine": {
      $0.undone("select answer from api.import_observation('urn:matrix', '\($0.recordNumber)', '\(MatrixWorld.resource)')", good: ["QUARANTINED"])
    },
  ]
}

extension MatrixQuestion {
  var recordNumber: String { root.word("select record_number from medical_data.patients where patient_id = '\(patient)'") }

  func allergy(_ verification: String) -> String {
    write("answer from api.record_allergy(gen_random_uuid(), '\(patient)', null, 'Nickel', 'MILD', 'rash', 'ALLERGY', '\(verification)')")
  }

  func order(_ overrides: String, sign: Bool = true) -> String {
    "api.prescribe(gen_random_uuid(), '\(patient)', 'amoxicillin', 500, 'mg', 'oral', 'TDS', current_date, current_date + 7, null, null,"
      + " \(overrides), \(sign))"
  }

  func restate(_ what: String, _ order: MatrixFact) -> String {
    write("answer from api.\(what)_prescription(gen_random_uuid(), '\(fact(order))', 1, 'as agreed')", good: ["SAVED", "FINDINGS"])
  }

  func dose(_ order: MatrixFact, _ amount: Int) -> String {
    "api.record_administration(gen_random_uuid(), '\(fact(order))', null, 'GIVEN', clock_timestamp(), \(amount), 'asked by the doctor')"
  }

  func correctDose(_ dose: MatrixFact) -> String {
    write("answer from api.correct_administration(gen_random_uuid(), '\(fact(dose))', 1, 'OMITTED', null, null, 'was asleep')")
  }
}
