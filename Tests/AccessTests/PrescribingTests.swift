import DatabaseTestSupport
import Foundation
import Testing

/// An order of a form; fields are SQL literals.
struct Order: Sendable {
  var key = UUID().uuidString, patient = TestPatient.garcia.patientID, medication = "'linagliptin'", dose = "5", unit = "'mg'", route = "'oral'"
  var frequency = "'OD'", starts = "api.local_today()", ends = "api.local_today() + 30", indication = "'type 2 diabetes'", instructions = "null"
  var overrides = "'{\"PREGNANCY linagliptin\": \"contraception is certain\"}'", sign = "true", isCoded = "true"
  var call: String {
    """
    api.prescribe('\(key)', '\(patient)', \(medication), \(dose), \(unit), \(route), \(frequency), \(starts), \(ends), \(indication), \(instructions),
      \(overrides), \(sign), \(isCoded))
    """
  }
  var answer: String { "select concat_ws(' ', answer, field) from \(call)" }
  var record: String { "select record_id from \(call)" }
  /// Findings that are no PASS: "BLOCKING ALERT ALLERGY Penicillin".
  var findings: String {
    """
    select f ->> 'severity', f ->> 'outcome', f ->> 'finding' from \(call) x, jsonb_array_elements(x.findings) f
     where f ->> 'outcome' <> 'PASS' order by 3
    """
  }
  func checked() -> Order {
    var copy = self
    copy.sign = "false"
    return copy
  }
}

/// Ordering a medicine: who may, what is checked, and that nothing blocking passes without a recorded reason.
@Suite struct PrescribingTests {
  let clinic: Clinic
  let doctor: SqlSession

  /// García: allergic to penicillin, 55 years old, with metformin and amoxicillin; an eGFR of 80.
  init() throws {
    clinic = try Clinic()
    try clinic.root.run("""
      insert into medical_data.biomarkers (patient_id, type_id, measured_at, value, recorded_by, recorded_by_name)
      select '\(TestPatient.garcia.patientID)', t.type_id, clock_timestamp() - interval '2 days', 80, u.user_id, u.display_name
        from medical_data.biomarker_types t, access.users u where t.code = 'EGFR' and u.email = '\(TestPerson.doctor1.email)'
      """)
    doctor = try clinic.reading(.doctor1, .garcia)
  }

  private func stored(_ record: String, _ columns: String) -> [String] {
    clinic.root.rows("select \(columns) from medical_data.prescriptions where record_id = '\(record)' order by version")
  }

