/// Shares as horizontal bars, one row each: label, figure, bar. As for time in range.
public struct BarList: Sendable, Hashable {
  /// One share.
  public struct Bar: Sendable, Hashable {
    /// In the user's language.
    public var label: String
    /// The figure as text, such as `70 %`.
    public var figure: String
    /// 0 to 1; anything above nothing has at least one sign.
    public var share: Double
    /// What the bar is made of; a different one for each meaning, since colour alone says nothing.
    public var glyph: Glyph
    /// The look of the bar.
    public var role: Role

    /// A bar.
    public init(_ label: String, figure: String, share: Double, glyph: Glyph, role: Role = .text) {
      self.label = label
      self.figure = figure
      self.share = share
      self.glyph = glyph
      self.role = role
    }
  }

  /// From the top.
  public var bars: [Bar]

  /// Bars on one scale from nothing to all.
  public init(_ bars: [Bar]) { self.bars = bars }

  /// The signs of a bar in so many columns.
  static func length(_ share: Double, room: Int) -> Int {
    guard share.isFinite, share > 0, room > 0 else { return 0 }
    return min(room, max(1, Int((min(1, share) * Double(room)).rounded())))
  }

  /// Draws from the top of `rect`, as many bars as there are rows.
  public func draw(on canvas: inout Canvas, in rect: Rect) {
    canvas.within(rect) { canvas in paint(on: &canvas, in: rect) }
  }

  private func paint(on canvas: inout Canvas, in rect: Rect) {
    let labels = min(bars.map { DisplayWidth.of($0.label, glyphs: canvas.glyphs) }.max() ?? 0, rect.width / 2)
    let figures = min(bars.map { DisplayWidth.of($0.figure, glyphs: canvas.glyphs) }.max() ?? 0, max(0, rect.width - labels - 1))
    let start = labels + figures + 2
    for (place, bar) in bars.prefix(rect.height).enumerated() {
      let point = rect.origin.offset(y: place)
      canvas.text(bar.label, at: point, width: labels, role: .label)
      canvas.text(bar.figure, at: point.offset(x: labels + 1), width: figures, role: .text, align: .trailing)
      for column in 0..<Self.length(bar.share, room: rect.width - start) {
        canvas.glyph(bar.glyph, at: point.offset(x: start + column), role: bar.role)
      }
    }
  }
}
