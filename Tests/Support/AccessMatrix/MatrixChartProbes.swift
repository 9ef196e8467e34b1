import DatabaseTestSupport
import Foundation

/// Deeds in an opened chart: what is measured, written, asked for and decided there.
extension MatrixProbes {
  /// Clinical facts besides those of the first matrix: people select from them behind the chart's gate.
  static let clinicalTables = [
    "vital_signs", "spo2_scales", "news2_escalations", "consultations", "consultation_notes", "medical_histories", "history_notes",
    "medical_tests", "medical_reports", "file_attachments", "attachment_links", "biomarker_confirmations", "biomarker_analyses",
    "medical_observations", "hormonal_profiles", "menstrual_cycles", "pregnancies", "menopause_statuses", "hormonal_therapies",
    "diabetes_diagnoses", "consents", "privacy_settings", "programme_enrolments", "treatments", "medication_administrations",
    "prescription_findings", "prescription_requests", "biomarker_targets",
  ].map { "medical_data.\($0)" } + ["analytics.medical_predictions", "analytics.medical_metrics"]

  static let key = "gen_random_uuid()"

  static let chart: [String: Probe] = [
    "vital signs·record": {
      $0.write("answer from api.record_vital_signs(\(key), '\($0.patient)', clock_timestamp(), '{\"pulse\": 80, \"systolic\": 130}')")
    },
    "vital signs·correct own": { $0.correctRound(.vitalSigns) },
    "vital signs·correct another's": { $0.correctRound(.vitalSignsOfAnother) },
    "vital signs·correct own of yesterday": { $0.correctRound(.oldVitalSigns) },
    "NEWS2 escalation·acknowledge": {
      $0.write("api.acknowledge_escalation('\($0.fact(.escalation))', 'ESCALATED', 'told the doctor on duty')")
    },
    "SpO2 scale 2·select": { $0.write("api.set_spo2_scale('\($0.patient)', 2, 'target 88 to 92')") },
    "biomarkers·record capillary glucose": { $0.measure("GLUCOSE_CAPILLARY", 120, "mg/dL", "POINT_OF_CARE") },
    "biomarkers·record ketones": { $0.measure("KETONES", 1, "mmol/L", "POINT_OF_CARE") },
    "biomarkers·record laboratory value": { $0.measure("SODIUM", 140, "mmol/L", "LABORATORY") },
    "biomarkers·laboratory value without second check": {
      $0.write("case when needs_second_check then 'SECOND_PERSON' else answer end from api.record_biomarker(\(key), '\($0.patient)', 'SODIUM', 141,"
        + " 'mmol/L', clock_timestamp(), 'LABORATORY')")
    },
    "biomarkers·second check": { $0.write("answer from api.second_check_biomarker(\(key), '\($0.fact(.copiedValue))', 1, 140)") },
    "critical value·acknowledge": {
      $0.write("answer from api.acknowledge_critical_value(\(key), '\($0.fact(.criticalValue))', 1, 44, 'glucose given', 'the ward')")
    },
    "hormonal profile·record": {
      $0.write("answer from api.record_hormonal_profile(\(key), '\($0.patient)', current_date - 1, 'FOLLICULAR', 'HISTORY', null, null)")
    },
    "hormonal profile·change": {
      $0.write("answer from api.record_hormonal_profile(\(key), '\($0.patient)', current_date - 9, 'MENSTRUAL', 'HISTORY', null, null,"
        + " '\($0.fact(.profile))', 1, 'typed wrong')")
    },
    "menstrual cycle·record": {
      $0.write("answer from api.record_menstrual_cycle(\(key), '\($0.patient)', current_date - 5, 5, 28, 'NORMAL', 'REGULAR', null)")
    },
    "pregnancy·record": {
      $0.write("answer from api.record_pregnancy(\(key), '\($0.patient)', current_date - 60, null, 'ONGOING', null, null, null, null, null, null)")
    },
    "consultation notes·read": { $0.see("select count(*) > 0 from api.notes('\($0.patient)')") },
    "consultation notes·write": { $0.note("CONSULTATION", false) },
    "consultation notes·sign": { $0.note("CONSULTATION", true) },
    "consultation notes·change signed": { $0.note("CONSULTATION", false, ", p_record => '\($0.fact(.signedNote))', p_expected_version => 1") },
    "consultation notes·amend": { $0.note("ADDENDUM", true, ", p_amends => '\($0.fact(.signedNote))'") },
    "nursing notes·write": { $0.note("NURSING", true) },
    "nursing notes·amend": { $0.note("ADDENDUM", true, ", p_amends => '\($0.fact(.nursingNote))'") },
    "medical history·record": {
      $0.write("answer from api.save_history(\(key), '\($0.patient)', 'PROBLEM', 'Gout', null, null, null, null, 'ACTIVE', 'CONFIRMED')")
    },
    "medical history·change": { $0.changeHistory("INACTIVE") },
    "medical history·void": { $0.changeHistory("ENTERED_IN_ERROR") },
    "medical history·add note": { $0.write("api.add_history_note(\(key), '\($0.patient)', '\($0.fact(.history))', 'uses a spacer')") },
    "medical history·read notes": { $0.see("select count(*) > 0 from api.history_notes('\($0.patient)')") },
    "diabetes·change": {
      $0.write("answer from api.record_diabetes(\(key), '\($0.patient)', 'TYPE_2', current_date - 400, 'CLINICAL', null, '\($0.fact(.diagnosis))', 1,"
        + " 'read the letter')")
    },
    "biomarker target·set": { $0.target("set_biomarker_target", "'SODIUM', 135, 145, 'mmol/L', current_date - 2, null") },
    "biomarker target·change": {
      $0.target("set_biomarker_target", "'POTASSIUM', 4, 5, 'mmol/L', current_date - 2, null, '\($0.fact(.target))', 1, 'asked again'")
    },
    "biomarker target·end": { $0.target("end_biomarker_target", "'\($0.fact(.target))', 1, 'reached it'") },
    "tests·request": { $0.requestTest($0.cell.role == "NURSE" ? "'sepsis'" : "null") },
    "tests·request without protocol": { $0.requestTest("null") },
    "report·review": { $0.write("api.advance_report('\($0.fact(.report))', 1, 'REVIEWED')") },
    "observation·accept": {
      $0.write("answer from api.decide_observation(\(key), '\($0.patient)', '\($0.fact(.observation))', true)")
    },
    "observation·read waiting": { $0.see("select count(*) > 0 from api.waiting_observations('\($0.patient)')") },
    "programme·enrol": {
      $0.write("case when answer = 'SAVED' then state else answer end from api.enrol(\(key), '\($0.patient)', 'DIABETES_WOMEN')", good: ["ENROLLED"])
    },
    "programme·enrol again": {
      $0.write("case when answer = 'SAVED' then state else answer end from api.enrol(\(key), '\($0.patient)', 'MATRIX', '\($0.fact(.enrolment))', 1,"
        + " 'asked again')", good: ["ENROLLED"])
    },
    "programme·withdraw enrolment": { $0.withdraw(.enrolment) },
    "programme·withdraw proposal": { $0.withdraw(.proposal) },
    "custom value·read clinical": { $0.seeAtDesk($0.fieldIsSeen("MATRIX_CLINICAL")) },
    "custom value·read administrative": { $0.seeAtDesk($0.fieldIsSeen("MATRIX_DESK")) },
    "custom value·write clinical": { $0.fillIn(MatrixWorld.clinicalField, "d0b0") },
    "custom value·write administrative": { $0.fillIn(MatrixWorld.administrativeField, "d0b1") },
  ]
}

