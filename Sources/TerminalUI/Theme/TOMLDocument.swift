/// A value of a TOML file.
enum TOMLNode: Sendable, Hashable {
  case string(String)
  case integer(Int)
  case number(Double)
  case bool(Bool)
  case table([String: TOMLNode])

  /// What the node is, for messages.
  var kind: String {
    switch self {
    case .string: "a string"
    case .integer: "a whole number"
    case .number: "a number"
    case .bool: "true or false"
    case .table: "a table"
    }
  }
}

/// Reads the part of TOML 1.0 that themes are written in: tables, dotted and quoted keys, strings of one line, decimal numbers,
/// booleans, inline tables, comments. Lists, dates, strings of several lines and other bases are refused by name.
///
/// Written here because a theme is a stranger's file: the library tried before stopped the program on a malformed key, and
/// brought all of Foundation into every process.
struct TOMLDocument {
  /// Themes are a few kilobytes; more is not a theme.
  static let maximumBytes = 65_536
  static let maximumDepth = 8

  private var scanner: TOMLScanner
  private let file: String
  private var root: [String: TOMLNode] = [:]
  /// Tables opened by a header, which may not be opened twice.
  private var headers: Set<[String]> = []
  /// Tables closed to additions: inline ones.
  private var inlineTables: Set<[String]> = []

  /// The tables and values of a document.
  ///
  /// - Throws: `ThemeError` with the line of the first mistake.
  static func parse(_ text: String, file: String) throws(ThemeError) -> [String: TOMLNode] {
    guard text.utf8.count <= maximumBytes else {
      throw ThemeError(file: file, key: "", reason: "longer than \(maximumBytes) bytes")
    }
    var document = TOMLDocument(text, file)
    do {
      try document.readLines()
    } catch {
      throw ThemeError(file: file, key: "line \(document.scanner.line)", reason: error.reason)
    }
    return document.root
  }

  private init(_ text: String, _ file: String) {
    scanner = TOMLScanner(text)
    self.file = file
  }

  private mutating func readLines() throws(TOMLMistake) {
    var header: [String] = []
    while true {
      scanner.skipSpaces()
      guard let byte = scanner.peek else { return }
      switch byte {
      case UInt8(ascii: "#"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): break
      case UInt8(ascii: "["):
        header = try readHeader()
      default:
        let key = try scanner.key()
        try scanner.expect("=", "after the key")
        let value = try readValue(at: header + key, depth: header.count + key.count)
        try store(value, at: header + key)
      }
      try scanner.endOfLine()
    }
  }

  private mutating func readHeader() throws(TOMLMistake) -> [String] {
    scanner.advance()
    if scanner.peek == UInt8(ascii: "[") { throw TOMLMistake("lists of tables have no use in a theme") }
    let header = try scanner.key()
    try scanner.expect("]", "after the name of the table")
    guard headers.insert(header).inserted else { throw TOMLMistake("table \(header.joined(separator: ".")) is there twice") }
    try store(.table([:]), at: header)
    return header
  }

  private mutating func readValue(at path: [String], depth: Int) throws(TOMLMistake) -> TOMLNode {
    guard depth <= Self.maximumDepth else { throw TOMLMistake("tables in tables, too deep") }
    scanner.skipSpaces()
    guard scanner.peek == UInt8(ascii: "{") else { return try scanner.scalar() }
    scanner.advance()
    inlineTables.insert(path)
    var table: [String: TOMLNode] = [:]
    scanner.skipSpaces()
    if scanner.peek == UInt8(ascii: "}") {
      scanner.advance()
      return .table(table)
    }
    while true {
      let key = try scanner.key()
      try scanner.expect("=", "after the key")
      let value = try readValue(at: path + key, depth: depth + key.count)
      try Self.insert(value, at: key[...], into: &table)
      scanner.skipSpaces()
      let next = scanner.peek
      if next == UInt8(ascii: "}") {
        scanner.advance()
        return .table(table)
      }
      guard next == UInt8(ascii: ",") else { throw TOMLMistake("expected , or } in the table of one line") }
      scanner.advance()
    }
  }

  private mutating func store(_ value: TOMLNode, at path: [String]) throws(TOMLMistake) {
    guard path.count <= Self.maximumDepth else { throw TOMLMistake("tables in tables, too deep") }
    for count in 1..<max(1, path.count) where inlineTables.contains(Array(path[..<count])) {
      throw TOMLMistake("\(path[..<count].joined(separator: ".")) is closed, it was written on one line")
    }
    try Self.insert(value, at: path[...], into: &root)
  }

  private static func insert(
    _ value: TOMLNode, at path: ArraySlice<String>, into table: inout [String: TOMLNode]
  ) throws(TOMLMistake) {
    guard let name = path.first else { return }
    if path.count == 1 {
      // A header may name a table that its own parts have already made.
      if case .table(let new) = value, new.isEmpty, case .table = table[name] { return }
      guard table[name] == nil else { throw TOMLMistake("\(name) is there twice") }
      table[name] = value
      return
    }
    var inner: [String: TOMLNode] = [:]
    switch table[name] {
    case .table(let known): inner = known
    case nil: break
    default: throw TOMLMistake("\(name) is not a table")
    }
    try insert(value, at: path.dropFirst(), into: &inner)
    table[name] = .table(inner)
  }
}
