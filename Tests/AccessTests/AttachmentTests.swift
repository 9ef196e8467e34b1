import DatabaseTestSupport
import Foundation
import Testing

/// Files: into the open chart, or administrative ones by the reception; opened only when they are clean and there.
@Suite struct AttachmentTests {
  let clinic: Clinic
  static let sum = String(repeating: "ab", count: 32)

  init() throws { clinic = try Clinic() }

  private func add(_ patient: TestPatient = .garcia, category: String = "CLINICAL", name: String = "scan.pdf", type: String = "application/pdf", size: String = "1000",
                   sum: String = sum, key: String = UUID().uuidString) -> String {
    "select answer, coalesce(field, ''), attachment_id, storage_key from api.add_attachment('\(key)', '\(patient.patientID)', '\(category)', '\(name)', '\(type)', \(size), '\(sum)')"
  }

  private func word(_ rows: [String]) -> String { rows.first.map { String($0.split(separator: "|", omittingEmptySubsequences: false).prefix(2).joined(separator: "|")) } ?? "" }
  private var file: String { clinic.root.answer("select attachment_id from medical_data.file_attachments order by created_at desc limit 1") }
  private var open: String { "select answer, storage_key is not null, coalesce(sha256, '') from api.open_attachment('\(file)')" }
  private func scanned(_ state: String, _ missing: Bool = false) -> String { "select access.record_scan('\(file)', '\(state)', \(missing))" }

  @Test("clinicians and nurses into the open chart; the reception administrative ones with the directory open")
  func roles() throws {
    #expect(word(try clinic.reading(.nurseA, .garcia).rows(add())) == "SAVED|")
    let desk = try clinic.signedIn(.reception)
    #expect(desk.answer(add(category: "ADMINISTRATIVE")).contains("EXPIRED"))
    #expect(desk.answer("select api.open_directory('REGISTRATION')") == "OPENED")
    #expect(word(desk.rows(add())) == "NO_ROLE|")
    #expect(word(desk.rows(add(category: "ADMINISTRATIVE"))) == "SAVED|")
    #expect(word(try clinic.signedIn(.nurseA).rows(add())) == "EXPIRED|")
    #expect(word(try clinic.signedIn(.nurseB).rows(add())) == "NO_RFA|")
    #expect(word(try clinic.signedIn(.admin).rows(add())) == "NO_ROLE|")
    #expect(word(desk.rows("select answer, '' from api.add_attachment(gen_random_uuid(), '\(nobody)', 'ADMINISTRATIVE', 'a', 'text/plain', 1, '\(Self.sum)')")) == "NO_RFA|")
    #expect(clinic.events("action = 'ADD_ATTACHMENT_REFUSED'") == 5)
  }

