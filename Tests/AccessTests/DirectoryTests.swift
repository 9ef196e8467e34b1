import DatabaseTestSupport
import Testing

/// The directory: one field for everything, after a committed opening, and every search recorded.
@Suite struct DirectoryTests {
  let clinic: Clinic

  init() throws { clinic = try Clinic() }

  @Test("searching needs a committed opening of the directory")
  func opening() throws {
    let nurse = try clinic.signedIn(.nurseA)
    #expect(nurse.answer("select * from api.search_patients('gar')") == "42501 EXPIRED")
    try nurse.run("begin; select api.open_directory('TREATMENT')")
    #expect(nurse.answer("select * from api.search_patients('gar')") == "42501 EXPIRED")
    try nurse.run("rollback")
    #expect(nurse.answer("select api.open_directory('TREATMENT')") == "OPENED")
    #expect(nurse.answer("select count(*) from api.search_patients('gar')") == "2")
    try clinic.root.run("update access.openings set expires_at = clock_timestamp()")
    #expect(nurse.answer("select * from api.search_patients('gar')") == "42501 EXPIRED")
  }

  @Test("an opening of a chart or a work list is none of the directory")
  func otherKind() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.answer("select api.open_work_list(null, 'TREATMENT')") == "OPENED")
    #expect(nurse.answer("select * from api.search_patients('gar')") == "42501 EXPIRED")
    #expect(nurse.answer("select * from api.emergency_queue()") == "42501 NO_ROLE")
  }

  @Test("each search is recorded with its terms and how many came back; a refused directory too")
  func recorded() throws {
    let reception = try clinic.searching(.reception)
    _ = reception.rows("select * from api.search_patients('Lóp gar', null, 10)")
    _ = reception.rows("select * from api.search_patients('', 'B')")
    #expect(clinic.events("action = 'SEARCH' and detail = '{\"terms\": \"Lóp gar\", \"found\": 1}' and user_id = '\(TestPerson.reception.userID)'") == 1)
    #expect(clinic.events("action = 'SEARCH' and detail = '{\"terms\": \"\", \"ward\": \"B\", \"found\": 2}'") == 1)
    #expect(clinic.events("action = 'OPEN_DIRECTORY' and purpose = 'TREATMENT'") == 1)
    #expect(try clinic.signedIn(.admin).answer("select api.open_directory('TREATMENT')") == "NO_ROLE")
    #expect(clinic.events("action = 'OPEN_DIRECTORY_REFUSED'") == 1)
  }

  @Test("a rolled-back search still has its committed opening")
  func rolledBack() throws {
    let nurse = try clinic.searching(.nurseA)
    #expect(nurse.answer("select count(*) from api.search_patients('lop')") == "2", "the first one may be repeated")
    try nurse.run("begin; select * from api.search_patients('lop'); rollback")
    #expect(clinic.events("action = 'SEARCH'") == 1)
    #expect(clinic.events("action = 'OPEN_DIRECTORY'") == 1)
  }

  @Test("the administrator searches nobody, also with an opening forced upon her")
  func administrator() throws {
    let admin = try clinic.signedIn(.admin)
    try clinic.root.run("insert into access.openings (session_id, user_id, kind, purpose) select session_id, user_id, 'DIRECTORY', 'forced' from access.sessions")
    #expect(admin.answer("select * from api.search_patients('gar')") == "42501 NO_ROLE")
  }

  @Test("somebody entered in error is not found")
  func enteredInError() throws {
    let nurse = try clinic.searching(.nurseA)
    try clinic.root.run("update medical_data.patients set deleted_at = clock_timestamp() where patient_id = '\(TestPatient.garcia.patientID)'")
    for text in ["garcia nunez", "12031971", "garc", "maria jose"] {
      #expect(nurse.answer("select count(*) from api.search_patients('\(text)') where patient_id = '\(TestPatient.garcia.patientID)'") == "0")
    }
  }
}

/// What is found, in one clinic: searches only add events.
@Suite(.serialized) struct SearchTests {
  private static let database = Result {
    let database = try TestDatabase.clone()
    try database.session().run("""
      insert into medical_data.patients (given_names, surname_1, surname_2, birth_date, sex) values
        ('Pilar', 'De la Cruz', 'García-López', '1948-02-29', 'FEMALE'), ('María del Carmen', 'Ruiz', 'Ortega', '1962-07-08', 'FEMALE'),
        ('Siobhán', 'O''Brien', null, '1970-11-05', 'FEMALE'), ('伟', '王', null, '1985-10-01', 'MALE'), ('Ana María', 'Ortega', 'Ruiz', '2001-01-01', 'FEMALE')
      """)
    return database
  }
  let reception: SqlSession

  init() throws {
    reception = try Self.database.get().signedIn(.reception)
    #expect(reception.answer("select api.open_directory('TREATMENT')") == "OPENED")
  }

  private func found(_ text: String, ward: String? = nil) -> [String] {
    reception.rows("select given_names from api.search_patients($q$\(text)$q$, \(ward.map { "'\($0)'" } ?? "null"))").sorted()
  }

