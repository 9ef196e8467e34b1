import DatabaseTestSupport
import Foundation
import Testing

/// A contact as `api.record_contact` takes it; fields are SQL literals.
struct ContactForm: Sendable {
  var key = UUID().uuidString
  var patient = TestPatient.garcia.patientID
  var contact = "null", version = "null"
  var kind = "'EMERGENCY'", relationship = "'SIBLING'", priority = "1", name = "'Rosa García'"
  var phone = "'+34 600 555 099'", email = "null", address = "null"
  var call: String {
    "api.record_contact('\(key)', '\(patient)', \(contact), \(version), \(kind), \(relationship), \(priority), \(name), \(phone), \(email), \(address))"
  }
  var answer: String { "select answer from \(call)" }
}

/// Whom to call, and the numbers others gave the patient.
@Suite struct ContactTests {
  let clinic: Clinic
  let contacts = "select kind, relationship, name, phone, email, row_version from api.patient_contacts('\(TestPatient.garcia.patientID)')"

  init() throws { clinic = try Clinic() }

  @Test("recorded at the desk, read in the chart; encrypted, found by blind index, in no event")
  func recorded() throws {
    let reception = try clinic.searching(.reception)
    #expect(reception.answer(ContactForm().answer) == "SAVED")
    let nurse = try clinic.signedIn(.nurseA)
    #expect(nurse.rows(contacts) == [], "not before the chart is opened")
    #expect(nurse.answer(openChart(.garcia)) == "OPENED")
    #expect(nurse.rows(contacts) == ["EMERGENCY|SIBLING|Rosa García|+34600555099||1"])
    #expect(clinic.root.answer("select count(*) from medical_data.patient_contacts where phone_blind_index = access.blind_index('+34600555099', 'patient_contacts.phone')")
      == "1")
    #expect(clinic.root.answer("select count(*) from medical_data.patient_contacts where phone_blind_index = access.blind_index('+34600555099', 'patients.phone')")
      == "0", "an index of one column says nothing about another")
    #expect(clinic.events("to_jsonb(events)::text ~ '600555099|Rosa'") == 0)
    #expect(clinic.events("action = 'READ_CONTACTS' and user_id = '\(TestPerson.nurseA.userID)'") == 1)
    #expect(nurse.refusal("select * from medical_data.patient_contacts") == "42501")
  }

  @Test("a value moved to another row is noticed")
  func moved() throws {
    let reception = try clinic.searching(.reception)
    #expect(reception.answer(ContactForm().answer) == "SAVED")
    #expect(reception.answer(ContactForm(name: "'Olga Prieto'", phone: "'+34 600 555 098'").answer) == "SAVED")
    try clinic.root.run("update medical_data.patient_contacts set phone_encrypted = (select min(phone_encrypted::text)::bytea from medical_data.patient_contacts)")
    #expect(reception.answer(contacts).hasPrefix("XX001"))
  }

  @Test("changed with the version that was read, ended with a reason, never removed")
  func changed() throws {
    let reception = try clinic.searching(.reception)
    let id = reception.answer("select contact_id from \(ContactForm().call)")
    #expect(reception.answer(ContactForm(contact: "'\(id)'", version: "2").answer) == "CHANGED")
    #expect(reception.answer(ContactForm(contact: "'\(id)'", version: "1", email: "'rosa@example.org'").answer) == "SAVED")
    #expect(reception.rows(contacts) == ["EMERGENCY|SIBLING|Rosa García|+34600555099|rosa@example.org|2"])
    let end = { (version: Int, reason: String) in "select api.end_contact('\(TestPatient.garcia.patientID)', '\(id)', \(version), \(reason))" }
    #expect(reception.answer(end(2, "null")) == "REASON_NEEDED")
    #expect(reception.answer(end(1, "'moved away'")) == "CHANGED")
    #expect(reception.answer(end(2, "'moved away'")) == "SAVED")
    #expect(reception.rows(contacts) == [])
    #expect(clinic.root.answer("select end_reason from medical_data.patient_contacts") == "moved away")
    #expect(reception.answer(ContactForm(contact: "'\(id)'", version: "3").answer) == "CHANGED", "what has ended is not changed")
  }

  @Test("a contact of one patient is not changed through another")
  func otherPatient() throws {
    let reception = try clinic.searching(.reception)
    let id = reception.answer("select contact_id from \(ContactForm().call)")
    #expect(reception.answer(ContactForm(patient: TestPatient.lopez.patientID, contact: "'\(id)'", version: "1").answer) == "CHANGED")
    #expect(reception.answer("select api.end_contact('\(TestPatient.lopez.patientID)', '\(id)', 1, 'moved away')") == "CHANGED")
    #expect(reception.rows(contacts).count == 1)
  }

  @Test("the same contact sent four times at once is one contact")
  func idempotent() throws {
    let form = ContactForm()
    let sessions = try (0..<4).map { _ in try clinic.searching(.reception) }
    for session in sessions { #expect(session.rows(contacts) == [], "the opening is on disk: no repetition below") }
    for session in sessions { try session.send("select contact_id from \(form.call)") }
    let answers = sessions.map { $0.received() }
    #expect(Set(answers).count == 1 && answers[0].count == 36)
    #expect(clinic.root.answer("select count(*) from medical_data.patient_contacts") == "1")
  }

  @Test("invalid contacts", arguments: [
    (\ContactForm.kind, "'FRIEND'", "kind"), (\.relationship, "null", "relationship"), (\.priority, "0", "priority"), (\.name, "''", "name"),
    (\.phone, "null", "phone"), (\.phone, "'12'", "phone"), (\.email, "'x'", "email"), (\.address, "E'a\\u0007b'", "address"),
  ] as [(WritableKeyPath<ContactForm, String> & Sendable, String, String)])
  func invalid(field: WritableKeyPath<ContactForm, String> & Sendable, value: String, name: String) throws {
    var form = ContactForm()
    form[keyPath: field] = value
    #expect(try clinic.searching(.reception).rows("select answer, field, contact_id from \(form.call)") == ["INVALID|\(name)|"])
    #expect(clinic.root.answer("select count(*) from medical_data.patient_contacts") == "0")
  }

  @Test("administrators and the privacy officer read no contacts", arguments: [TestPerson.admin, .privacy])
  func roles(person: TestPerson) throws {
    let session = try clinic.signedIn(person)
    #expect(session.answer(contacts) == "42501 NO_ROLE")
    #expect(session.answer(ContactForm().answer) == "NO_ROLE")
  }

  private func identifier(_ value: String, type: String = "NI", patient: TestPatient = .garcia, key: String = UUID().uuidString) -> String {
    "select answer from api.record_identifier('\(key)', '\(patient.patientID)', '\(type)', 'urn:oid:1.3.6.1.4.1.19126.3', \(value), 'Ministry')"
  }

  @Test("a national number is encrypted and belongs to one patient, however it is written; ended, it is free")
  func nationalNumber() throws {
    let reception = try clinic.searching(.reception)
    let numbers = "select identifier_id, type, value from api.patient_identifiers('\(TestPatient.garcia.patientID)')"
    #expect(reception.answer(identifier("'12.345.678-z'")) == "SAVED")
    #expect(reception.rows(numbers).first?.hasSuffix("|NI|12345678Z") == true)
    #expect(clinic.root.answer("select value is null and value_encrypted is not null from medical_data.patient_identifiers") == "t")
    #expect(clinic.events("to_jsonb(events)::text ~* '12345678z'") == 0)
    #expect(reception.answer(identifier("'12345678Z'", patient: .lopez)) == "DUPLICATE")
    let id = reception.answer(numbers)
    let end = { (reason: String) in "select api.end_identifier('\(TestPatient.garcia.patientID)', '\(id)', \(reason))" }
    #expect([reception.answer(end("null")), reception.answer(end("'misread'")), reception.answer(end("'misread'"))] == ["REASON_NEEDED", "SAVED", "CHANGED"])
    #expect(reception.answer(identifier("'12345678Z'", patient: .lopez)) == "SAVED")
  }

  @Test("a number of an insurer is stored as it is; unknown kinds and odd values are refused")
  func otherNumbers() throws {
    let reception = try clinic.searching(.reception)
    #expect(reception.answer(identifier("'ab-1'", type: "MB")) == "SAVED")
    #expect(clinic.root.answer("select value from medical_data.patient_identifiers") == "AB1")
    #expect([reception.answer(identifier("'1'", type: "XX")), reception.answer(identifier("''")), reception.answer(identifier("E'1\\u202e2'"))]
      == ["INVALID", "INVALID", "INVALID"])
    #expect(try clinic.signedIn(.nurseA).answer(identifier("'1'")) == "EXPIRED")
  }
}
