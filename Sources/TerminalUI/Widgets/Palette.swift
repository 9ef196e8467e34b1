/// Commands found by typing. Those not allowed now are listed in brackets, with the reason on Enter.
public struct Palette<Action: Hashable & Sendable>: Sendable {
  /// What an event did.
  public enum Outcome: Sendable, Hashable {
    case ignored
    case moved
    /// Enter on an allowed command.
    case run(Action)
    /// Enter on a greyed command: why.
    case refused(String)
    /// Enter where no command matches: what was typed.
    case entered(String)
    /// Esc.
    case cancelled
  }

  /// Before the field, such as `:`.
  public var prompt: String
  /// Where nothing matches, in the user's language.
  public var nothing: String
  private let items: [CommandItem<Action>]
  private var input = TextField(maximumLength: 80)
  private var selected = 0
  private var offset = 0

  /// All commands of a key table, those without keys too.
  public init(_ table: KeyTable<Action>, prompt: String = ":", nothing: String = "") {
    self.prompt = prompt
    self.nothing = nothing
    items = table.bindings.map { CommandItem($0) }
  }

  /// The matching commands: names beginning with the first word typed, then names holding it, then the rest.
  public var matches: [CommandItem<Action>] {
    let query = MatchText.words(input.text)
    let ranked = items.compactMap { item in item.rank(query).map { (rank: $0, item: item) } }
    return (0...2).flatMap { rank in ranked.filter { $0.rank == rank }.map(\.item) }
  }

  /// Text filters, Up and Down choose, Enter runs, Esc closes.
  public mutating func handle(_ event: InputEvent) -> Outcome {
    switch event {
    case .key(.escape): return .cancelled
    case .key(.up): selected = max(0, selected - 1)
    case .key(.down): selected = min(selected + 1, max(0, matches.count - 1))
    case .key(.enter):
      let found = matches
      guard found.indices.contains(selected) else { return .entered(input.text) }
      return found[selected].isEnabled ? .run(found[selected].action) : .refused(found[selected].disabledReason)
    default:
      let outcome = input.handle(event)
      if outcome == .changed { selected = 0 }
      return outcome == .ignored ? .ignored : .moved
    }
    return .moved
  }

  /// Draws the field and a list below it, framed, over `rect`; the hardware cursor stands on the chosen command, or in the field.
  public mutating func draw(on canvas: inout Canvas, in rect: Rect) {
    canvas.within(rect) { canvas in paint(on: &canvas, in: rect) }
  }

  private mutating func paint(on canvas: inout Canvas, in rect: Rect) {
    canvas.fill(rect, role: .text)
    canvas.frame(rect, role: .frameFocus)
    let inside = rect.inset(left: 2, top: 1, right: 2, bottom: 1)
    guard inside.width >= 6, inside.height >= 1 else { return }
    let used = canvas.text(prompt, at: inside.origin, width: inside.width / 3, role: .label)
    input.draw(on: &canvas, in: inside.row(0).inset(left: used + 1), isFocused: true)
    let list = inside.split(top: 1).rest
    let found = matches
    if found.isEmpty { canvas.text(nothing, at: list.origin, width: list.width, role: .textMuted) }
    if selected >= offset + list.height { offset = selected - list.height + 1 }
    offset = min(selected, max(0, offset))
    let keyWidth = min(found.map { DisplayWidth.of($0.keys, glyphs: canvas.glyphs) }.max() ?? 0, list.width / 4)
    for line in 0..<min(list.height, max(0, found.count - offset)) {
      let item = found[offset + line]
      let row = list.row(line)
      let isSelected = offset + line == selected
      let role: Role = item.isEnabled ? (isSelected ? .selectRow : .text) : .disabled
      if isSelected { canvas.fill(row, role: role) }
      canvas.text(
        item.isEnabled ? item.detail : "(" + item.detail + ")", at: row.origin.offset(x: 2), width: row.width - 4 - keyWidth,
        role: role)
      canvas.text(item.keys, at: Point(x: row.maxX - keyWidth, y: row.y), width: keyWidth, role: isSelected ? role : .helpKey)
      if isSelected {
        canvas.glyph(.marker, at: row.origin, role: role)
        canvas.cursor = row.origin
      }
    }
  }
}
