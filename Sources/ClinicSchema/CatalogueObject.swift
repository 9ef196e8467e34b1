/// One object of a database as its catalogues describe it: two databases have the same schema when these are equal.
public struct CatalogueObject: Hashable, Sendable {
  /// TABLE, COLUMN, CONSTRAINT, INDEX, TRIGGER, FUNCTION, POLICY, VIEW, SEQUENCE, TYPE, SCHEMA, EXTENSION, DEFAULT PRIVILEGE,
  /// ROWS
  public var kind: String
  /// Schema-qualified, with arguments for a function and the table for what belongs to one.
  public var name: String
  /// What is compared: `owner`, `grants`, `definition`, `comment` and so on, in a fixed order.
  public var properties: [String: String]

  public init(kind: String, name: String, properties: [String: String]) {
    self.kind = kind
    self.name = name
    self.properties = properties
  }
}

/// One way in which a database differs from what it should be.
public struct CatalogueDifference: Hashable, Sendable, CustomStringConvertible {
  public enum Change: Hashable, Sendable {
    /// Should exist and does not.
    case missing
    /// Exists and should not.
    case surplus
    /// Differs in one property.
    case changed(property: String, expected: String, found: String)
  }

  public var kind: String
  public var name: String
  public var change: Change

  /// One line: `POLICY access.users staff_reads: missing`.
  public var description: String {
    switch change {
    case .missing: "\(kind) \(name): missing"
    case .surplus: "\(kind) \(name): not in the current files"
    case .changed(let property, let expected, let found):
      Self.sentence("\(kind) \(name): \(property)", expected: expected, found: found)
    }
  }

  /// Long texts (bodies of functions) are told by their first line that differs.
  private static func sentence(_ subject: String, expected: String, found: String) -> String {
    let wanted = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let actual = found.split(separator: "\n", omittingEmptySubsequences: false)
    guard wanted.count > 1 || actual.count > 1 else {
      return "\(subject) is \(oneLine(found)), should be \(oneLine(expected))"
    }
    let line = zip(wanted, actual).prefix { $0 == $1 }.count
    let (actualLine, wantedLine) = (
      actual.indices.contains(line) ? actual[line] : "", wanted.indices.contains(line) ? wanted[line] : ""
    )
    return "\(subject), line \(line + 1), is \(oneLine(String(actualLine))), should be \(oneLine(String(wantedLine)))"
  }

  private static func oneLine(_ text: String) -> String {
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.isEmpty ? "empty" : words.count > 200 ? String(words.prefix(200)) + " ..." : words
  }
}

/// The description of a whole database.
public struct Catalogue: Sendable {
  public var objects: [CatalogueObject]

  public init(objects: [CatalogueObject]) { self.objects = objects }

  /// The folder of the key file, which bootstrap writes into the function that reads it; nil where that is not found.
  public var keyFolder: String? {
    let reader = objects.first { $0.kind == "FUNCTION" && $0.name.hasPrefix("access.read_key(") }
    return reader?.properties["definition"]?.firstMatch(of: /pg_read_file\('([^']+)'/).map { String($0.1) }
  }

  /// What has to change in `self` to be like `expected`, sorted by kind and name; empty when they are the same.
  public func differences(from expected: Catalogue) -> [CatalogueDifference] {
    let mine = Dictionary(objects.map { (Key($0), $0) }, uniquingKeysWith: { first, _ in first })
    let theirs = Dictionary(expected.objects.map { (Key($0), $0) }, uniquingKeysWith: { first, _ in first })
    var all: [CatalogueDifference] = []
    for key in Set(mine.keys).union(theirs.keys) {
      switch (theirs[key], mine[key]) {
      case (.some, nil): all.append(.init(kind: key.kind, name: key.name, change: .missing))
      case (nil, .some): all.append(.init(kind: key.kind, name: key.name, change: .surplus))
      case (let wanted?, let found?):
        for property in Set(wanted.properties.keys).union(found.properties.keys) {
          let (expected, actual) = (wanted.properties[property] ?? "", found.properties[property] ?? "")
          guard expected != actual else { continue }
          all.append(
            .init(kind: key.kind, name: key.name, change: .changed(property: property, expected: expected, found: actual)))
        }
      case (nil, nil): continue
      }
    }
    return all.map { ($0, $0.description) }.sorted { $0.1 < $1.1 }.map(\.0)
  }

  private struct Key: Hashable {
    var kind: String
    var name: String
    init(_ object: CatalogueObject) { (kind, name) = (object.kind, object.name) }
  }
}
