import DatabaseTestSupport
import Foundation
import Testing

/// Notes: one author, versions until the signature, addenda after it; encrypted, and read through the chart's gate.
@Suite struct NoteTests {
  let clinic: Clinic

  init() throws { clinic = try Clinic() }

  private func note(_ patient: TestPatient = .garcia, _ kind: String = "CONSULTATION", _ text: String = "numb feet since May", sign: String = "true",
                    more: String = "", key: String = UUID().uuidString) -> String {
    "select answer, coalesce(field, ''), record_id, version from api.save_note('\(key)', '\(patient.patientID)', '\(kind)', '\(text)', \(sign)\(more))"
  }

  private func word(_ rows: [String]) -> String { String(rows.first?.split(separator: "|").first ?? "") }
  private func id(_ rows: [String]) -> String { rows.first.map { String($0.split(separator: "|", omittingEmptySubsequences: false)[2]) } ?? "" }
  private let read = "select kind, version, body, signed_at is not null, recorded_by_name from api.notes('\(TestPatient.garcia.patientID)')"

  @Test("written, read by the team, author and time from the session")
  func written() throws {
    let (doctor, nurse) = (try clinic.reading(.doctor1, .garcia), try clinic.reading(.nurseA, .garcia))
    #expect(word(doctor.rows(note())) == "SAVED")
    #expect(nurse.rows(read) == ["CONSULTATION|1|numb feet since May|t|Dr Osei"])
    #expect(word(nurse.rows(note(.garcia, "NURSING", "slept well"))) == "SAVED")
    #expect(doctor.rows(read) == ["NURSING|1|slept well|t|Alba Reina", "CONSULTATION|1|numb feet since May|t|Dr Osei"])
    #expect(clinic.root.answer("select count(*) from medical_data.consultation_notes where session_id is not null") == "2")
  }

  @Test("who may not write this kind: NO_ROLE; without the open chart: EXPIRED; reception never")
  func roles() throws {
    let (doctor, nurse) = (try clinic.reading(.doctor1, .garcia), try clinic.reading(.nurseA, .garcia))
    #expect(word(nurse.rows(note())) == "NO_ROLE")
    #expect(word(nurse.rows(note(.garcia, "REASON"))) == "NO_ROLE")
    #expect(word(doctor.rows(note(.garcia, "NURSING"))) == "NO_ROLE")
    #expect(word(doctor.rows(note(.munoz))) == "EXPIRED")
    #expect(word(doctor.rows(note(.petrova))) == "NO_RFA")
    #expect(word(try clinic.signedIn(.reception).rows(note())) == "NO_ROLE")
    #expect(clinic.root.answer("select count(*) from medical_data.consultation_notes") == "0")
    #expect(clinic.events("action = 'WRITE_NOTE_REFUSED'") == 6)
  }

