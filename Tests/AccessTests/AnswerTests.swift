import DatabaseTestSupport
import Foundation
import Testing

/// Questions of the source documents: high-risk patients, glucose control, a complete history.
@Suite struct AnswerTests {
  let clinic: Clinic
  let garcia = TestPatient.garcia.patientID

  init() throws { clinic = try Clinic() }

  /// An approved model and estimates of García (first low, then as told) and López (high, without consent).
  private func estimates(_ newest: String = "CRITICAL") throws {
    try clinic.root.run("""
      insert into analytics.ai_models (model_id, name, model_type, version, description, training_data, clinical_owner, registered_by, validation_status,
        validation_note, approved_by, approved_at)
      values ('\(nobody)', 'Hypo risk', 'RULES', '1', 'x', 'x', '\(TestPerson.doctor1.userID)', '\(TestPerson.admin.userID)', 'APPROVED', 'checked',
        '\(TestPerson.doctor1.userID)', clock_timestamp());
      insert into analytics.medical_predictions (patient_id, model_id, prediction_type, horizon_hours, confidence, risk_level, risk_factors, input_features,
        predicted_at, recorded_by, recorded_by_name)
      select v.id::uuid, '\(nobody)', v.kind, 24, 0.8, v.level, v.level || ' factors', '{}', clock_timestamp() - v.age::interval, '\(TestPerson.doctor1.userID)', 'Dr Osei'
        from (values ('\(garcia)', 'HYPO', 'LOW', '3 days'), ('\(garcia)', 'HYPO', 'HIGH', '2 days'), ('\(garcia)', 'KIDNEY', '\(newest)', '1 day'),
                     ('\(TestPatient.lopez.patientID)', 'HYPO', 'HIGH', '1 day')) v(id, kind, level, age)
      """)
    #expect(try clinic.searching(.reception).answer(ConsentForm().answer) == "SAVED")
  }
  private let risky = "select surname_1, risk_level, risk_factors, hba1c, hba1c_unit, glucose, glucose_unit from api.high_risk_patients()"

  @Test("one row per patient with consent: newest estimate, latest HbA1c and glucose; recorded")
  func highRisk() throws {
    try estimates()
    let nurse = try clinic.signedIn(.nurseA)
    #expect(nurse.answer(risky) == "42501 EXPIRED")
    #expect(nurse.answer("select api.open_work_list('A', 'ROUND')") == "OPENED")
    #expect(nurse.rows(risky) == ["García|CRITICAL|CRITICAL factors|6|%|6|mmol/L"])
    #expect(clinic.events("action = 'SHOW_HIGH_RISK_PATIENTS' and detail -> 'patients' = '[\"\(garcia)\"]'") == 1)
    try clinic.root.run("insert into access.patient_blocks (patient_id, user_id) values ('\(garcia)', '\(TestPerson.nurseA.userID)')")
    #expect(nurse.rows(risky) == [])
    for person in [TestPerson.reception, .admin, .privacy] { #expect(try clinic.signedIn(person).answer(risky) == "42501 NO_ROLE") }
  }

  @Test("who is no longer at risk is not listed, nor who withdrew her consent")
  func noLongerAtRisk() throws {
    try estimates("MODERATE")
    let nurse = try clinic.signedIn(.nurseA)
    #expect(nurse.answer("select api.open_work_list('A', 'ROUND')") == "OPENED")
    #expect(nurse.rows(risky) == [])
    try clinic.bend("update analytics.medical_predictions set risk_level = 'HIGH' where risk_level = 'MODERATE'")
    #expect(nurse.rows(risky).count == 1)
    try clinic.bend("update medical_data.consents set state = 'REFUSED'")
    #expect(nurse.rows(risky) == [])
  }

  private func readings(_ values: [(code: String, value: Double, source: String)]) throws {
    for (index, reading) in values.enumerated() {
      try clinic.root.run("""
        insert into medical_data.biomarkers (patient_id, type_id, measured_at, value, source, recorded_by, recorded_by_name)
        select '\(garcia)', type_id, timestamptz '2026-03-01 08:00Z' + interval '\(index) hours', \(reading.value), '\(reading.source)', '\(TestPerson.doctor1.userID)', 'Dr Osei'
          from medical_data.biomarker_types where code = '\(reading.code)'
        """)
    }
  }
  private func control(_ more: String = "") -> String {
    """
    select readings, mean, sd, below_54_percent, below_70_percent, in_range_percent, above_180_percent, above_250_percent, source_level
      from api.glucose_control('\(garcia)', '2026-03-01', '2026-03-02'\(more))
    """
  }

  @Test("glucose control: the series of the reference, in the opened chart only")
  func glucoseControl() throws {
    try readings([50, 70, 100, 112.5, 150, 180, 250, 300].map { ("GLUCOSE_CAPILLARY", $0, "POINT_OF_CARE") })
    let nurse = try clinic.signedIn(.nurseA)
    #expect(nurse.rows(control()) == [])
    #expect(nurse.answer(openChart(.garcia)) == "OPENED")
    #expect(nurse.rows(control()) == ["8|151.6|87.6|12.50|12.50|62.50|25.00|12.50|FAIR"])
    #expect(nurse.rows(control(", null, 160, 200")) == ["8|151.6|87.6|12.50|12.50|62.50|25.00|12.50|GOOD"])
    #expect(nurse.rows(control(", 'DEVICE'")) == ["0||||||||"])
    #expect(clinic.events("action = 'READ_GLUCOSE_CONTROL' and patient_id = '\(garcia)'") == 3)
    #expect(clinic.events("action = 'READ_GLUCOSE_CONTROL_REFUSED'") == 1)
    #expect(try clinic.reading(.nurseB, .munoz).rows(control()) == [])
    #expect(try clinic.signedIn(.reception).answer(control()) == "42501 NO_ROLE")
  }

  @Test("units are not mixed up: mmol/L is placed by its own limits and converted for the mean only")
  func units() throws {
    try readings([("GLUCOSE_CAPILLARY_SI", 10.0, "DEVICE"), ("GLUCOSE_CAPILLARY_SI", 3.9, "DEVICE"), ("GLUCOSE_CAPILLARY_SI", 13.9, "DEVICE"), ("GLUCOSE_CAPILLARY", 180, "DEVICE")])
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.rows(control()) == ["4|170.2|74.4|0.00|0.00|75.00|25.00|0.00|FAIR"])
  }