extension MatrixQuestion {
  func fact(_ fact: MatrixFact) -> String { fact.of(patient) }

  func correctRound(_ round: MatrixFact) -> String {
    write("answer from api.correct_vital_signs(gen_random_uuid(), '\(fact(round))', 1, clock_timestamp(), '{\"pulse\": 81}', 'wrong monitor')")
  }

  func measure(_ type: String, _ value: Int, _ unit: String, _ source: String) -> String {
    write("answer from api.record_biomarker(gen_random_uuid(), '\(patient)', '\(type)', \(value), '\(unit)', clock_timestamp(), '\(source)')")
  }

  func note(_ kind: String, _ sign: Bool, _ more: String = "") -> String {
    write("answer from api.save_note(gen_random_uuid(), '\(patient)', '\(kind)', 'case', \(sign)\(more))")
  }

  func changeHistory(_ status: String) -> String {
    write("answer from api.save_history(gen_random_uuid(), '\(patient)', 'PROBLEM', 'Asthma', null, null, null, null, '\(status)', 'CONFIRMED',"
      + " '\(fact(.history))', 1, 'asked again')")
  }

  func requestTest(_ rule: String) -> String {
    write("answer from api.request_test(gen_random_uuid(), '\(patient)', 'Lactate', null, 'URGENT', \(rule))")
  }

  func withdraw(_ enrolment: MatrixFact) -> String {
    write("answer from api.withdraw_enrolment(gen_random_uuid(), '\(patient)', '\(fact(enrolment))', 1, 'moves away')")
  }

  func target(_ call: String, _ arguments: String) -> String {
    write("answer from api.\(call)(gen_random_uuid(), '\(patient)', \(arguments))")
  }

  func fieldIsSeen(_ code: String) -> String {
    "select coalesce(bool_or(value_text is not null), false) from api.custom_values('\(patient)') where code = '\(code)'"
  }

  func fillIn(_ field: String, _ kind: String) -> String {
    writeAtDesk("answer from api.record_custom_value(gen_random_uuid(), '\(patient)', '\(field)', null, 'as it is', null, null, null, null,"
      + " '\(patient.replacingOccurrences(of: "-c000-", with: "-\(kind)-"))', 1, 'asked again')")
  }
}
