/// A name as written: given names and one or two surnames (FHIR HumanName: `family` is both surnames joined by a space).
public struct PersonName: Hashable, Sendable {
  public var givenNames: String
  public var surname1: String
  public var surname2: String?

  public init(givenNames: String, surname1: String, surname2: String? = nil) {
    self.givenNames = givenNames
    self.surname1 = surname1
    self.surname2 = surname2
  }

  /// Both surnames.
  public var family: String {
    guard let surname2, !surname2.isEmpty else { return surname1 }
    return "\(surname1) \(surname2)"
  }

  /// As lists show it: GARCÍA NÚÑEZ, María José.
  public var listed: String { "\(family.uppercased()), \(givenNames)" }

  /// Where others can see the screen: G.N., M.J.
  public var initials: String {
    func letters(_ words: String) -> String {
      words.split(whereSeparator: { $0.isWhitespace || $0 == "-" }).compactMap { $0.first { $0.isLetter } }
        .map { $0.uppercased() + "." }.joined()
    }
    return [letters(family), letters(givenNames)].filter { !$0.isEmpty }.joined(separator: ", ")
  }
}

/// Administrative sex; the raw value is the stored code.
public enum Sex: String, CaseIterable, Hashable, Sendable {
  case female = "FEMALE"
  case male = "MALE"
  case other = "OTHER"
  case unknown = "UNKNOWN"
}

/// The medical record number: eight digits and an ISO 7064 MOD 11,10 check digit, shown as 104-233-719.
public struct RecordNumber: Hashable, Sendable, CustomStringConvertible {
  /// Four bytes: a hundred thousand readings may carry one.
  private let value: UInt32

  /// Nil unless there are nine digits with a right check digit; hyphens and spaces are ignored.
  public init?(_ text: some StringProtocol) {
    let digits = String(text.filter { !" -".contains($0) })
    guard digits.count == 9, digits.allSatisfy(\.isASCIIDigit),
      let last = digits.last?.wholeNumberValue, last == Self.checkDigit(of: digits.dropLast()), let value = UInt32(digits)
    else { return nil }
    self.value = value
  }

  /// Nine digits.
  public var digits: String {
    let digits = String(value)
    return String(repeating: "0", count: 9 - digits.count) + digits
  }

  /// ISO 7064 MOD 11,10.
  public static func checkDigit(of digits: some StringProtocol) -> Int {
    var product = 10
    for digit in digits {
      let sum = (product + (digit.wholeNumberValue ?? 0)) % 10
      product = (sum == 0 ? 10 : sum) * 2 % 11
    }
    return (11 - product) % 10
  }

  /// 104-233-719
  public var description: String {
    let text = Array(digits)
    return String(text[0..<3]) + "-" + String(text[3..<6]) + "-" + String(text[6..<9])
  }
}
