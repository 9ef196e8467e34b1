extension Dialog {
  /// Draws in the middle of `rect`, over what is there. Text too long for it scrolls by PgUp and PgDn; fields and buttons stay.
  public mutating func draw(on canvas: inout Canvas, in rect: Rect) {
    let outer = min(width, rect.width)
    let room = max(1, outer - 4)
    let text = lines.flatMap { line in
      TextWrap.lines(line.text, width: room, glyphs: canvas.glyphs).map { Line($0, role: line.role) }
    }
    let formHeight = form.map { FormLayout($0, width: room, glyphs: canvas.glyphs).lines.count } ?? 0
    let rows = buttonRows(room, canvas.glyphs)
    let fixed = (confirmation == nil ? 0 : 2) + (rows.isEmpty ? 0 : rows.count + 1) + 2
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
      draw(confirmation, on: &canvas, in: left.row(1))
      left = left.split(top: 2).rest
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

  private func draw(_ confirmation: Confirmation, on canvas: inout Canvas, in row: Rect) {
    let isFocused = focus == .confirmation
    if isFocused { canvas.glyph(.marker, at: row.origin, role: .selectMarker) }
    let wanted = min(confirmation.field.maximumLength + 2, max(6, row.width / 3))
    let used = canvas.text(confirmation.prompt, at: row.origin.offset(x: 2), width: max(0, row.width - 3 - wanted), role: .label)
    confirmation.field.draw(
      on: &canvas, in: Rect(x: row.x + 3 + used, y: row.y, width: wanted, height: row.height), isFocused: isFocused)
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
