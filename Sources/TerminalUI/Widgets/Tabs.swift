/// A row of tabs; the chosen one stands in brackets, `[2 Results]`, so it shows without colour.
public struct Tabs: Sendable, Hashable {
  /// What an event did.
  public enum Outcome: Sendable, Hashable {
    case ignored
    /// This tab is now chosen.
    case selected(Int)
  }

  /// Titles in the user's language; each is shown after its number, which is its Alt key.
  public var titles: [String]
  /// The chosen tab's place, from 0.
  public private(set) var selectedIndex: Int

  /// Tabs of these titles.
  public init(_ titles: [String], selectedIndex: Int = 0) {
    self.titles = titles
    self.selectedIndex = min(max(0, selectedIndex), max(0, titles.count - 1))
  }

  /// Chooses a tab, kept within those there are.
  public mutating func select(_ index: Int) {
    selectedIndex = min(max(0, index), max(0, titles.count - 1))
  }

  /// Alt-1 to Alt-9.
  public mutating func handle(_ event: InputEvent) -> Outcome {
    guard case .key(.alt(let character)) = event, let number = character.wholeNumberValue, titles.indices.contains(number - 1)
    else { return .ignored }
    selectedIndex = number - 1
    return .selected(selectedIndex)
  }

  /// Draws over the first row of `rect`. Tabs are shown whole: where not all fit, those around the chosen one, with `<` and `>`.
  ///
  /// - Parameter isFocused: puts the hardware cursor on the chosen tab.
  public func draw(on canvas: inout Canvas, in rect: Rect, isFocused: Bool) {
    canvas.within(rect) { canvas in paint(on: &canvas, in: rect, isFocused: isFocused) }
  }

  private func paint(on canvas: inout Canvas, in rect: Rect, isFocused: Bool) {
    let row = rect.row(0)
    canvas.fill(row, role: .tab)
    guard !titles.isEmpty else { return }
    let labels = titles.enumerated().map { "\($0 + 1) \($1)" }
    let widths = labels.map { DisplayWidth.of($0, glyphs: canvas.glyphs) + 2 }
    let shown = Self.window(widths, around: selectedIndex, room: row.width - 2)
    if shown.lowerBound > 0 { canvas.glyph(Glyph("<", ascii: "<"), at: row.origin, role: .tab) }
    if shown.upperBound < titles.count { canvas.glyph(Glyph(">", ascii: ">"), at: Point(x: row.maxX - 1, y: row.y), role: .tab) }
    var x = row.x + 1
    for place in shown {
      let isSelected = place == selectedIndex
      let role: Role = isSelected ? .tabActive : .tab
      let room = max(0, min(widths[place], row.maxX - x))
      if isSelected, isFocused { canvas.cursor = Point(x: x, y: row.y) }
      canvas.text(isSelected ? "[" : " ", at: Point(x: x, y: row.y), width: min(1, room), role: role)
      canvas.text(labels[place], at: Point(x: x + 1, y: row.y), width: max(0, room - 2), role: role)
      canvas.text(isSelected ? "]" : " ", at: Point(x: x + room - 1, y: row.y), width: min(1, room), role: role)
      x += widths[place]
    }
  }

  /// The tabs that fit, grown from the chosen one to the left first, then to the right.
  private static func window(_ widths: [Int], around selected: Int, room: Int) -> Range<Int> {
    var first = selected
    var end = selected + 1
    var used = widths[selected]
    while first > 0, used + widths[first - 1] <= room {
      first -= 1
      used += widths[first]
    }
    while end < widths.count, used + widths[end] <= room {
      used += widths[end]
      end += 1
    }
    return first..<end
  }
}
