extension Canvas {
  /// Draws a widget: nothing gets outside `rect`, and a hardware cursor the widget placed is kept inside it.
  mutating func within(_ rect: Rect, _ body: (inout Canvas) -> Void) {
    let before = cursor
    cursor = nil
    clipped(to: rect, body)
    let area = rect.intersection(bounds)
    guard let placed = cursor, !area.isEmpty else {
      cursor = before
      return
    }
    cursor = Point(x: min(max(placed.x, area.x), area.maxX - 1), y: min(max(placed.y, area.y), area.maxY - 1))
  }
}