  @Test("the whole history of one patient; an empty one has empty lists, not lists of nothing")
  func history() throws {
    let nurse = try clinic.signedIn(.nurseA)
    let whole = "select api.medical_history('\(garcia)')"
    #expect(nurse.answer(whole) == "null")
    #expect(nurse.answer(openChart(.garcia)) == "OPENED")
    #expect(nurse.rows("""
      select h -> 'patient' ->> 'surname_1', jsonb_array_length(h -> 'prescriptions'), jsonb_array_length(h -> 'biomarkers'),
             h -> 'patient_allergies' -> 0 ->> 'substance', h -> 'doctors' -> 0 ->> 'display_name', h -> 'pregnancies'
        from (\(whole) as h) x
      """) == ["García|3|30|Penicillin|Dr Osei|[]"])
    let recent = Int(nurse.answer("select jsonb_array_length(api.medical_history('\(garcia)', api.local_today() - 3) -> 'biomarkers')")) ?? -1
    #expect((6...9).contains(recent), "three kinds on two or three days")
    try clinic.bend("delete from medical_data.prescriptions where patient_id = '\(TestPatient.lopez.patientID)'")
    #expect(nurse.answer(openChart(.lopez)) == "OPENED")
    #expect(nurse.rows("""
      select h -> 'prescriptions', h -> 'doctors', h -> 'patient_allergies' from (select api.medical_history('\(TestPatient.lopez.patientID)') as h) x
      """) == ["[]|[]|[]"])
    #expect(clinic.events("action = 'READ_MEDICAL_HISTORY' and user_id = '\(TestPerson.nurseA.userID)'") == 3)
  }

  @Test("the history holds what the chart shows and nothing else")
  func historyIsTheChart() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    let sections = nurse.rows("select jsonb_object_keys(api.medical_history('\(garcia)')) order by 1")
    #expect(!sections.contains("custom_field_values") && !sections.contains("medical_predictions") && !sections.contains("observation_imports"))
    for section in sections where !["patient", "doctors"].contains(section) {
      #expect(Int(nurse.answer("select count(patient_id) from medical_data.\(section)")) ?? -1 >= 0, "\(section) is readable in the chart")
    }
    let columns = nurse.rows("""
      select distinct s.key || '.' || k from jsonb_each(api.medical_history('\(garcia)')) s, jsonb_array_elements(case jsonb_typeof(s.value) when 'array' then s.value
        else '[]' end) r, jsonb_object_keys(r) k where s.key <> 'doctors' order by 1
      """)
    #expect(columns.count > 20 && !columns.contains { $0.hasSuffix("_encrypted") || $0.hasSuffix("session_id") })
    for column in columns {
      #expect(clinic.root.answer("""
        select has_column_privilege('clinic_people', 'medical_data.' || split_part('\(column)', '.', 1), split_part('\(column)', '.', 2), 'SELECT')
        """) == "t", "\(column)")
    }
    #expect(try clinic.reading(.nurseB, .munoz).answer("select api.medical_history('\(garcia)')") == "null")
    #expect(try clinic.signedIn(.privacy).answer("select api.medical_history('\(garcia)')") == "42501 NO_ROLE")
  }
}
