/// One fixed SQL text. It is prepared under its name the first time a connection uses it, and stays prepared there.
///
/// Both name and text are literals: no value can be pasted into SQL, parameters (`$1` ...) are always bound.
public struct Statement: Hashable, Sendable {
  /// Unique in the program: errors and the server's prepared statements are called by it.
  public let name: String
  public let sql: String
  let isPrepared: Bool

  /// The parts of the text are joined by line breaks, so that statements may share a list of columns.
  public init(_ name: StaticString, _ sql: StaticString...) {
    self.init(name: name, parts: sql, isPrepared: true)
  }

  /// A statement that is used once and not kept by the server.
  public static func once(_ name: StaticString, _ sql: StaticString...) -> Statement {
    Statement(name: name, parts: sql, isPrepared: false)
  }

  private init(name: StaticString, parts: [StaticString], isPrepared: Bool) {
    self.name = name.description
    sql = parts.map(\.description).joined(separator: "\n")
    self.isPrepared = isPrepared
  }

  /// For texts built of checked identifiers inside this target.
  init(unprepared sql: String, name: StaticString) {
    self.name = name.description
    self.sql = sql
    isPrepared = false
  }
}
