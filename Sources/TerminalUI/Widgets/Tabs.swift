/// A row of tabs; the chosen one stands in brackets, `[2 Results]`, so it shows without colour.
public struct Tabs: Sendable, Hashable {
  /// What an event did.
  public enum Outcome: Sendable, Hashable {
    case ignored
    /// This tab is now chosen.
    case selected(Int)
  }

  /// One tab; titles in the user's language.
  public struct Tab: Sendable, Hashable {
    /// Shown before the title: its key.
    public var number: Int
    public var title: String
    /// Shown where the titles do not fit side by side.
    public var shortTitle: String

    /// A tab; without a short title its title is never shortened.
    public init(number: Int, title: String, shortTitle: String? = nil) {
      self.number = number
      self.title = title
      self.shortTitle = shortTitle ?? title
    }

    func label(isShort: Bool) -> String { "\(number) \(isShort ? shortTitle : title)" }
  }

  /// From the left.
  public var tabs: [Tab]
  /// The chosen tab's place, from 0.
  public private(set) var selectedIndex: Int

  /// Tabs of these titles, numbered from 1.
  public init(_ titles: [String], selectedIndex: Int = 0) {
    self.init(
      tabs: titles.enumerated().map { Tab(number: $0.offset + 1, title: $0.element) }, selectedIndex: selectedIndex)
  }

  /// Tabs with numbers of their own.
  public init(tabs: [Tab], selectedIndex: Int = 0) {
    self.tabs = tabs
    self.selectedIndex = min(max(0, selectedIndex), max(0, tabs.count - 1))
  }

  /// Chooses a tab, kept within those there are.
  public mutating func select(_ index: Int) {
    selectedIndex = min(max(0, index), max(0, tabs.count - 1))
  }

  /// Alt with the tab's number, 1 to 9.
  public mutating func handle(_ event: InputEvent) -> Outcome {
    guard case .key(.alt(let character)) = event, let number = character.wholeNumberValue,
      let place = tabs.firstIndex(where: { $0.number == number })
    else { return .ignored }
    selectedIndex = place
    return .selected(place)
  }

  /// Draws over the first row of `rect`. A title is whole, short, or not there: first all are whole, then only the chosen one, then
  /// all are short; where not even those fit, those around the chosen one, with how many more there are at each end: `<2`, `3>`.
  ///
  /// - Parameter isFocused: puts the hardware cursor on the chosen tab.
  public func draw(on canvas: inout Canvas, in rect: Rect, isFocused: Bool) {
    canvas.within(rect) { canvas in paint(on: &canvas, in: rect, isFocused: isFocused) }
  }

  private func paint(on canvas: inout Canvas, in rect: Rect, isFocused: Bool) {
    let row = rect.row(0)
    canvas.fill(row, role: .tab)
    guard !tabs.isEmpty else { return }
    let (labels, shown) = fitting(row.width, canvas.glyphs)
    // One column between neighbours; the brackets of the chosen tab stand in them.
    var x = row.x
    if shown.lowerBound > 0 { x += canvas.text("<\(shown.lowerBound)", at: row.origin, width: row.width, role: .tab) }
    let more = tabs.count - shown.upperBound
    if more > 0 {
      let text = "\(more)>"
      canvas.text(text, at: Point(x: max(row.x, row.maxX - text.count), y: row.y), width: text.count, role: .tab)
    }
    for place in shown {
      let isSelected = place == selectedIndex
      let room = max(0, min(DisplayWidth.of(labels[place], glyphs: canvas.glyphs), row.maxX - x - (isSelected ? 2 : 1)))
      if isSelected {
        if isFocused { canvas.cursor = Point(x: x, y: row.y) }
        canvas.text("[", at: Point(x: x, y: row.y), width: 1, role: .tabActive)
        canvas.text("]", at: Point(x: x + 1 + room, y: row.y), width: 1, role: .tabActive)
      }
      canvas.text(labels[place], at: Point(x: x + 1, y: row.y), width: room, role: isSelected ? .tabActive : .tab)
      x += room + 1
    }
  }

  /// The labels as wide as there is room, and those of them that are shown.
  private func fitting(_ width: Int, _ glyphs: GlyphSet) -> (labels: [String], shown: Range<Int>) {
    let forms: [(Int) -> Bool] = [{ _ in false }, { $0 != selectedIndex }, { _ in true }]
    for isShort in forms {
      let labels = tabs.indices.map { tabs[$0].label(isShort: isShort($0)) }
      let wanted = labels.reduce(1) { $0 + DisplayWidth.of($1, glyphs: glyphs) + 1 }
      if wanted <= width { return (labels, tabs.indices) }
    }
    let labels = tabs.map { $0.label(isShort: true) }
    let ends = 2 * (String(tabs.count).count + 1)
    let widths = labels.map { DisplayWidth.of($0, glyphs: glyphs) + 1 }
    return (labels, Self.window(widths, around: selectedIndex, room: width - 1 - ends))
  }

  /// The tabs that fit, grown from the chosen one to both sides in turn, so that its neighbours are the first to be seen.
  private static func window(_ widths: [Int], around selected: Int, room: Int) -> Range<Int> {
    var (first, end, used) = (selected, selected + 1, widths[selected])
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      if end < widths.count, used + widths[end] <= room {
        used += widths[end]
        end += 1
        isGrowing = true
      }
      if first > 0, used + widths[first - 1] <= room {
        first -= 1
        used += widths[first]
        isGrowing = true
      }
    }
    return first..<end
  }
}
