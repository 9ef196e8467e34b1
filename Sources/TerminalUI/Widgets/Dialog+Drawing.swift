extension Dialog {
  /// Draws in the middle of `rect`, over what is there. Text too long for it scrolls by PgUp and PgDn; fields and buttons stay.
  public mutating func draw(on canvas: inout Canvas, in rect: Rect) {
    canvas.within(rect) { canvas in paint(on: &canvas, in: rect) }
  }

  private mutating func paint(on canvas: inout Canvas, in rect: Rect) {
    let outer = min(width, rect.width)
    let room = max(1, outer - 4)
    let text = lines.flatMap { line in
      TextWrap.lines(line.text, width: room, glyphs: canvas.glyphs).map { Line($0, role: line.role) }
    }
    let formHeight = form.map { FormLayout($0, width: room, glyphs: canvas.glyphs).lines.count } ?? 0
    let rows = buttonRows(room, canvas.glyphs)
    let prompt = promptLines(room, canvas.glyphs)
    let fixed = (confirmation == nil ? 0 : prompt.count + 1) + (rows.isEmpty ? 0 : rows.count + 1) + 2
    let formRoom = formHeight == 0 ? 0 : min(formHeight + 1, max(2, rect.height - fixed - min(text.count, 1)))
    let textRoom = max(0, min(text.count, rect.height - fixed - formRoom))
    let area = rect.centered(Size(width: outer, height: textRoom + formRoom + fixed))
    canvas.fill(area, role: .text)
    canvas.frame(area, title: title, role: frameRole, titleRole: .title)
    var left = area.inset(left: 2, top: 1, right: 2, bottom: 1)
    textOverflow = text.count - textRoom
    textOffset = min(textOffset, textOverflow)
    drawText(text, on: &canvas, in: left.split(top: textRoom).top)
    left = left.split(top: textRoom).rest
    if formRoom > 0 {
      let place = left.split(top: formRoom)
      form?.draw(on: &canvas, in: place.top.split(top: formHeight < formRoom ? 1 : 0).rest, isFocused: focus == .form)
      left = place.rest
    }
    if let confirmation {
      draw(confirmation, prompt, on: &canvas, in: left.split(top: prompt.count + 1).top.inset(top: 1))
      left = left.split(top: prompt.count + 1).rest
    }
    for (place, row) in rows.enumerated() { drawButtons(row, on: &canvas, in: left.row(place + 1)) }
  }

  private func drawText(_ text: [Line], on canvas: inout Canvas, in area: Rect) {
    for place in 0..<min(area.height, text.count - textOffset) {
      let line = text[textOffset + place]
      canvas.text(line.text, at: area.origin.offset(y: place), width: area.width, role: line.role)
    }
    if textOffset > 0 { canvas.glyph(.up, at: Point(x: area.maxX, y: area.y), role: .textMuted) }
    if textOffset < textOverflow { canvas.glyph(.down, at: Point(x: area.maxX, y: area.maxY - 1), role: .textMuted) }
  }

  /// The prompt's lines; the field stands behind the last, which is empty where there would be no room.
  private func promptLines(_ room: Int, _ glyphs: GlyphSet) -> [String] {
    guard let confirmation else { return [] }
    let lines = TextWrap.lines(confirmation.prompt, width: max(1, room - 2), glyphs: glyphs)
    let last = lines.last.map { DisplayWidth.of($0, glyphs: glyphs) } ?? 0
    return last + 3 + fieldWidth(confirmation, room) > room ? lines + [""] : lines
  }

  private func fieldWidth(_ confirmation: Confirmation, _ room: Int) -> Int {
    max(3, min(confirmation.field.maximumLength + 2, room - 3))
  }

  private func draw(_ confirmation: Confirmation, _ prompt: [String], on canvas: inout Canvas, in area: Rect) {
    let isFocused = focus == .confirmation
    var point = area.origin.offset(x: 2)
    for line in prompt {
      point = Point(x: area.x + 2, y: point.y)
      point.x += canvas.text(line, at: point, width: max(0, area.width - 2), role: .label)
      point.y += 1
    }
    point = point.offset(x: point.x > area.x + 2 ? 1 : 0, y: -1)
    if isFocused { canvas.glyph(.marker, at: Point(x: area.x, y: point.y), role: .selectMarker) }
    let field = Rect(x: point.x, y: point.y, width: fieldWidth(confirmation, area.width), height: 1)
    confirmation.field.draw(on: &canvas, in: field.intersection(area), isFocused: isFocused)
  }

  /// `[ Sign  F9 ]`; one not allowed now is `( Sign  F9 )`.
  private func face(_ button: Button) -> String {
    let words = button.label + (button.key.map { "  " + $0.spelling } ?? "")
    return isAllowed(button) ? "[ \(words) ]" : "( \(words) )"
  }

  /// The buttons' places, row by row, so that each is whole.
  private func buttonRows(_ room: Int, _ glyphs: GlyphSet) -> [[Int]] {
    var rows: [[Int]] = []
    var used = 0
    for place in buttons.indices {
      let columns = DisplayWidth.of(face(buttons[place]), glyphs: glyphs) + 3
      if rows.isEmpty || used + columns > room {
        rows.append([])
        used = 0
      }
      rows[rows.count - 1].append(place)
      used += columns
    }
    return rows
  }

  private func drawButtons(_ places: [Int], on canvas: inout Canvas, in row: Rect) {
    var x = row.x
    for place in places {
      let isFocused = focus == .button(place)
      let role: Role = !isAllowed(buttons[place]) ? .disabled : isFocused ? .buttonFocus : .button
      if isFocused {
        canvas.glyph(.marker, at: Point(x: x, y: row.y), role: .selectMarker)
        if !row.isEmpty { canvas.cursor = Point(x: x + 1, y: row.y) }
      }
      x += 1 + canvas.text(face(buttons[place]), at: Point(x: x + 1, y: row.y), width: max(0, row.maxX - x - 1), role: role) + 2
    }
  }
}
