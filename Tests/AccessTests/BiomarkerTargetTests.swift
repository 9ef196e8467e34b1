import DatabaseTestSupport
import Foundation
import Testing

/// Personal targets: a prescriber sets, changes and ends them, who may open the chart reads them, nobody mixes units.
@Suite struct BiomarkerTargetTests {
  let clinic: Clinic
  let garcia = TestPatient.garcia.patientID

  init() throws { clinic = try Clinic() }

  /// A form; fields are SQL literals.
  struct Form: Sendable {
    var patient = "'\(TestPatient.garcia.patientID)'", type = "'HBA1C'", low = "null", high = "7.0", unit = "'%'"
    var startsOn = "date '2025-10-14'", note = "'agreed with her'", record = "null", version = "null", reason = "null"
    var key = "gen_random_uuid()"
    var call: String {
      """
      api.set_biomarker_target(\(key), \(patient), \(type), \(low), \(high), \(unit), \(startsOn), \(note), \(record), \(version), \
      \(reason))
      """
    }
    func of(_ record: String, _ version: Int, _ reason: String = "'too strict'") -> Form {
      var form = self
      (form.record, form.version, form.reason) = ("'\(record)'", "\(version)", reason)
      return form
    }
  }
  private let shown = "select type_id, low, high, unit, starts_on, status, recorded_by_name, version from medical_data.biomarker_targets"
  private func end(_ record: String, _ version: Int, _ reason: String = "'reached'", _ more: String = "") -> String {
    "select answer from api.end_biomarker_target(gen_random_uuid(), '\(garcia)', '\(record)', \(version), \(reason)\(more))"
  }