  @Test("names: beginnings, any order, accents or not, second surname, second given name, particles, hyphens, scripts", arguments: [
    ("garc", ["Ana", "María José", "Pilar"]), ("GARC", ["Ana", "María José", "Pilar"]), ("mar garc", ["María José"]), ("garc mar", ["María José"]),
    ("lop gar", ["Ana"]), ("gar lop", ["Ana"]), ("nunez maria", ["María José"]), ("maria jose garcia", ["María José"]),
    ("garcia maria jose nunez", ["María José"]), ("jose garcia", ["María José"]), ("nunez jose", ["María José"]), ("jose maria", ["María José"]),
    ("muñ", ["Íñigo"]), ("MUN", ["Íñigo"]), ("inigo", ["Íñigo"]), ("schroder", ["Eva"]), ("schroder vidal", ["Eva"]), ("schröder-vidal eva", ["Eva"]),
    ("cruz", ["Pilar"]), ("de la cruz", ["Pilar"]), ("de la cruz pilar", ["Pilar"]), ("garcia-lopez pilar", ["Pilar"]), ("lopez pilar cruz", ["Pilar"]),
    ("carmen ruiz", ["María del Carmen"]), ("maria carmen", ["María del Carmen"]), ("ruiz ortega", ["Ana María", "María del Carmen"]),
    ("obrien", ["Siobhán"]), ("o'brien", ["Siobhán"]), ("o’brien sio", ["Siobhán"]), ("王", ["伟"]), ("王 伟", ["伟"]),
    ("ga ma", ["María José"]), ("m g", ["María José"]), ("garcía, maría", ["María José"]), ("  garc   mar ", ["María José"]),
  ])
  func names(text: String, expected: [String]) { #expect(found(text) == expected) }

  @Test("one letter wrong, missing, too many, or two neighbours swapped", arguments: [
    ("hernandes", ["Ole"]), ("Hermandez", ["Ole"]), ("hrenandez", ["Ole"]), ("hernandezz", ["Ole"]), ("ernandez", ["Ole"]), ("petrowa", ["Nadia"]),
    ("hernandes ole", ["Ole"]), ("garica maria", ["María José"]), ("maria garzia", ["María José"]), ("lindqist", ["Maja"]),
  ])
  func typos(text: String, expected: [String]) { #expect(found(text) == expected) }

  @Test("birth dates in the usual spellings, alone or with a name", arguments: [
    ("12031971", ["María José"]), ("12/03/1971", ["María José"]), ("12.03.1971", ["María José"]), ("12-3-1971", ["María José"]),
    ("12/3/71", ["María José"]), ("1971-03-12", ["María José"]), ("12 03 1971", ["María José"]), ("garcia 12/03/1971", ["María José"]),
    ("1971-03-12 mar", ["María José"]), ("lopez 12/03/1971", []), ("31/02/1971", []), ("31021971", []), ("29/02/1948", ["Pilar"]), ("01/01/2101", []),
  ])
  func birthDates(text: String, expected: [String]) { #expect(found(text) == expected) }

  @Test("the client's DateStyle changes nothing")
  func dateStyle() throws {
    try reception.run("set datestyle = 'SQL, MDY'")
    #expect(found("12.03.1971") == ["María José"])
  }

  @Test("record numbers with or without dashes, whole or begun")
  func recordNumbers() throws {
    let number = try #require(reception.rows("select record_number from api.search_patients('garcia nunez')").first)
    let dashed = "\(number.prefix(3))-\(number.dropFirst(3).prefix(3))-\(number.suffix(3))"
    for text in [number, dashed, dashed.replacing("-", with: " "), "  \(number) "] { #expect(found(text) == ["María José"]) }
    #expect(found(String(number.prefix(8))).contains("María José"))
    #expect(found(String(number.prefix(4))).count == 12, "all begin alike")
  }

  @Test("hostile and empty text finds nobody and breaks nothing", arguments: [
    "", " ", "o'; drop table x; --", "%", "_", "\\\\", "' or 1=1", "zzzz", "\u{202E}garc\u{0}x", "99999999999999999999999999", "....", "- - -", "(",
    String(repeating: "a", count: 5000), String(repeating: "a ", count: 60), "0", "00/00/0000", "1/1/1",
  ])
  func hostile(text: String) throws {
    let rows = try reception.run("select count(*) from api.search_patients($1)", [text.replacing("\u{0}", with: "")]).value
    #expect(rows == "0")
  }

  @Test("with a ward only there; without text the whole ward; an unknown ward nobody")
  func wards() {
    #expect(found("", ward: "A") == ["Ana", "María José", "Ole"])
    #expect(found("lop", ward: "A") == ["Ana"])
    #expect(found("lop", ward: "B") == ["Íñigo"])
    #expect(found("garc mar", ward: "A") == ["María José"])
    #expect(found("12/03/1971", ward: "A") == ["María José"])
    #expect(found("garcia 12/03/1971", ward: "B") == [])
    #expect(found("", ward: "NOPE") == [])
    #expect(reception.rows("select ward_code, ward_name from api.wards()") == ["A|Ward A", "B|Ward B"])
  }

  @Test("more rows than asked for are announced, not sent")
  func isMore() {
    #expect(reception.rows("select given_names, is_more from api.search_patients('', 'A', 2)") == ["María José|t", "Ole|t"])
    #expect(reception.rows("select count(*), bool_or(is_more) from api.search_patients('', 'A', 3)") == ["3|f"])
    #expect(reception.rows("select count(*) from api.search_patients('', 'A', -5)") == ["1"])
  }

  @Test("what a row shows: place, doctor, alert without content, and whether the caller has a reason")
  func columns() throws {
    let row = "select surname_1, surname_2, birth_date, sex, status, ward_code, ward_name, bed, attending, has_alert, has_reason from api.search_patients('garcia nunez')"
    #expect(reception.rows(row) == ["García|Núñez|1971-03-12|FEMALE|ACTIVE|A|Ward A|A1||t|f"])
    for (person, reason) in [(TestPerson.nurseA, "t"), (.nurseB, "f"), (.doctor1, "t"), (.doctor2, "f"), (.privacy, "f")] {
      let session = try Self.database.get().signedIn(person)
      #expect(session.answer("select api.open_directory('TREATMENT')") == "OPENED")
      #expect(session.answer("select has_reason from api.search_patients('garcia nunez')") == reason)
    }
  }
}
