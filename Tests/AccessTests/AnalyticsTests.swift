import DatabaseTestSupport
import Foundation
import Testing

/// Models, what they estimate, and the log of requests: approved by a named clinician, behind gate and consent.
@Suite struct AnalyticsTests {
  let clinic: Clinic
  let garcia = TestPatient.garcia.patientID

  init() throws { clinic = try Clinic() }

  private func register(version: String = "1.0", owner: TestPerson = .doctor1) -> String {
    """
    api.register_model('Hypo risk', 'CLASSIFICATION', '\(version)', 'Risk of low glucose', 'Published cohort, 4,000 people', '{"depth": 4}', '{}', \
    '\(owner.userID)', 0.91, 0.8, 0.7, 0.75, 0.93)
    """
  }
  private func decide(_ model: String, _ version: Int, _ decision: String = "APPROVED", note: String = "'validated on our data'") -> String {
    "select api.decide_model('\(model)', \(version), '\(decision)', \(note))"
  }
  private func predict(_ model: String, level: String = "'HIGH'", value: String = "null", at: String = "clock_timestamp()", key: String = UUID().uuidString) -> String {
    """
    api.record_prediction('\(key)', '\(garcia)', '\(model)', 'HYPOGLYCAEMIA', 24, \(value), null, null, null, 0.8, \(level), 'insulin, low intake', \
    '{"glucose": 68}', 'LUTEAL', null, null, \(at))
    """
  }
  private func approved() throws -> String {
    let model = try clinic.signedIn(.admin).answer("select model_id from \(register())")
    #expect(try clinic.signedIn(.doctor1).answer(decide(model, 1)) == "SAVED")
    return model
  }
  private func agree(_ patient: TestPatient = .garcia) throws {
    #expect(try clinic.searching(.reception).answer(ConsentForm(patient: patient.patientID).answer) == "SAVED")
  }

  @Test("a model is registered by an administrator and approved by its clinical owner alone")
  func approval() throws {
    let admin = try clinic.signedIn(.admin)
    #expect(try clinic.signedIn(.doctor1).answer("select answer from \(register())") == "NO_ROLE")
    #expect(admin.rows("select answer, field from \(register(owner: .nurseA))") == ["INVALID|clinical_owner"])
    let model = admin.answer("select model_id from \(register())")
    #expect(admin.answer("select answer from \(register())") == "DUPLICATE")
    #expect(admin.answer(decide(model, 1)) == "NO_ROLE")
    #expect(try clinic.signedIn(.doctor2).answer(decide(model, 1)) == "NO_ROLE")
    let owner = try clinic.signedIn(.doctor1)
    #expect(owner.answer(decide(nobody, 1)) == "NO_ROLE", "hidden and absent alike")
    #expect(owner.answer(decide(model, 1, note: "null")) == "REASON_NEEDED")
    #expect(owner.answer(decide(model, 2)) == "CHANGED")
    #expect(owner.answer(decide(model, 1, "RETIRED")) == "CHANGED", "what was never approved is not retired")
    #expect(owner.answer(decide(model, 1)) == "SAVED")
    #expect(owner.rows("select validation_status, is_active, auc from analytics.ai_models") == ["APPROVED|t|0.93"])
    #expect(owner.answer(decide(model, 2, "RETIRED", note: "'superseded'")) == "SAVED")
    #expect(owner.answer(decide(model, 3)) == "CHANGED", "what is retired does not come back")
    #expect(clinic.root.refusal("update analytics.ai_models set validation_status = 'APPROVED', approved_by = registered_by") == "23514")
  }

