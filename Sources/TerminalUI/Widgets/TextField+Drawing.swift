extension TextField {
  /// Draws `[text____]` over the first row of `rect`; with focus the hardware cursor stands on the caret.
  ///
  /// A text longer than the field scrolls by half its width; `<` and `>` at the edges say that more is there.
  public func draw(on canvas: inout Canvas, in rect: Rect, isFocused: Bool, isInvalid: Bool = false) {
    canvas.within(rect) { canvas in paint(on: &canvas, in: rect, isFocused: isFocused, isInvalid: isInvalid) }
  }

  private func paint(on canvas: inout Canvas, in rect: Rect, isFocused: Bool, isInvalid: Bool) {
    guard rect.width >= 3, rect.height >= 1 else { return }
    let role: Role =
      !isEnabled ? .fieldDisabled : isInvalid ? .fieldError : isFocused ? .fieldFocus : .field
    let inside = rect.row(0).inset(left: 1, right: 1)
    canvas.glyph(Glyph("[", ascii: "["), at: rect.origin, role: role)
    canvas.fill(inside, with: isEnabled ? Glyph("_", ascii: "_") : Glyph(" ", ascii: " "), role: role)
    canvas.glyph(Glyph("]", ascii: "]"), at: Point(x: rect.maxX - 1, y: rect.y), role: role)
    if text.isEmpty {
      let shown = placeholder.isEmpty ? 0 : canvas.text(placeholder, at: inside.origin, width: inside.width, role: .textMuted)
      if shown > 0, !isFocused { return }
      if isFocused { canvas.cursor = inside.origin }
      return
    }
    let columns = ShownColumns(self, room: inside.width, glyphs: canvas.glyphs, followsCaret: isFocused)
    canvas.clipped(to: inside) { canvas in
      for place in columns.visible {
        let point = inside.origin.offset(x: columns.start(of: place) - columns.first)
        if isMasked {
          canvas.glyph(.mask, at: point, role: role)
        } else {
          canvas.text(columns.characters[place], at: point, role: role)
        }
      }
      if columns.first > 0 { canvas.glyph(Glyph("<", ascii: "<"), at: inside.origin, role: role) }
      if columns.total - columns.first > inside.width {
        canvas.glyph(Glyph(">", ascii: ">"), at: Point(x: inside.maxX - 1, y: inside.y), role: role)
      }
    }
    if isFocused {
      let column = min(columns.start(of: caret) - columns.first, inside.width - 1)
      canvas.cursor = inside.origin.offset(x: column)
    }
  }
}

/// Where each character of a field stands, and which of them are seen.
private struct ShownColumns {
  let characters: [String]
  private let starts: [Int]
  /// The column of the text at the left edge.
  let first: Int
  let total: Int
  let visible: Range<Int>

  init(_ field: TextField, room: Int, glyphs: GlyphSet, followsCaret: Bool) {
    characters = field.text.map(String.init)
    var column = 0
    var starts: [Int] = []
    starts.reserveCapacity(characters.count + 1)
    for character in characters {
      starts.append(column)
      column += field.isMasked ? 1 : DisplayWidth.of(character, glyphs: glyphs)
    }
    starts.append(column)
    self.starts = starts
    total = column
    let caretColumn = starts[min(field.caret, characters.count)]
    // Steps of half the width: most keys then change one cell instead of the whole field.
    let step = max(1, room / 2)
    let beyond = caretColumn - (room - 1)
    let wanted = beyond <= 0 || column <= room || !followsCaret ? 0 : (beyond + step - 1) / step * step
    let left = starts.firstIndex { $0 >= wanted } ?? characters.count
    first = starts[left]
    let edge = first + room
    let right = starts.firstIndex { $0 >= edge } ?? characters.count
    visible = left..<max(left, min(right, characters.count))
  }

  func start(of place: Int) -> Int { starts[min(max(0, place), characters.count)] }
}
