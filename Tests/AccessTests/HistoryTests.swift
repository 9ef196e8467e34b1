import DatabaseTestSupport
import Foundation
import Testing

/// Problems and history: clinicians write versions, nurses add notes.
@Suite struct HistoryTests {
  let clinic: Clinic

  init() throws { clinic = try Clinic() }

  /// A form; fields are SQL literals.
  private struct Form {
    var key = UUID().uuidString
    var patient = TestPatient.garcia
    var (kind, title, icd10, onset, precision, resolved) = ("'PROBLEM'", "'Type 2 diabetes'", "'E11.9'", "'2015-01-01'", "'YEAR'", "null")
    var (status, verification, record, version, reason) = ("'ACTIVE'", "'CONFIRMED'", "null", "null", "null")

    var call: String {
      """
      select answer, coalesce(field, ''), record_id, version from api.save_history('\(key)', '\(patient.patientID)', \(kind), \(title), \(icd10), \(onset),
        \(precision), \(resolved), \(status), \(verification), \(record), \(version), \(reason))
      """
    }
  }

  private func form(_ change: (inout Form) -> Void = { _ in }) -> String {
    var form = Form()
    change(&form)
    return form.call
  }

  private func word(_ rows: [String]) -> String { rows.first.map { String($0.split(separator: "|", omittingEmptySubsequences: false).prefix(2).joined(separator: "|")) } ?? "" }
  private var record: String { clinic.root.answer("select record_id from medical_data.medical_histories order by recorded_at limit 1") }
  private func next(_ version: Int, _ change: (inout Form) -> Void = { _ in }) -> String {
    form { $0.record = "'\(record)'"; $0.version = "\(version)"; $0.reason = "'seen again'"; change(&$0) }
  }

  @Test("a clinician writes it, the team reads it, nobody else does either")
  func written() throws {
    let doctor = try clinic.reading(.doctor1, .garcia)
    #expect(word(doctor.rows(form())) == "SAVED|")
    #expect(try clinic.reading(.nurseA, .garcia).rows("select title, icd10, status, verification from medical_data.medical_histories") == ["Type 2 diabetes|E11.9|ACTIVE|CONFIRMED"])
    #expect(try clinic.reading(.nurseB, .munoz).rows("select title from medical_data.medical_histories") == [])
    #expect(word(try clinic.reading(.nurseA, .garcia).rows(form())) == "NO_ROLE|")
    #expect(word(try clinic.signedIn(.reception).rows(form())) == "NO_ROLE|")
    #expect(word(doctor.rows(form { $0.patient = .munoz })) == "EXPIRED|")
    #expect(word(doctor.rows(form { $0.patient = .petrova })) == "NO_RFA|")
    #expect(clinic.events("action = 'SAVE_HISTORY_REFUSED'") == 4)
  }

  @Test("a change is a version with a reason; of two at once one is told; an error stays an error")
  func versions() throws {
    let doctor = try clinic.reading(.doctor1, .garcia)
    #expect(word(doctor.rows(form())) == "SAVED|")
    #expect(word(doctor.rows(next(1) { $0.reason = "null" })) == "INVALID|reason")
    #expect(word(doctor.rows(next(1) { $0.status = "'RESOLVED'"; $0.resolved = "'2020-01-01'" })) == "SAVED|")
    #expect(word(doctor.rows(next(1))) == "CHANGED|")
    #expect(word(doctor.rows(next(2) { $0.status = "'ENTERED_IN_ERROR'" })) == "SAVED|")
    #expect(word(doctor.rows(next(3))) == "CHANGED|")
    #expect(doctor.rows("select version, status, superseded_at is null from medical_data.medical_histories order by version")
      == ["1|ACTIVE|f", "2|RESOLVED|f", "3|ENTERED_IN_ERROR|t"])
  }

  @Test("another patient's record is none of hers")
  func otherPatient() throws {
    let doctor = try clinic.reading(.doctor1, .garcia)
    #expect(word(doctor.rows(form())) == "SAVED|")
    #expect(doctor.answer(openChart(.munoz)) == "OPENED")
    #expect(word(doctor.rows(next(1) { $0.patient = .munoz })) == "INVALID|record")
    #expect(doctor.answer("select api.add_history_note(gen_random_uuid(), '\(TestPatient.munoz.patientID)', '\(record)', 'x')") == "INVALID record")
  }

  @Test("what cannot be is named", arguments: ["kind", "title", "icd10", "onset", "onset future", "resolved", "status", "verification", "record", "reason"])
  func invalid(field: String) throws {
    let doctor = try clinic.reading(.doctor1, .garcia)
    let call = form {
      switch field {
      case "kind": $0.kind = "'RUMOUR'"
      case "title": $0.title = "E'two\\nlines'"
      case "icd10": $0.icd10 = "'11.9'"
      case "onset": $0.precision = "null"
      case "onset future": $0.onset = "'2999-01-01'"
      case "resolved": $0.status = "'RESOLVED'"; $0.resolved = "'2014-01-01'"
      case "status": $0.status = "'ENTERED_IN_ERROR'"
      case "verification": $0.verification = "null"
      case "record": $0.version = "1"
      default: $0.reason = "'why not'"
      }
    }
    #expect(word(doctor.rows(call)) == "INVALID|\(field.split(separator: " ")[0])")
  }

  @Test("the same form twice is one row")
  func repeated() throws {
    let (doctor, key) = (try clinic.reading(.doctor1, .garcia), UUID().uuidString)
    let first = doctor.rows(form { $0.key = key })
    #expect(doctor.rows(form { $0.key = key }) == first && word(first) == "SAVED|")
    #expect(word(doctor.rows(form { $0.key = key; $0.title = "'Asthma'" })) == "KEY_REUSED|")
  }

  @Test("nurses add notes; encrypted, never changed, read through the gate")
  func notes() throws {
    let (doctor, nurse) = (try clinic.reading(.doctor1, .garcia), try clinic.reading(.nurseA, .garcia))
    #expect(word(doctor.rows(form())) == "SAVED|")
    let (id, key) = (record, UUID().uuidString)
    let add = { (key: String, text: String) in "select api.add_history_note('\(key)', '\(TestPatient.garcia.patientID)', '\(id)', '\(text)')" }
    let read = "select body, recorded_by_name from api.history_notes('\(TestPatient.garcia.patientID)')"
    #expect([nurse.answer(add(key, "Zaunkoenig")), nurse.answer(add(key, "Zaunkoenig")), nurse.answer(add(key, "other")), nurse.answer(add(UUID().uuidString, " "))]
      == ["SAVED", "SAVED", "KEY_REUSED", "INVALID text"])
    #expect(doctor.rows(read) == ["Zaunkoenig|Alba Reina"])
    #expect(try clinic.signedIn(.nurseA).rows(read) == [])
    #expect(try clinic.signedIn(.reception).answer(add(UUID().uuidString, "x")) == "NO_ROLE")
    #expect(clinic.events("events::text like '%Zaunk%'") == 0)
    #expect(nurse.refusal("select body_encrypted from medical_data.history_notes") == "42501")
    for statement in ["delete from medical_data.history_notes", "update medical_data.history_notes set recorded_by_name = 'x'",
                      "update medical_data.medical_histories set title = 'x'", "delete from medical_data.medical_histories"] {
      #expect(clinic.root.refusal(statement) == "42501")
    }
  }
}
