import TerminalTestSupport
import Testing

/// Histories, allergies, consultations, tests and reports on the real program: read, searched, added, corrected, reviewed.
@Suite struct RecordJourneyTests {
  static let patient = "(select patient_id from medical_data.patients where record_number = '100000016')"

  private func opened(_ clinic: Clinic, _ person: Person, section: Character, expect text: String) throws -> TerminalSession {
    let terminal = try clinic.signedIn(person)
    terminal.openChart("garcia nunez 1971-03-12")
    terminal.press(String(section), expect: text)
    return terminal
  }

  @Test func aDoctorAddsAndCorrectsAProblem() throws {
    let clinic = try Clinic()
    let terminal = try opened(clinic, .doctor, section: "6", expect: "PROBLEMS")
    let living = "select count(*) from medical_data.medical_histories where patient_id = \(Self.patient) and superseded_at is null"
    let before = try clinic.count(living)
    terminal.press("n", expect: "Problem or history: new")
    terminal.press("Tab")
    terminal.type("Diabetic foot ulcer")
    terminal.press("Tab")
    terminal.type("E11.5")
    terminal.press("F9", expect: "Added to the history.")
    #expect(try clinic.count(living) == before + 1)
    // Found by the search of the section, and corrected with a reason; what was there before stays to be read.
    terminal.press("/")
    terminal.type("foot ulc")
    terminal.press("Enter")
    terminal.expectRow { $0.contains("Diabetic foot ulcer") }
    terminal.press("u", expect: "Correct: Diabetic foot ulcer")
    terminal.press("Tab")
    terminal.type(", left heel")
    for _ in 0..<5 { terminal.press("Tab") }
    terminal.type("which foot")
    terminal.press("F9", expect: "Corrected; what was before stays in its versions.")
    terminal.expectRow { $0.contains("* Diabetic foot ulcer, left heel") }
    terminal.press("Enter", expect: "~Diabetic foot ulcer~ Diabetic foot ulcer, left")
    let stored = "select string_agg(concat_ws('/', version, title, correction_reason), ' ' order by version) from medical_data.medical_histories where icd10 = 'E11.5'"
    #expect(try clinic.value(stored) == "1/Diabetic foot ulcer 2/Diabetic foot ulcer, left heel/which foot")
  }

  @Test func aNurseAddsAnAllergyOfTheCatalogueAndTheBannerSaysIt() throws {
    let clinic = try Clinic()
    let terminal = try opened(clinic, .nurse, section: "6", expect: "ALLERGIES")
    terminal.press("n", expect: "NO_ROLE: this is written by doctors.")
    terminal.press("Esc")
    terminal.expectGone("NO_ROLE")
    terminal.press("a", expect: "Allergy: new")
    terminal.type("pean")
    terminal.expectRow { $0.contains("> Peanut") }
    terminal.press("Enter")
    terminal.press("m")
    terminal.press("Tab")
    terminal.type("hives")
    terminal.press("F9", expect: "Allergy added.")
    terminal.expectRow { $0.contains("ALLERGY") && $0.contains("Peanut (mild)") }
    terminal.expectRow { $0.contains("Peanut") && $0.contains("unverified") }
    let stored = "select verification || ' ' || (allergy_id is not null) from medical_data.patient_allergies where substance = 'Peanut' and reaction = 'hives'"
    #expect(try clinic.value(stored) == "UNVERIFIED true")
  }

  @Test func aNoteIsSignedAndOnlyItsAuthorAmendsIt() throws {
    let clinic = try Clinic()
    let terminal = try opened(clinic, .nurse, section: "4", expect: "nursing note")
    terminal.press("n", expect: "New note")
    terminal.type("Foot looked at.")
    terminal.press("Enter")
    terminal.type("Skin is whole.")
    terminal.press("F9", expect: "Note stored.")
    let notes = "select count(*) from medical_data.consultation_notes where patient_id = \(Self.patient) and recorded_by_name = (select display_name from access.users where email = 'nurse@clinic.demo')"
    let count = try clinic.count(notes)
    #expect(try clinic.count("select count(*) from medical_data.consultation_notes where position('Skin' in encode(body_encrypted, 'escape')) > 0") == 0)
    terminal.press("/")
    terminal.type("skin whole")
    terminal.press("Enter")
    terminal.expect("1 of ")
    terminal.press("u", expect: "Addendum to a signed note")
    terminal.type("Seen with the doctor.")
    terminal.press("F9", expect: "Addendum signed; the note stays as it was.")
    #expect(try clinic.count(notes) == count + 1)
    terminal.press("Esc")
    terminal.expectGone("1 of ")
    terminal.press("/")
    terminal.type("ward round")
    terminal.press("Enter")
    terminal.expect("1 of ")
    terminal.press("u", expect: "NOT_AUTHOR: only Dr ")
  }