  @Test("set, changed and ended by versions with a reason; the nurse reads, and another one may follow")
  func life() throws {
    let doctor = try clinic.reading(.doctor1, .garcia)
    let nurse = try clinic.reading(.nurseA, .garcia)
    var form = Form()
    form.key = "'\(UUID().uuidString)'"
    let id = doctor.answer("select record_id from \(form.call)")
    #expect(doctor.rows("select answer, record_id, version from \(form.call)") == ["SAVED|\(id)|1"], "sent again")
    #expect(nurse.rows("\(shown) where superseded_at is null") == ["1||7.0|%|2025-10-14|ACTIVE|Dr Osei|1"])
    #expect(doctor.answer("select answer from \(Form().call)") == "CHANGED", "one active target")
    let wider = Form(low: "6.5", high: "7.5")
    #expect(doctor.answer("select answer from \(wider.of(id, 1, "null").call)") == "REASON_NEEDED")
    #expect(doctor.answer("select answer from \(wider.of(id, 1).call)") == "SAVED")
    #expect(doctor.answer("select answer from \(wider.of(id, 1).call)") == "CHANGED")
    #expect(nurse.rows("\(shown) where superseded_at is null") == ["1|6.5|7.5|%|2025-10-14|ACTIVE|Dr Osei|2"])
    #expect(doctor.answer(end(id, 2, "'x'")) == "REASON_NEEDED")
    #expect(doctor.answer(end(id, 2)) == "SAVED")
    #expect(nurse.rows("\(shown) where superseded_at is null") == ["1|6.5|7.5|%|2025-10-14|ENDED|Dr Osei|3"])
    #expect(doctor.rows("select answer, field from api.end_biomarker_target(gen_random_uuid(), '\(garcia)', '\(id)', 3, 'again')")
      == ["INVALID|status"])
    #expect(doctor.answer("select answer from \(Form().call)") == "SAVED", "a new one after the end")
    #expect(clinic.root.answer("select count(*) from medical_data.biomarker_targets where record_id = '\(id)'") == "3")
    #expect(clinic.events("table_name = 'medical_data.biomarker_targets' and action = 'INSERT' and user_id = '\(TestPerson.doctor1.userID)'") == 4)
  }

  @Test("an end is answered once for its key; in error is another word")
  func ended() throws {
    let doctor = try clinic.reading(.doctor1, .garcia)
    let id = doctor.answer("select record_id from \(Form().call)")
    let call = "select answer, version from api.end_biomarker_target('\(UUID().uuidString)', '\(garcia)', '\(id)', 1, 'wrong patient', true)"
    #expect(doctor.rows(call) == ["SAVED|2"] && doctor.rows(call) == ["SAVED|2"])
    #expect(doctor.rows("\(shown) where superseded_at is null") == ["1||7.0|%|2025-10-14|ENTERED_IN_ERROR|Dr Osei|2"])
    #expect(doctor.rows("select answer, field from api.end_biomarker_target(null, '\(garcia)', '\(id)', 2, 'reached')") == ["INVALID|key"])
    #expect(doctor.answer(end(UUID().uuidString, 1)) == "NO_RFA", "not hers")
    #expect(doctor.answer("select answer from \(Form(key: "null").call)") == "INVALID")
  }

  @Test("what cannot be a target names its field", arguments: [
    (Form(type: "'NOTHING'"), "type"), (Form(high: "null"), "low"), (Form(low: "7.5"), "high"), (Form(low: "2.9"), "low"),
    (Form(high: "20.1"), "high"), (Form(high: "'NaN'"), "high"), (Form(high: "'Infinity'"), "high"), (Form(high: "53", unit: "'mmol/mol'"), "unit"),
    (Form(high: "7", unit: "'mmol/mol'"), "unit"), (Form(unit: "null"), "unit"), (Form(startsOn: "null"), "starts_on"),
    (Form(startsOn: "api.local_today() + 1"), "starts_on"), (Form(startsOn: "date '1800-01-01'"), "starts_on"),
    (Form(note: "E'soon\\u202e'"), "note"), (Form(note: "repeat('x', 501)"), "note"),
  ])
  func invalid(form: Form, field: String) throws {
    let doctor = try clinic.reading(.doctor1, .garcia)
    #expect(doctor.rows("select answer, field, record_id from \(form.call)") == ["INVALID|\(field)|"])
    #expect(clinic.root.answer("select count(*) from medical_data.biomarker_targets") == "0")
  }

  @Test("a record stays about its biomarker")
  func otherBiomarker() throws {
    let doctor = try clinic.reading(.doctor1, .garcia)
    let id = doctor.answer("select record_id from \(Form().call)")
    #expect(doctor.rows("select answer, field from \(Form(type: "'LDL'", high: "70", unit: "'mg/dL'").of(id, 1).call)") == ["INVALID|type"])
    #expect(doctor.answer("select answer from \(Form(type: "'LDL'", high: "70", unit: "'mg/dL'").call)") == "SAVED")
    #expect(doctor.rows("select type_id, high, unit from medical_data.biomarker_targets order by type_id") == ["1|7.0|%", "20|70|mg/dL"])
  }

  @Test("a nurse, reception, administrator and privacy officer set nothing; a clinician who does not prescribe neither")
  func roles() throws {
    let doctor = try clinic.reading(.doctor1, .garcia)
    let id = doctor.answer("select record_id from \(Form().call)")
    let others = [try clinic.reading(.nurseA, .garcia), try clinic.searching(.reception), try clinic.signedIn(.admin), try clinic.signedIn(.privacy)]
    for other in others {
      #expect(other.answer("select answer from \(Form(type: "'LDL'", high: "70", unit: "'mg/dL'").call)") == "NO_ROLE")
      #expect(other.answer("select answer from \(Form().of(id, 1).call)") == "NO_ROLE")
      #expect(other.answer(end(id, 1)) == "NO_ROLE")
    }
    #expect(try clinic.searching(.reception).answer("select count(*) from medical_data.biomarker_targets") == "0")
    try clinic.bend("delete from access.user_capabilities where user_id = '\(TestPerson.doctor1.userID)' and capability_code = 'PRESCRIBE'")
    #expect(doctor.answer("select answer from \(Form().of(id, 1).call)") == "NO_ROLE")
    #expect(doctor.answer(end(id, 1)) == "NO_ROLE")
    #expect(doctor.rows("select high from medical_data.biomarker_targets") == ["7.0"], "she still reads")
  }

  @Test("nobody writes past the functions", arguments: [
    "insert into medical_data.biomarker_targets select * from medical_data.biomarker_targets", "delete from medical_data.biomarker_targets",
    "update medical_data.biomarker_targets set high = 9", "truncate medical_data.biomarker_targets",
  ])
  func sideDoor(statement: String) throws {
    let doctor = try clinic.reading(.doctor1, .garcia)
    #expect(doctor.answer("select answer from \(Form().call)") == "SAVED")
    for person in [doctor, try clinic.reading(.nurseA, .garcia), try clinic.signedIn(.admin)] { #expect(person.refusal(statement) == "42501") }
    #expect(clinic.root.refusal("update medical_data.biomarker_targets set high = 9") == "42501", "not even the superuser changes a version")
  }

  @Test("without the opened chart, on a closed or restricted one, or for a self-granted access nothing is set")
  func gates() throws {
    let doctor = try clinic.searching(.doctor1)
    #expect(doctor.answer("select answer from \(Form().call)") == "EXPIRED")
    #expect(doctor.answer("select count(*) from medical_data.biomarker_targets") == "0")
    let open = try clinic.reading(.doctor1, .garcia)
    let id = open.answer("select record_id from \(Form().call)")
    #expect(try clinic.signedIn(.doctor3).answer("select count(*) from medical_data.biomarker_targets") == "0", "nothing is opened")
    try clinic.bend("update medical_data.patients set status = 'DECEASED', deceased_on = current_date where patient_id = '\(garcia)'")
    #expect(open.answer("select answer from \(Form().of(id, 1).call)") == "CLOSED")
    #expect(open.answer(end(id, 1)) == "CLOSED")
  }

  @Test("a sealed target is read by its team and changed by nobody else")
  func sealed() throws {
    let doctor = try clinic.reading(.doctor1, .garcia)
    let nurse = try clinic.reading(.nurseA, .garcia)
    let seal = try clinic.sealed(by: doctor)
    let id = doctor.answer("select record_id from \(Form().call)")
    #expect(doctor.seal("TARGET", id, in: seal) == "SAVED")
    let read = "select count(*) from medical_data.biomarker_targets"
    #expect([doctor.answer(read), nurse.answer(read)] == ["1", "0"])
    #expect(doctor.rows("select jsonb_array_length(api.medical_history('\(garcia)') -> 'biomarker_targets')") == ["1"])
    #expect(nurse.openSealed("CONSENT", seal) == "OPENED")
    #expect(nurse.answer(read) == "1")
  }

  @Test("two doctors at the same moment: one target")
  func race() throws {
    let (one, two) = (try clinic.reading(.doctor1, .garcia), try clinic.reading(.doctor1, .garcia))
    for session in [one, two] { #expect(session.answer("select count(*) from medical_data.biomarker_targets") == "0") }
    try one.run("begin")
    #expect(one.answer("select answer from \(Form().call)") == "SAVED")
    try two.send("select answer from \(Form(high: "6.5").call)")
    try one.run("commit")
    #expect(two.received() == "CHANGED")
    #expect(clinic.root.answer("select count(*) from medical_data.biomarker_targets") == "1")
  }
}
