/// Where text stands in the width it is given.
public enum Alignment: Sendable, Hashable {
  case leading, center, trailing
}

extension Canvas {
  /// Writes text, the only way data gets in. Runs the funnel, folds for ASCII, and measures display columns.
  ///
  /// - Parameters:
  ///   - width: columns it may take; the default is up to the right edge of the clip. Longer text ends in `~`, so a cut value is
  ///     never read as a whole one.
  ///   - pad: fill the rest of `width` with spaces in this role.
  /// - Returns: the columns used, with the padding.
  @discardableResult
  public mutating func text(
    _ text: String, at point: Point, width: Int? = nil, role: Role = .text, align: Alignment = .leading, pad: Bool = false
  ) -> Int {
    let room = max(0, width ?? clip.maxX - point.x)
    guard room > 0 else { return 0 }
    let pieces = FittedText(text, width: room, glyphs: glyphs)
    let lead =
      switch align {
      case .leading: 0
      case .center: (room - pieces.width) / 2
      case .trailing: room - pieces.width
      }
    if pad { fill(Rect(x: point.x, y: point.y, width: room, height: 1), role: role) }
    var place = point.offset(x: lead)
    for piece in pieces.cells {
      if !put(piece.text, width: piece.width, at: place, role: role), piece.width == 2 {
        put(" ", width: 1, at: place, role: role)
        put(" ", width: 1, at: place.offset(x: 1), role: role)
      }
      place.x += piece.width
    }
    return pad ? room : lead + pieces.width
  }
}

/// The cells of a text that fit a width, the last one `~` where something is missing.
struct FittedText {
  private(set) var cells: [FunnelCell] = []
  private(set) var width = 0

  init(_ text: String, width limit: Int, glyphs: GlyphSet) {
    var isCut = false
    TextFunnel.forEachCell(of: text, glyphs: glyphs) { cell in
      if width + cell.width > limit {
        isCut = true
        return false
      }
      cells.append(cell)
      width += cell.width
      return true
    }
    guard isCut, limit > 0 else { return }
    while width > limit - 1, let last = cells.popLast() { width -= last.width }
    // A wide character taken out for a mark of one column leaves a space before it.
    while width < limit - 1 {
      cells.append(FunnelCell(text: " ", width: 1))
      width += 1
    }
    cells.append(FunnelCell(text: Glyph.cut.text(glyphs), width: 1))
    width += 1
  }
}
