import TerminalTestSupport
import Testing

/// The receptionist registers a patient.
@Suite struct RegistrationTests {
  @Test func mistakesAreSaidBesideTheFieldWhenItIsLeft() throws {
    let terminal = try Clinic().signedIn(.reception)
    terminal.openRegistration()
    terminal.type("Qu1ntanilla")
    #expect(!terminal.contains("letters, hyphen"))
    terminal.press("Tab", expect: "letters, hyphen and apostrophe only")
    terminal.press("Tab", "Tab")
    terminal.type("31022000")
    terminal.press("Tab", expect: "day month year: 12/03/1971")
    terminal.press("Shift-Tab")
    for _ in 0..<10 { terminal.press("Backspace") }
    terminal.type("01012099")
    terminal.press("Tab", expect: "this day is in the future")
    terminal.press("Tab")
    terminal.type("12")
    terminal.press("Tab", expect: "digits or more")
    terminal.press("F9", expect: "! Not saved: see the marked fields.")
    terminal.expect("needed before saving")
  }

  @Test func aDuplicateMustBeDecidedAndF4LeadsToTheKnownPatient() throws {
    let clinic = try Clinic()
    let terminal = try clinic.signedIn(.reception)
    let before = try clinic.count("select count(*) from medical_data.patients")
    terminal.openRegistration()
    terminal.fillRegistration(surname1: "Garcia", surname2: "Nunez", given: "Maria Jose", born: "12/03/1971")
    terminal.expectRow { $0.contains("!1 GARCÍA NÚÑEZ, María José") }
    terminal.expect("same birth date")
    terminal.press("F9", expect: "! Not saved: is it one of these?")
    terminal.press("F4", expect: "1 found")
    terminal.expect("GARCÍA NÚÑEZ, María José")
    terminal.expect("100-000-016")
    #expect(try clinic.count("select count(*) from medical_data.patients") == before)
  }

  @Test func somebodyElseIsStoredWithTheReason() throws {
    let clinic = try Clinic()
    let terminal = try clinic.signedIn(.reception)
    terminal.openRegistration()
    terminal.fillRegistration(surname1: "García", surname2: "Núñez", given: "María José", born: "12031971")
    terminal.expect("may be the same person")
    terminal.press("F9", expect: "! Not saved: is it one of these?")
    terminal.press("F6", expect: "Somebody else, as")
    terminal.type("twin sister, both present")
    terminal.press("F9", expect: "Record number ")
    #expect(try clinic.count("select count(*) from medical_data.patients where surname_1 = 'García' and birth_date = '1971-03-12'") == 2)
    #expect(try clinic.count("select count(*) from access.requests") == 1)
  }

  @Test func swappedDayAndMonthIsSeen() throws {
    let terminal = try Clinic().signedIn(.reception)
    terminal.openRegistration()
    terminal.fillRegistration(surname1: "López", surname2: "García", given: "Carmen", born: "10/05/1959")
    terminal.expect("day and month swapped")
  }

  @Test func savingTwiceStoresOnce() throws {
    let clinic = try Clinic()
    let terminal = try clinic.signedIn(.reception)
    terminal.openRegistration()
    terminal.fillRegistration(surname1: "Quintanilla", given: "Aurora", born: "03041966")
    terminal.press("F9", "F9", "F9")
    terminal.expect("Record number ")
    terminal.settle()
    #expect(try clinic.count("select count(*) from medical_data.patients where surname_1 = 'Quintanilla'") == 1)
  }

}
