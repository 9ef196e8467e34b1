/// Text of any length, wrapped and scrolled.
public struct ScrollText: Sendable, Hashable {
  /// What an event did.
  public enum Outcome: Sendable, Hashable {
    case ignored, moved
  }

  /// In the user's language; line ends are kept.
  public var text: String
  /// Lines above the first in view.
  public private(set) var offset = 0
  private var lineCount = 0
  private var visibleRows = 1

  /// A text, seen from its beginning.
  public init(_ text: String) { self.text = text }

  /// True once the last line has been on the screen; what asks to be read may wait for it.
  public private(set) var wasReadToEnd = false

  /// Up, Down, `j`, `k`, PgUp, PgDn, Space, Home, End.
  public mutating func handle(_ event: InputEvent) -> Outcome {
    guard case .key(let key) = event else { return .ignored }
    switch key {
    case .up, .character("k"): offset -= 1
    case .down, .character("j"): offset += 1
    case .pageUp: offset -= visibleRows
    case .pageDown, .character(" "): offset += visibleRows
    case .home: offset = 0
    case .end: offset = lineCount
    default: return .ignored
    }
    clamp()
    return .moved
  }

  private mutating func clamp() { offset = min(max(0, offset), max(0, lineCount - visibleRows)) }

  /// Draws what is in view; `^` and `v` at the right edge say that more is above or below. With focus the hardware cursor stands
  /// at the first line in view.
  public mutating func draw(on canvas: inout Canvas, in rect: Rect, isFocused: Bool, role: Role = .text) {
    canvas.within(rect) { canvas in paint(on: &canvas, in: rect, isFocused: isFocused, role: role) }
  }

  private mutating func paint(on canvas: inout Canvas, in rect: Rect, isFocused: Bool, role: Role) {
    let lines = TextWrap.lines(text, width: rect.width - 2, glyphs: canvas.glyphs)
    lineCount = lines.count
    visibleRows = max(1, rect.height)
    clamp()
    canvas.fill(rect, role: role)
    for place in 0..<min(rect.height, lines.count - offset) {
      canvas.text(lines[offset + place], at: rect.origin.offset(y: place), width: rect.width - 2, role: role)
    }
    let right = rect.maxX - 1
    if offset > 0 { canvas.glyph(.up, at: Point(x: right, y: rect.y), role: .textMuted) }
    if offset + rect.height < lines.count {
      canvas.glyph(.down, at: Point(x: right, y: rect.maxY - 1), role: .textMuted)
    } else if !rect.isEmpty {
      wasReadToEnd = true
    }
    if isFocused { canvas.cursor = rect.origin }
  }
}
