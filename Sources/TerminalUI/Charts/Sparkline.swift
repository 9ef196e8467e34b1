/// A row of bars for a list: the shape of the last values. Missing values are gaps, never zeros.
public struct Sparkline: Sendable, Hashable {
  /// Oldest first; nil is missing.
  public var values: [Double?]
  /// The values of the lowest and the highest bar; nil is the least and the greatest value.
  public var range: ClosedRange<Double>?

  /// A line of these values.
  public init(_ values: [Double?], range: ClosedRange<Double>? = nil) {
    self.values = values
    self.range = range
  }

  /// The bar of each column, 0 to 7; nil is a gap. More values than columns: each column shows its value furthest from the middle
  /// of all, so the least and the greatest are shown unless they share a column.
  public func levels(width: Int) -> [Int?] {
    let known = values.compactMap { $0 }.filter(\.isFinite)
    guard width > 0, let least = known.min(), let greatest = known.max() else { return [] }
    let low = range?.lowerBound ?? least
    let high = range?.upperBound ?? greatest
    let columns = min(width, values.count)
    let middle = (least + greatest) / 2
    return (0..<columns).map { column in
      let part = values[(column * values.count / columns)..<((column + 1) * values.count / columns)]
      let shown = part.compactMap { $0 }.filter(\.isFinite)
      guard let value = shown.max(by: { ($0 - middle).magnitude < ($1 - middle).magnitude }) else { return nil }
      guard high > low else { return 3 }
      return min(7, max(0, Int(((value - low) / (high - low) * 7).rounded())))
    }
  }

  /// Draws over the first row of `rect`, the newest at the right end of what is used.
  ///
  /// - Returns: the columns used.
  @discardableResult
  public func draw(on canvas: inout Canvas, in rect: Rect, role: Role = .chartSeries) -> Int {
    guard rect.height > 0 else { return 0 }
    let levels = levels(width: rect.width)
    canvas.within(rect) { canvas in
      for (column, level) in levels.enumerated() {
        guard let level else { continue }
        canvas.glyph(Glyph.bars[level], at: rect.origin.offset(x: column), role: role)
      }
    }
    return levels.count
  }
}
