/// Yes or no, shown as `[x] label`.
public struct CheckField: Sendable, Hashable {
  /// The outcomes all fields share.
  public typealias Outcome = FieldOutcome

  /// Yes.
  public var isOn: Bool
  /// Beside the box, already in the user's language.
  public var label: String
  /// Greyed fields ignore every event.
  public var isEnabled: Bool

  /// A box with words beside it.
  public init(_ label: String = "", isOn: Bool = false, isEnabled: Bool = true) {
    self.label = label
    self.isOn = isOn
    self.isEnabled = isEnabled
  }

  /// Space and `x` turn it over; Enter submits.
  public mutating func handle(_ event: InputEvent) -> Outcome {
    guard isEnabled else { return .ignored }
    switch event {
    case .key(.character(" ")), .key(.character("x")):
      isOn.toggle()
      return .changed
    case .key(.enter): return .submitted
    default: return .ignored
    }
  }

  /// Draws over the first row of `rect`; with focus the hardware cursor stands in the box.
  public func draw(on canvas: inout Canvas, in rect: Rect, isFocused: Bool, isInvalid: Bool = false) {
    canvas.within(rect) { canvas in paint(on: &canvas, in: rect, isFocused: isFocused, isInvalid: isInvalid) }
  }

  private func paint(on canvas: inout Canvas, in rect: Rect, isFocused: Bool, isInvalid: Bool) {
    let row = rect.row(0)
    guard row.width >= 3, !row.isEmpty else { return }
    let role: Role = !isEnabled ? .fieldDisabled : isInvalid ? .fieldError : isFocused ? .fieldFocus : .field
    canvas.text(isOn ? "[x]" : "[ ]", at: row.origin, width: row.width, role: role)
    canvas.text(label, at: row.origin.offset(x: 4), width: row.width - 4, role: isEnabled ? .text : .disabled)
    if isFocused { canvas.cursor = row.origin.offset(x: 1) }
  }
}