  @Test func aDoctorMarksAReportReviewedAndFilesAreNeverOpened() throws {
    let clinic = try Clinic()
    let terminal = try opened(clinic, .doctor, section: "5", expect: "REPORTS")
    terminal.press("/")
    terminal.type("chest radiograph")
    terminal.press("Enter")
    terminal.expectRow { $0.contains("Chest radiograph, two views") && $0.contains("! to review") }
    terminal.expect("! Summary written by a model: read the report.")
    terminal.press("R", expect: "F9 does it")
    terminal.press("F9", expect: "Chest radiograph, two views: reviewed.")
    terminal.expectRow { $0.contains("Chest radiograph, two views") && $0.contains("reviewed") }
    let reviewed = "select count(*) from medical_data.medical_reports where patient_id = \(Self.patient) and title like 'Chest%' and status = 'REVIEWED' and superseded_at is null"
    #expect(try clinic.count(reviewed) == 1)
    terminal.press("Esc")
    terminal.expectGone("1 of ")
    terminal.press("End")
    terminal.expect("Files are never opened on the ward terminal")
    terminal.expect("SHA-256 ")
  }

  @Test func aNurseOrdersATestUnderAProtocolAndTellsItsResult() throws {
    let clinic = try Clinic()
    let terminal = try opened(clinic, .nurse, section: "5", expect: "TESTS")
    terminal.press("n", expect: "Test: order")
    terminal.type("Urine dipstick")
    terminal.press("F9", expect: "needed before saving")
    terminal.type("NP-12")
    terminal.press("F9", expect: "Test ordered.")
    terminal.press("/")
    terminal.type("dipstick")
    terminal.press("Enter")
    terminal.expectRow { $0.contains("Urine dipstick") }
    terminal.press("u", expect: "It is now")
    terminal.press("r")
    terminal.press("Tab")
    terminal.type("Leucocytes one plus, nitrite negative.")
    terminal.press("F9", expect: "Stored.")
    let stored = "select version || ' ' || status || ' ' || detail from medical_data.medical_tests where name = 'Urine dipstick' and superseded_at is null"
    #expect(try clinic.value(stored) == "2 RESULTED Leucocytes one plus, nitrite negative.")
  }

  /// The database is lost in the middle of a form: everything typed is there after the password, and stored once.
  @Test func aCutLineKeepsTheForm() throws {
    let clinic = try Clinic()
    let terminal = try opened(clinic, .nurse, section: "4", expect: "nursing note")
    terminal.press("n", expect: "New note")
    terminal.type("Foot looked at, and")
    terminal.expect("Foot looked at, and")
    try clinic.cutConnections()
    terminal.expect("LOCKED")
    terminal.expect("The line was lost and is back.")
    terminal.type(Person.password)
    terminal.press("Enter", expect: "Foot looked at, and")
    terminal.type(" it is whole.")
    terminal.press("F9", expect: "Note stored.")
    #expect(try clinic.eventually("select count(*) from access.drafts where content_encrypted is not null", is: "0"))
  }

  /// The terminal is gone in the middle of a form: the next one brings it back.
  @Test func aLostTerminalKeepsTheForm() throws {
    let clinic = try Clinic()
    let terminal = try opened(clinic, .nurse, section: "4", expect: "nursing note")
    terminal.press("n", expect: "New note")
    terminal.type("Foot looked at, and")
    terminal.expect("Foot looked at, and")
    terminal.hangUp()
    #expect(terminal.waitForExit(seconds: 5) == .code(0))
    #expect(try clinic.count("select count(*) from access.drafts where position('Foot' in encode(content_encrypted, 'escape')) > 0") == 0)
    let again = try opened(clinic, .nurse, section: "4", expect: "nursing note")
    again.press("n", expect: "your draft was brought back")
    again.expect("Foot looked at, and")
    again.press("F9", expect: "Note stored.")
    #expect(try clinic.eventually("select count(*) from access.drafts where content_encrypted is not null", is: "0"))
  }

  /// The reply is lost with the line: the same form goes out again, and is stored once.
  @Test func aFormInDoubtIsStoredOnce() throws {
    let clinic = try Clinic()
    let terminal = try opened(clinic, .nurse, section: "4", expect: "nursing note")
    let all = "select count(*) from medical_data.consultation_notes"
    let before = try clinic.count(all)
    terminal.press("n", expect: "New note")
    terminal.type("Only once.")
    terminal.expect("Only once.")
    try clinic.superuser.run("begin; lock table medical_data.consultation_notes in access exclusive mode")
    terminal.press("F9", expect: "Saving...")
    #expect(try clinic.waitsForLocks(1))
    try clinic.cutConnections()
    try clinic.superuser.run("commit")
    terminal.expect("The line was lost and is back.")
    terminal.type(Person.password)
    terminal.press("Enter", expect: "Note stored.")
    #expect(try clinic.count(all) == before + 1)
  }
}
