import ClinicModel

/// Words that come with the data: of a catalogue, of a field that the clinic defined.
public struct RecordWords: Hashable, Sendable {
  public var english: String
  public var spanish: String

  public init(english: String, spanish: String) {
    self.english = english
    self.spanish = spanish
  }

  /// The same in both languages.
  public init(_ text: String) { self.init(english: text, spanish: text) }
}

/// A field of a form of the chart. Its id is the name by which the database calls it where it rejects it.
public struct RecordField: Hashable, Sendable, Identifiable {
  /// One value that can be chosen. Without words the screens know them by its id.
  public struct Option: Hashable, Sendable {
    public var id: String
    public var words: RecordWords?

    public init(_ id: String, _ words: RecordWords? = nil) {
      self.id = id
      self.words = words
    }
  }

  /// What may be typed.
  public enum Content: Hashable, Sendable {
    /// One line of at most so many characters.
    case text(Int)
    /// Several lines, at most so many characters.
    case paragraphs(Int)
    case choice([Option])
    /// An entry of a list found while typing; words of one's own where that is allowed.
    case lookup([Option], ownWords: Bool)
    /// A day; month or year alone where `isPartial`.
    case date(isPartial: Bool, mayBeAhead: Bool)
    /// Date and time as `MeasuringTime` reads them; empty is now.
    case moment
    /// A number in this UCUM unit, with at most so many decimals.
    case number(unit: String, decimals: Int, range: ClosedRange<DecimalNumber>?)
    /// Yes or no, stored as `true` and `false`.
    case check
  }

  public var id: String
  public var content: Content
  public var isRequired: Bool
  /// Characters it needs where anything is typed.
  public var minimum: Int
  /// A label that comes with the data; nil: the screens know it by the form and the id.
  public var words: RecordWords?
  /// Shown only while another field has one of these values; a field that is not shown is not stored.
  public var condition: Condition?

  /// A field that depends on another.
  public struct Condition: Hashable, Sendable {
    public var field: String
    public var values: Set<String>

    public init(_ field: String, _ values: Set<String>) {
      self.field = field
      self.values = values
    }
  }

  public init(
    _ id: String, _ content: Content, isRequired: Bool = false, minimum: Int = 0, words: RecordWords? = nil, when condition: Condition? = nil
  ) {
    self.id = id
    self.content = content
    self.isRequired = isRequired
    self.minimum = minimum
    self.words = words
    self.condition = condition
  }

  /// Why a stored record is changed; the last field of every correction.
  public static let reason = RecordField("reason", .text(300), isRequired: true, minimum: 3)

  /// The values of an enumeration, known to the screens by their raw values.
  public static func choice<Value: RawRepresentable & CaseIterable>(
    _ id: String, _ values: Value.Type, isRequired: Bool = false, when condition: Condition? = nil
  ) -> RecordField where Value.RawValue == String {
    RecordField(id, .choice(Value.allCases.map { Option($0.rawValue) }), isRequired: isRequired, when: condition)
  }

  var options: [Option] {
    switch content {
    case .choice(let options), .lookup(let options, _): options
    default: []
    }
  }
}

/// What is wrong with a field.
public enum RecordProblem: Hashable, Sendable {
  case missing
  case tooShort(Int)
  case notANumber(decimals: Int)
  case outOfRange(DecimalNumber, DecimalNumber)
  case notADate
  case notATime
  case inTheFuture
  /// Not one of the list.
  case unknownChoice
  /// The database does not take it.
  case rejected
  /// Something that the form knows about itself, by name.
  case named(String)
}
