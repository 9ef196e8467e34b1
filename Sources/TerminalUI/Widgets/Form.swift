/// Labelled fields in order, one with the focus. Moving on never depends on what is typed: nobody is trapped.
public struct Form: Sendable {
  /// What an event did.
  public enum Outcome: Sendable, Hashable {
    case ignored
    /// Focus or caret moved.
    case moved
    /// The value of this field changed.
    case changed(String)
    /// Enter in the last field.
    case submitted
  }

  /// In the order of Tab.
  public private(set) var fields: [FormField]
  /// The place of the field with the focus.
  public private(set) var focusIndex: Int
  /// Reached because the field before was full, so Backspace goes back.
  private var cameByAdvance = false
  private var offset = 0

  /// A form with the focus on its first field that is not greyed; ids are unique.
  public init(_ fields: [FormField]) {
    self.fields = fields
    focusIndex = fields.firstIndex { $0.control.isEnabled } ?? 0
  }

  /// The field with the focus.
  public var focusID: String? { fields.indices.contains(focusIndex) ? fields[focusIndex].id : nil }
  /// Whether any value differs from the start or the last `markUnchanged()`.
  public var isChanged: Bool { fields.contains { $0.isChanged } }
  /// Fields with a problem.
  public var errorCount: Int { fields.count { $0.error != nil } }

  /// Ids and values as text.
  public var values: [String: String] { Dictionary(fields.map { ($0.id, $0.value) }) { first, _ in first } }

  /// A field by id, to read or to change its words, error, hint or control; setting one that is not there does nothing.
  public subscript(id: String) -> FormField? {
    get { fields.first { $0.id == id } }
    set {
      guard let newValue, let place = fields.firstIndex(where: { $0.id == id }) else { return }
      fields[place] = newValue
    }
  }

  /// A field's value as text; empty where there is no such field.
  public func value(_ id: String) -> String { self[id]?.value ?? "" }

  /// The date of a date field; nil where it cannot be read, is out of range, or is no date field.
  public func date(_ id: String) -> CivilDate? {
    if case .date(let field) = self[id]?.control { field.date } else { nil }
  }

  /// Sets a value from text, in the form `values` gives.
  public mutating func setValue(_ value: String, for id: String) { self[id]?.control.setValue(value) }
  /// Sets or clears a field's problem.
  public mutating func setError(_ error: String?, for id: String) { self[id]?.error = error }

  /// Takes all problems away.
  public mutating func clearErrors() {
    for place in fields.indices { fields[place].error = nil }
  }

  /// What is shown now counts as unchanged, as after saving.
  public mutating func markUnchanged() {
    for place in fields.indices { fields[place].original = fields[place].value }
  }

  /// Moves the focus; false where there is no such field, or it is greyed.
  @discardableResult
  public mutating func focus(_ id: String) -> Bool {
    guard let place = fields.firstIndex(where: { $0.id == id }), fields[place].control.isEnabled else { return false }
    setFocus(place)
    return true
  }

  /// Moves the focus to the first field with an error; false where there is none.
  @discardableResult
  public mutating func focusFirstError() -> Bool {
    guard let id = fields.first(where: { $0.error != nil })?.id else { return false }
    return focus(id)
  }

  /// Tab, Shift-Tab and arrows move; Enter moves on and submits in the last field; the rest goes to the field with the focus.
  public mutating func handle(_ event: InputEvent) -> Outcome {
    guard fields.indices.contains(focusIndex) else { return .ignored }
    if fields[focusIndex].control.claims(event) { return handleInField(event) }
    switch event {
    case .key(.tab): return move(1, wraps: true)
    case .key(.backTab): return move(-1, wraps: true)
    case .key(.down): return move(1, wraps: false)
    case .key(.up): return move(-1, wraps: false)
    case .key(.backspace) where cameByAdvance && fields[focusIndex].value.isEmpty:
      return move(-1, wraps: false)
    default: return handleInField(event)
    }
  }

  private mutating func handleInField(_ event: InputEvent) -> Outcome {
    let id = fields[focusIndex].id
    switch fields[focusIndex].control.handle(event) {
    case .ignored: return .ignored
    case .moved: return .moved
    case .submitted:
      let last = fields.lastIndex { $0.control.isEnabled }
      if focusIndex == last {
        leave()
        return .submitted
      }
      return move(1, wraps: false)
    case .changed:
      if fields[focusIndex].advancesWhenFull, case .text(let text) = fields[focusIndex].control, text.isFull,
        text.caret == text.text.count, event.isTyping
      {
        let before = focusIndex
        _ = move(1, wraps: false)
        cameByAdvance = focusIndex != before
      }
      return .changed(id)
    }
  }

  private mutating func move(_ step: Int, wraps: Bool) -> Outcome {
    var place = focusIndex
    for _ in fields.indices {
      place += step
      if !fields.indices.contains(place) {
        guard wraps else { return .moved }
        place = step > 0 ? 0 : fields.count - 1
      }
      if fields[place].control.isEnabled {
        setFocus(place)
        break
      }
    }
    return .moved
  }

  private mutating func setFocus(_ place: Int) {
    leave()
    focusIndex = place
    cameByAdvance = false
  }

  private mutating func leave() {
    if case .date(var field) = fields[focusIndex].control {
      field.normalize()
      fields[focusIndex].control = .date(field)
    }
  }

  /// Draws the fields, scrolled so that the one with the focus is seen; with `isFocused` its control has the hardware cursor.
  public mutating func draw(on canvas: inout Canvas, in rect: Rect, isFocused: Bool) {
    canvas.within(rect) { canvas in paint(on: &canvas, in: rect, isFocused: isFocused) }
  }

  private mutating func paint(on canvas: inout Canvas, in rect: Rect, isFocused: Bool) {
    let layout = FormLayout(self, width: rect.width, glyphs: canvas.glyphs)
    for (place, room) in layout.rooms { fields[place].control.prepare(width: room, glyphs: canvas.glyphs) }
    let (first, last) = layout.lines(of: focusIndex)
    if last >= offset + rect.height { offset = last - rect.height + 1 }
    if first < offset { offset = first }
    offset = min(max(0, offset), max(0, layout.lines.count - rect.height))
    canvas.clipped(to: rect) { canvas in
      canvas.fill(rect, role: .text)
      // The first rows of a control of several may be above: the clip keeps them out.
      for (place, line) in layout.lines.enumerated() where place < offset + rect.height {
        for piece in line {
          draw(piece, on: &canvas, at: Point(x: rect.x + piece.x, y: rect.y + place - offset), isFocused: isFocused)
        }
      }
    }
  }

  private func draw(_ piece: FormLayout.Piece, on canvas: inout Canvas, at point: Point, isFocused: Bool) {
    switch piece.content {
    case .text(let text, let role): canvas.text(text, at: point, width: piece.width, role: role)
    case .marker(let field):
      if field == focusIndex, isFocused { canvas.glyph(.marker, at: point, role: .selectMarker) }
    case .control(let field):
      let item = fields[field]
      let height = item.control.height(isFocused: field == focusIndex)
      let area = Rect(x: point.x, y: point.y, width: piece.width, height: height)
      item.control.draw(on: &canvas, in: area, isFocused: isFocused && field == focusIndex, isInvalid: item.error != nil)
    }
  }
}

extension InputEvent {
  fileprivate var isTyping: Bool {
    if case .key(let key) = self { key.isText } else { false }
  }
}
