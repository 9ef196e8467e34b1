/// A screen as a value: cells of text and role, where the hardware cursor stands, and whether to ring.
///
/// Coordinates are absolute; drawing outside the current clip does nothing. A wide character that would be cut in half becomes
/// a space. Text gets in only through `text(_:at:)`, named glyphs and braille patterns.
public struct Canvas: Sendable, Equatable {
  public let size: Size
  public let glyphs: GlyphSet

  /// What `set(braille:)` draws with in UTF-8.
  public var dots = DotStyle.braille

  /// Where the hardware cursor stands: on the selection or the caret, always; braille displays and readers follow it.
  public var cursor: Point?

  /// Set to ring the terminal once with this canvas.
  public var bellRequested = false

  /// Rows one after another, `size.width` each.
  public private(set) var cells: [Cell]

  /// Where drawing has an effect; narrowed by `clipped(to:)`.
  public private(set) var clip: Rect

  public init(size: Size, glyphs: GlyphSet) {
    let size = Size(width: max(0, size.width), height: max(0, size.height))
    self.size = size
    self.glyphs = glyphs
    clip = size.bounds
    cells = Array(repeating: .blank, count: size.width * size.height)
  }

  public var bounds: Rect { size.bounds }

  /// The cell at a point; nil outside.
  public subscript(point: Point) -> Cell? {
    bounds.contains(point) ? cells[point.y * size.width + point.x] : nil
  }

  /// Draws with the clip narrowed to `rect`; coordinates stay absolute.
  @discardableResult
  public mutating func clipped<T>(to rect: Rect, _ body: (inout Canvas) throws -> T) rethrows -> T {
    let outer = clip
    clip = outer.intersection(rect)
    defer { clip = outer }
    return try body(&self)
  }

  /// Puts a text of `width` columns (1 or 2) at a point; false where it does not fit the clip whole.
  @discardableResult
  mutating func put(_ text: String, width: Int, at point: Point, role: Role) -> Bool {
    guard clip.contains(point), width == 1 || clip.contains(point.offset(x: 1)) else { return false }
    let index = point.y * size.width + point.x
    separate(at: index, in: point.y)
    cells[index] = Cell(text: text, role: role)
    if width == 2 {
      separate(at: index + 1, in: point.y)
      cells[index + 1] = Cell(text: "", role: role)
    }
    return true
  }

  /// Changes the role of one cell of the clip; both halves of a wide character change together.
  mutating func setRole(_ role: Role, at point: Point) {
    guard clip.contains(point) else { return }
    let index = point.y * size.width + point.x
    cells[index].role = role
    if cells[index].isContinuation, point.x > 0 { cells[index - 1].role = role }
    if point.x + 1 < size.width, cells[index + 1].isContinuation { cells[index + 1].role = role }
  }

  /// Before a cell is overwritten: the other half of a wide character there becomes a space.
  private mutating func separate(at index: Int, in row: Int) {
    if cells[index].isContinuation {
      if index > row * size.width { cells[index - 1].text = " " }
      cells[index].text = " "
    } else if index + 1 < (row + 1) * size.width, cells[index + 1].isContinuation {
      cells[index + 1].text = " "
    }
  }

  /// Equal where the screen would look, sound and stand the same.
  public static func == (a: Canvas, b: Canvas) -> Bool {
    a.size == b.size && a.glyphs == b.glyphs && a.cursor == b.cursor && a.bellRequested == b.bellRequested && a.cells == b.cells
  }
}