  @Test("a part of the chart left out of the consent is in no estimate, and what was estimated with it is gone")
  func partOfConsent() throws {
    let (model, doctor) = (try approved(), try clinic.reading(.doctor1, .garcia))
    let reception = try clinic.searching(.reception)
    #expect(reception.rows("select answer, field from \(ConsentForm(withoutParts: "'{TEETH}'").call)") == ["INVALID|without_parts"])
    let form = ConsentForm()
    let consent = reception.answer("select record_id from \(form.call)")
    #expect(doctor.answer("select answer from \(predict(model))") == "SAVED")
    let plain = predict(model, at: "clock_timestamp() - interval '1 minute'").replacingOccurrences(of: "'LUTEAL'", with: "null")
    #expect(doctor.answer("select answer from \(plain)") == "SAVED")
    let seen = "select count(*) from analytics.medical_predictions"
    #expect(doctor.answer(seen) == "2")
    var less = form
    (less.key, less.record, less.version, less.reason, less.withoutParts)
      = (UUID().uuidString, "'\(consent)'", "1", "'asked by the patient'", "'{WOMENS_HEALTH}'")
    #expect(reception.answer(less.answer) == "SAVED")
    #expect(doctor.answer(seen) == "1", "the one made with her cycle is frozen")
    #expect(doctor.answer("select answer from \(predict(model))") == "CONSENT")
    #expect(doctor.answer("select answer from \(plain.replacingOccurrences(of: "1 minute", with: "2 minutes"))") != "CONSENT")
    #expect(reception.rows("select is_allowed, without_parts from api.consent_status('\(garcia)')") == ["t|{WOMENS_HEALTH}"])
    #expect(clinic.events("action = 'RECORD_PREDICTION_REFUSED' and detail ->> 'code' = 'CONSENT'") == 1)
  }

  @Test("an estimate needs an approved model, the opened chart and consent")
  func prediction() throws {
    let model = try clinic.signedIn(.admin).answer("select model_id from \(register())")
    let nurse = try clinic.signedIn(.nurseA)
    #expect(nurse.answer("select answer from \(predict(model))") == "EXPIRED")
    #expect(nurse.answer(openChart(.garcia)) == "OPENED")
    #expect(nurse.answer("select answer from \(predict(model))") == "CONSENT")
    try agree()
    #expect(nurse.rows("select answer, field from \(predict(model))") == ["INVALID|model_id"], "not approved yet")
    #expect(try clinic.signedIn(.doctor1).answer(decide(model, 1)) == "SAVED")
    let key = UUID().uuidString
    #expect(nurse.answer("select answer from \(predict(model, at: "timestamptz '2026-01-02 10:00Z'", key: key))") == "SAVED")
    #expect(nurse.answer("select answer from \(predict(model, at: "timestamptz '2026-01-02 10:00Z'", key: key))") == "SAVED")
    #expect(nurse.rows("select answer, field from \(predict(model, level: "'AWFUL'"))") == ["INVALID|risk_level"])
    #expect(nurse.rows("select answer, field from \(predict(model, level: "null"))") == ["INVALID|predicted_value"])
    #expect(nurse.rows("select answer, field from \(predict(model, at: "clock_timestamp() + interval '1 hour'"))") == ["INVALID|predicted_at"])
    #expect(nurse.rows("select risk_level, risk_factors, confidence from analytics.medical_predictions") == ["HIGH|insulin, low intake|0.8"])
    #expect(try clinic.signedIn(.reception).answer("select answer from \(predict(model))") == "NO_ROLE")
  }

  @Test("withdrawn consent hides estimates and figures at once, and stops new ones")
  func withdrawal() throws {
    let model = try approved()
    try agree()
    let nurse = try clinic.reading(.nurseA, .garcia)
    let metric = """
      api.record_metric(gen_random_uuid(), '\(garcia)', 'GLUCOSE', 'Mean glucose', 141.5, 'mg/dL', api.local_today() - 14, api.local_today(), 'LUTEAL', \
      null, 'mean', 138, 145, 0.04, 200, clock_timestamp())
      """
    #expect(nurse.answer("select answer from \(predict(model))") == "SAVED")
    #expect(nurse.answer("select answer from \(metric)") == "SAVED")
    let read = "select (select count(*) from analytics.medical_predictions) + (select count(*) from analytics.medical_metrics)"
    #expect(nurse.answer(read) == "2")
    let id = clinic.root.answer("select record_id from medical_data.consents")
    #expect(nurse.answer(ConsentForm().withdrawn(id).answer) == "SAVED")
    #expect(nurse.answer(read) == "0")
    #expect(nurse.answer("select answer from \(predict(model))") == "CONSENT")
    #expect(nurse.answer("select answer from \(metric)") == "CONSENT")
    #expect(nurse.answer(readAll) == wholeChart, "treatment goes on")
    #expect(clinic.root.answer("select count(*) from analytics.medical_predictions") == "1", "frozen, not removed")
  }

