import DatabaseTestSupport
import Foundation
import Testing

/// What models and clinicians say about values and observations; limits in pregnancy; contexts of readings; what a custom value belongs to.
@Suite struct AssessmentTests {
  let clinic: Clinic
  let doctor: SqlSession
  private let garcia = TestPatient.garcia.patientID

  init() throws {
    clinic = try Clinic()
    doctor = try clinic.reading(.doctor1, .garcia)
  }

  private func agree() throws { #expect(try clinic.searching(.reception).answer(ConsentForm().answer) == "SAVED") }
  private func model() throws -> String {
    let id = try clinic.signedIn(.admin).answer("""
      select model_id from api.register_model('Trend', 'REGRESSION', '2.1', 'Trend of a value', 'Published cohort', '{}', '{}', '\(TestPerson.doctor1.userID)',
        0.9, 0.8, 0.7, 0.75, 0.9)
      """)
    #expect(doctor.answer("select api.decide_model('\(id)', 1, 'APPROVED', 'validated here')") == "SAVED")
    return id
  }
  private var value: String { clinic.root.answer("select record_id from medical_data.biomarkers where patient_id = '\(garcia)' order by measured_at limit 1") }
  private func analyse(_ record: String, _ model: String, _ confidence: String = "0.7", key: String = UUID().uuidString, version: Int = 1) -> String {
    "api.record_biomarker_analysis('\(key)', '\(record)', \(version), '\(model)', 'rising for a week', \(confidence), 120)"
  }

  @Test("a model's analysis of a value: approved model, consent, opened chart, the version it is about; once")
  func analysis() throws {
    let record = value
    #expect(doctor.answer("select answer from \(analyse(record, nobody))") == "CONSENT")
    try agree()
    #expect(doctor.answer("select concat_ws(' ', answer, field) from \(analyse(record, nobody))") == "INVALID model_id")
    let model = try model()
    #expect(doctor.answer("select concat_ws(' ', answer, field) from \(analyse(record, model, "1.1"))") == "INVALID confidence")
    #expect(doctor.answer("select answer from \(analyse(record, model, version: 2))") == "NO_RFA", "no such version")
    let key = UUID().uuidString
    #expect(doctor.answer("select answer from \(analyse(record, model, key: key))") == "SAVED")
    #expect(doctor.answer("select answer from \(analyse(record, model, key: key))") == "SAVED")
    #expect(doctor.rows("select model, model_version, analysis, confidence, processing_ms from medical_data.biomarker_analyses") == ["Trend|2.1|rising for a week|0.7|120"])
    #expect(try clinic.signedIn(.nurseB).answer("select answer from \(analyse(record, model))") == "NO_RFA")
    #expect(try clinic.signedIn(.reception).answer("select answer from \(analyse(record, model))") == "NO_ROLE")
    #expect(doctor.answer("select api.decide_model('\(model)', 2, 'RETIRED', 'superseded')") == "SAVED")
    #expect(doctor.answer("select concat_ws(' ', answer, field) from \(analyse(record, model))") == "INVALID model_id")
  }

  private func observation() throws -> String {
    let number = clinic.root.answer("select record_number from medical_data.patients where patient_id = '\(garcia)'")
    #expect(try clinic.signedIn(.admin).answer("select answer from api.import_observation('urn:lab:central', '\(number)', '\(ObservationTests.resource)')") == "QUARANTINED")
    let id = clinic.root.answer("select import_id from medical_data.observation_imports")
    return doctor.answer("select record_id from api.decide_observation(gen_random_uuid(), '\(garcia)', '\(id)', true)")
  }
  private func assess(_ record: String, _ version: Int, severity: String = "'SEVERE'", reason: String = "'seen with the patient'") -> String {
    """
    select concat_ws(' ', answer, field, version) from api.assess_observation(gen_random_uuid(), '\(garcia)', '\(record)', \(version), \(severity), 'URGENT',
      'luteal phase', null, 'works at night', \(reason))
    """
  }

  @Test("a clinician assesses an observation by versions; the resource and what nobody touched stay")
  func assessed() throws {
    let record = try observation()
    #expect(doctor.answer(assess(record, 1, severity: "'AWFUL'")) == "INVALID severity 1")
    #expect(doctor.answer(assess(record, 1, reason: "null")) == "REASON_NEEDED 1")
    #expect(doctor.answer(assess(record, 1)) == "SAVED 2")
    #expect(doctor.answer(assess(record, 1)) == "CHANGED 2")
    #expect(doctor.answer(assess(nobody, 1)) == "NO_RFA")
    #expect(doctor.answer(assess(record, 2, severity: "null")) == "SAVED 3", "null leaves it")
    #expect(doctor.rows("""
      select version, severity, urgency, hormonal_context, treatment_context, lifestyle_context, value_number, category, resource = '\(ObservationTests.resource)'::jsonb
        from medical_data.medical_observations where superseded_at is null
      """) == ["3|SEVERE|URGENT|luteal phase||works at night|7.10|laboratory|t"])
    #expect(try clinic.reading(.nurseA, .garcia).answer(assess(record, 3)) == "NO_ROLE")
  }

  @Test("a model's analysis of an observation needs consent and an approved model, and is a version")
  func processed() throws {
    let record = try observation()
    func process(_ model: String, _ version: Int, _ confidence: String = "0.6") -> String {
      """
      select concat_ws(' ', answer, field, version) from api.record_observation_analysis(gen_random_uuid(), '\(garcia)', '\(record)', \(version), '\(model)',
        'above goal', \(confidence))
      """
    }
    #expect(doctor.answer(process(nobody, 1)) == "CONSENT")
    try agree()
    #expect(doctor.answer(process(nobody, 1)) == "INVALID model_id")
    let model = try model()
    #expect(doctor.answer(process(model, 1, "7")) == "INVALID ai_confidence 1")
    #expect(doctor.answer(process(model, 1)) == "SAVED 2")
    #expect(doctor.rows("select is_ai_processed, ai_analysis, ai_confidence, correction_reason from medical_data.medical_observations where superseded_at is null")
      == ["t|above goal|0.6|analysed by Trend 2.1"])
  }

  @Test("glucose in pregnancy: 7.8 mmol/L is in range, two hours after a meal it is high; the interval of the laboratory wins; not after it")
  func pregnancyLimits() throws {
    func status(_ value: String, meal: String = "RANDOM", type: String = "'GLUCOSE_CAPILLARY_SI'", days: Int = 0, hormonal: String? = nil) -> String {
      let details = "'{\"meal\": \"\(meal)\"\(hormonal.map { ", \"hormonal\": \"\($0)\"" } ?? "")}'"
      let form = Measurement(type: type, value: value, unit: "'mmol/L'", at: "clock_timestamp() - interval '\(days) days'", details: details)
      return doctor.answer("select status from \(form.call)")
    }
    #expect(status("9.5") == "NORMAL")
    #expect(status("9.5", hormonal: "PREGNANCY_2") == "HIGH", "said with the value")
    let pregnancy = doctor.answer("""
      select record_id from api.record_pregnancy(gen_random_uuid(), '\(garcia)', api.local_today() - 100, null, 'ONGOING', null, null, null, null, null, null,
        null, null, null)
      """)
    #expect(status("9.5") == "HIGH")
    #expect(status("7.8") == "NORMAL")
    #expect(status("7.8", meal: "AFTER_MEAL_2H") == "HIGH")
    #expect(status("5.4", meal: "FASTING") == "HIGH")
    #expect(status("9.5", days: 110) == "NORMAL", "before it")
    #expect(status("2.9") == "null", "critical limits are the same: confirmed first")
    #expect(doctor.answer("""
      select status from api.record_biomarker(gen_random_uuid(), '\(garcia)', 'GLUCOSE_FASTING_SI', 5.4, 'mmol/L', clock_timestamp(), 'LABORATORY',
        '{"reference_low": 3.9, "reference_high": 5.6}')
      """) == "NORMAL")
    #expect(doctor.answer("""
      select answer from api.record_pregnancy(gen_random_uuid(), '\(garcia)', api.local_today() - 100, null, 'MISCARRIAGE', api.local_today() - 2, null, null,
        null, null, null, '\(pregnancy)', 1, 'ended on Thursday')
      """) == "SAVED")
    #expect(status("9.5") == "NORMAL")
    #expect(doctor.answer("select count(*) from medical_data.biomarker_pregnancy_limits") == "18")
    #expect(try clinic.signedIn(.admin).refusal("update medical_data.biomarker_pregnancy_limits set reference_high = 1") == "42501")
  }

  @Test("glucose control of readings at a meal, or in a hormonal context")
  func contexts() throws {
    for (value, details) in [("100", "{\"meal\": \"FASTING\"}"), ("110", "{\"meal\": \"FASTING\", \"hormonal\": \"PREGNANCY_2\"}"), ("200", "{\"meal\": \"AFTER_MEAL_1H\"}")] {
      #expect(doctor.answer(Measurement(value: value, details: "'\(details)'").answer) == "SAVED")
    }
    func mean(_ more: String) -> [String] {
      doctor.rows("""
        select readings, mean from api.glucose_control('\(garcia)', clock_timestamp() - interval '1 hour', clock_timestamp() + interval '1 hour', null, 140, 180\(more))
        """)
    }
    #expect(mean("") == ["3|136.7"])
    #expect(mean(", 'FASTING'") == ["2|105.0"])
    #expect(mean(", 'FASTING', 'PREGNANCY'") == ["1|110.0"])
    #expect(mean(", null, 'LUTEAL'") == ["0|"])
  }

  @Test("a custom value belongs to a consultation, test, report or prescription of the same patient; a field's specialty is one of the list")
  func belongs() throws {
    let admin = try clinic.signedIn(.admin)
    func define(_ code: String, _ entity: String, _ specialty: String = "null") -> String {
      "api.define_custom_field('\(code)', '\(entity)', \(specialty), 'Field', 'Campo', 'BOOLEAN', false, null, null, null, '{CLINICIAN}', '{CLINICIAN}')"
    }
    #expect(admin.rows("select answer, field from \(define("ODD", "PATIENT", "'ALCHEMY'"))") == ["INVALID|specialty_code"])
    #expect(admin.answer("select answer from \(define("EVEN", "PATIENT", "'INTERNAL_MEDICINE'"))") == "SAVED")
    let test = doctor.answer("select record_id from api.request_test(gen_random_uuid(), '\(garcia)', 'Ultrasound', null, 'ROUTINE')")
    let prescription = clinic.root.answer("select record_id from medical_data.prescriptions where patient_id = '\(garcia)' limit 1")
    let others = clinic.root.answer("select record_id from medical_data.prescriptions where patient_id = '\(TestPatient.munoz.patientID)' limit 1")
    for (entity, own) in [("MEDICAL_TEST", test), ("PRESCRIPTION", prescription)] {
      let field = admin.answer("select field_id from \(define(entity + "_SEEN", entity))")
      func record(_ id: String) -> String {
        "select concat_ws(' ', answer, field) from api.record_custom_value(gen_random_uuid(), '\(garcia)', '\(field)', '\(id)', null, null, null, true, null)"
      }
      #expect(doctor.answer(record(others)) == "INVALID entity_id")
      #expect(doctor.answer(record(nobody)) == "INVALID entity_id")
      #expect(doctor.answer(record(own)) == "SAVED")
    }
  }
}