  @Test("what a file cannot be is named", arguments: [
    ("category", "category"), ("name", "file_name"), ("path", "file_name"), ("type", "media_type"), ("size", "byte_size"), ("big", "byte_size"), ("sum", "sha256"),
  ])
  func invalid(what: String, field: String) throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    let call = add(category: what == "category" ? "SECRET" : "CLINICAL", name: what == "name" ? " " : what == "path" ? "../a.pdf" : "a.pdf",
                   type: what == "type" ? "text/html" : "text/plain", size: what == "size" ? "0" : what == "big" ? "536870913" : "1", sum: what == "sum" ? "abc" : Self.sum)
    #expect(word(nurse.rows(call)) == "INVALID|\(field)")
  }

  @Test("the same upload twice is one file under one key")
  func repeated() throws {
    let (nurse, key) = (try clinic.reading(.nurseA, .garcia), UUID().uuidString)
    let first = nurse.rows(add(key: key))
    #expect(word(first) == "SAVED|" && nurse.rows(add(key: key)) == first)
    #expect(word(nurse.rows(add(name: "b.pdf", key: key))) == "KEY_REUSED|")
  }

  @Test("opened only when scanned clean and there; each look is recorded")
  func opened() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    let watch = try clinic.database.session(as: "clinic_watch")
    #expect(word(nurse.rows(add())) == "SAVED|")
    #expect(nurse.rows(open) == ["NOT_SCANNED|f|"])
    #expect(watch.rows("select attachment_id from access.files_to_scan()") == [file] && nurse.refusal("select access.files_to_scan()") == "42501")
    #expect(watch.answer(scanned("FAILED")) == "SAVED" && nurse.rows(open) == ["NOT_SCANNED|f|"])
    #expect(watch.answer(scanned("CLEAN")) == "SAVED" && nurse.rows(open) == ["OPENED|t|\(Self.sum)"])
    #expect(watch.answer(scanned("CLEAN", true)) == "SAVED" && nurse.rows(open) == ["MISSING|f|"])
    #expect(watch.answer(scanned("INFECTED")) == "SAVED" && nurse.rows(open) == ["INFECTED|f|"])
    #expect([watch.answer(scanned("CLEAN")), watch.answer(scanned("PENDING"))] == ["INVALID attachment", "INVALID state"])
    #expect(clinic.events("action = 'OPEN_ATTACHMENT'") == 1 && clinic.events("action = 'OPEN_ATTACHMENT_REFUSED'") == 4)
    #expect(nurse.refusal(scanned("CLEAN")) == "42501")
  }

  @Test("nobody opens a file past the chart's gate")
  func gate() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(word(nurse.rows(add())) == "SAVED|")
    #expect(try clinic.database.session(as: "clinic_watch").answer(scanned("CLEAN")) == "SAVED")
    #expect(try clinic.signedIn(.nurseA).rows(open) == ["NO_RFA|f|"])
    #expect(try clinic.reading(.nurseB, .munoz).rows(open) == ["NO_RFA|f|"])
    #expect(try clinic.searching(.reception).rows(open) == ["NO_RFA|f|"])
    #expect(nurse.rows("select answer from api.open_attachment('\(nobody)')") == ["NO_RFA"])
    #expect(try clinic.signedIn(.privacy).answer(open).contains("NO_ROLE"))
    #expect(nurse.refusal("select storage_key from medical_data.file_attachments") == "42501")
    #expect(nurse.rows("select file_name, scan_state from medical_data.file_attachments") == ["scan.pdf|CLEAN"])
  }

  @Test("the reception sees and opens what it uploaded itself, nobody else's")
  func reception() throws {
    let desk = try clinic.searching(.reception)
    #expect(word(desk.rows(add(category: "ADMINISTRATIVE", name: "form.pdf"))) == "SAVED|")
    #expect(try clinic.database.session(as: "clinic_watch").answer(scanned("CLEAN")) == "SAVED")
    #expect(desk.rows(open) == ["OPENED|t|\(Self.sum)"])
    let mine = "select file_name, scan_state from api.my_attachments('\(TestPatient.garcia.patientID)')"
    #expect(desk.rows(mine) == ["form.pdf|CLEAN"])
    #expect(word(try clinic.reading(.nurseA, .garcia).rows(add(category: "ADMINISTRATIVE", name: "other.pdf"))) == "SAVED|")
    #expect(desk.rows(mine) == ["form.pdf|CLEAN"])
    #expect(desk.rows("select answer from api.open_attachment('\(file)')") == ["NO_RFA"])
    #expect(try clinic.signedIn(.nurseA).answer(mine).contains("NO_ROLE"))
    #expect(desk.answer("select count(*) from medical_data.file_attachments") == "0")
  }

  @Test("a file hangs on several things, all of its own patient")
  func links() throws {
    let doctor = try clinic.reading(.doctor1, .garcia)
    #expect(word(doctor.rows(add())) == "SAVED|")
    let id = file
    let test = doctor.answer("select record_id from api.request_test(gen_random_uuid(), '\(TestPatient.garcia.patientID)', 'HbA1c', null, 'ROUTINE')")
    let note = doctor.answer("select record_id from api.save_note(gen_random_uuid(), '\(TestPatient.garcia.patientID)', 'CONSULTATION', 'x', true)")
    let link = { (patient: TestPatient, entity: String, record: String) in "select api.link_attachment('\(patient.patientID)', '\(id)', '\(entity)', '\(record)')" }
    #expect([doctor.answer(link(.garcia, "TEST", test)), doctor.answer(link(.garcia, "TEST", test)), doctor.answer(link(.garcia, "NOTE", note))] == ["SAVED", "SAVED", "SAVED"])
    #expect([doctor.answer(link(.garcia, "NOTE", test)), doctor.answer(link(.garcia, "WARD", test))] == ["INVALID record", "INVALID record"])
    #expect(doctor.answer(openChart(.munoz)) == "OPENED")
    #expect(doctor.answer(link(.munoz, "TEST", test)) == "INVALID record", "neither is his")
    #expect(doctor.rows("select entity from medical_data.attachment_links order by entity") == ["NOTE", "TEST"])
    #expect(try clinic.signedIn(.reception).answer(link(.garcia, "TEST", test)) == "NO_ROLE")
    #expect(clinic.root.refusal("delete from medical_data.attachment_links") == "42501")
  }

  @Test("of a file only the scan changes, whoever writes", arguments: [
    "delete from medical_data.file_attachments", "update medical_data.file_attachments set sha256 = sha256('x')", "update medical_data.file_attachments set file_name = 'b'",
    "update medical_data.file_attachments set patient_id = '\(TestPatient.lopez.patientID)'",
  ])
  func kept(statement: String) throws {
    #expect(word(try clinic.reading(.nurseA, .garcia).rows(add())) == "SAVED|")
    #expect(clinic.root.refusal(statement) == "42501")
  }
}
