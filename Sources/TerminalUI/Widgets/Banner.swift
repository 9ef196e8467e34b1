/// A line that stays, such as the patient's: parts divided by ` | `, some at the right end.
///
/// A part is shown whole, or left out, or, where it says so, cut with `~`. So a birth date is never half a birth date.
public struct Banner: Sendable, Hashable {
  /// One fact of the line.
  public struct Part: Sendable, Hashable {
    /// In the user's language.
    public var text: String
    /// Its look.
    public var role: Role
    /// Parts leave a narrow line from the highest number down; those of 0 stay.
    public var dropOrder: Int
    /// The columns it may be cut to; nil is never cut.
    public var minimumWidth: Int?

    /// A part that stays whole unless told otherwise.
    public init(_ text: String, role: Role = .banner, dropOrder: Int = 0, minimumWidth: Int? = nil) {
      self.text = text
      self.role = role
      self.dropOrder = dropOrder
      self.minimumWidth = minimumWidth
    }
  }

  /// From the left.
  public var leading: [Part]
  /// At the right end of the last row they fit.
  public var trailing: [Part]
  /// The look between the parts.
  public var role: Role
  /// Between parts: ` | ` or two spaces.
  public var hasDividers: Bool

  /// A banner of these parts; empty texts are left out.
  public init(_ leading: [Part], trailing: [Part] = [], role: Role = .banner, hasDividers: Bool = true) {
    self.leading = leading
    self.trailing = trailing
    self.role = role
    self.hasDividers = hasDividers
  }

  /// Draws over `rect`: one row, or, where the parts of order 0 need it and `rect` has it, more.
  public func draw(on canvas: inout Canvas, in rect: Rect) {
    canvas.within(rect) { canvas in paint(on: &canvas, in: rect) }
  }

  private func paint(on canvas: inout Canvas, in rect: Rect) {
    canvas.fill(rect, role: role)
    let gap = hasDividers ? 3 : 2
    let all = leading.map { ($0, false) } + trailing.map { ($0, true) }
    var kept = all.indices.filter { !all[$0].0.text.isEmpty }
    let wanted = all.map { DisplayWidth.of($0.0.text, glyphs: canvas.glyphs) }
    let room = max(0, rect.width - 2)
    func needed(_ places: [Int]) -> Int {
      places.reduce(0) { $0 + min(wanted[$1], all[$1].0.minimumWidth ?? wanted[$1]) } + max(0, places.count - 1) * gap
    }
    func flow(_ places: [Int]) -> [[Int]] {
      var rows: [[Int]] = []
      for place in places {
        if let last = rows.last, needed(last + [place]) <= room {
          rows[rows.count - 1].append(place)
        } else {
          rows.append([place])
        }
      }
      return rows
    }
    func overflows(_ places: [Int]) -> Bool { flow(places).count > rect.height || places.contains { needed([$0]) > room } }
    while overflows(kept), let drop = kept.max(by: { all[$0].0.dropOrder < all[$1].0.dropOrder }), all[drop].0.dropOrder > 0 {
      kept.removeAll { $0 == drop }
    }
    var rows = flow(kept)
    if rows.count > rect.height, rect.height > 0 {
      // The last row takes all that is left, cut at the edge, rather than drop what must stay.
      rows = Array(rows[..<(rect.height - 1)]) + [rows[(rect.height - 1)...].flatMap { $0 }]
    }
    for (y, places) in rows.enumerated() {
      let widths = Self.widths(
        places, wanted: wanted, minimum: { all[$0].0.minimumWidth }, room: room - max(0, places.count - 1) * gap)
      drawRow(
        places.map { all[$0].0 }, widths, trailingCount: places.count { all[$0].1 }, on: &canvas,
        in: rect.row(y).inset(left: 1, right: 1), gap: gap)
    }
  }

  /// The parts' columns: as wanted, those that may be cut giving what is missing, the widest first.
  private static func widths(_ places: [Int], wanted: [Int], minimum: (Int) -> Int?, room: Int) -> [Int] {
    var widths = places.map { wanted[$0] }
    while widths.reduce(0, +) > room {
      let cuttable = places.indices.filter { index in minimum(places[index]).map { widths[index] > max(1, $0) } ?? false }
      guard let widest = cuttable.max(by: { widths[$0] < widths[$1] }) else { break }
      widths[widest] -= 1
    }
    return widths
  }

  private func drawRow(
    _ parts: [Part], _ widths: [Int], trailingCount: Int, on canvas: inout Canvas, in row: Rect, gap: Int
  ) {
    let used = widths.reduce(0, +) + max(0, parts.count - 1) * gap
    let firstTrailing = parts.count - trailingCount
    var x = row.x
    for place in parts.indices {
      let jump = place == firstTrailing ? max(0, row.width - used) : 0
      if place > 0, hasDividers, jump == 0 { canvas.glyph(.vertical, at: Point(x: x - 2, y: row.y), role: role) }
      x += jump
      canvas.text(
        parts[place].text, at: Point(x: x, y: row.y), width: max(0, min(widths[place], row.maxX - x)), role: parts[place].role)
      x += widths[place] + gap
    }
  }
}
