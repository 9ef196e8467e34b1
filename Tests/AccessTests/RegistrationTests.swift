import DatabaseTestSupport
import Foundation
import Testing

/// A form of an invented person; fields are SQL literals.
struct Form: Sendable {
  var key = UUID().uuidString, given = "'Lucía'", first = "'Ferrer'", second = "'Vidal'", born = "date '1988-04-23'", sex = "'FEMALE'"
  var phone = "'+34 600 555 012'", ward = "'B'", different = "null"
  var call: String { "api.register_patient('\(key)', \(given), \(first), \(second), \(born), \(sex), \(phone), \(ward), \(different))" }
  var answer: String { "select answer from \(call)" }
  var duplicates: String { "select surname_1, level, score, why from api.find_duplicates(\(given), \(first), \(second), \(born), \(sex), \(phone))" }
}

/// A new patient is written once, validated, and not without a look at who may be the same.
@Suite struct RegistrationTests {
  let clinic: Clinic

  init() throws { clinic = try Clinic() }

  @Test("a complete form is saved with a record number and its check digit, and recorded")
  func saved() throws {
    let reception = try clinic.signedIn(.reception)
    let row = try #require(reception.rows("select answer, field, length(record_number), patient_id from \(Form().call)").first)
    #expect(row.hasPrefix("SAVED||9|"))
    let id = String(row.suffix(36))
    #expect(clinic.root.rows("""
      select p.surname_1, w.code, medical_data.check_digit(left(record_number, 8)) = right(record_number, 1), phone_encrypted is not null
        from medical_data.patients p join access.wards w using (ward_id) where patient_id = '\(id)'
      """) == ["Ferrer|B|t|t"])
    #expect(clinic.events("action = 'REGISTER' and patient_id = '\(id)' and user_id = '\(TestPerson.reception.userID)'") == 1)
  }

  @Test("the telephone number is stored encrypted, found by blind index, and in no event")
  func phone() throws {
    let reception = try clinic.signedIn(.reception)
    #expect(reception.answer(Form().answer) == "SAVED")
    #expect(clinic.root.answer("""
      select access.decrypt_text(phone_encrypted, 'patients.phone/' || patient_id) from medical_data.patients
       where phone_blind_index = access.blind_index('+34600555012', 'patients.phone')
      """) == "+34600555012")
    #expect(clinic.events("to_jsonb(events)::text like '%600555012%'") == 0)
    #expect(clinic.events("table_name = 'medical_data.patients' and new_row ->> 'phone_encrypted' = 'changed'") == 1)
  }

  @Test("a value moved to another row, or changed by a bit, is noticed")
  func tampering() throws {
    let reception = try clinic.signedIn(.reception)
    #expect(reception.answer(Form().answer) == "SAVED")
    let read = { (place: String) in "select access.decrypt_text(\(place), 'patients.phone/' || patient_id) from medical_data.patients where surname_1 = 'Ferrer'" }
    #expect(clinic.root.refusal(read("set_byte(phone_encrypted, 20, get_byte(phone_encrypted, 20) # 1)")) == "XX001")
    #expect(clinic.root.refusal("select access.decrypt_text(phone_encrypted, 'patients.phone/\(nobody)') from medical_data.patients where surname_1 = 'Ferrer'") == "XX001")
    #expect(clinic.root.refusal(read("phone_encrypted")) == nil)
  }

  @Test("the same form sent twice, or four times at once, is one patient and the same answer")
  func idempotent() throws {
    let form = Form()
    let sessions = try (0..<4).map { _ in try clinic.signedIn(.reception) }
    for session in sessions { try session.send("select record_number from \(form.call)") }
    let answers = sessions.map { $0.received() }
    #expect(Set(answers).count == 1 && answers[0].count == 9)
    #expect(sessions[0].answer("select record_number from \(form.call)") == answers[0])
    #expect(clinic.root.answer("select count(*) from medical_data.patients where surname_1 = 'Ferrer'") == "1")
  }

  @Test("the same key with another content is refused; another person's key is hers alone")
  func keyReused() throws {
    let form = Form()
    let other = Form(key: form.key, given: "'Olga'", first: "'Roca'", second: "null", born: "date '1950-01-01'", phone: "null")
    let reception = try clinic.signedIn(.reception)
    #expect(reception.answer(form.answer) == "SAVED")
    #expect(reception.rows("select answer, patient_id from \(other.call)") == ["KEY_REUSED|"])
    #expect(try clinic.signedIn(.doctor1).answer(other.answer) == "SAVED", "no oracle over keys of others")
  }

  @Test("a registration that was rolled back is not there, and its key is free")
  func rolledBack() throws {
    let form = Form()
    let reception = try clinic.signedIn(.reception)
    try reception.run("begin; \(form.answer); rollback")
    #expect(clinic.root.answer("select count(*) from medical_data.patients where surname_1 = 'Ferrer'") == "0")
    #expect(reception.answer(form.answer) == "SAVED")
  }

  @Test("two counters register the same person at the same time: one is told of the other")
  func race() throws {
    let sessions = try (0..<2).map { _ in try clinic.signedIn(.reception) }
    for session in sessions { try session.send(Form().answer) }
    #expect(Set(sessions.map { $0.received() }) == ["SAVED", "DUPLICATE"])
  }

  @Test("receptionists and clinicians register, nobody else")
  func roles() throws {
    for (person, expected) in [(TestPerson.nurseA, "NO_ROLE"), (.admin, "NO_ROLE"), (.privacy, "NO_ROLE"), (.doctor1, "SAVED")] {
      #expect(try clinic.signedIn(person).answer(Form().answer) == expected)
    }
  }

  @Test("a duplicate is refused until a reason says that it is somebody else")
  func duplicate() throws {
    var form = Form(given: "'maria jose'", first: "'GARCIA'", second: "'nunez'", born: "date '1971-03-12'")
    let reception = try clinic.signedIn(.reception)
    #expect(reception.rows("select answer, patient_id from \(form.call)") == ["DUPLICATE|"])
    #expect(reception.answer(form.answer) == "DUPLICATE", "asking again changes nothing")
    form.different = "'cousin of the same name'"
    #expect(reception.answer(form.answer) == "SAVED")
    #expect(clinic.events("action = 'REGISTER' and detail ->> 'different' = 'cousin of the same name'") == 1)
  }

  @Test("a telephone number finds the same person under another name")
  func duplicateByPhone() throws {
    let reception = try clinic.searching(.reception)
    #expect(reception.answer(Form().answer) == "SAVED")
    let form = Form(given: "'Lucia'", first: "'Otero'", second: "null", born: "null", phone: "'600 555 012'")
    #expect(reception.rows(form.duplicates) == ["Ferrer|REVIEW|16.7|{SAME_GIVEN_NAMES,PHONE}"])
  }

  @Test("looking for duplicates needs the directory, and is recorded")
  func duplicatesNeedDirectory() throws {
    let reception = try clinic.signedIn(.reception)
    #expect(reception.answer(Form().duplicates) == "42501 EXPIRED")
    let nurse = try clinic.searching(.nurseA)
    _ = nurse.rows(Form().duplicates)
    #expect(clinic.events("action = 'FIND_DUPLICATES' and detail ->> 'terms' = 'Lucía Ferrer Vidal 1988-04-23'") == 1)
    #expect(try clinic.signedIn(.privacy).answer(Form().duplicates) == "42501 NO_ROLE")
  }

  @Test("a registered patient is in the directory at once, and the receptionist opens no chart")
  func afterwards() throws {
    let reception = try clinic.searching(.reception)
    #expect(reception.answer(Form().answer) == "SAVED")
    #expect(reception.rows("select given_names, ward_code from api.search_patients('ferrer')") == ["Lucía|B"])
    #expect(reception.rows("select given_names from api.search_patients('ferer')") == ["Lucía"], "the lexicon has learnt the name")
    #expect(reception.answer("select api.open_chart((select patient_id from api.search_patients('ferrer')), 'ADMINISTRATION')") == "NO_ROLE")
  }
}

/// Forms that store nothing, in one clinic.
@Suite(.serialized) struct RegistrationFormTests {
  private static let database = Result { try TestDatabase.clone() }
  let clinic: Clinic

  init() throws {
    clinic = try Clinic(Self.database.get())
  }

  @Test("invalid content is answered with its field and stores nothing", arguments: [
    (\Form.given, "''", "given_names"), (\.given, "null", "given_names"), (\.given, "'An4'", "given_names"), (\.given, "repeat('a', 101)", "given_names"),
    (\.given, "E'A\\u202Ena'", "given_names"), (\.given, "E'A\\u200Bna'", "given_names"), (\.given, "E'A\\nna'", "given_names"), (\.given, "'--'", "given_names"),
    (\.first, "''", "surname_1"), (\.first, "'<b>'", "surname_1"), (\.second, "'x;y'", "surname_2"), (\.born, "null", "birth_date"),
    (\.born, "api.local_today() + 1", "birth_date"), (\.born, "date '1890-01-01'", "birth_date"), (\.sex, "'F'", "sex"), (\.sex, "null", "sex"),
    (\.phone, "'12'", "phone"), (\.phone, "'call me'", "phone"), (\.phone, "'+34 600 555 0123 4567 89'", "phone"), (\.ward, "'NOPE'", "ward"),
    (\.different, "'no'", "different_reason"),
  ] as [(WritableKeyPath<Form, String> & Sendable, String, String)])
  func invalid(field: WritableKeyPath<Form, String> & Sendable, value: String, name: String) throws {
    var form = Form()
    form[keyPath: field] = value
    #expect(try clinic.signedIn(.reception).rows("select answer, field, patient_id from \(form.call)") == ["INVALID|\(name)|"])
    #expect(clinic.root.answer("select count(*) from medical_data.patients") == "7")
  }

  @Test("why somebody may be the same", arguments: [
    (Form(given: "'María José'", first: "'García'", second: "'Núñez'", born: "date '1971-03-12'"), ["García|BLOCK|34.6|{SAME_BIRTH_DATE,SAME_SURNAME_1,SAME_GIVEN_NAMES}"]),
    (Form(given: "'María José'", first: "'Núñez'", second: "'García'", born: "date '1971-03-12'"), ["García|BLOCK|32.0|{SAME_BIRTH_DATE,SURNAMES_SWAPPED,SAME_GIVEN_NAMES}"]),
    (Form(given: "'María José'", first: "'García'", second: "'Núñez'", born: "date '1971-12-03'"), ["García|BLOCK|27.5|{BIRTH_DATE_SWAPPED,SAME_SURNAME_1,SAME_GIVEN_NAMES}"]),
    (Form(given: "'Rosa'", first: "'García'", second: "'Núñez'", born: "date '1971-03-12'"), ["García|REVIEW|24.8|{SAME_BIRTH_DATE,SAME_SURNAME_1}"]),
    (Form(given: "'María José'", first: "'Garcia'", second: "null", born: "date '1971-03-12'"), ["García|BLOCK|28.2|{SAME_BIRTH_DATE,SAME_SURNAME_1,SAME_GIVEN_NAMES}"]),
    (Form(given: "'Olga'", first: "'Prieto'", second: "null", born: "date '1971-03-12'"), []),
    (Form(given: "null", first: "null", second: "null", born: "date '1971-03-12'", sex: "null"), ["García|REVIEW|14.2|{SAME_BIRTH_DATE}"]),
    (Form(given: "null", first: "null", second: "null", born: "null", sex: "null", phone: "null"), []),
  ])
  func duplicateReasons(form: Form, expected: [String]) throws {
    let reception = try clinic.searching(.reception)
    #expect(reception.rows(form.duplicates) == expected)
  }
}

/// Names of all kinds, registered one after the other in one clinic.
@Suite(.serialized) struct RegistrationNameTests {
  private static let database = Result { try TestDatabase.clone() }
  let clinic: Clinic

  init() throws {
    clinic = try Clinic(Self.database.get())
  }

  @Test("names of all kinds are accepted and kept as written, in NFC", arguments: [
    "María del Mar", "O'Brien", "Núñez-Íñigo", "Gal·la", "王", "عائشة", "J. R.", "Zoë",
  ])
  func names(name: String) throws {
    let decomposed = name.decomposedStringWithCanonicalMapping
    let reception = try clinic.signedIn(.reception)
    let answer = try reception.run("""
      select answer from api.register_patient(gen_random_uuid(), $1, 'Ferrer', null, '1988-04-23', 'FEMALE', null, null, null)
      """, ["  \(decomposed) "]).value
    #expect(answer == "SAVED")
    #expect(clinic.root.answer("select given_names from medical_data.patients where surname_1 = 'Ferrer' order by created_at desc limit 1")
      == name.precomposedStringWithCanonicalMapping)
  }
}
