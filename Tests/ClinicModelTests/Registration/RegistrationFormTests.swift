import ClinicModel
import Testing

private let ward = Ward(code: "M2", name: "Medicine 2")

private func filled(_ changes: [RegistrationForm.Field: String] = [:]) -> RegistrationForm {
  var form = RegistrationForm([
    .surname1: "García", .surname2: "Núñez", .givenNames: "María José", .birthDate: "12/03/1957", .sex: "FEMALE",
    .phone: "612 345 678", .ward: "M2",
  ])
  for (field, text) in changes { form[field] = text }
  return form
}

private func check(_ form: RegistrationForm) throws -> (registration: Registration?,
  problems: [RegistrationForm.Field: RegistrationForm.Problem]) {
  form.validated(today: try CalendarDate.parse("2026-11-21").get(), wards: [ward])
}

/// The one problem of a form that is right but for one field.
private func problem(_ field: RegistrationForm.Field, _ text: String) throws -> RegistrationForm.Problem? {
  let (registration, problems) = try check(filled([field: text]))
  #expect((registration == nil) == !problems.isEmpty)
  #expect(problems.keys.allSatisfy { $0 == field })
  return problems[field]
}

@Suite struct RegistrationFormTests {
  @Test func aCompleteFormBecomesARegistration() throws {
    let registration = try #require(try check(filled()).registration)
    #expect(registration.name == PersonName(givenNames: "María José", surname1: "García", surname2: "Núñez"))
    #expect(registration.birthDate.description == "1957-03-12")
    #expect(registration.sex == .female)
    #expect(registration.phone == "612345678")
    #expect(registration.wardCode == "M2")
  }

  @Test func secondSurnamePhoneAndWardMayBeMissing() throws {
    let registration = try #require(try check(filled([.surname2: "", .phone: "", .ward: ""])).registration)
    #expect(registration.name.surname2 == nil)
    #expect(registration.phone == nil)
    #expect(registration.wardCode == nil)
  }

  @Test func anEmptyFormLacksFourFields() throws {
    let (registration, problems) = try check(RegistrationForm())
    #expect(registration == nil)
    #expect(problems == [.surname1: .required, .givenNames: .required, .birthDate: .required, .sex: .required])
  }

  @Test(arguments: [RegistrationForm.Field.surname1, .givenNames, .birthDate, .sex])
  func spacesAreNothing(_ field: RegistrationForm.Field) throws {
    #expect(try problem(field, "   ") == .required)
  }

  @Test func spacesAroundAndBetweenAreTidied() throws {
    let registration = try #require(try check(filled([.surname1: "  de   la  Cruz ", .surname2: "   ",
      .birthDate: " 1957-03-12 ", .sex: " MALE "])).registration)
    #expect(registration.name.surname1 == "de la Cruz")
    #expect(registration.name.surname2 == nil)
    #expect(registration.sex == .male)
  }
}

@Suite struct RegistrationNameTests {
  @Test(arguments: [
    "Núñez", "Ñíguez", "O'Brien", "O’Brien", "García-Lorca", "Mª", "M.ª José", "Vila·longa", "李", "明华", "علي",
    "Nu\u{301}n\u{303}ez", "Łukasz", "ʻAkamu",
    "Smith\u{2010}Jones", "अनीता",
  ])
  func namesOfTheWorldAreRight(_ name: String) throws {
    #expect(try problem(.surname1, name) == nil)
    #expect(try problem(.surname2, name) == nil)
    #expect(try problem(.givenNames, name) == nil)
  }

  /// Controls, bidirectional and zero-width marks, letters that show nothing, signs.
  @Test(arguments: [
    "Gar\u{0}cía", "Gar\tcía", "Gar\ncía", "Gar\u{1B}[31m", "Gar\u{7F}cía", "Gar\u{85}cía", "Gar\u{9B}cía", "Gar\u{202E}cía",
    "Gar\u{2066}cía", "Gar\u{200E}cía", "Gar\u{200B}cía",
    "Gar\u{200D}cía", "Gar\u{FEFF}cía", "Gar\u{AD}cía", "Gar\u{2060}cía", "Gar\u{34F}cía", "Gar\u{FE0F}cía", "\u{3164}\u{3164}",
    "Gar\u{115F}cía", "Gar\u{FFA0}cía", "Gar\u{E0041}cía",
    "García1", "García;", "<García>", "García\u{A0}Ruiz", "García\u{2028}", "Gar\u{E000}cía", "García😀", "García_",
    "García/Ruiz", "García\"",
  ])
  func charactersThatNamesHaveNotAreRefused(_ name: String) throws {
    #expect(try problem(.surname1, name) == .forbiddenCharacter)
    #expect(try problem(.surname2, name) == .forbiddenCharacter)
    #expect(try problem(.givenNames, name) == .forbiddenCharacter)
  }

