import ClinicModel

/// Something a person reads, in every language of the program. It cannot be made without both, so no entry can be missing.
public struct Message: Hashable, Sendable {
  public let english: String
  public let spanish: String

  public init(en english: String, es spanish: String) {
    self.english = english
    self.spanish = spanish
  }

  /// The same in both languages: names, numbers, units.
  public init(verbatim text: String) {
    english = text
    spanish = text
  }

  public func text(_ language: Language) -> String { language == .spanish ? spanish : english }

  /// With a capital letter first, as a sentence of its own.
  var capitalized: Message {
    func raise(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
    return Message(en: raise(english), es: raise(spanish))
  }

  /// Both joined by a separator.
  public func joined(_ other: Message, by separator: String = " ") -> Message {
    Message(en: english + separator + other.english, es: spanish + separator + other.spanish)
  }
}

/// The words and number forms of one language.
public struct Wording: Sendable {
  public let language: Language

  public init(_ language: Language) { self.language = language }

  public func callAsFunction(_ message: Message) -> String { message.text(language) }

  /// The language's own decimal mark.
  public var decimalMark: Character { language == .spanish ? "," : "." }

  /// A value with the decimals of its type.
  public func number(_ value: DecimalNumber, decimals: Int? = nil) -> String {
    (decimals.map { value.rounded(decimals: $0) } ?? value).formatted(mark: decimalMark)
  }

  /// A computed number, rounded for display.
  public func number(_ value: Double, decimals: Int) -> String {
    guard value.isFinite, abs(value) < 1e12 else { return "-" }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = Int64((value * scale).rounded(.toNearestOrAwayFromZero))
    return DecimalNumber(significand: scaled, scale: decimals)?.formatted(mark: decimalMark) ?? "-"
  }

  /// "+0.6", "-0,3": a change always has its sign.
  public func change(_ value: DecimalNumber, decimals: Int) -> String {
    let text = number(value, decimals: decimals)
    return text.hasPrefix("-") ? text : "+" + text
  }
}