  @Test("an order is stored with catalogue, author, prescriber and what each check said")
  func saved() throws {
    let record = doctor.answer(Order().record)
    #expect(stored(record, "medication, dose_amount, dose_unit, route, frequency, status, prescriber_name, recorded_by, indication, medication_id, frequency_code")
      == ["linagliptin|5|mg|oral|once a day|ACTIVE|Dr Osei|\(TestPerson.doctor1.userID)|type 2 diabetes|7|OD"])
    #expect(doctor.rows("select check_code, outcome, severity, finding, override_reason, data_version from medical_data.prescription_findings order by recorded_at, check_code") == [
      "ALLERGY|PASS||ALLERGY||2026-11-01", "DOSE|PASS||DOSE||2026-11-01", "DUPLICATE|PASS||DUPLICATE||2026-11-01", "INTERACTION|PASS||INTERACTION||2026-11-01",
      "PREGNANCY|NOT_RUN|BLOCKING|PREGNANCY linagliptin|contraception is certain|2026-11-01", "RENAL|PASS||RENAL||2026-11-01",
    ])
    #expect(clinic.events("action = 'OVERRIDE_FINDING' and detail ->> 'check' = 'PREGNANCY' and user_id = '\(TestPerson.doctor1.userID)'") == 1)
    #expect(clinic.events("action = 'PRESCRIBE' and patient_id = '\(TestPatient.garcia.patientID)'") == 1)
  }

  @Test("only who prescribes: nurses, doctors without the capability or without a practitioner, closed charts")
  func refused() throws {
    #expect(try clinic.reading(.nurseA, .garcia).answer(Order().answer) == "NO_ROLE")
    #expect(try clinic.signedIn(.doctor3).answer(Order().answer) == "NO_ROLE")
    #expect(try clinic.signedIn(.reception).answer(Order().answer) == "NO_ROLE")
    #expect(doctor.answer(Order(patient: TestPatient.lopez.patientID).answer) == "NO_RFA")
    #expect(doctor.answer(Order(patient: nobody).answer) == "NO_RFA")
    #expect(doctor.answer(Order(patient: TestPatient.munoz.patientID).answer) == "EXPIRED")
    try clinic.root.run("update access.user_capabilities set ends_at = clock_timestamp() where capability_code = 'PRESCRIBE'")
    #expect(doctor.answer(Order().answer) == "NO_ROLE")
    #expect(clinic.events("action = 'PRESCRIBE_REFUSED'") == 7)
    #expect(clinic.root.answer("select count(*) from medical_data.prescriptions where medication = 'linagliptin'") == "0")
  }

  @Test("fields", arguments: [
    (Order(medication: "'linaglyptin'"), "medication"), (Order(medication: "null"), "medication"), (Order(isCoded: "false"), "unit"),
    (Order(dose: "0"), "dose"), (Order(dose: "-1"), "dose"), (Order(dose: "'NaN'"), "dose"), (Order(dose: "null"), "dose"), (Order(unit: "'g'"), "unit"),
    (Order(unit: "'IU'"), "unit"), (Order(route: "'by mouth'"), "route"), (Order(frequency: "'daily'"), "frequency"), (Order(frequency: "null"), "frequency"),
    (Order(starts: "api.local_today() - 3"), "starts_on"), (Order(starts: "api.local_today() + 400"), "starts_on"), (Order(starts: "null"), "starts_on"),
    (Order(starts: "api.local_today() + 3", ends: "api.local_today() + 2"), "ends_on"), (Order(starts: "api.local_today() - 1", ends: "api.local_today() - 1"), "ends_on"),
    (Order(indication: "repeat('x', 201)"), "indication"), (Order(overrides: "'[]'"), "overrides"),
  ])
  func fields(order: Order, field: String) throws {
    var order = order
    if field == "unit", order.isCoded == "false" { order.unit = "'IU'" }
    #expect(doctor.answer(order.answer) == "INVALID \(field)")
  }

  @Test("an allergy by substance, class, cross-reaction and by name blocks; an intolerance warns; words only are said to be unchecked")
  func allergies() throws {
    #expect(doctor.rows(Order(medication: "'amoxicillin'", dose: "500").findings) == [
      "BLOCKING|ALERT|ALLERGY Penicillin", "BLOCKING|ALERT|DUPLICATE amoxicillin"])
    #expect(doctor.rows(Order(medication: "'cefuroxime'", dose: "250").findings) == ["BLOCKING|ALERT|ALLERGY Penicillin"])
    #expect(doctor.answer("select answer from api.record_allergy(gen_random_uuid(), '\(TestPatient.garcia.patientID)', null, 'Pink tablets', 'MILD', null)") == "SAVED")
    #expect(doctor.answer("select answer from api.record_allergy(gen_random_uuid(), '\(TestPatient.garcia.patientID)', 'NSAID', null, 'MILD', null, 'INTOLERANCE')") == "SAVED")
    #expect(doctor.answer("select answer from api.record_allergy(gen_random_uuid(), '\(TestPatient.garcia.patientID)', null, 'Paracetamol', 'MILD', null)") == "SAVED")
    #expect(doctor.rows(Order(medication: "'paracetamol'", dose: "500").findings) == [
      "BLOCKING|ALERT|ALLERGY Paracetamol", "BLOCKING|NOT_RUN|ALLERGY Pink tablets"])
    #expect(doctor.rows(Order(medication: "'acetylsalicylic acid'", dose: "100").checked().findings).contains("WARNING|ALERT|ALLERGY Anti-inflammatories (NSAID)"))
  }

  @Test("where nobody asked for allergies, or could, the check was not done")
  func unasked() throws {
    let other = try clinic.reading(.doctor1, .munoz)
    let order = Order(patient: TestPatient.munoz.patientID)
    #expect(other.rows(order.findings).first == "BLOCKING|NOT_RUN|ALLERGY NOT_OBTAINABLE")
    try clinic.bend("delete from medical_data.allergy_reviews")
    #expect(other.rows(order.findings).first == "BLOCKING|NOT_RUN|ALLERGY NOT_ASKED")
  }

  @Test("duplicates, classes, interactions, doses, kidneys: blocking or warning as the catalogue says")
  func checks() throws {
    #expect(doctor.rows(Order(medication: "'metformin'", dose: "850", frequency: "'BD'").findings).contains("BLOCKING|ALERT|DUPLICATE metformin"))
    #expect(doctor.rows(Order(medication: "'metformin + sitagliptin'", dose: "1", unit: "'tablets'").findings).contains("BLOCKING|ALERT|DUPLICATE metformin"))
    #expect(doctor.rows(Order(medication: "'linagliptin'", dose: "10").findings).contains("BLOCKING|ALERT|DOSE SINGLE"))
    #expect(doctor.rows(Order(medication: "'linagliptin'", frequency: "'BD'").findings).contains("BLOCKING|ALERT|DOSE DAILY"))
    #expect(doctor.rows(Order(medication: "'linagliptin'", frequency: "'PRN'").findings).contains("BLOCKING|NOT_RUN|DOSE DAILY"))
    #expect(doctor.rows(Order(medication: "'linagliptin'", route: "'rectal'").findings).contains("BLOCKING|NOT_RUN|DOSE LIMIT"))
    #expect(doctor.answer(Order().answer) == "SAVED")
    #expect(doctor.rows(Order(medication: "'sitagliptin'", dose: "50").findings).contains("WARNING|ALERT|DUPLICATE linagliptin"))
    #expect(doctor.rows(Order(medication: "'prednisone'", dose: "10").findings) == [
      "WARNING|ALERT|INTERACTION linagliptin", "WARNING|ALERT|INTERACTION metformin", "BLOCKING|NOT_RUN|PREGNANCY prednisone"])
    let warfarin = Order(medication: "'warfarin'", dose: "5", overrides: "'{\"PREGNANCY warfarin\": \"contraception is certain\"}'")
    #expect(doctor.answer(warfarin.answer) == "SAVED")
    #expect(doctor.rows(Order(medication: "'fluconazole'", dose: "150").findings).contains("BLOCKING|ALERT|INTERACTION warfarin"))
    try clinic.bend("update medical_data.biomarkers set value = 25 where type_id = 25")
    #expect(doctor.rows(Order(medication: "'metformin'", dose: "500").findings).contains("BLOCKING|ALERT|RENAL metformin"))
    try clinic.bend("update medical_data.biomarkers set value = 40 where type_id = 25")
    #expect(doctor.rows(Order(medication: "'metformin'", dose: "500").findings).contains("WARNING|ALERT|RENAL metformin"))
    try clinic.bend("update medical_data.biomarkers set measured_at = measured_at - interval '2 years' where type_id = 25")
    #expect(doctor.rows(Order(medication: "'metformin'", dose: "500").findings).contains("BLOCKING|NOT_RUN|RENAL metformin"))
  }

  @Test("pregnancy: unknown is said, known blocks what is to be avoided, men and what is usual pass")
  func pregnancy() throws {
    let phase = { (phase: String) in
      doctor.answer(Measurement(details: "'{\"hormonal\": \"\(phase)\"}'").answer)
    }
    #expect(phase("PREGNANCY_2") == "SAVED")
    #expect(doctor.rows(Order().checked().findings) == ["BLOCKING|ALERT|PREGNANCY linagliptin"])
    #expect(doctor.rows(Order(medication: "'insulin glargine'", dose: "10", unit: "'units'", route: "'subcutaneous'").checked().findings) == [])
    #expect(phase("POSTMENOPAUSE") == "SAVED")
    #expect(doctor.rows(Order().checked().findings) == [])
  }

  @Test("a check whose data is missing or out of date, and a medicine outside the catalogue, are NOT DONE and need a reason")
  func notDone() throws {
    try clinic.root.run("update medical_data.medication_knowledge set valid_until = '2025-03-01' where check_code = 'INTERACTION'; delete from medical_data.medication_knowledge where check_code = 'DOSE'")
    #expect(doctor.answer(Order().answer) == "FINDINGS")
    #expect(doctor.rows(Order().findings) == [
      "BLOCKING|NOT_RUN|DOSE NOT DONE", "BLOCKING|NOT_RUN|INTERACTION NOT DONE", "BLOCKING|NOT_RUN|PREGNANCY linagliptin"])
    let herb = Order(medication: "'Valerian tea'", dose: "1", unit: "'g'", isCoded: "false")
    #expect(doctor.rows(herb.findings).count == 6)
    try clinic.bend("update medical_data.prescriptions set medication = 'something old' where medication = 'metformin'")
    #expect(doctor.rows(Order().findings).contains("BLOCKING|NOT_RUN|DUPLICATE something old"))
  }

  @Test("each blocking finding needs its own reason, long enough; looking at the checks writes nothing")
  func overrides() throws {
    var order = Order(medication: "'amoxicillin'", dose: "500", overrides: "'{}'")
    #expect(doctor.answer(order.answer) == "FINDINGS")
    order.overrides = "'{\"ALLERGY Penicillin\": \"tolerated in 2025\"}'"
    #expect(doctor.answer(order.answer) == "FINDINGS")
    order.overrides = "'{\"ALLERGY Penicillin\": \"tolerated in 2025\", \"DUPLICATE amoxicillin\": \" x \"}'"
    #expect(doctor.answer(order.answer) == "FINDINGS")
    #expect(doctor.answer(order.checked().answer) == "CHECKED")
    #expect(clinic.root.answer("select count(*) from medical_data.prescription_findings") == "0")
    order.overrides = "'{\"ALLERGY Penicillin\": \"tolerated in 2025\", \"DUPLICATE amoxicillin\": \"other one is stopped today\"}'"
    #expect(doctor.answer(order.answer) == "SAVED")
    #expect(clinic.root.answer("select count(*) from medical_data.prescription_findings where override_reason is not null") == "2")
    #expect(clinic.root.refusal("insert into medical_data.prescription_findings (record_id, version, patient_id, check_code, outcome, severity, finding, recorded_by) select record_id, version, patient_id, 'DOSE', 'ALERT', 'BLOCKING', 'x', recorded_by from medical_data.prescriptions limit 1") == "23514", "not even by hand")
  }

  @Test("the same form twice is one order; two doctors ordering the same at once: the second sees the first")
  func idempotent() throws {
    let order = Order()
    let record = doctor.answer(order.record)
    #expect(doctor.answer(order.record) == record && record.count == 36)
    #expect(doctor.answer(readAll) == "31")
    let other = try clinic.reading(.doctor1, .garcia)
    #expect(other.answer(readAll) == "31")
    let orders = (0..<2).map { _ in Order(medication: "'empagliflozin'", dose: "10", overrides: "'{\"PREGNANCY empagliflozin\": \"contraception is certain\"}'") }
    try doctor.send(orders[0].answer)
    try other.send(orders[1].answer)
    #expect([doctor.received(), other.received()].sorted() == ["FINDINGS", "SAVED"])
  }
}
