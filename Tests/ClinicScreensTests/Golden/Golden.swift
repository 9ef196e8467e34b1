import Foundation
import TerminalUI
import Testing

/// A screen as text in `Goldens/`: what is written, which role each cell has, what is left of it without colours and in ASCII,
/// and where the hardware cursor stands. Compared exactly. `RECORD_GOLDENS=1` writes what differs, and fails, so that nobody
/// records without knowing: look at each, then run again.
struct Golden {
  let name: String
  private var lines: [String]

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Goldens")

  /// What is written and which role it has.
  init(_ name: String, _ canvas: Canvas) {
    self.name = name
    lines = ["# \(name)   cursor \(Self.place(canvas.cursor))"] + canvas.rows().map { "|" + $0 }
    let roles = canvas.roleRows()
    lines += ["", "# roles   " + roles.legend.map { "\($0.letter) \($0.role.rawValue)" }.joined(separator: "   ")]
    lines += Self.marked(roles.rows, blank: ".")
  }

  /// - Parameters:
  ///   - mono: the same screen on a terminal without colours: only its attributes are kept, and the rows whose text differs.
  ///   - ascii: the same screen in ASCII.
  init(_ name: String, utf8: Canvas, mono: Canvas, ascii: Canvas) {
    self.init(name, utf8)
    lines += ["", "# without colours   b bold   u underline   r reverse   R reverse and bold   d dim"]
    lines += Self.marked(Self.attributes(mono), blank: ".")
    lines += Self.differences(mono.rows(), utf8.rows())
    lines +=
      ["", "# ascii" + (ascii.cursor == utf8.cursor ? "" : "   cursor \(Self.place(ascii.cursor))")]
      + ascii.rows().map { "|" + $0 }
    let (roles, asciiRoles) = (utf8.roleRows(), ascii.roleRows())
    if asciiRoles.rows != roles.rows {
      lines += ["", "# ascii roles   " + asciiRoles.legend.map { "\($0.letter) \($0.role.rawValue)" }.joined(separator: "   ")]
      lines += Self.differences(asciiRoles.rows, roles.rows)
    }
  }

  private static func place(_ cursor: Point?) -> String { cursor.map { "column \($0.x), row \($0.y)" } ?? "nowhere" }

  /// The rows that are not all blank, with their numbers.
  private static func marked(_ rows: [String], blank: Character) -> [String] {
    rows.enumerated().compactMap { place, row in
      guard let last = row.lastIndex(where: { $0 != blank }) else { return nil }
      return number(place) + "|" + row[...last]
    }
  }

  private static func differences(_ rows: [String], _ others: [String]) -> [String] {
    zip(rows, others).enumerated().compactMap { place, pair in pair.0 == pair.1 ? nil : number(place) + "|" + pair.0 }
  }

  private static func number(_ row: Int) -> String { String(repeating: " ", count: row < 10 ? 1 : 0) + String(row) }

  private static func attributes(_ canvas: Canvas) -> [String] {
    canvas.bounds.rows.map { row in
      String(
        canvas.cells[(row * canvas.size.width)..<((row + 1) * canvas.size.width)].map { cell -> Character in
          let style = Theme.mono.style(for: cell.role, depth: .mono).attributes
          if style.contains([.reverse, .bold]) { return "R" }
          if style.contains(.reverse) { return "r" }
          if style.contains(.bold) { return "b" }
          if style.contains(.underline) { return "u" }
          return style.contains(.dim) ? "d" : "."
        })
    }
  }

  /// The files there are.
  static func stored() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".txt") }
  }

  private var url: URL { Self.folder.appendingPathComponent(name + ".txt") }

  func verify(sourceLocation: SourceLocation = #_sourceLocation) throws {
    let text = lines.joined(separator: "\n") + "\n"
    let stored = try? String(contentsOf: url, encoding: .utf8)
    guard stored != text else { return }
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" {
      try text.write(to: url, atomically: true, encoding: .utf8)
      Issue.record("recorded \(name): look at it, then run again without RECORD_GOLDENS", sourceLocation: sourceLocation)
    } else if let stored {
      Issue.record("\(name) differs:\n\(Self.difference(stored, text))", sourceLocation: sourceLocation)
    } else {
      Issue.record("no golden \(name).txt", sourceLocation: sourceLocation)
    }
  }

  /// The first lines that differ, both ways.
  private static func difference(_ stored: String, _ text: String) -> String {
    let (old, new) = (
      stored.split(separator: "\n", omittingEmptySubsequences: false),
      text.split(separator: "\n", omittingEmptySubsequences: false)
    )
    var found: [String] = []
    for place in 0..<max(old.count, new.count) where found.count < 12 {
      let (before, after) = (place < old.count ? old[place] : "", place < new.count ? new[place] : "")
      if before != after { found += ["line \(place + 1)", "- " + before, "+ " + after] }
    }
    return found.joined(separator: "\n")
  }
}
