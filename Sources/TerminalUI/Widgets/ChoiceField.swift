/// One of a few values, chosen by letter or by Left and Right.
///
/// Shown in full where it fits, `(o) Female  ( ) Male`, else as `[Female   v]`.
public struct ChoiceField: Sendable, Hashable {
  /// The outcomes all fields share.
  public typealias Outcome = FieldOutcome

  /// One value that can be chosen.
  public struct Option: Sendable, Hashable {
    /// What the caller stores.
    public var id: String
    /// What is shown, already in the user's language.
    public var label: String
    /// The key that chooses it; nil is the label's first letter, shared letters cycle.
    public var letter: Character?

    /// An option; ids are unique within a field.
    public init(_ id: String, _ label: String, letter: Character? = nil) {
      self.id = id
      self.label = label
      self.letter = letter
    }

    func answers(to key: Character) -> Bool {
      (letter ?? label.first).map { String($0).lowercased() == String(key).lowercased() } ?? false
    }
  }

  /// In the order shown.
  public private(set) var options: [Option]
  /// The chosen option's id; nil until one is chosen.
  public private(set) var selectedID: String?
  /// Greyed fields ignore every event.
  public var isEnabled: Bool
  /// Always `[label v]`, for long lists.
  public var isCollapsed: Bool

  /// A field with nothing chosen unless `selectedID` is one of the options.
  public init(_ options: [Option], selectedID: String? = nil, isEnabled: Bool = true, isCollapsed: Bool = false) {
    self.options = options
    self.isEnabled = isEnabled
    self.isCollapsed = isCollapsed
    self.selectedID = options.contains { $0.id == selectedID } ? selectedID : nil
  }

  /// The place of the choice in `options`.
  public var selectedIndex: Int? { options.firstIndex { $0.id == selectedID } }
  /// The words of the choice; empty without one.
  public var selectedLabel: String { selectedIndex.map { options[$0].label } ?? "" }

  /// Chooses by id; nil, or an id that is not offered, chooses nothing.
  public mutating func select(_ id: String?) {
    selectedID = options.contains { $0.id == id } ? id : nil
  }

  /// Replaces the options; the choice stays if it is still offered.
  public mutating func setOptions(_ options: [Option]) {
    self.options = options
    select(selectedID)
  }

  /// Uses Left, Right, Space and the letters of options; Enter submits.
  public mutating func handle(_ event: InputEvent) -> Outcome {
    guard isEnabled, !options.isEmpty, case .key(let key) = event else { return .ignored }
    switch key {
    case .left: return choose((selectedIndex ?? options.count) - 1)
    case .right, .character(" "): return choose((selectedIndex ?? -1) + 1)
    case .character(let character): return choose(byLetter: character)
    case .enter: return .submitted
    default: return .ignored
    }
  }

  private mutating func choose(_ index: Int) -> Outcome {
    let id = options[(index + options.count) % options.count].id
    guard id != selectedID else { return .moved }
    selectedID = id
    return .changed
  }

  private mutating func choose(byLetter letter: Character) -> Outcome {
    let matches = options.indices.filter { options[$0].answers(to: letter) }
    guard let first = matches.first else { return .moved }
    let current = selectedIndex ?? -1
    return choose(matches.first { $0 > current } ?? first)
  }

  /// The columns the whole list takes.
  func fullWidth(_ glyphs: GlyphSet) -> Int {
    options.reduce(max(0, options.count - 1) * 2) { $0 + 4 + DisplayWidth.of($1.label, glyphs: glyphs) }
  }

  /// Draws over the first row of `rect`; with focus the hardware cursor stands on the choice.
  public func draw(on canvas: inout Canvas, in rect: Rect, isFocused: Bool, isInvalid: Bool = false) {
    canvas.within(rect) { canvas in paint(on: &canvas, in: rect, isFocused: isFocused, isInvalid: isInvalid) }
  }

  private func paint(on canvas: inout Canvas, in rect: Rect, isFocused: Bool, isInvalid: Bool) {
    let row = rect.row(0)
    guard row.width >= 3, !row.isEmpty else { return }
    let role: Role = !isEnabled ? .fieldDisabled : isInvalid ? .fieldError : isFocused ? .fieldFocus : .field
    canvas.clipped(to: row) { canvas in
      if isCollapsed || fullWidth(canvas.glyphs) > row.width {
        drawCollapsed(on: &canvas, in: row, role: role, isFocused: isFocused)
      } else {
        drawWhole(on: &canvas, in: row, role: role, isFocused: isFocused)
      }
    }
  }

  private func drawCollapsed(on canvas: inout Canvas, in row: Rect, role: Role, isFocused: Bool) {
    canvas.fill(row, role: role)
    canvas.text("[", at: row.origin, role: role)
    canvas.text(selectedLabel, at: row.origin.offset(x: 1), width: row.width - 4, role: role)
    canvas.text("v]", at: Point(x: row.maxX - 2, y: row.y), role: role)
    if isFocused { canvas.cursor = row.origin.offset(x: 1) }
  }

  private func drawWhole(on canvas: inout Canvas, in row: Rect, role: Role, isFocused: Bool) {
    var x = row.x
    let chosen = selectedIndex
    for (index, option) in options.enumerated() {
      let isChosen = index == chosen
      let optionRole: Role = isChosen || !isEnabled ? role : .field
      if isFocused, index == (chosen ?? 0) { canvas.cursor = Point(x: x + 1, y: row.y) }
      x += canvas.text(isChosen ? "(o) " : "( ) ", at: Point(x: x, y: row.y), role: optionRole)
      x += canvas.text(option.label, at: Point(x: x, y: row.y), role: optionRole) + 2
    }
  }
}
