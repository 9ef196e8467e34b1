/// A column of a `Table`.
public struct TableColumn: Sendable, Hashable {
  /// How many cells wide.
  public enum Width: Sendable, Hashable {
    case fixed(Int)
    /// At least so many; what is left over is shared by weight.
    case flexible(minimum: Int, weight: Int = 1)

    var minimum: Int {
      switch self {
      case .fixed(let width): max(0, width)
      case .flexible(let minimum, _): max(0, minimum)
      }
    }
  }

  /// The heading, already in the user's language.
  public var title: String
  /// How wide, between minimum and share.
  public var width: Width
  /// Of title and cells.
  public var align: Alignment
  /// Columns leave a narrow table from the highest number down; those of 0 stay.
  public var dropOrder: Int

  /// A column that stays unless `dropOrder` is given.
  public init(_ title: String, _ width: Width, align: Alignment = .leading, dropOrder: Int = 0) {
    self.title = title
    self.width = width
    self.align = align
    self.dropOrder = dropOrder
  }
}

/// The content of one place in a `Table`.
public struct TableCell: Sendable, Hashable, ExpressibleByStringInterpolation {
  /// In the user's language; cut with `~` at the column's width.
  public var text: String
  /// Nil: plain text, which takes the look of the selection bar. A role of its own stays visible in the bar.
  public var role: Role?

  /// A cell.
  public init(_ text: String, role: Role? = nil) {
    self.text = text
    self.role = role
  }

  /// A plain cell.
  public init(stringLiteral value: String) { self.init(value) }
}

/// The columns that fit, with their places.
struct TableLayout: Sendable, Hashable {
  struct Place: Sendable, Hashable {
    var column: Int
    var x: Int
    var width: Int
  }

  private(set) var places: [Place] = []

  /// Lays out from `x`, one space between columns.
  init(_ columns: [TableColumn], x: Int, width: Int) {
    var kept = Array(columns.indices)
    func needed() -> Int { kept.reduce(0) { $0 + columns[$1].width.minimum } + max(0, kept.count - 1) }
    while needed() > width,
      let drop = kept.last(where: { place in
        columns[place].dropOrder > 0 && !kept.contains { columns[$0].dropOrder > columns[place].dropOrder }
      })
    {
      kept.removeAll { $0 == drop }
    }
    var spare = max(0, width - needed())
    var weights = kept.reduce(0) { $0 + Self.weight(columns[$1]) }
    var at = x
    for place in kept {
      let column = columns[place]
      let weight = Self.weight(column)
      let share = weights > 0 ? spare * weight / weights : 0
      spare -= share
      weights -= weight
      let room = max(0, min(column.width.minimum + share, x + width - at))
      if room > 0 { places.append(Place(column: place, x: at, width: room)) }
      at += room + 1
    }
  }

  private static func weight(_ column: TableColumn) -> Int {
    if case .flexible(_, let weight) = column.width { max(0, weight) } else { 0 }
  }
}
