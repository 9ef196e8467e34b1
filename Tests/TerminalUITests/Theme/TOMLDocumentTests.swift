import Foundation
import Testing

@testable import TerminalUI

@Suite struct TOMLDocumentTests {
  private func parse(_ text: String) throws -> [String: TOMLNode] { try TOMLDocument.parse(text, file: "f.toml") }

  @Test func valuesOfEachKind() throws {
    let root = try parse(
      """
      # a comment
      a = "text \\"quoted\\" \\u00e9 \\U0001F600 \\t" # after a value
      b = 'C:\\plain'
      c = -12
      d = 1_000
      e = 4.5
      f = true
      g = 1e3
      """)
    #expect(root["a"] == .string("text \"quoted\" é 😀 \t"))
    #expect(root["b"] == .string("C:\\plain"))
    #expect(root["c"] == .integer(-12))
    #expect(root["d"] == .integer(1000))
    #expect(root["e"] == .number(4.5))
    #expect(root["f"] == .bool(true))
    #expect(root["g"] == .number(1000))
  }

  @Test func tablesOfEachKind() throws {
    let root = try parse("[a.\"b.c\"]\nx = 1\n[a]\ny.z = 2\n[d]\ne = { f = 1, g = { h = 'i' } }\nj = {}\n")
    #expect(
      root == [
        "a": .table(["b.c": .table(["x": .integer(1)]), "y": .table(["z": .integer(2)])]),
        "d": .table(["e": .table(["f": .integer(1), "g": .table(["h": .string("i")])]), "j": .table([:])]),
      ])
  }

  @Test func linesEndBothWays() throws {
    #expect(try parse("a = 1\r\nb = 2") == ["a": .integer(1), "b": .integer(2)])
    #expect(try parse("") == [:])
    #expect(try parse("\n\n  # only words\n") == [:])
  }

  @Test(arguments: [
    "a", "a =", "= 1", "a = 1 b = 2", "a = 1\na = 2", "a.b = 1\na = 2", "a = 1\na.b = 2", "[a]\n[a]",
    "a = { b = 1 }\n[a.c]\nx = 1",
    "a = { b = 1, }", "a = { b = 1 c = 2 }", "a = { b = 1\n}", "a = \"x\ny\"", "a = \"\\q\"", "a = \"\\u12\"", "a = \"\\ud800\"",
    "a = \"\"\"x\"\"\"", "a = '''x'''", "a = [1]", "[[a]]", "a = 1979-05-27", "a = 0x10", "a = nan", "a = +inf", "a = 1e999",
    "a = .5",
    "a = maybe", "a = 99999999999999999999", "a b = 1", "é = 1", "[a", "[]", "[a] x", "# bell \u{7}", "a = \"\u{7}\"",
    "\u{FEFF}a = 1",
    "a = {", "a = { b", "a = \"", "a = --1", "a = 1.2.3",
  ])
  func mistakesAreRefused(text: String) {
    #expect(throws: ThemeError.self) { try parse(text) }
  }

  @Test func theLineOfAMistakeIsNamed() {
    let error = #expect(throws: ThemeError.self) { try parse("a = 1\n\n# more\nb = ?\n") }
    #expect(error?.description == "f.toml: line 4: expected a value")
  }

  @Test func depthIsLimited() {
    let deep = String(repeating: "a.", count: 100) + "b = 1"
    #expect(throws: ThemeError.self) { try parse(deep) }
    #expect(throws: ThemeError.self) {
      try parse("x = " + String(repeating: "{ a = ", count: 100) + "1" + String(repeating: " }", count: 100))
    }
  }

  @Test func everyShippedThemeIsRead() throws {
    for name in ThemeFolder.names + ["base"] {
      let text = try String(contentsOfFile: "\(ThemeFolder.path)/\(name).toml", encoding: .utf8)
      guard case .table(let meta) = try parse(text)["meta"] else {
        Issue.record("\(name) has no [meta]")
        continue
      }
      #expect(meta["name"] == .string(name))
    }
  }
}
