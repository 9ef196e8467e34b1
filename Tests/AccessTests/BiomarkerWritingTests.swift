import DatabaseTestSupport
import Foundation
import Testing

/// A measured value of a form; fields are SQL literals.
struct Measurement: Sendable {
  var key = UUID().uuidString, patient = TestPatient.garcia.patientID, type = "'GLUCOSE_CAPILLARY'", value = "120", unit = "'mg/dL'"
  var at = "clock_timestamp()", source = "'POINT_OF_CARE'", details = "'{}'", confirmed = "false"
  var call: String {
    "api.record_biomarker('\(key)', '\(patient)', \(type), \(value), \(unit), \(at), \(source), \(details), \(confirmed))"
  }
  var answer: String { "select concat_ws(' ', answer, field) from \(call)" }
  var record: String { "select record_id from \(call)" }

  /// A correction of a record's version.
  static func correction(
    _ record: String, _ version: Int = 1, value: String = "130", unit: String = "'mg/dL'", reason: String = "'mistyped'", details: String = "'{}'",
    confirmed: Bool = false, key: String = UUID().uuidString
  ) -> String {
    """
    select concat_ws(' ', answer, field, version) from api.correct_biomarker('\(key)', '\(record)', \(version), \(value), \(unit),
      date_trunc('day', clock_timestamp()), \(reason), \(details), \(confirmed))
    """
  }
}

/// Values are written once, plausible, in the type's unit, by who may; critical ones are read back, copied ones compared.
@Suite struct BiomarkerWritingTests {
  let clinic: Clinic

  init() throws { clinic = try Clinic() }

  private func count(_ condition: String) -> String { clinic.root.answer("select count(*) from medical_data.biomarkers where \(condition)") }

