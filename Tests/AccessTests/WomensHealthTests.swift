import DatabaseTestSupport
import Foundation
import Testing

/// Women's health: typed, versioned, written and read in an opened chart only.
@Suite struct WomensHealthTests {
  let clinic: Clinic

  init() throws { clinic = try Clinic() }

  /// A kind of fact: its table, the call's name, its arguments, and a column that tells.
  struct Fact: Sendable, CustomTestStringConvertible {
    var table: String, call: String, arguments: String, changed: String, column: String
    var testDescription: String { table }
    func sql(_ patient: String, _ arguments: String, record: String = "null", version: String = "null", reason: String = "null") -> String {
      "api.\(call)('\(UUID().uuidString)', '\(patient)', \(arguments), \(record), \(version), \(reason))"
    }
  }

  static let facts = [
    Fact(table: "hormonal_profiles", call: "record_hormonal_profile", arguments: "api.local_today(), 'LUTEAL', 'HISTORY', null, null",
      changed: "api.local_today(), 'FOLLICULAR', 'LABORATORY', false, 'FSH 6'", column: "phase"),
    Fact(table: "menstrual_cycles", call: "record_menstrual_cycle", arguments: "date '2026-01-03', 5, 28, 'NORMAL', 'REGULAR', null",
      changed: "date '2026-01-04', 4, 27, 'LIGHT', 'REGULAR', null", column: "started_on"),
    Fact(table: "pregnancies", call: "record_pregnancy", arguments: "date '2026-01-03', date '2026-10-10', 'ONGOING', null, null, 1, null, false, null",
      changed: "date '2026-01-03', date '2026-10-10', 'LIVE_BIRTH', date '2026-10-08', 39, 1, 3200, true, null", column: "outcome"),
    Fact(table: "menopause_statuses", call: "record_menopause", arguments: "api.local_today(), 'PERIMENOPAUSAL', null, true, null",
      changed: "api.local_today(), 'POSTMENOPAUSAL', date '2024-05-01', true, null", column: "stage"),
    Fact(table: "hormonal_therapies", call: "record_hormonal_therapy", arguments: "'MENOPAUSAL', 'estradiol', 'TRANSDERMAL', date '2025-01-01', null, null",
      changed: "'MENOPAUSAL', 'estradiol', 'ORAL', date '2025-01-01', date '2026-01-01', 'changed by her doctor'", column: "route"),
  ]