  @Test(arguments: ["-", ".", "'", "--- ---", "·", "\u{301}"])
  func marksAloneAreNoName(_ name: String) throws {
    #expect(try problem(.surname1, name) == .forbiddenCharacter)
  }

  @Test func namesHaveAtMost100Characters() throws {
    #expect(try problem(.surname1, String(repeating: "a", count: 100)) == nil)
    #expect(try problem(.surname1, String(repeating: "a", count: 101)) == .tooLong(limit: 100))
    #expect(try problem(.givenNames, "a" + String(repeating: "\u{301}", count: 100)) == .tooLong(limit: 100))
    #expect(try problem(.surname2, " " + String(repeating: "ñ", count: 100) + "   ") == nil)
  }
}

@Suite struct RegistrationFieldTests {
  @Test(arguments: ["21/11/2026", "2026-11-20", "21111906"])
  func birthDatesUpToTodayAndTo120YearsAgo(_ text: String) throws {
    #expect(try problem(.birthDate, text) == nil)
  }

  @Test func aBirthDateOfTomorrowIsInTheFuture() throws {
    #expect(try problem(.birthDate, "22/11/2026") == .inTheFuture)
    #expect(try problem(.birthDate, "9999-12-31") == .inTheFuture)
  }

  @Test func nobodyIsOlderThan120() throws {
    #expect(try problem(.birthDate, "22/11/1905") == nil)
    #expect(try problem(.birthDate, "21/11/1905") == .tooLongAgo)
    #expect(try problem(.birthDate, "0001-01-01") == .tooLongAgo)
  }

  @Test(arguments: ["12/03", "12/03/57", "31/02/1957", "yesterday", "1957", "1\u{301}2031957"])
  func whatIsNoFullDateIsNoDate(_ text: String) throws {
    #expect(try problem(.birthDate, text) == .notADate)
  }

  @Test(arguments: ["F", "female", "WOMAN", "FEMALE;", "\u{200B}"])
  func anUnknownSexIsRefused(_ text: String) throws {
    #expect(try problem(.sex, text) == .unknownChoice)
  }

  @Test(arguments: Sex.allCases)
  func everySexOfTheListIsRight(_ sex: Sex) throws {
    #expect(try check(filled([.sex: sex.rawValue])).registration?.sex == sex)
  }

  @Test func onlyWardsOfTheListAreRight() throws {
    #expect(try problem(.ward, "M3") == .unknownChoice)
    #expect(try problem(.ward, "m2") == .unknownChoice)
    #expect(try problem(.ward, " M2 ") == nil)
  }

  @Test(arguments: [("612345678", "612345678"), ("+34 612-345-678", "+34612345678"), ("(91) 234.56.78", "912345678"),
    ("1234567", "1234567"), ("+123456789012345", "+123456789012345")])
  func phonesLoseTheirDecoration(text: String, stored: String) throws {
    #expect(try check(filled([.phone: text])).registration?.phone == stored)
  }

  @Test func shortAndLongPhonesAreRefused() throws {
    #expect(try problem(.phone, "123456") == .phoneTooShort(digits: 7))
    #expect(try problem(.phone, "+12345") == .phoneTooShort(digits: 7))
    #expect(try problem(.phone, "1234567890123456") == .tooLong(limit: 15))
    #expect(try problem(.phone, "+1234567890123456") == .tooLong(limit: 15))
  }

  @Test(arguments: [
    "61234567a", "+", "---", "()", "61234+5678", "++34612345678", "+0612345678", "６１２３４５６７８", "6\u{301}12345678",
    "612345678\u{202E}", "612345678 ext 3", "tel:612345678",
    "612\u{A0}345\u{A0}678",
  ])
  func whatIsNoPhoneIsRefused(_ text: String) throws {
    #expect(try problem(.phone, text) == .phoneNotANumber)
  }
}

@Suite struct RegistrationDraftTests {
  @Test func aDraftKeepsWhatWasTyped() {
    let form = filled([.birthDate: "12/0", .phone: " 61", .surname1: " Gar\u{202E} "])
    #expect(RegistrationForm(content: form.content) == form)
  }

  @Test func everyFieldHasAPlaceInTheDraft() {
    var form = RegistrationForm()
    for field in RegistrationForm.Field.allCases { form[field] = "text of \(field.rawValue)" }
    #expect(form.content.count == RegistrationForm.Field.allCases.count)
    #expect(RegistrationForm(content: form.content) == form)
  }

  @Test func emptyFieldsAreNotStored() {
    var form = filled()
    form[.phone] = ""
    #expect(form.content["phone"] == nil)
    #expect(RegistrationForm([.phone: ""]).isEmpty)
    #expect(RegistrationForm(content: ["phone": ""]) == RegistrationForm())
  }

  @Test func fieldsOfAnotherVersionAreDropped() {
    let form = RegistrationForm(content: ["surname_1": "García", "blood_group": "A", "request_key": "x"])
    #expect(form == RegistrationForm([.surname1: "García"]))
  }
}
