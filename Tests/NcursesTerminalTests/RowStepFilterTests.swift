import TerminalTestSupport
import Testing

@testable import NcursesTerminal

/// Fewer bytes down the rows, and the cursor where it would have been.
@Suite struct RowStepFilterTests {
  private static func reduced(_ pieces: String...) -> String {
    var filter = RowStepFilter()
    return pieces.map { String(decoding: filter.reduce(Array($0.utf8)), as: UTF8.self) }.joined()
  }

  @Test func erasingRowAfterRowGoesDownByLineFeeds() {
    let rows = (12...15).map { "\u{1B}[\($0)d\u{1B}[44m\u{1B}[K" }.joined()
    let begin = "\u{1B}[11;40Htext\r\u{1B}[11d\u{1B}[K"
    #expect(Self.reduced(begin, rows) == begin + "\r\n\u{1B}[44m\u{1B}[K\r\n\u{1B}[44m\u{1B}[K\r\n\u{1B}[44m\u{1B}[K\r\n\u{1B}[44m\u{1B}[K")
  }

  @Test func whatCouldHaveMovedTheCursorForgetsTheRow() {
    for moved in ["text", "\n", "\u{8}", "\u{1B}[B", "\u{1B}8", "\u{1B}M", "\u{1B}[2S", "\u{1B}[L", "\u{1B}[?1049l", "\t", "\u{1B}[4"] {
      let text = "\u{1B}[4;9H" + moved + "\r\u{1B}[5d"
      #expect(Self.reduced(text) == text, "\(moved.debugDescription)")
    }
  }

  @Test func onlyTheNextRowInTheFirstColumnIsALineFeedAway() {
    #expect(Self.reduced("\u{1B}[4;9H\r\u{1B}[5d") == "\u{1B}[4;9H\r\r\n")
    for end in ["\r\u{1B}[3d", "\r\u{1B}[4d", "\r\u{1B}[6d", "\r\u{1B}[d", "\r\u{1B}[5;1H", "\u{1B}[5d", "\r\u{1B}[7G\u{1B}[5d", "\r\u{1B}[C\u{1B}[5d"] {
      #expect(Self.reduced("\u{1B}[4;9H\u{1B}[K" + end) == "\u{1B}[4;9H\u{1B}[K" + end)
    }
  }

  @Test func aFrameThatScrollsAPartGoesThrough() {
    let frame = "\u{1B}[2;4r\u{1B}[4d\r\n\u{1B}[1;30r\u{1B}[4;1H\r\u{1B}[5d"
    #expect(Self.reduced(frame) == frame)
  }

  /// Random streams look the same with and without the filter, in pieces of any length.
  @Test(arguments: 0..<40) func nothingLooksDifferent(seed: Int) {
    var random = Seeded(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1)
    let (plain, reduced) = (Emulator(columns: 20, rows: 6), Emulator(columns: 20, rows: 6))
    var filter = RowStepFilter()
    var (all, sent) = (0, 0)
    for _ in 0..<40 {
      var piece: [UInt8] = []
      for _ in 0..<random.below(16) { piece += Self.sequence(&random) }
      let less = filter.reduce(piece)
      plain.show(piece)
      reduced.show(less)
      all += piece.count
      sent += less.count
      #expect(plain.cursor == reduced.cursor)
      for row in 0..<6 {
        for column in 0..<20 where plain.cell(row: row, column: column) != reduced.cell(row: row, column: column) {
          Issue.record("row \(row), column \(column) after \(String(decoding: piece, as: UTF8.self).debugDescription)")
          return
        }
      }
    }
    #expect(sent <= all)
  }

  private static func sequence(_ random: inout Seeded) -> [UInt8] {
    let row = 1 + random.below(6)
    return switch random.below(8) {
    case 0: Array("\u{1B}[\(row);\(1 + random.below(20))H".utf8)
    case 1, 2, 3: Array("\(random.below(2) == 0 ? "\r" : "")\u{1B}[\(row)d\u{1B}[K".utf8)
    case 4: Array(["\u{1B}[K", "\u{1B}[44m\u{1B}[K", "\u{1B}[9G"][random.below(3)].utf8)
    case 5: Array(["\n", "\u{8}", "\u{1B}[A", "\u{1B}[2;5r\u{1B}[\(row);1H\r\u{1B}[\(row + 1)d\u{1B}[1;6r"][random.below(4)].utf8)
    default: Array(["word ", "│", "x", "a line of twenty-four...", "王"][random.below(5)].utf8)
    }
  }
}
