/// Facts as two columns, label and value; long values go on below, never cut.
public struct LabelValueList: Sendable, Hashable {
  /// One fact.
  public struct Item: Sendable, Hashable {
    /// In the user's language.
    public var label: String
    /// What is so; wrapped below where it is long.
    public var value: String
    /// The look of the value.
    public var role: Role

    /// A fact.
    public init(_ label: String, _ value: String, role: Role = .text) {
      self.label = label
      self.value = value
      self.role = role
    }
  }

  /// From the top.
  public var items: [Item]
  /// Columns of the labels; nil is as wide as the longest, at most half.
  public var labelWidth: Int?

  /// A list of facts.
  public init(_ items: [Item], labelWidth: Int? = nil) {
    self.items = items
    self.labelWidth = labelWidth
  }

  /// The rows it needs at this width.
  public func height(width: Int, glyphs: GlyphSet) -> Int {
    let room = max(1, width - labelColumns(width, glyphs) - 2)
    return items.reduce(0) { $0 + max(1, TextWrap.lines($1.value, width: room, glyphs: glyphs).count) }
  }

  /// Draws from the top of `rect`; the last row is `~` where more is to come.
  ///
  /// - Returns: the rows used.
  @discardableResult
  public func draw(on canvas: inout Canvas, in rect: Rect) -> Int {
    var used = 0
    canvas.within(rect) { canvas in used = paint(on: &canvas, in: rect) }
    return used
  }

  private func paint(on canvas: inout Canvas, in rect: Rect) -> Int {
    let labels = labelColumns(rect.width, canvas.glyphs)
    let room = max(1, rect.width - labels - 2)
    var y = 0
    for item in items {
      for (place, line) in TextWrap.lines(item.value, width: room, glyphs: canvas.glyphs).enumerated() {
        guard y < rect.height else {
          let last = rect.row(rect.height - 1)
          canvas.fill(last, role: .text)
          canvas.glyph(.cut, at: last.origin, role: .textMuted)
          return rect.height
        }
        let point = rect.origin.offset(y: y)
        if place == 0 { canvas.text(item.label, at: point, width: labels, role: .label) }
        canvas.text(line, at: point.offset(x: labels + 2), width: room, role: item.role)
        y += 1
      }
    }
    return y
  }

  private func labelColumns(_ width: Int, _ glyphs: GlyphSet) -> Int {
    if let labelWidth { return min(labelWidth, width) }
    return min(items.map { DisplayWidth.of($0.label, glyphs: glyphs) }.max() ?? 0, width / 2)
  }
}
