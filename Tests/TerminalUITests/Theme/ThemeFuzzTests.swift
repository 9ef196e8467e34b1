import Foundation
import Testing

@testable import TerminalUI

/// Themes are files people bring along: whatever stands in them ends in a theme or in one line of text.
@Suite struct ThemeFuzzTests {
  private func shipped() throws -> [String] {
    try (ThemeFolder.names + ["base"]).map { try String(contentsOfFile: "\(ThemeFolder.path)/\($0).toml", encoding: .utf8) }
  }

  private func outcome(_ text: String, _ base: String) -> Bool {
    do {
      let theme = try build(text, parents: ["base": base])
      // Whatever was loaded can be read and says what it should.
      #expect(ThemeReport(theme).problems == [])
      let letters = [Role.flagOk, .flagLow, .flagHigh, .flagCriticalLow, .flagCriticalHigh].compactMap { theme.text(for: $0) }
      #expect(Set(letters).count == letters.count && !letters.contains { $0.allSatisfy { $0 == " " } })
      return true
    } catch {
      let message = "\(error)"
      #expect(error is ThemeError)
      #expect(!message.isEmpty && message.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) })
      return false
    }
  }

  @Test func changedBytesEndInAThemeOrAMessage() throws {
    var random = SeededGenerator(seed: 20_261_121)
    let files = try shipped()
    let base = files[5]
    var loaded = 0
    let odd = Array("\"'[]{}=#.,\n\t\u{1B}\u{202E}é漢0-_\\ ".unicodeScalars)
    for _ in 0..<1_500 {
      var scalars = Array(files[Int.random(in: 0..<5, using: &random)].unicodeScalars)
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let place = Int.random(in: 0..<scalars.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: scalars.remove(at: place)
        case 1: scalars.insert(odd[Int.random(in: 0..<odd.count, using: &random)], at: place)
        case 2: scalars[place] = odd[Int.random(in: 0..<odd.count, using: &random)]
        default: scalars.swapAt(place, Int.random(in: 0..<scalars.count, using: &random))
        }
      }
      var text = String.UnicodeScalarView()
      text.append(contentsOf: scalars)
      if outcome(String(text), base) { loaded += 1 }
    }
    #expect(loaded > 20 && loaded < 1_400)
  }

  @Test func cutFilesEndInAThemeOrAMessage() throws {
    let files = try shipped()
    let dark = Array(files[0].unicodeScalars)
    for length in stride(from: 0, through: dark.count, by: 7) {
      var text = String.UnicodeScalarView()
      text.append(contentsOf: dark[..<length])
      _ = outcome(String(text), files[5])
    }
  }

  @Test(arguments: [
    String(repeating: "[", count: 60_000), String(repeating: "a.", count: 30_000) + "b = 1",
    "x = " + String(repeating: "[", count: 5_000),
    "x = " + String(repeating: "{ a = ", count: 5_000), String(repeating: "\u{FEFF}", count: 1_000), "[role]\n\"\\u0000\" = {}",
    "[meta]\nname = \"a\"\n[palette]\n\"\\u0000x\" = { rgb = \"#000000\" }", "[role]\n\"text\" = { fg = 1979-05-27T07:32:00Z }",
    "[meta]\nname = \"a\"\n[[palette]]\n", "[meta]\nmin_contrast = nan\nname = \"a\"", "[meta]\nmin_contrast = inf\nname = \"a\"",
    "[meta]\nname = \"\"\"a\nb\"\"\"", "\r\n\r\n", "", "[meta]\nname = \"a\"\nname = \"b\"",
    "[palette]\nx = { c256 = 9223372036854775807 }",
  ])
  func strangeFilesEndInAMessage(text: String) throws {
    #expect(!outcome(text, try shipped()[5]))
  }

  @Test func randomTreesOfTablesEndInAThemeOrAMessage() {
    var random = SeededGenerator(seed: 7)
    let names = ["meta", "palette", "role", "\"text\"", "\"flag.high\"", "fg", "bg", "name", "glyph", "x"]
    let values = ["1", "\"mine\"", "true", "[]", "{}", "{ rgb = \"#ffffff\" }", "\"ink\"", "-1.5e300", "[1, \"a\"]"]
    for _ in 0..<500 {
      var text = ""
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        if Bool.random(using: &random) { text += "[\(names[Int.random(in: 0..<3, using: &random)])]\n" }
        text +=
          "\(names[Int.random(in: 0..<names.count, using: &random)]) = \(values[Int.random(in: 0..<values.count, using: &random)])\n"
      }
      _ = outcome(text, plainTheme)
    }
  }
}
