/// Text of several lines being typed, with a caret; wrapped at spaces and scrolled. A value: the caller keeps it, hands it events
/// and draws it.
///
/// Shown as rows between `|` and `|`, so the field's extent needs no colour. Enter is a line end; Tab leaves it.
public struct TextArea: Sendable, Hashable {
  /// The outcomes all fields share.
  public typealias Outcome = FieldOutcome

  /// The text; line ends are `\n`.
  public private(set) var text: String
  /// Characters before the caret.
  public private(set) var caret: Int
  /// In characters; what is longer does not come in.
  public var maximumLength: Int
  /// Lines in view.
  public var rows: Int
  /// Greyed fields ignore every event.
  public var isEnabled: Bool
  /// Columns of a line, as last drawn: what Up and Down go by.
  private var width = 60
  private var offset = 0

  /// A field with the caret at the end of its text.
  public init(_ text: String = "", maximumLength: Int = 2000, rows: Int = 5, isEnabled: Bool = true) {
    self.maximumLength = max(0, maximumLength)
    self.rows = max(1, rows)
    self.isEnabled = isEnabled
    self.text = String(text.prefix(self.maximumLength))
    caret = self.text.count
  }

  /// Nothing typed.
  public var isEmpty: Bool { text.isEmpty }

  /// Replaces the text, as from a draft; the caret goes to its end.
  public mutating func setText(_ text: String) {
    self.text = String(text.prefix(maximumLength))
    caret = self.text.count
  }

  /// Whether the event moves or writes inside the text, so that a form must not move on with it.
  func claims(_ event: InputEvent) -> Bool {
    guard isEnabled else { return false }
    let lines = WrappedLines(text, width: width)
    switch event {
    case .key(.enter): return true
    case .key(.up): return lines.place(of: caret).line > 0
    case .key(.down): return lines.place(of: caret).line < lines.ranges.count - 1
    default: return false
    }
  }

  /// Uses keys of text and editing, and pastes; everything else is `.ignored`.
  public mutating func handle(_ event: InputEvent) -> Outcome {
    guard isEnabled else { return .ignored }
    switch event {
    case .key(let key): return handle(key)
    case .paste(let pasted): return insert(Self.plain(pasted))
    default: return .ignored
    }
  }

  private mutating func handle(_ key: Key) -> Outcome {
    switch key {
    case .character(let character): return insert(String(character))
    case .enter: return insert("\n")
    case .left: return move(to: caret - 1)
    case .right: return move(to: caret + 1)
    case .up: return moveLine(-1)
    case .down: return moveLine(1)
    case .pageUp: return moveLine(-rows)
    case .pageDown: return moveLine(rows)
    case .home, .control("a"): return move(to: line.lowerBound)
    case .end, .control("e"): return move(to: line.upperBound)
    case .backspace: return remove(caret - 1..<caret)
    case .delete: return remove(caret..<caret + 1)
    case .control("u"): return remove(line.lowerBound..<caret)
    case .control("k"): return remove(caret..<line.upperBound)
    case .control("w"): return remove(wordStart..<caret)
    default: return .ignored
    }
  }

  private var line: Range<Int> {
    let lines = WrappedLines(text, width: width)
    return lines.ranges[lines.place(of: caret).line]
  }

  private mutating func move(to place: Int) -> Outcome {
    caret = min(max(0, place), text.count)
    return .moved
  }

  private mutating func moveLine(_ step: Int) -> Outcome {
    let lines = WrappedLines(text, width: width)
    let place = lines.place(of: caret)
    let target = min(max(0, place.line + step), lines.ranges.count - 1)
    caret = lines.caret(line: target, column: place.column)
    return .moved
  }

  private mutating func insert(_ inserted: String) -> Outcome {
    let taken = inserted.prefix(max(0, maximumLength - text.count))
    guard !taken.isEmpty else { return .moved }
    let behind = text.count - caret
    text.insert(contentsOf: taken, at: text.index(text.startIndex, offsetBy: caret))
    // Counted from the end: a combining mark may join the character before it.
    caret = max(0, text.count - behind)
    if text.count > maximumLength { text = String(text.prefix(maximumLength)) }
    caret = min(caret, text.count)
    return .changed
  }

  private mutating func remove(_ range: Range<Int>) -> Outcome {
    let range = range.clamped(to: 0..<text.count)
    guard !range.isEmpty else { return .moved }
    let start = text.index(text.startIndex, offsetBy: range.lowerBound)
    text.removeSubrange(start..<text.index(start, offsetBy: range.count))
    caret = min(range.lowerBound, text.count)
    return .changed
  }

  private var wordStart: Int {
    let before = Array(text.prefix(caret))
    var place = before.count
    while place > 0, before[place - 1].isWhitespace { place -= 1 }
    while place > 0, !before[place - 1].isWhitespace { place -= 1 }
    return place
  }