  @Test("a nurse's capillary glucose is stored with its circumstances, author, session and status, and recorded")
  func saved() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    let details = """
      '{"method": "strip", "device": "meter 12", "quality": "SUSPECT", "hormonal": "LUTEAL", "meal": "FASTING", "medication": "BEFORE_DOSE",
        "activity": "REST", "stress": "MILD", "notes": "cold  hands"}'
      """
    let record = nurse.answer(Measurement(value: "220", details: details).record)
    #expect(clinic.root.rows("""
      select value, status, reference_high, source, recorded_by, recorded_by_name, session_id is not null, method, device, quality,
             hormonal_context, meal_context, medication_context, activity_context, stress_context, notes, needs_second_check
        from medical_data.biomarkers where record_id = '\(record)'
      """) == ["220|HIGH|180|POINT_OF_CARE|\(TestPerson.nurseA.userID)|Alba Reina|t|strip|meter 12|SUSPECT|LUTEAL|FASTING|BEFORE_DOSE|REST|MILD|cold hands|f"])
    #expect(nurse.answer("select value from medical_data.biomarkers where record_id = '\(record)'") == "220", "and she reads it")
    #expect(clinic.events("table_name = 'medical_data.biomarkers' and action = 'INSERT' and new_row ->> 'record_id' = '\(record)' and user_id = '\(TestPerson.nurseA.userID)'") == 1)
  }

  @Test("unit, plausibility, time and codes are refused by field", arguments: [
    (Measurement(unit: "'mmol/L'"), "unit"), (Measurement(unit: "null"), "unit"), (Measurement(unit: "'MG/DL'"), "unit"),
    (Measurement(value: "9"), "value"), (Measurement(value: "1001"), "value"), (Measurement(value: "'NaN'"), "value"),
    (Measurement(value: "'Infinity'"), "value"), (Measurement(value: "null"), "value"), (Measurement(type: "'SUGAR'"), "type"),
    (Measurement(at: "clock_timestamp() + interval '3 minutes'"), "measured_at"), (Measurement(at: "timestamptz '1971-03-11'"), "measured_at"),
    (Measurement(at: "null"), "measured_at"), (Measurement(source: "'IMPORT'"), "source"), (Measurement(source: "null"), "source"),
    (Measurement(details: "'{\"meal\": \"LUNCH\"}'"), "meal"), (Measurement(details: "'{\"quality\": \"FINE\"}'"), "quality"),
    (Measurement(details: "'{\"colour\": \"red\"}'"), "colour"), (Measurement(details: "'{\"notes\": 5}'"), "notes"),
    (Measurement(details: "'[]'"), "details"), (Measurement(details: "null"), "details"),
    (Measurement(details: "'{\"reference_low\": 10}'"), "source"), (Measurement(details: "jsonb_build_object('notes', repeat('x', 501))"), "notes"),
  ])
  func invalid(form: Measurement, field: String) throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.answer(form.answer) == "INVALID \(field)")
    #expect(count("recorded_by_name = 'Alba Reina'") == "0")
  }

  @Test("without an opened chart, for another ward, an absent patient and other roles nothing is written, hidden as absent")
  func refused() throws {
    let nurse = try clinic.signedIn(.nurseA)
    #expect(nurse.answer(Measurement().answer) == "EXPIRED", "not opened")
    #expect(nurse.answer("with o as materialized (\(openChart(.garcia)) as x) select (select x from o) || (\(Measurement().answer))") == "OPENEDEXPIRED",
            "opened in the same statement")
    #expect(nurse.answer(Measurement(patient: TestPatient.munoz.patientID).answer) == "NO_RFA")
    #expect(nurse.answer(Measurement(patient: nobody).answer) == "NO_RFA")
    for person in [TestPerson.reception, .admin, .privacy] {
      #expect(try clinic.signedIn(person).answer(Measurement().answer) == "NO_ROLE")
    }
    #expect(clinic.events("action = 'RECORD_BIOMARKER_REFUSED'") == 7)
    #expect(count("recorded_by_name <> 'Dr Osei'") == "0")
  }

  @Test("a summary grant and an ended relation write nothing")
  func endedRelation() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    try clinic.root.run("delete from access.roster where user_id = '\(TestPerson.nurseA.userID)'")
    #expect(nurse.answer(Measurement().answer) == "NO_RFA")
    let doctor = try clinic.signedIn(.doctor3)
    let id = doctor.requested(.petrova, scope: "SUMMARY")
    let approver = try clinic.signedIn(.doctor1)
    #expect(approver.answer("select api.open_emergency_queue('APPROVAL')") == "OPENED")
    #expect(approver.approve(id, of: .petrova) == "APPROVED")
    #expect(doctor.answer(openChart(.petrova, "EMERGENCY")) == "OPENED")
    #expect(doctor.answer(Measurement(patient: TestPatient.petrova.patientID).answer) == "NO_RFA")
  }

  @Test("the same form twice, or four times at once, is one value; the key with another value is refused; rolled back is not there")
  func idempotent() throws {
    let form = Measurement(at: "date_trunc('day', clock_timestamp())")
    let sessions = try (0..<4).map { _ in try clinic.reading(.nurseA, .garcia) }
    for session in sessions { #expect(session.answer(readAll) == wholeChart) }   // the openings are on disk
    try sessions[0].run("begin; \(form.answer); rollback")
    for session in sessions { try session.send(form.record) }
    let records = sessions.map { $0.received() }
    #expect(Set(records).count == 1 && records[0].count == 36)
    #expect(count("recorded_by_name = 'Alba Reina'") == "1")
    var other = form
    other.value = "121"
    #expect(sessions[0].answer(other.answer) == "KEY_REUSED")
  }

  @Test("a critical value has to be confirmed, and is read back once with the right number and what was done")
  func critical() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    var form = Measurement(value: "44")
    #expect(nurse.answer(form.answer) == "CONFIRM")
    form.confirmed = "true"
    let record = nurse.answer(form.record)
    #expect(count("record_id = '\(record)' and is_confirmed and status = 'CRITICAL_LOW'") == "1")
    let acknowledge = { (value: String, action: String) in
      "select api.acknowledge_critical_value(gen_random_uuid(), '\(record)', 1, \(value), \(action), 'Dr Osei')"
    }
    let doctor = try clinic.reading(.doctor1, .garcia)
    #expect(doctor.answer(acknowledge("45", "'glucose given'")) == "WRONG_VALUE")
    #expect(doctor.answer(acknowledge("44", "null")) == "INVALID action")
    #expect(doctor.answer(acknowledge("44", "'glucose given'")) == "SAVED")
    #expect(doctor.answer(acknowledge("44", "'glucose given'")) == "DONE")
    #expect(nurse.rows("select kind, read_back, action_taken, told_to, recorded_by_name from medical_data.biomarker_confirmations")
      == ["CRITICAL_READ_BACK|44|glucose given|Dr Osei|Dr Osei"])
    let usual = nurse.answer(Measurement().record)
    #expect(nurse.answer("select api.acknowledge_critical_value(gen_random_uuid(), '\(usual)', 1, 120, 'nothing', null)") == "NOT_CRITICAL")
    #expect(nurse.answer("select api.acknowledge_critical_value(gen_random_uuid(), '\(nobody)', 1, 120, 'nothing', null)") == "NO_RFA")
    #expect(try clinic.signedIn(.nurseB).answer(acknowledge("44", "'glucose given'")) == "NO_RFA")
  }

  @Test("a nurse copies laboratory values only, and somebody else compares them")
  func transcription() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    var form = Measurement(type: "'POTASSIUM'", value: "4.4", unit: "'mmol/L'")
    #expect(nurse.answer(form.answer) == "NO_ROLE", "not measured at the bedside")
    form.source = "'LABORATORY'"
    form.details = "'{\"reference_low\": 3.6, \"reference_high\": 4.2}'"
    let record = nurse.answer(form.record)
    #expect(count("record_id = '\(record)' and needs_second_check and status = 'HIGH' and reference_high = 4.2") == "1", "the laboratory's interval")
    let check = { (value: String) in "select api.second_check_biomarker(gen_random_uuid(), '\(record)', 1, \(value))" }
    #expect(nurse.answer(check("4.4")) == "SECOND_PERSON")
    let doctor = try clinic.reading(.doctor1, .garcia)
    #expect(doctor.answer(check("4.5")) == "WRONG_VALUE")
    #expect(doctor.answer(check("4.4")) == "SAVED")
    #expect(doctor.answer(check("4.4")) == "DONE")
    let own = doctor.answer(Measurement(type: "'POTASSIUM'", value: "4.4", unit: "'mmol/L'", source: "'LABORATORY'").record)
    #expect(nurse.answer("select api.second_check_biomarker(gen_random_uuid(), '\(own)', 1, 4.4)") == "NOT_NEEDED")
  }

  @Test("a correction is a new version with a reason; the slower of two is told")
  func correction() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    let record = nurse.answer(Measurement(details: "'{\"meal\": \"FASTING\", \"notes\": \"first\"}'").record)
    #expect(nurse.answer(Measurement.correction(record, reason: "'  '")) == "INVALID reason")
    #expect(nurse.answer(Measurement.correction(record, unit: "'mmol/L'")) == "INVALID unit")
    #expect(nurse.answer(Measurement.correction(record, value: "30")) == "CONFIRM")
    #expect(nurse.answer(Measurement.correction(record, details: "'{\"notes\": null}'")) == "SAVED 2")
    #expect(nurse.answer(Measurement.correction(record)) == "CHANGED 2")
    #expect(nurse.rows("select version, value, meal_context, notes, reason, superseded_at is null from medical_data.biomarkers where record_id = '\(record)' order by 1")
      == ["1|120|FASTING|first||f", "2|130|FASTING||mistyped|t"])
    #expect(nurse.answer(Measurement.correction(nobody)) == "NO_RFA")
  }

  @Test("two corrections at once: one is saved, the other is told")
  func race() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    let record = nurse.answer(Measurement().record)
    let doctors = try (0..<2).map { _ in try clinic.reading(.doctor1, .garcia) }
    for doctor in doctors { #expect(doctor.answer(readAll) == "31") }   // the openings are on disk
    for (index, doctor) in doctors.enumerated() { try doctor.send(Measurement.correction(record, value: "\(140 + index)")) }
    #expect(doctors.map { $0.received() }.sorted() == ["CHANGED 2", "SAVED 2"])
    #expect(count("record_id = '\(record)' and superseded_at is null") == "1")
  }

  @Test("a nurse corrects and voids her own values of the last 24 hours, a clinician all")
  func whoCorrects() throws {
    let doctor = try clinic.reading(.doctor1, .garcia)
    let nurse = try clinic.reading(.nurseA, .garcia)
    let others = doctor.answer(Measurement().record)
    #expect(nurse.answer(Measurement.correction(others)) == "NO_ROLE")
    let old = nurse.answer(Measurement().record)
    try clinic.bend("update medical_data.biomarkers set recorded_at = clock_timestamp() - interval '25 hours' where record_id = '\(old)'")
    #expect(nurse.answer(Measurement.correction(old)) == "NO_ROLE")
    let void = { (record: String) in "select answer from api.void_biomarker(gen_random_uuid(), '\(record)', 1, 'wrong patient')" }
    #expect(nurse.answer(void(old)) == "NO_ROLE")
    #expect(doctor.answer(Measurement.correction(old)) == "SAVED 2")
    let wrong = nurse.answer(Measurement().record)
    #expect(nurse.answer(void(wrong)) == "VOIDED")
    #expect(count("record_id = '\(wrong)' and superseded_at is null") == "0", "it is in no list")
    #expect(count("record_id = '\(wrong)' and entered_in_error and reason = 'wrong patient' and version = 2") == "1")
    #expect(nurse.answer(void(wrong)) == "CHANGED")
  }

  @Test("analyses of a model are read with the chart, and nobody writes them by hand")
  func analyses() throws {
    try clinic.root.run("""
      insert into medical_data.biomarker_analyses (record_id, version, patient_id, model, analysis, confidence, processing_ms)
      select record_id, version, patient_id, 'glucose-1', 'rising', 0.8, 12 from medical_data.biomarkers where patient_id = '\(TestPatient.garcia.patientID)' limit 1
      """)
    let nurse = try clinic.signedIn(.nurseA)
    #expect(nurse.answer("select count(*) from medical_data.biomarker_analyses") == "0")
    #expect(nurse.answer(openChart(.garcia)) == "OPENED")
    #expect(nurse.answer("select confidence from medical_data.biomarker_analyses") == "0.8")
    #expect(nurse.refusal("update medical_data.biomarker_analyses set confidence = 1") == "42501")
    #expect(clinic.root.refusal("update medical_data.biomarker_analyses set confidence = 1") == "42501", "append-only")
    #expect(clinic.root.refusal("insert into medical_data.biomarker_analyses (record_id, version, patient_id, model, analysis, confidence, processing_ms) select record_id, version, patient_id, 'm', 'x', 1.1, 1 from medical_data.biomarkers limit 1") == "23514")
  }
}
