/// A list of rows in columns with one selected. The selection is a row's id, so it survives reloads and sorting.
///
/// The rows' content is asked for at drawing, and only for those seen.
public struct Table<ID: Hashable & Sendable>: Sendable {
  /// What an event did.
  public enum Outcome: Sendable, Hashable {
    case ignored
    /// The selection moved, or met an end.
    case moved
    /// Enter on a row.
    case activated(ID)
  }

  /// How the selected row is shown, besides `>` before it and the hardware cursor on it.
  public enum SelectionStyle: Sendable, Hashable {
    case bar
    /// No bar: a tenth of the bytes, for slow lines.
    case markerOnly
  }

  /// From the left.
  public var columns: [TableColumn]
  /// Ids from the top; unique.
  public private(set) var rows: [ID]
  /// The selected row; nil only without rows.
  public private(set) var selection: ID?
  /// Bar, or marker alone.
  public var selectionStyle: SelectionStyle
  /// Whether the first row is the columns' titles.
  public var showsHeader: Bool
  /// Whether `j` and `k` move; off where letters go elsewhere.
  public var movesByLetters: Bool
  /// Shown instead of rows, already in the user's language.
  public var emptyText: String
  private var selectedIndex: Int
  private var offset = 0
  private var visibleRows = 10

  /// A table with its first row selected.
  public init(
    _ columns: [TableColumn], rows: [ID] = [], selectionStyle: SelectionStyle = .bar, showsHeader: Bool = true,
    movesByLetters: Bool = true, emptyText: String = ""
  ) {
    self.columns = columns
    self.rows = rows
    self.selectionStyle = selectionStyle
    self.showsHeader = showsHeader
    self.movesByLetters = movesByLetters
    self.emptyText = emptyText
    selection = rows.first
    selectedIndex = 0
  }

  /// The selected row's place in `rows`.
  public var selectionIndex: Int? { selection == nil ? nil : selectedIndex }

  /// Replaces the rows. The selected one stays selected and, where possible, on the same line of the screen;
  /// one that is gone gives its place to the row now there.
  public mutating func setRows(_ ids: [ID]) {
    guard ids != rows else { return }
    let line = selectedIndex - offset
    rows = ids
    if let selection, let place = ids.firstIndex(of: selection) {
      selectedIndex = place
    } else {
      selectedIndex = min(max(0, selectedIndex), max(0, ids.count - 1))
      selection = ids.isEmpty ? nil : ids[selectedIndex]
    }
    offset = selectedIndex - line
    clampOffset()
  }

  /// Shows the first rows, as far as the selected one stays in sight.
  public mutating func showTop() {
    offset = 0
    clampOffset()
  }

  /// Selects a row; false where there is none of this id.
  @discardableResult
  public mutating func select(_ id: ID) -> Bool {
    guard let place = rows.firstIndex(of: id) else { return false }
    selectIndex(place)
    return true
  }

  /// Selects by place, kept within the rows.
  public mutating func selectIndex(_ place: Int) {
    guard !rows.isEmpty else { return }
    selectedIndex = min(max(0, place), rows.count - 1)
    selection = rows[selectedIndex]
    if selectedIndex < offset { offset = selectedIndex }
    if selectedIndex >= offset + visibleRows { offset = selectedIndex - visibleRows + 1 }
  }

  /// Moves by Up, Down, `j`, `k`, PgUp, PgDn, Home, End; Enter activates.
  public mutating func handle(_ event: InputEvent) -> Outcome {
    guard case .key(let key) = event else { return .ignored }
    switch key {
    case .up: selectIndex(selectedIndex - 1)
    case .down: selectIndex(selectedIndex + 1)
    case .character("k") where movesByLetters: selectIndex(selectedIndex - 1)
    case .character("j") where movesByLetters: selectIndex(selectedIndex + 1)
    case .pageUp: movePage(-1)
    case .pageDown: movePage(1)
    case .home: selectIndex(0)
    case .end: selectIndex(rows.count - 1)
    case .enter:
      guard let selection else { return .ignored }
      return .activated(selection)
    default: return .ignored
    }
    return .moved
  }

  /// A page moves list and selection together, so the selection keeps its line.
  private mutating func movePage(_ direction: Int) {
    let step = max(1, visibleRows) * direction
    offset += step
    selectedIndex = min(max(0, selectedIndex + step), max(0, rows.count - 1))
    clampOffset()
    selectIndex(selectedIndex)
  }

  private mutating func clampOffset() {
    offset = min(max(0, offset), max(0, rows.count - visibleRows))
    if selectedIndex < offset { offset = selectedIndex }
    if selectedIndex >= offset + visibleRows { offset = max(0, selectedIndex - visibleRows + 1) }
  }

  /// Draws heading and rows; with focus the hardware cursor stands on the selected row's marker.
  ///
  /// - Parameter cells: the content of the row at a place of `rows`, one cell per column in order.
  public mutating func draw(on canvas: inout Canvas, in rect: Rect, isFocused: Bool, cells: (Int) -> [TableCell]) {
    canvas.within(rect) { canvas in paint(on: &canvas, in: rect, isFocused: isFocused, cells: cells) }
  }

  private mutating func paint(on canvas: inout Canvas, in rect: Rect, isFocused: Bool, cells: (Int) -> [TableCell]) {
    let (header, body) = rect.split(top: showsHeader ? 1 : 0)
    visibleRows = max(1, body.height)
    clampOffset()
    let layout = TableLayout(columns, x: rect.x + 1, width: rect.width - 1)
    canvas.clipped(to: rect) { canvas in
      canvas.fill(rect, role: .text)
      if !header.isEmpty { drawHeader(on: &canvas, in: header, layout) }
      if rows.isEmpty {
        canvas.text(emptyText, at: body.origin.offset(x: 1), width: body.width - 1, role: .textMuted)
        if isFocused, !body.isEmpty { canvas.cursor = body.origin }
      }
      for line in 0..<min(body.height, max(0, rows.count - offset)) {
        drawRow(offset + line, on: &canvas, in: body.row(line), layout, isFocused: isFocused, cells(offset + line))
      }
    }
  }

  private func drawHeader(on canvas: inout Canvas, in rect: Rect, _ layout: TableLayout) {
    canvas.fill(rect, role: .tableHeader)
    for place in layout.places {
      let column = columns[place.column]
      canvas.text(
        column.title, at: Point(x: place.x, y: rect.y), width: place.width, role: .tableHeader, align: column.align)
    }
  }

  private func drawRow(
    _ index: Int, on canvas: inout Canvas, in rect: Rect, _ layout: TableLayout, isFocused: Bool, _ cells: [TableCell]
  ) {
    let isSelected = selection != nil && index == selectedIndex
    let hasBar = isSelected && isFocused && selectionStyle == .bar
    if hasBar { canvas.fill(rect, role: .selectRow) }
    for place in layout.places where cells.indices.contains(place.column) {
      let cell = cells[place.column]
      let role = cell.role ?? (hasBar ? .selectRow : .text)
      canvas.text(
        cell.text, at: Point(x: place.x, y: rect.y), width: place.width, role: role, align: columns[place.column].align)
    }
    guard isSelected else { return }
    canvas.glyph(.marker, at: rect.origin, role: hasBar ? .selectRow : .selectMarker)
    if isFocused { canvas.cursor = rect.origin }
  }
}