  @Test("until it is signed its author changes it, each time a version; then nobody")
  func versions() throws {
    let doctor = try clinic.reading(.doctor1, .garcia)
    let record = id(doctor.rows(note(sign: "false")))
    let next = { (text: String, version: Int, sign: Bool) in
      self.note(.garcia, "CONSULTATION", text, sign: "\(sign)", more: ", p_record => '\(record)', p_expected_version => \(version)") }
    #expect(word(doctor.rows(next("numb feet since June", 1, false))) == "SAVED")
    #expect(word(doctor.rows(next("numb hands", 1, false))) == "CHANGED")
    try clinic.root.run("insert into access.care_team (patient_id, user_id) values ('\(TestPatient.garcia.patientID)', '\(TestPerson.doctor3.userID)')")
    #expect(word(try clinic.reading(.doctor3, .garcia).rows(next("all well", 2, true))) == "NOT_AUTHOR")
    #expect(word(doctor.rows(next("numb feet since June", 2, true))) == "SAVED")
    #expect(word(doctor.rows(next("numb hands", 3, true))) == "SIGNED")
    #expect(doctor.rows(read) == ["CONSULTATION|3|numb feet since June|t|Dr Osei"])
    #expect(doctor.rows("select version, body from api.notes('\(TestPatient.garcia.patientID)', true) order by version")
      == ["1|numb feet since May", "2|numb feet since June", "3|numb feet since June"])
  }

  @Test("the same draft in two windows: the second is told")
  func race() throws {
    let (doctor, again) = (try clinic.reading(.doctor1, .garcia), try clinic.reading(.doctor1, .garcia))
    let record = id(doctor.rows(note(sign: "false")))
    let next = note(.garcia, "CONSULTATION", "numb hands", sign: "false", more: ", p_record => '\(record)', p_expected_version => 1")
    let other = note(.garcia, "CONSULTATION", "numb feet", sign: "false", more: ", p_record => '\(record)', p_expected_version => 1")
    #expect(again.rows(read).count == 1, "its opening is known to be on disk")
    try doctor.run("begin; \(next)")
    try again.send(other)
    try doctor.run("commit")
    #expect(again.received() == "CHANGED")
    #expect(doctor.rows(read) == ["CONSULTATION|2|numb hands|f|Dr Osei"])
  }

  @Test("a signed note is amended by its author's addendum only")
  func addendum() throws {
    let doctor = try clinic.reading(.doctor1, .garcia)
    let signed = id(doctor.rows(note()))
    let draft = id(doctor.rows(note(.garcia, "REASON", "check-up", sign: "false")))
    #expect(word(doctor.rows(note(.garcia, "ADDENDUM", "also the hands", more: ", p_amends => '\(signed)'"))) == "SAVED")
    #expect(doctor.rows(note(.garcia, "ADDENDUM", "x", more: ", p_amends => '\(draft)'")).first?.hasPrefix("INVALID|amends") == true)
    #expect(doctor.rows(note(.garcia, "ADDENDUM", "x")).first?.hasPrefix("INVALID|amends") == true)
    try clinic.root.run("insert into access.care_team (patient_id, user_id) values ('\(TestPatient.garcia.patientID)', '\(TestPerson.doctor3.userID)')")
    let other = try clinic.reading(.doctor3, .garcia)
    #expect(word(other.rows(note(.garcia, "ADDENDUM", "x", more: ", p_amends => '\(signed)'"))) == "NOT_AUTHOR")
  }

  @Test("on leave she signs nothing")
  func away() throws {
    let doctor = try clinic.reading(.doctor1, .garcia)
    try clinic.root.run("update access.practitioners set status = 'ON_LEAVE' where user_id = '\(TestPerson.doctor1.userID)'")
    #expect(word(doctor.rows(note())) == "NO_ROLE")
    #expect(word(doctor.rows(note(sign: "false"))) == "SAVED")
  }

  @Test("text is composed and bounded; what could deceive the eye is refused", arguments: ["", "   ", "a\u{202E}b", "a\u{200B}b", "a\u{0007}b", String(repeating: "x", count: 20_001)])
  func text(value: String) throws {
    let doctor = try clinic.reading(.doctor1, .garcia)
    #expect(doctor.rows(note(.garcia, "CONSULTATION", value)).first?.hasPrefix("INVALID|text") == true)
    #expect(word(doctor.rows(note(.garcia, "CONSULTATION", "line\nline, n\u{0303}"))) == "SAVED")
    #expect(doctor.answer("select body = E'line\\nline, \u{00F1}' from api.notes('\(TestPatient.garcia.patientID)')") == "t")
  }

  @Test("a consultation of another patient, or a cancelled one, is none of this note's")
  func consultation() throws {
    let doctor = try clinic.reading(.doctor1, .garcia)
    let add = { (patient: TestPatient) in self.clinic.root.answer("""
      insert into medical_data.consultations (patient_id, practitioner_id, kind, starts_at, ends_at, gives_access, booked_by)
      select '\(patient.patientID)', practitioner_id, 'FOLLOW_UP', clock_timestamp(), clock_timestamp() + interval '20 minutes', true, user_id
        from access.practitioners where user_id = '\(TestPerson.doctor1.userID)' returning consultation_id
      """) }
    let (hers, other) = (add(.garcia), add(.lopez))
    #expect(word(doctor.rows(note(more: ", p_consultation => '\(hers)'"))) == "SAVED")
    #expect(doctor.rows(note(more: ", p_consultation => '\(other)'")).first?.hasPrefix("INVALID|consultation") == true)
    try clinic.root.run("update medical_data.consultations set status = 'CANCELLED', cancel_reason = 'ERROR', closed_at = clock_timestamp()")
    #expect(doctor.rows(note(more: ", p_consultation => '\(hers)'")).first?.hasPrefix("INVALID|consultation") == true)
  }

  @Test("the same form twice is one note")
  func repeated() throws {
    let (doctor, key) = (try clinic.reading(.doctor1, .garcia), UUID().uuidString)
    let first = doctor.rows(note(key: key))
    #expect(doctor.rows(note(key: key)) == first)
    #expect(word(doctor.rows(note(.garcia, "CONSULTATION", "another", key: key))) == "KEY_REUSED")
    #expect(clinic.root.answer("select count(*) from medical_data.consultation_notes") == "1")
  }

  @Test("the words are in no table, no event, no other place")
  func secret() throws {
    let doctor = try clinic.reading(.doctor1, .garcia)
    #expect(word(doctor.rows(note(.garcia, "CONSULTATION", "Kanarienvogel"))) == "SAVED")
    #expect(clinic.events("events::text like '%Kanarien%'") == 0)
    #expect(clinic.root.answer("select count(*) from medical_data.consultation_notes n where position(convert_to('Kanarien', 'UTF8') in n.body_encrypted) > 0") == "0")
    #expect(clinic.root.answer("select count(*) from access.requests r where r::text like '%Kanarien%'") == "0")
    #expect(doctor.refusal("select body_encrypted from medical_data.consultation_notes") == "42501")
    try clinic.bend("update medical_data.consultation_notes set version = 2")
    #expect(doctor.answer("select body from api.notes('\(TestPatient.garcia.patientID)')").hasPrefix("XX001"), "a text moved to another row is noticed")
  }

  @Test("no note without the chart's gate: not opened, not committed, reason gone")
  func gate() throws {
    let doctor = try clinic.reading(.doctor1, .garcia)
    #expect(word(doctor.rows(note())) == "SAVED")
    #expect(try clinic.signedIn(.nurseA).rows(read) == [])
    #expect(try clinic.reading(.nurseB, .munoz).rows(read) == [])
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.rows(read).count == 1)
    #expect(nurse.rows("select kind, recorded_by_name from medical_data.consultation_notes") == ["CONSULTATION|Dr Osei"])
    try clinic.root.run("update access.roster set ends_at = clock_timestamp() - interval '2 hours', starts_at = clock_timestamp() - interval '9 hours' where user_id = '\(TestPerson.nurseA.userID)'")
    #expect(nurse.rows(read) == [])
    #expect(nurse.answer("select count(*) from medical_data.consultation_notes") == "0")
  }

  @Test("the table refuses a change of what was signed, whoever writes", arguments: [
    "delete from medical_data.consultation_notes", "update medical_data.consultation_notes set signed_at = null",
    "insert into medical_data.consultation_notes (record_id, version, patient_id, kind, body_encrypted, recorded_by, recorded_by_name) select record_id, 2, patient_id, kind, body_encrypted, recorded_by, 'x' from medical_data.consultation_notes",
  ])
  func guarded(statement: String) throws {
    #expect(word(try clinic.reading(.doctor1, .garcia).rows(note())) == "SAVED")
    #expect(clinic.root.refusal(statement) == "42501")
  }
}