  @Test("recorded in the opened chart, corrected by a new version with a reason, read behind the gate", arguments: facts)
  func life(fact: Fact) throws {
    let nurse = try clinic.signedIn(.nurseA)
    let patient = TestPatient.garcia.patientID
    let read = "select \(fact.column) from medical_data.\(fact.table) where superseded_at is null"
    #expect(nurse.answer("select answer from \(fact.sql(patient, fact.arguments))") == "EXPIRED")
    #expect(nurse.answer(openChart(.garcia)) == "OPENED")
    let id = nurse.answer("select record_id from \(fact.sql(patient, fact.arguments))")
    let first = nurse.rows(read)
    #expect(first.count == 1)
    #expect(nurse.answer("select answer from \(fact.sql(patient, fact.changed, record: "'\(id)'", version: "1"))") == "REASON_NEEDED")
    #expect(nurse.answer("select answer from \(fact.sql(patient, fact.changed, record: "'\(id)'", version: "7", reason: "'misheard'"))") == "CHANGED")
    #expect(nurse.answer("select answer from \(fact.sql(patient, fact.changed, record: "'\(nobody)'", version: "1", reason: "'misheard'"))") == "NO_RFA")
    #expect(nurse.rows("select answer, version from \(fact.sql(patient, fact.changed, record: "'\(id)'", version: "1", reason: "'misheard'"))") == ["SAVED|2"])
    #expect(nurse.rows(read) != first)
    #expect(nurse.rows("select version, recorded_by_name, correction_reason from medical_data.\(fact.table) order by version")
      == ["1|Alba Reina|", "2|Alba Reina|misheard"])
    #expect(clinic.events("table_name = 'medical_data.\(fact.table)' and action = 'INSERT' and user_id = '\(TestPerson.nurseA.userID)'") == 2)
    let other = try clinic.reading(.nurseB, .munoz)
    #expect(other.rows(read) == [], "another chart shows nothing of it")
    #expect(other.answer("select answer from \(fact.sql(patient, fact.arguments))") == "NO_RFA")
  }

  @Test("receptionists, administrators and the privacy officer neither write nor read", arguments: [TestPerson.reception, .admin, .privacy])
  func roles(person: TestPerson) throws {
    let session = try clinic.signedIn(person)
    for fact in Self.facts {
      #expect(session.answer("select answer from \(fact.sql(TestPatient.garcia.patientID, fact.arguments))") == "NO_ROLE")
      #expect(session.answer("select count(*) from medical_data.\(fact.table)") == "0")
      #expect(session.refusal("insert into medical_data.\(fact.table) (note) values ('x')") == "42501")
    }
  }

  @Test("nobody changes or removes a version", arguments: facts)
  func versions(fact: Fact) throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.answer("select answer from \(fact.sql(TestPatient.garcia.patientID, fact.arguments))") == "SAVED")
    for statement in ["update medical_data.\(fact.table) set note = 'x'", "delete from medical_data.\(fact.table)"] {
      #expect(clinic.root.refusal(statement) == "42501")
      #expect(nurse.refusal(statement) == "42501")
    }
  }

  @Test("what cannot be is refused with its field", arguments: [
    ("record_menstrual_cycle", "api.local_today() + 1, 5, 28, null, null, null", "started_on"),
    ("record_menstrual_cycle", "'infinity', 5, 28, null, null, null", "started_on"),
    ("record_menstrual_cycle", "'-infinity', 5, 28, null, null, null", "started_on"),
    ("record_hormonal_therapy", "'OTHER', 'x', null, date '2026-01-03', 'infinity', null", "ended_on"),
    ("record_menstrual_cycle", "date '2026-01-03', 0, 28, null, null, null", "period_days"),
    ("record_menstrual_cycle", "date '2026-01-03', 100000, 28, null, null, null", "period_days"),
    ("record_menstrual_cycle", "null, 5, 28, null, null, null", "started_on"),
    ("record_pregnancy", "date '2026-01-03', date '2027-01-03', 'ONGOING', null, null, null, null, null, null", "due_on"),
    ("record_pregnancy", "null, null, 'ONGOING', null, 12, null, null, null, null", "outcome"),
    ("record_pregnancy", "null, null, 'SOON', null, null, null, null, null, null", "outcome"),
    ("record_menopause", "date '2026-01-03', 'SURGICAL', date '2026-01-04', null, null", "last_period_on"),
    ("record_hormonal_profile", "date '2026-01-03', 'SPRING', 'HISTORY', null, null", "phase"),
    ("record_hormonal_profile", "date '2026-01-03', 'LUTEAL', 'HISTORY', null, E'a\\u202eb'", "note"),
    ("record_hormonal_therapy", "'OTHER', '', null, date '2026-01-03', null, null", "product"),
    ("record_hormonal_therapy", "'OTHER', 'x', null, date '2026-01-03', date '2026-01-02', null", "ended_on"),
  ])
  func invalid(call: String, arguments: String, field: String) throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    let rows = nurse.rows("select answer, field, record_id from api.\(call)('\(UUID().uuidString)', '\(TestPatient.garcia.patientID)', \(arguments))")
    #expect(rows.count == 1 && rows[0].hasPrefix("INVALID|\(field)") && rows[0].hasSuffix("|"), "\(rows)")
  }

  @Test("one pregnancy at a time")
  func onePregnancy() throws {
    let nurse = try clinic.reading(.nurseA, .garcia)
    let pregnancy = Self.facts[2]
    #expect(nurse.answer("select answer from \(pregnancy.sql(TestPatient.garcia.patientID, pregnancy.arguments))") == "SAVED")
    #expect(nurse.answer("select answer from \(pregnancy.sql(TestPatient.garcia.patientID, pregnancy.arguments))") == "CHANGED")
  }
}
