import DatabaseTestSupport

/// Deeds around the record: tasks, requests to prescribe, unknown persons, cases, catalogues and what administrators keep.
extension MatrixProbes {
  static let governance: [String: Probe] = [
    "task·hand over": {
      $0.write("answer from api.hand_over_task(\(key), '\($0.patient)', '\(TestPerson.doctor2.userID)', 'potassium at six', 4)")
    },
    "prescription·request": {
      $0.write("answer from api.request_prescription(\(key), '\($0.patient)', 'linagliptin', '5 mg in the morning', \($0.colleague))")
    },
    "unknown person·register": {
      $0.undone("select answer from api.register_unknown_patient(\(key), 'FEMALE', 40, 60, 'A')", good: ["SAVED"])
    },
    "emergency·claim": { $0.undone("select answer from api.claim_emergency_request('\(MatrixWorld.request)')", good: ["CLAIMED"]) },
    "letters to patients·read": {
      $0.opened("select api.open_emergency_queue('MATRIX')", then: "select count(*) >= 0 from api.patient_notices()")
    },
    "case·open": {
      $0.undone("select answer from api.open_case(\(key), 'COMPLAINT', 'Somebody knew what she should not.')", good: ["SAVED"])
    },
    "case·list": { $0.session.word("select count(*) >= 0 from api.privacy_cases()").asAllowance },
    "case·read without its file": { $0.session.word("select count(*) > 0 from api.case_patient('\($0.patient)')").asAllowance },
    "safety alert·read counts": { $0.session.word("select count(*) >= 0 from api.override_counts()").asAllowance },
    "patient export·P": { $0.undone("select answer from api.export_patient('\($0.patient)', 'the patient')", good: ["OK"]) },
    "erasure·decide without a case": {
      $0.undone("select answer from api.decide_erasure(\(key), '\($0.patient)', 'REDACTED', 'asked for by letter')", good: ["SAVED", "PROPOSED"])
    },
    "registration in error·list": {
      $0.opened("select api.open_directory('MATRIX')", then: "select count(*) >= 0 from api.void_proposals()")
    },
    "clinical catalogue·propose": { $0.change("biomarker_types", "CHANGE", "{\"type_id\": 27, \"critical_high\": 6.4}") },
    "medication catalogue·propose": {
      $0.change("medications", "ADD", "{\"name\": \"matrixine\", \"name_es\": \"matricina\", \"dose_unit\": \"mg\"}")
    },
    "settings·change technical": { $0.change("settings", "CHANGE", "{\"name\": \"site_name\", \"value\": \"Matrix\"}") },
    "settings·change privacy": { $0.change("settings", "CHANGE", "{\"name\": \"charts_per_10_minutes\", \"value\": \"9\"}") },
    "ward·add": { $0.change("wards", "ADD", "{\"code\": \"X\", \"name\": \"Ward X\"}") },
    "capability·give": {
      $0.change("capabilities", "ADD", "{\"user_id\": \"\(TestPerson.nurseB.userID)\", \"capability_code\": \"CHARGE\"}")
    },
    "ward roster·U": {
      $0.change("roster", "ADD", "{\"user_id\": \"\(TestPerson.nurseB.userID)\", \"ward_id\": \"\($0.ward)\", "
        + "\"starts_at\": \"2026-01-01 08:00+00\", \"ends_at\": \"2026-01-01 15:00+00\"}")
    },
  ]
}

extension MatrixQuestion {
  var ward: String { root.word("select ward_id from access.wards where code = 'A'") }

  /// Somebody else signs what is clinical (PROPOSED), the rest is applied (ALLOW).
  func change(_ catalogue: String, _ operation: String, _ row: String) -> String {
    undone("select answer from api.propose_change(gen_random_uuid(), '\(catalogue)', '\(operation)', '\(row)', 'as decided')", good: ["SAVED"])
  }
}
