/// All keys of a screen, made from its key tables: searchable, in groups, each line can be run.
public struct HelpOverlay<Action: Hashable & Sendable>: Sendable {
  /// What an event did.
  public enum Outcome: Sendable, Hashable {
    case ignored
    case moved
    /// Enter on an enabled line.
    case run(Action)
    /// Enter on a greyed line: why.
    case refused(String)
    /// Esc.
    case cancelled
  }

  /// The overlay's own words, in the user's language.
  public struct Words: Sendable, Hashable {
    /// In the frame's top line.
    public var title: String
    /// Before the search field.
    public var find: String
    /// Where nothing matches.
    public var nothing: String

    /// All words it shows of its own.
    public init(title: String, find: String, nothing: String) {
      self.title = title
      self.find = find
      self.nothing = nothing
    }
  }

  /// Its own words.
  public let words: Words
  private let items: [CommandItem<Action>]
  private var search = TextField(maximumLength: 60)
  private var selected = 0
  private var offset = 0
  private var visibleRows = 10

  /// - Parameter table: the screen's keys, merged with those that work everywhere.
  public init(_ table: KeyTable<Action>, words: Words) {
    self.words = words
    items = table.bindings.map { CommandItem($0) }
  }

  /// The commands that match what was typed, in the order of their groups.
  public var matches: [CommandItem<Action>] {
    let query = MatchText.words(search.text)
    let found = items.filter { $0.rank(query) != nil }
    var groups: [String] = []
    for item in found where !groups.contains(item.group) { groups.append(item.group) }
    return groups.flatMap { group in found.filter { $0.group == group } }
  }

  /// Text searches, arrows and pages choose, Enter runs, Esc closes; `?` and F1 close while nothing is typed.
  public mutating func handle(_ event: InputEvent) -> Outcome {
    let count = matches.count
    switch event {
    case .key(.escape): return .cancelled
    case .key(.character("?")) where search.isEmpty, .key(.function(1)): return .cancelled
    case .key(.up): select(selected - 1, count)
    case .key(.down): select(selected + 1, count)
    case .key(.pageUp): select(selected - visibleRows / 2, count)
    case .key(.pageDown): select(selected + visibleRows / 2, count)
    case .key(.enter):
      let found = matches
      guard found.indices.contains(selected) else { return .moved }
      return found[selected].isEnabled ? .run(found[selected].action) : .refused(found[selected].disabledReason)
    default:
      let outcome = search.handle(event)
      if outcome == .changed { selected = 0 }
      return outcome == .ignored ? .ignored : .moved
    }
    return .moved
  }

  private mutating func select(_ place: Int, _ count: Int) { selected = min(max(0, place), max(0, count - 1)) }

  /// Draws a framed list over the whole of `rect`; the hardware cursor stands on the chosen line.
  public mutating func draw(on canvas: inout Canvas, in rect: Rect) {
    canvas.within(rect) { canvas in paint(on: &canvas, in: rect) }
  }

  private mutating func paint(on canvas: inout Canvas, in rect: Rect) {
    canvas.fill(rect, role: .text)
    canvas.frame(rect, title: words.title, role: .frameFocus, titleRole: .title)
    let inside = rect.inset(left: 2, top: 1, right: 2, bottom: 1)
    guard inside.width >= 10, inside.height >= 2 else { return }
    let found = matches
    let used = canvas.text(words.find, at: inside.origin, width: inside.width / 3, role: .label)
    let field = Rect(x: inside.x + used + 1, y: inside.y, width: min(30, inside.width - used - 1), height: 1)
    search.draw(on: &canvas, in: field, isFocused: true)
    let count = "\(found.count)/\(items.count)"
    if field.maxX + count.utf8.count < inside.maxX {
      canvas.text(count, at: Point(x: inside.maxX - count.utf8.count, y: inside.y), role: .textMuted)
    }
    let list = inside.split(top: 1).rest
    if found.isEmpty {
      canvas.text(words.nothing, at: list.origin, width: list.width, role: .textMuted)
      return
    }
    let layout = HelpLines(found, width: list.width, glyphs: canvas.glyphs)
    visibleRows = list.height
    let lines = layout.lines
    let first = layout.firstLine[min(selected, found.count - 1)]
    let last = lines.lastIndex { $0.item == selected } ?? first
    if last >= offset + list.height { offset = last - list.height + 1 }
    // The heading of a group comes along with its first command.
    let top = first > 0 && lines[first - 1].item == nil && last - first + 2 <= list.height ? first - 1 : first
    if top < offset { offset = top }
    offset = min(max(0, offset), max(0, lines.count - list.height))
    for place in 0..<min(list.height, lines.count - offset) {
      draw(lines[offset + place], on: &canvas, in: list.row(place), isFirst: offset + place == first, layout.keyWidth)
    }
    if offset > 0 { canvas.glyph(.up, at: Point(x: rect.maxX - 2, y: list.y), role: .textMuted) }
    if offset + list.height < lines.count { canvas.glyph(.down, at: Point(x: rect.maxX - 2, y: list.maxY - 1), role: .textMuted) }
  }

  private func draw(_ line: HelpLines.Line, on canvas: inout Canvas, in row: Rect, isFirst: Bool, _ keyWidth: Int) {
    guard let item = line.item else {
      canvas.text(line.text, at: row.origin, width: row.width, role: .title)
      return
    }
    let role: Role = line.isEnabled ? .text : .disabled
    canvas.text(line.keys, at: row.origin.offset(x: 2), width: keyWidth, role: line.isEnabled ? .helpKey : .disabled)
    canvas.text(line.text, at: row.origin.offset(x: 4 + keyWidth), width: row.width - 4 - keyWidth, role: role)
    if item == selected, isFirst {
      canvas.glyph(.marker, at: row.origin, role: .selectMarker)
      canvas.cursor = row.origin
    }
  }
}

/// The lines of the help list. A command whose words are too long for one line goes on below: it is never cut.
private struct HelpLines {
  struct Line {
    /// The place of the command; nil for a heading.
    var item: Int?
    var keys = ""
    var text: String
    var isEnabled = true
  }

  private(set) var lines: [Line] = []
  private(set) var firstLine: [Int] = []
  let keyWidth: Int

  init<Action>(_ items: [CommandItem<Action>], width: Int, glyphs: GlyphSet) {
    let widest = items.map { DisplayWidth.of($0.keys, glyphs: glyphs) }.max() ?? 0
    keyWidth = min(widest, max(4, width / 3))
    let room = max(1, width - 4 - keyWidth)
    var group: String?
    for (place, item) in items.enumerated() {
      if item.group != group, !item.group.isEmpty { lines.append(Line(item: nil, text: item.group)) }
      group = item.group
      firstLine.append(lines.count)
      var words = item.detail
      if !item.isEnabled {
        // A greyed command is in brackets, with the reason: seen without colour.
        words = "(" + words + ")" + (item.disabledReason.isEmpty ? "" : " " + item.disabledReason)
      }
      let keys = TextWrap.lines(item.keys, width: keyWidth, glyphs: glyphs)
      let text = TextWrap.lines(words, width: room, glyphs: glyphs)
      for line in 0..<max(keys.count, text.count) {
        lines.append(
          Line(
            item: place, keys: line < keys.count ? keys[line] : "", text: line < text.count ? text[line] : "",
            isEnabled: item.isEnabled))
      }
    }
  }
}
