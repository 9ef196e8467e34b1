/// What the receptionist typed, as typed: nothing is lost, whatever it is worth. `validated` says what is wrong.
public struct RegistrationForm: Hashable, Sendable {
  public enum Field: String, CaseIterable, Hashable, Sendable {
    case surname1 = "surname_1"
    case surname2 = "surname_2"
    case givenNames = "given_names"
    case birthDate = "birth_date"
    case sex
    case phone
    case ward
  }

  /// What a field lacks.
  public enum Problem: Hashable, Sendable {
    case required
    case tooLong(limit: Int)
    case forbiddenCharacter
    case notADate
    case inTheFuture
    case tooLongAgo
    case phoneTooShort(digits: Int)
    case phoneNotANumber
    case unknownChoice
  }

  private var values: [Field: String]

  public init(_ values: [Field: String] = [:]) { self.values = values.filter { !$0.value.isEmpty } }

  public subscript(field: Field) -> String {
    get { values[field] ?? "" }
    set { values[field] = newValue.isEmpty ? nil : newValue }
  }

  public var isEmpty: Bool { values.isEmpty }

  /// What a draft stores.
  public var content: [String: String] {
    Dictionary(uniqueKeysWithValues: values.map { ($0.key.rawValue, $0.value) })
  }

  /// What a draft stored; unknown fields of another version are dropped.
  public init(content: [String: String]) {
    self.init(Dictionary(uniqueKeysWithValues: content.compactMap { name, value in Field(rawValue: name).map { ($0, value) } }))
  }
}

/// A registration that may be sent: every field in its stored form.
public struct Registration: Hashable, Sendable {
  public var name: PersonName
  public var birthDate: CalendarDate
  public var sex: Sex
  /// E.164 or national digits as typed, spaces removed.
  public var phone: String?
  public var wardCode: String?

  public init(name: PersonName, birthDate: CalendarDate, sex: Sex, phone: String?, wardCode: String?) {
    self.name = name
    self.birthDate = birthDate
    self.sex = sex
    self.phone = phone
    self.wardCode = wardCode
  }
}