  /// Every kind of line end is one, tabs become spaces, other controls go.
  private static func plain(_ pasted: String) -> String {
    var result = ""
    var wasReturn = false
    for scalar in pasted.unicodeScalars {
      switch scalar.value {
      case 0x0D: result += "\n"
      case 0x0A: if !wasReturn { result += "\n" }
      case 0x85, 0x2028, 0x2029: result += "\n"
      case 0x09: result += " "
      case 0x00..<0x20, 0x7F..<0xA0: break
      default: result.unicodeScalars.append(scalar)
      }
      wasReturn = scalar.value == 0x0D
    }
    return result
  }

  // MARK: Drawing

  /// Takes over the width of a line, so that Up and Down go by what is seen, and scrolls to the caret.
  mutating func prepare(width: Int, glyphs: GlyphSet) {
    self.width = max(1, width - 3)
    let lines = WrappedLines(text, width: self.width, glyphs: glyphs)
    let line = lines.place(of: caret).line
    if line < offset { offset = line }
    if line >= offset + rows { offset = line - rows + 1 }
    offset = min(max(0, offset), max(0, lines.ranges.count - rows))
  }

  /// Draws `rows` rows from the top of `rect`; with focus the hardware cursor stands on the caret. `^` and `v` at the right edge
  /// say that more is above or below.
  public func draw(on canvas: inout Canvas, in rect: Rect, isFocused: Bool, isInvalid: Bool = false) {
    canvas.within(rect) { canvas in paint(on: &canvas, in: rect, isFocused: isFocused, isInvalid: isInvalid) }
  }

  private func paint(on canvas: inout Canvas, in rect: Rect, isFocused: Bool, isInvalid: Bool) {
    guard rect.width >= 4, rect.height >= 1 else { return }
    let role: Role = !isEnabled ? .fieldDisabled : isInvalid ? .fieldError : isFocused ? .fieldFocus : .field
    let lines = WrappedLines(text, width: rect.width - 3, glyphs: canvas.glyphs)
    canvas.fill(rect, role: role)
    for row in 0..<rect.height {
      canvas.glyph(.vertical, at: rect.origin.offset(y: row), role: role)
      canvas.glyph(.vertical, at: Point(x: rect.maxX - 1, y: rect.y + row), role: role)
      let line = offset + row
      guard lines.ranges.indices.contains(line) else { continue }
      canvas.text(lines.text(of: line), at: rect.origin.offset(x: 1, y: row), width: rect.width - 3, role: role)
    }
    if offset > 0 { canvas.glyph(.up, at: Point(x: rect.maxX - 1, y: rect.y), role: role) }
    if offset + rect.height < lines.ranges.count {
      canvas.glyph(.down, at: Point(x: rect.maxX - 1, y: rect.maxY - 1), role: role)
    }
    guard isFocused else { return }
    let place = lines.place(of: caret)
    canvas.cursor = rect.origin.offset(x: 1 + place.column, y: place.line - offset)
  }
}

/// The lines of a text wrapped at spaces, as ranges of its characters, so that a caret has its place.
private struct WrappedLines {
  private let characters: [Character]
  private let columns: [Int]
  private(set) var ranges: [Range<Int>] = []

  init(_ text: String, width: Int, glyphs: GlyphSet = .utf8) {
    characters = Array(text)
    columns = characters.map { $0 == "\n" ? 0 : DisplayWidth.of(String($0), glyphs: glyphs) }
    var (start, used, breakAt) = (0, 0, 0)
    for (place, character) in characters.enumerated() {
      if character == "\n" {
        ranges.append(start..<place)
        (start, used, breakAt) = (place + 1, 0, place + 1)
        continue
      }
      if used + columns[place] > width, place > start {
        let end = breakAt > start ? breakAt : place
        ranges.append(start..<end)
        start = end
        used = columns[start..<place].reduce(0, +)
        breakAt = start
      }
      used += columns[place]
      if character == " " { breakAt = place + 1 }
    }
    ranges.append(start..<characters.count)
  }

  func text(of line: Int) -> String { String(characters[ranges[line]]) }

  /// Line and column of a caret; at a soft break it stands on the lower line.
  func place(of caret: Int) -> (line: Int, column: Int) {
    let line = ranges.lastIndex { $0.lowerBound <= caret } ?? 0
    let start = ranges[line].lowerBound
    return (line, columns[start..<max(start, min(caret, characters.count))].reduce(0, +))
  }

  /// The caret nearest to a column of a line.
  func caret(line: Int, column: Int) -> Int {
    var used = 0
    for place in ranges[line] {
      if used + columns[place] > column { return place }
      used += columns[place]
    }
    let end = ranges[line].upperBound
    // The end of a softly broken line is the beginning of the next.
    let isSoft = line + 1 < ranges.count && ranges[line + 1].lowerBound == end
    return isSoft ? max(ranges[line].lowerBound, end - 1) : end
  }
}
