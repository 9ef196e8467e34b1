import TerminalTestSupport
import Testing
import TerminalUI

@testable import NcursesTerminal

@Suite struct PasteTests {
  private static let start = "\u{1B}[200~"
  private static let end = "\u{1B}[201~"

  private func events(_ text: String, chunk: Int = .max) -> [InputEvent] {
    var parser = InputParser()
    var result: [InputEvent] = []
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      result += parser.feed(rest.prefix(chunk))
      rest = rest.dropFirst(chunk)
    }
    return result + parser.timeOut()
  }

  @Test(arguments: [1, 2, 5, 1_000]) func oneEventWhateverThePieces(_ chunk: Int) {
    #expect(events(Self.start + "Núñez\r\nq\rx\ty" + Self.end, chunk: chunk) == [.paste("Núñez\nq\nx\ty")])
  }

  @Test func itEndsOnlyAfterQuiet() {
    var parser = InputParser()
    #expect(parser.feed(Array((Self.start + "abc").utf8)).isEmpty)
    #expect(parser.wait == .paste)
    #expect(parser.feed(Array(Self.end.utf8)).isEmpty)
    #expect(parser.wait == .pasteEnd)
    #expect(parser.timeOut() == [.paste("abc")])
    #expect(parser.feed([UInt8(ascii: "j")]) == [.key(.character("j"))])
  }

  @Test func anEndMarkInsideCannotMakeKeys() {
    let attack = Self.start + "name" + Self.end + "D\r:delete\r" + Self.end
    #expect(events(attack) == [.paste("nameD\n:delete\n")])
    #expect(events(attack, chunk: 3) == [.paste("nameD\n:delete\n")])
  }

  @Test func aStartMarkInsideIsData() {
    #expect(events(Self.start + "a" + Self.start + "b" + Self.end) == [.paste("a[200~b")])
  }

  @Test func almostAnEndMarkIsData() {
    #expect(events(Self.start + "\u{1B}[201\u{1B}[201~") == [.paste("[201")])
    #expect(events(Self.start + "\u{1B}\u{1B}[201x" + Self.end) == [.paste("[201x")])
  }

  @Test func controlsAreTakenOut() {
    #expect(events(Self.start + "a\u{1B}[2J\0\u{7F}\u{9B}b\r\r\n\nc" + Self.end) == [.paste("a[2Jb\n\n\nc")])
    #expect(events(Self.start + "\u{1B}\0" + Self.end) == [])
    #expect(events(Self.start + Self.end) == [])
  }

  @Test func anUnfinishedPasteIsStillData() {
    #expect(events(Self.start + "half\r") == [.paste("half\n")])
  }

  @Test func aHugePasteIsBounded() throws {
    let result = events(Self.start + String(repeating: "x", count: 1_000_000) + Self.end + "q", chunk: 4_096)
    guard case .paste(let text)? = result.first, result.count == 1 else {
      Issue.record("\(result.count) events")
      return
    }
    #expect(text.utf8.count == InputParser.maximumPaste)
  }

  @Test func tenThousandHostilePastesMakeNoKey() {
    var random = SplitMix(seed: 5)
    let pieces = [Self.start, Self.end, "\r", "\n", "\u{1B}", "q", "F9", "\u{1B}[20~", "\u{1B}OP", "ñ", "\u{0C}", "\u{1B}[201", "~", "\u{1B}]0;x\u{07}"]
    for _ in 0..<10_000 {
      let content = (0..<Int.random(in: 0...12, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
      for event in events(Self.start + content + Self.end, chunk: Int.random(in: 1...20, using: &random)) {
        guard case .paste = event else {
          Issue.record("\(event) from \(content.debugDescription)")
          return
        }
      }
    }
  }
}
