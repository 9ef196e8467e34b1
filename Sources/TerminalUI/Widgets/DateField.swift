/// A date being typed in any usual spelling; leaving the field shows it as `1971-03-12`.
public struct DateField: Sendable, Hashable {
  /// The outcomes all fields share.
  public typealias Outcome = FieldOutcome

  /// What the text says so far.
  public enum Reading: Sendable, Hashable {
    case empty
    case unreadable
    /// A date outside `range`.
    case outOfRange(CivilDate)
    case date(CivilDate)
  }

  /// The text as typed.
  public private(set) var input: TextField
  /// Read where the year comes last.
  public var order: DateSpelling.Order
  /// Days that may be given, both ends included; nil is any.
  public var range: ClosedRange<CivilDate>?

  /// A field showing `date`; `range` limits what counts as a date.
  public init(
    _ date: CivilDate? = nil, order: DateSpelling.Order = .dayFirst, range: ClosedRange<CivilDate>? = nil,
    placeholder: String = "",
    isEnabled: Bool = true
  ) {
    input = TextField(date?.iso ?? "", maximumLength: 10, accepts: .date, placeholder: placeholder, isEnabled: isEnabled)
    self.order = order
    self.range = range
  }

  /// The text as typed.
  public var text: String { input.text }

  /// Greyed fields ignore every event.
  public var isEnabled: Bool {
    get { input.isEnabled }
    set { input.isEnabled = newValue }
  }

  /// The text read now.
  public var reading: Reading {
    guard input.text.contains(where: { $0 != " " }) else { return .empty }
    guard let date = DateSpelling.parse(input.text, order: order) else { return .unreadable }
    return range.map { $0.contains(date) } ?? true ? .date(date) : .outOfRange(date)
  }

  /// The date, if it can be read and is in range.
  public var date: CivilDate? {
    if case .date(let date) = reading { date } else { nil }
  }

  /// Shows a date, or empties the field.
  public mutating func setDate(_ date: CivilDate?) { input.setText(date?.iso ?? "") }

  /// Sets the text as typed, as from a draft.
  public mutating func setText(_ text: String) { input.setText(text) }

  /// As a `TextField` that takes digits, `-`, `/` and `.`.
  public mutating func handle(_ event: InputEvent) -> Outcome { input.handle(event) }

  /// On leaving: what can be read is shown in the one spelling nobody misreads.
  public mutating func normalize() {
    if let date, date.iso != input.text { input.setText(date.iso) }
  }

  /// As a `TextField`.
  public func draw(on canvas: inout Canvas, in rect: Rect, isFocused: Bool, isInvalid: Bool = false) {
    input.draw(on: &canvas, in: rect, isFocused: isFocused, isInvalid: isInvalid)
  }
}
