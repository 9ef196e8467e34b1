extension Canvas {
  /// Spaces in a role.
  public mutating func fill(_ rect: Rect, role: Role = .text) {
    fill(rect, with: Glyph(" ", ascii: " "), role: role)
  }

  /// The same sign everywhere.
  public mutating func fill(_ rect: Rect, with glyph: Glyph, role: Role) {
    let area = clip.intersection(rect)
    let text = glyph.text(glyphs)
    for y in area.rows {
      for x in area.columns { put(text, width: 1, at: Point(x: x, y: y), role: role) }
    }
  }

  /// Keeps the text and changes the role, as for a selection bar.
  public mutating func restyle(_ rect: Rect, role: Role) {
    let area = clip.intersection(rect)
    for y in area.rows {
      for x in area.columns { setRole(role, at: Point(x: x, y: y)) }
    }
  }

  /// One named sign.
  public mutating func glyph(_ glyph: Glyph, at point: Point, role: Role = .text) {
    put(glyph.text(glyphs), width: 1, at: point, role: role)
  }

  /// A braille pattern by its eight dots (bit 0 is dot 1, as in U+2800), or the quadrants they lie in; in ASCII `.` for a few dots, `o` for more, space for none.
  public mutating func set(braille dots: UInt8, at point: Point, role: Role) {
    let text: String
    if dots == 0 {
      text = " "
    } else if glyphs == .utf8 {
      text = self.dots.text(dots)
    } else {
      text = dots.nonzeroBitCount > 4 ? "o" : "."
    }
    put(text, width: 1, at: point, role: role)
  }

  public mutating func horizontalLine(at point: Point, length: Int, role: Role = .frame) {
    fill(Rect(x: point.x, y: point.y, width: length, height: 1), with: .horizontal, role: role)
  }

  public mutating func verticalLine(at point: Point, length: Int, role: Role = .frame) {
    fill(Rect(x: point.x, y: point.y, width: 1, height: length), with: .vertical, role: role)
  }

  /// A box along the inside of the edge, with a title in its top line; nothing where it is under 2 x 2.
  public mutating func frame(_ rect: Rect, title: String? = nil, role: Role = .frame, titleRole: Role? = nil) {
    guard rect.width >= 2, rect.height >= 2 else { return }
    let right = rect.maxX - 1
    let bottom = rect.maxY - 1
    horizontalLine(at: rect.origin, length: rect.width, role: role)
    horizontalLine(at: Point(x: rect.x, y: bottom), length: rect.width, role: role)
    verticalLine(at: rect.origin, length: rect.height, role: role)
    verticalLine(at: Point(x: right, y: rect.y), length: rect.height, role: role)
    glyph(.topLeft, at: rect.origin, role: role)
    glyph(.topRight, at: Point(x: right, y: rect.y), role: role)
    glyph(.bottomLeft, at: Point(x: rect.x, y: bottom), role: role)
    glyph(.bottomRight, at: Point(x: right, y: bottom), role: role)
    guard let title, !title.isEmpty, rect.width >= 8 else { return }
    let used = text(title, at: rect.origin.offset(x: 3), width: rect.width - 6, role: titleRole ?? role)
    glyph(Glyph(" ", ascii: " "), at: rect.origin.offset(x: 2), role: role)
    glyph(Glyph(" ", ascii: " "), at: rect.origin.offset(x: 3 + used), role: role)
  }
}
