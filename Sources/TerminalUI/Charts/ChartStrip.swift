/// A row under the time axis: what went on meanwhile, in the columns of the values. Signs are single letters, the same in ASCII.
public struct ChartStrip: Sendable, Hashable {
  /// Something that happened at one time.
  public struct Event: Sendable, Hashable {
    /// Seconds since 1970-01-01 00:00 UTC.
    public var time: Int
    public var mark: String

    public init(time: Int, mark: String) {
      self.time = time
      self.mark = mark
    }
  }

  /// Something that lasted: its letter where it begins, or comes into view, and a line to its end.
  public struct Span: Sendable, Hashable {
    public var from: Int
    /// The first moment behind it.
    public var to: Int
    public var mark: String

    public init(from: Int, to: Int, mark: String) {
      self.from = from
      self.to = to
      self.mark = mark
    }
  }

  /// Before the row, in front of the axis.
  public var label: String
  public var spans: [Span]
  public var events: [Event]

  public init(_ label: String, spans: [Span] = [], events: [Event] = []) {
    self.label = label
    self.spans = spans
    self.events = events
  }

  /// Several events of one column.
  static let many = "*"

  /// The letters of the row, column by column; nil is blank.
  func cells(_ time: TimeAxis, columns: Int) -> [String?] {
    var cells = [String?](repeating: nil, count: max(0, columns))
    for span in spans where span.to > time.start && span.from < time.end && span.to > span.from {
      let first = time.column(of: span.from, columns: columns)
      let last = max(first, time.column(of: span.to - 1, columns: columns))
      for column in first...last where cells.indices.contains(column) { cells[column] = column == first ? span.mark : "-" }
    }
    var taken: Set<Int> = []
    for event in events where (time.start...time.end).contains(event.time) {
      let column = time.column(of: event.time, columns: columns)
      guard cells.indices.contains(column) else { continue }
      cells[column] = taken.insert(column).inserted || cells[column] == event.mark ? event.mark : Self.many
    }
    return cells
  }
}
