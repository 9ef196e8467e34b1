/// What a form's field is made of.
public enum FormControl: Sendable, Hashable {
  case text(TextField)
  case choice(ChoiceField)
  case date(DateField)
  case check(CheckField)
  case area(TextArea)
  case lookup(LookupField)

  /// The value as text: what was typed, the chosen option's id, the date as typed, `true` or `false`.
  public var value: String {
    switch self {
    case .text(let field): field.text
    case .choice(let field): field.selectedID ?? ""
    case .date(let field): field.text
    case .check(let field): field.isOn ? "true" : "false"
    case .area(let field): field.text
    case .lookup(let field): field.text
    }
  }

  /// Greyed controls are stepped over.
  public var isEnabled: Bool {
    get {
      switch self {
      case .text(let field): field.isEnabled
      case .choice(let field): field.isEnabled
      case .date(let field): field.isEnabled
      case .check(let field): field.isEnabled
      case .area(let field): field.isEnabled
      case .lookup(let field): field.isEnabled
      }
    }
    set {
      edit(
        text: { $0.isEnabled = newValue }, choice: { $0.isEnabled = newValue }, date: { $0.isEnabled = newValue },
        check: { $0.isEnabled = newValue }, area: { $0.isEnabled = newValue }, lookup: { $0.isEnabled = newValue })
    }
  }

  /// Sets the value from text, in the form `value` gives.
  public mutating func setValue(_ value: String) {
    edit(
      text: { $0.setText(value) }, choice: { $0.select(value) }, date: { $0.setText(value) }, check: { $0.isOn = value == "true" },
      area: { $0.setText(value) }, lookup: { $0.setText(value) })
  }

  /// Hands an event to the control.
  public mutating func handle(_ event: InputEvent) -> FieldOutcome {
    var outcome = FieldOutcome.ignored
    edit(
      text: { outcome = $0.handle(event) }, choice: { outcome = $0.handle(event) }, date: { outcome = $0.handle(event) },
      check: { outcome = $0.handle(event) }, area: { outcome = $0.handle(event) }, lookup: { outcome = $0.handle(event) })
    return outcome
  }

  /// Whether a key that moves between fields is used inside this one.
  func claims(_ event: InputEvent) -> Bool {
    switch self {
    case .area(let field): field.claims(event)
    case .lookup(let field): field.claims(event)
    default: false
    }
  }

  /// Rows it takes.
  func height(isFocused: Bool) -> Int {
    switch self {
    case .area(let field): field.rows
    case .lookup(let field): field.height(isFocused: isFocused)
    default: 1
    }
  }

  /// Told the columns it is drawn in before its keys can mean lines.
  mutating func prepare(width: Int, glyphs: GlyphSet) {
    guard case .area(var field) = self else { return }
    field.prepare(width: width, glyphs: glyphs)
    self = .area(field)
  }

  /// Draws the control over the first rows of `rect`.
  public func draw(on canvas: inout Canvas, in rect: Rect, isFocused: Bool, isInvalid: Bool) {
    switch self {
    case .text(let field): field.draw(on: &canvas, in: rect, isFocused: isFocused, isInvalid: isInvalid)
    case .choice(let field): field.draw(on: &canvas, in: rect, isFocused: isFocused, isInvalid: isInvalid)
    case .date(let field): field.draw(on: &canvas, in: rect, isFocused: isFocused, isInvalid: isInvalid)
    case .check(let field): field.draw(on: &canvas, in: rect, isFocused: isFocused, isInvalid: isInvalid)
    case .area(let field): field.draw(on: &canvas, in: rect, isFocused: isFocused, isInvalid: isInvalid)
    case .lookup(let field): field.draw(on: &canvas, in: rect, isFocused: isFocused, isInvalid: isInvalid)
    }
  }

  /// The columns it would like.
  func wantedWidth(_ glyphs: GlyphSet) -> Int {
    switch self {
    case .text(let field): min(field.maximumLength, 40) + 2
    case .choice(let field):
      field.isCollapsed
        ? 4 + (field.options.map { DisplayWidth.of($0.label, glyphs: glyphs) }.max() ?? 0) : field.fullWidth(glyphs)
    case .date: 12
    case .check(let field): 4 + DisplayWidth.of(field.label, glyphs: glyphs)
    // Lines of text are read best at up to 75 columns.
    case .area: 78
    case .lookup(let field): min(field.input.maximumLength, 50) + 2
    }
  }

  private mutating func edit(
    text: (inout TextField) -> Void, choice: (inout ChoiceField) -> Void, date: (inout DateField) -> Void,
    check: (inout CheckField) -> Void, area: (inout TextArea) -> Void, lookup: (inout LookupField) -> Void
  ) {
    switch self {
    case .text(var field):
      text(&field)
      self = .text(field)
    case .choice(var field):
      choice(&field)
      self = .choice(field)
    case .date(var field):
      date(&field)
      self = .date(field)
    case .check(var field):
      check(&field)
      self = .check(field)
    case .area(var field):
      area(&field)
      self = .area(field)
    case .lookup(var field):
      lookup(&field)
      self = .lookup(field)
    }
  }
}

/// One labelled field of a `Form`.
public struct FormField: Sendable, Hashable, Identifiable {
  /// Unique within a form.
  public let id: String
  /// Before the control, already in the user's language.
  public var label: String
  /// The control and its value.
  public var control: FormControl
  /// Marked with `*`.
  public var isRequired: Bool
  /// A heading above this field; nil continues the section.
  public var section: String?
  /// Shown beside the control while there is no error.
  public var hint: String
  /// The problem, already in the user's language; shown as `! problem`.
  public var error: String?
  /// Columns of the control; nil is what the control wants.
  public var width: Int?
  /// Stands on the row of the field before it, where there is room.
  public var continuesRow: Bool
  /// A full text field hands the focus on; Backspace in the empty next one comes back.
  public var advancesWhenFull: Bool
  /// The value that counts as unchanged.
  public internal(set) var original: String

  /// A field; its value now counts as unchanged.
  public init(
    _ id: String, _ label: String, _ control: FormControl, isRequired: Bool = false, section: String? = nil, hint: String = "",
    width: Int? = nil, continuesRow: Bool = false, advancesWhenFull: Bool = false
  ) {
    self.id = id
    self.label = label
    self.control = control
    self.isRequired = isRequired
    self.section = section
    self.hint = hint
    self.width = width
    self.continuesRow = continuesRow
    self.advancesWhenFull = advancesWhenFull
    original = control.value
  }

  /// The control's value as text.
  public var value: String { control.value }
  /// Whether the value differs from `original`.
  public var isChanged: Bool { control.value != original }
}