  @Test("behind the gate: another chart, an ended opening, a role without charts see nothing")
  func gate() throws {
    let model = try approved()
    try agree()
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.answer("select answer from \(predict(model))") == "SAVED")
    let read = "select count(*) from analytics.medical_predictions"
    #expect(nurse.answer(read) == "1")
    #expect(try clinic.reading(.nurseB, .munoz).answer(read) == "0")
    for person in [TestPerson.reception, .admin, .privacy] { #expect(try clinic.signedIn(person).answer(read) == "0") }
    try clinic.root.run("update access.openings set expires_at = clock_timestamp()")
    #expect(nurse.answer(read) == "0")
    #expect(clinic.root.refusal("update analytics.medical_predictions set confidence = 1") == "42501")
  }

  @Test("later validation is a new version with what really happened")
  func validation() throws {
    let model = try approved()
    try agree()
    let doctor = try clinic.reading(.doctor1, .garcia)
    let id = doctor.answer("select record_id from \(predict(model, level: "null", value: "64"))")
    let validate = { (version: Int, value: String) in
      "select answer from api.validate_prediction(gen_random_uuid(), '\(self.garcia)', '\(id)', \(version), \(value), 'measured at 8')"
    }
    #expect([doctor.answer(validate(1, "null")), doctor.answer(validate(2, "61")), doctor.answer(validate(1, "61"))] == ["INVALID", "CHANGED", "SAVED"])
    #expect(doctor.rows("select version, predicted_value, actual_value, validated_on = api.local_today() from analytics.medical_predictions order by version")
      == ["1|64||", "2|64|61|t"])
  }

  @Test("requests are logged encrypted; administrators see technical fields; texts are blanked after 90 days")
  func requestLog() throws {
    try agree()
    let model = try approved()
    let log = { (patient: String) in
      """
      api.log_ai_request(gen_random_uuid(), 'CHAT', 'TREATMENT', '\(model)', \(patient), 'dizzy since Monday', 'consider glucose', 'REDACTED', 812, 12, 30, \
      0.002, 'ANSWERED')
      """
    }
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.answer("select answer from \(log("'\(garcia)'"))") == "SAVED")
    #expect(nurse.answer("select answer from \(log("null"))") == "SAVED")
    #expect(nurse.answer("select answer from \(log("'\(TestPatient.lopez.patientID)'"))") == "EXPIRED")
    #expect(nurse.answer(openChart(.lopez)) == "OPENED")
    #expect(nurse.answer("select answer from \(log("'\(TestPatient.lopez.patientID)'"))") == "CONSENT")
    #expect(clinic.root.answer("""
      select access.decrypt_text(input_encrypted, 'ai_request_logs.input/' || request_id) from analytics.ai_request_logs where patient_id is not null
      """) == "dizzy since Monday")
    #expect(clinic.events("to_jsonb(events)::text ~ 'dizzy|consider glucose'") == 0)
    let read = "select kind, purpose, redaction, latency_ms, cost, outcome, is_blanked from api.ai_request_log(clock_timestamp() - interval '1 day', clock_timestamp())"
    #expect(nurse.answer(read) == "42501 NO_ROLE")
    let admin = try clinic.signedIn(.admin)
    #expect(admin.rows(read) == Array(repeating: "CHAT|TREATMENT|REDACTED|812|0.002|ANSWERED|f", count: 2))
    #expect(admin.refusal("select * from analytics.ai_request_logs") == "42501")
    let watch = try clinic.database.session(as: "clinic_watch")
    #expect(watch.answer("select access.blank_ai_requests()") == "0")
    try clinic.bend("update analytics.ai_request_logs set keep_until = clock_timestamp() where patient_id is not null")
    #expect(watch.answer("select access.blank_ai_requests()") == "1")
    #expect(clinic.root.rows("select patient_id is not null, input_encrypted is null, output_encrypted is null from analytics.ai_request_logs order by 1")
      == ["f|f|f", "t|t|t"])
  }

  @Test("the schema of the tracking server is reserved and closed to people")
  func reserved() throws {
    let nurse = try clinic.signedIn(.nurseA)
    #expect(clinic.root.answer("select count(*) from pg_class where relnamespace = 'mlflow_experiments'::regnamespace") == "0")
    #expect(nurse.refusal("create table mlflow_experiments.x (a int)") == "42501")
    #expect(nurse.refusal("create table analytics.x (a int)") == "42501")
  }
}
