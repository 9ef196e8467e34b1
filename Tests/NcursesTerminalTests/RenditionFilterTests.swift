import TerminalTestSupport
import Testing

@testable import NcursesTerminal

/// The filter saves bytes and changes nothing that can be seen.
@Suite struct RenditionFilterTests {
  private static func reduced(_ text: String) -> String {
    var filter = RenditionFilter()
    return String(decoding: filter.reduce(Array(text.utf8)), as: UTF8.self)
  }

  @Test func coloursThatStayAreNotRepeated() {
    let line = "\u{1B}[38;5;221m\u{1B}[48;5;233m|\u{1B}[38;5;255m\u{1B}[48;5;233m\u{1B}[K\u{1B}[5d\u{8}\u{1B}[38;5;221m\u{1B}[48;5;233m|"
    #expect(Self.reduced(line) == "\u{1B}[0;38;5;221;48;5;233m|\u{1B}[K\u{1B}[5d\u{8}|")
  }

  @Test func theResetBehindEachFrameWaitsForTheNext() {
    var filter = RenditionFilter()
    let frame = "\u{1B}[38;5;15mA\u{1B}[39;49m\u{1B}(B\u{1B}[m"
    #expect(filter.reduce(Array(frame.utf8)) == Array("\u{1B}[0;38;5;15mA\u{1B}(B".utf8))
    #expect(filter.reduce(Array(frame.utf8)) == Array("A".utf8))
    #expect(filter.end() == Array("\u{1B}[m".utf8))
    #expect(filter.end() == [])
  }

  @Test func boldEndsTheShorterWay() {
    let begin = "\u{1B}[0;1;38;5;117;48;5;233mA"
    #expect(Self.reduced(begin + "\u{1B}(B\u{1B}[0m\u{1B}[38;5;255m\u{1B}[48;5;233mB") == begin + "\u{1B}(B\u{1B}[22;38;5;255mB")
    #expect(Self.reduced(begin + "\u{1B}[mB") == begin + "\u{1B}[mB")
    // With eight colours it is not sure that the terminal knows more than the reset.
    #expect(Self.reduced("\u{1B}[1;31mA\u{1B}[0;31mB") == "\u{1B}[0;1;31mA\u{1B}[0;31mB")
  }

  @Test func aTerminalWithoutColoursGetsNone() {
    #expect(Self.reduced("plain\r\n\u{1B}[3;4Htext \u{1B}[K") == "plain\r\n\u{1B}[3;4Htext \u{1B}[K")
  }

  @Test func theAlternateScreenIsLeftInTheRenditionAskedFor() {
    #expect(Self.reduced("\u{1B}[1mA\u{1B}[m\u{1B}[?1049l") == "\u{1B}[0;1mA\u{1B}[m\u{1B}[?1049l\u{1B}[m")
  }

  @Test func unknownSequencesGoThrough() {
    for text in ["\u{1B}]0;title\u{7}", "\u{1B}P1$r\u{1B}\\", "\u{1B}[>4;1m", "\u{1B}[6n", "\u{1B}", "\u{1B}[3", "\u{1B}7\u{1B}8"] {
      #expect(Self.reduced(text) == text, "\(text.debugDescription)")
    }
    #expect(Self.reduced("\u{1B}[1;58;5;3mA") == "\u{1B}[m\u{1B}[1;58;5;3m\u{1B}[mA")
  }

  /// Random streams of what a screen program sends look the same with and without the filter, in pieces of any length.
  @Test(arguments: 0..<60) func nothingLooksDifferent(seed: Int) {
    var random = Seeded(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1)
    let (plain, reduced) = (Emulator(columns: 20, rows: 6), Emulator(columns: 20, rows: 6))
    var filter = RenditionFilter()
    var (all, sent) = (0, 0)
    for _ in 0..<40 {
      var piece: [UInt8] = []
      for _ in 0..<random.below(12) { piece += Self.sequence(&random) }
      let less = filter.reduce(piece)
      plain.show(piece)
      reduced.show(less)
      all += piece.count
      sent += less.count
      for row in 0..<6 {
        for column in 0..<20 where !Self.looksSame(plain.cell(row: row, column: column), reduced.cell(row: row, column: column)) {
          let cells = "\(plain.cell(row: row, column: column)) and \(reduced.cell(row: row, column: column))"
          let sent = "\(String(decoding: piece, as: UTF8.self).debugDescription), \(String(decoding: less, as: UTF8.self).debugDescription)"
          Issue.record("row \(row), column \(column): \(cells) after \(sent)")
          return
        }
      }
      #expect(plain.cursor == reduced.cursor)
    }
    #expect(sent < all)
  }

  private static func sequence(_ random: inout Seeded) -> [UInt8] {
    func pick(_ list: [String]) -> [UInt8] { Array(list[random.below(list.count)].utf8) }
    switch random.below(10) {
    case 0, 1: return pick(["\u{1B}[38;5;221m", "\u{1B}[38;5;255m\u{1B}[48;5;233m", "\u{1B}[48;5;24m", "\u{1B}[31m", "\u{1B}[97;44m", "\u{1B}[38;2;1;2;3m"])
    case 2: return pick(["\u{1B}(B\u{1B}[m", "\u{1B}[39;49m", "\u{1B}[0;1m", "\u{1B}[m", "\u{1B}[22m", "\u{1B}[27m"])
    case 3: return pick(["\u{1B}[1m", "\u{1B}[4m", "\u{1B}[7m", "\u{1B}[24m", "\u{1B}[3m"])
    case 4, 5: return pick(["\u{1B}[K", "\u{1B}[1K", "\u{1B}[J", "\u{1B}[5X", "\u{1B}[3P", "\u{1B}[2@", "\u{1B}[L", "\u{1B}[M", "\u{1B}M", "\n"])
    case 6: return Array("\u{1B}[\(1 + random.below(6));\(1 + random.below(20))H".utf8)
    case 7: return pick(["\r", "\u{8}", "\u{1B}[C", "\u{1B}[3d", "\u{1B}[9G", "\u{1B}[?25l", "\u{1B}[?25h"])
    default: return pick(["word ", "│", "   ", "x", "ñandú", "王"])
    }
  }

  /// A blank, or the right half of a wide character, shows its background, and its foreground only where that is swapped or underlined.
  private static func looksSame(_ one: ScreenCell, _ other: ScreenCell) -> Bool {
    guard one != other else { return true }
    let isBlank = one.text == other.text && [" ", ""].contains(one.text) && !one.isReversed && !one.isUnderlined
    return isBlank && one.background == other.background && one.isReversed == other.isReversed && one.isUnderlined == other.isUnderlined
  }
}

/// Xorshift: the same streams each time.
struct Seeded {
  var state: UInt64

  mutating func below(_ limit: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state >> 11) % limit
  }
}
