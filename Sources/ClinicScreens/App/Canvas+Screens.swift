import TerminalUI

extension Canvas {
  /// Text broken at spaces, over as many rows of the rectangle as it needs; what does not fit ends in `~`. Line ends in the text
  /// are shown, not obeyed: a stored text must not be able to look like two facts.
  ///
  /// - Returns: the rows used.
  @discardableResult
  mutating func wrapped(_ text: String, in rect: Rect, role: Role = .text) -> Int {
    guard rect.width > 0, rect.height > 0 else { return 0 }
    let lines = Self.lines(text, width: rect.width, glyphs)
    for (place, line) in lines.prefix(rect.height).enumerated() {
      let isCut = place == rect.height - 1 && lines.count > rect.height
      self.text(line, at: rect.origin.offset(y: place), width: rect.width - (isCut ? 2 : 0), role: role)
      if isCut { glyph(.cut, at: Point(x: rect.maxX - 1, y: rect.y + place), role: role) }
    }
    return min(lines.count, rect.height)
  }

  /// The lines `wrapped` draws.
  static func lines(_ text: String, width: Int, _ glyphs: GlyphSet) -> [String] {
    TextWrap.lines(TextFunnel.visible(text, glyphs: glyphs), width: width, glyphs: glyphs)
  }

  /// Facts in a row, three spaces between. Where not all fit the last ones go: none is shown by half, unless it stands alone.
  mutating func facts(_ facts: [String], at point: Point, width: Int, role: Role) {
    var kept = facts.filter { !$0.isEmpty }
    while kept.count > 1, DisplayWidth.of(kept.joined(separator: "   "), glyphs: glyphs) > width { kept.removeLast() }
    text(kept.joined(separator: "   "), at: point, width: width, role: role)
  }

  /// An empty framed box in the middle of an area.
  ///
  /// - Returns: its inside, three columns from the sides and two rows from above and below.
  mutating func box(in area: Rect, _ size: Size, title: String? = nil, role: Role = .frameFocus) -> Rect {
    let box = area.centered(size)
    fill(box, role: .text)
    frame(box, title: title, role: role)
    return box.inset(left: 3, top: 2, right: 3, bottom: 2)
  }

  /// A name with birth date and record number: the name gives way, the identifiers are never cut.
  mutating func identity(_ name: String, _ identifiers: String, at point: Point, width: Int, role: Role = .textStrong) {
    let room = max(0, width - DisplayWidth.of(identifiers, glyphs: glyphs) - 2)
    let used = text(name, at: point, width: room, role: role)
    text(identifiers, at: point.offset(x: used + 2), width: max(0, width - used - 2), role: role)
  }
}
