extension RegistrationForm {
  public static let longestName = 100
  public static let oldestAge = 120
  public static let shortestPhone = 7

  /// The problems of the fields, by field; no problem: the registration that may be sent. The database checks again.
  public func validated(today: CalendarDate, wards: [Ward]) -> (registration: Registration?, problems: [Field: Problem]) {
    var problems: [Field: Problem] = [:]
    for field in [Field.surname1, .surname2, .givenNames] {
      problems[field] = nameProblem(field)
    }
    let birthDate = checkedBirthDate(today: today, &problems)
    let sex = checkedSex(&problems)
    let phone = self[.phone].filter { !" -().".contains($0) }
    if !trimmed(.phone).isEmpty { problems[.phone] = phoneProblem(phone) }
    let ward = trimmed(.ward)
    if !ward.isEmpty, !wards.contains(where: { $0.code == ward }) { problems[.ward] = .unknownChoice }
    guard problems.isEmpty, let birthDate, let sex else { return (nil, problems) }
    let surname2 = trimmed(.surname2)
    return (
      Registration(
        name: PersonName(givenNames: trimmed(.givenNames), surname1: trimmed(.surname1),
          surname2: surname2.isEmpty ? nil : surname2),
        birthDate: birthDate, sex: sex, phone: phone.isEmpty ? nil : phone, wardCode: ward.isEmpty ? nil : ward),
      problems
    )
  }

  /// Without spaces at the ends, inner runs of spaces as one.
  private func trimmed(_ field: Field) -> String { self[field].split(separator: " ").joined(separator: " ") }

  private func nameProblem(_ field: Field) -> Problem? {
    let name = trimmed(field)
    if name.isEmpty { return field == .surname2 ? nil : .required }
    if name.unicodeScalars.count > Self.longestName { return .tooLong(limit: Self.longestName) }
    // "-" or "." is no name: nobody finds such a patient again.
    return name.unicodeScalars.allSatisfy(Self.isAllowedInNames) && name.contains(where: \.isLetter) ? nil : .forbiddenCharacter
  }

  /// Letters, marks, apostrophes, hyphens, space, middle dot and point ("M.ª"); no controls, no bidi or zero-width marks, no
  /// letters that show nothing (Hangul fillers), no variation selectors.
  static func isAllowedInNames(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.properties.isDefaultIgnorableCodePoint { return false }
    return switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark, .spacingMark: true
    default: " '’-‐·.".unicodeScalars.contains(scalar)
    }
  }

  private func checkedBirthDate(today: CalendarDate, _ problems: inout [Field: Problem]) -> CalendarDate? {
    let text = trimmed(.birthDate)
    guard !text.isEmpty else {
      problems[.birthDate] = .required
      return nil
    }
    guard case .success(let date) = CalendarDate.parse(text) else {
      problems[.birthDate] = .notADate
      return nil
    }
    if date > today { problems[.birthDate] = .inTheFuture }
    if date.age(on: today) > Self.oldestAge { problems[.birthDate] = .tooLongAgo }
    return date
  }

  private func checkedSex(_ problems: inout [Field: Problem]) -> Sex? {
    let text = trimmed(.sex)
    guard !text.isEmpty else {
      problems[.sex] = .required
      return nil
    }
    guard let sex = Sex(rawValue: text) else {
      problems[.sex] = .unknownChoice
      return nil
    }
    return sex
  }

  private func phoneProblem(_ phone: String) -> Problem? {
    let digits = phone.hasPrefix("+") ? phone.dropFirst() : phone[...]
    guard digits.allSatisfy(\.isASCIIDigit), !digits.isEmpty, !phone.hasPrefix("+0") else { return .phoneNotANumber }
    if digits.count < Self.shortestPhone { return .phoneTooShort(digits: Self.shortestPhone) }
    return digits.count > 15 ? .tooLong(limit: 15) : nil   // E.164
  }
}
