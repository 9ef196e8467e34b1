import CVTerm
import TerminalTestSupport
import Testing

@testable import TerminalUI

/// The width table against the two that matter: the C library's, which ncurses asks, and the emulator's.
@Suite struct WidthAgreementTests {
  @Test func everyShownCodePointHasOneWidthEverywhere() {
    let emulator = Emulator(columns: 40, rows: 3)
    var wrong: [String] = []
    for value in UInt32(0xA0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let expected: Int
      switch ScalarClass(of: scalar) {
      case .narrow: expected = 1
      case .wide: expected = 2
      case .mark: expected = 0
      default: continue
      }
      emulator.show(Array("\u{1B}[H\u{1B}[Ka".utf8) + Array(String(scalar).utf8))
      let shown = emulator.cursor.column - 1
      let isJoined = emulator.cell(row: 0, column: 0).text.unicodeScalars.count == 2
      let counted = Int(vt_library_width(value))
      if shown != expected || counted != expected || isJoined != (expected == 0) { wrong.append("U+\(String(value, radix: 16)) \(expected) \(shown) \(counted)") }
    }
    #expect(wrong.isEmpty, "\(wrong.count): \(wrong.prefix(10))")
  }

  @Test func noCombinationMovesAColumn() {
    var random = SplitMix(seed: 1)
    let emulator = Emulator(columns: 60, rows: 2)
    for round in 0..<100_000 {
      let text = RandomText.string(using: &random, maximum: 10)
      let shown = DisplayWidth.fitted(text, width: 40)
      let width = DisplayWidth.of(text)
      emulator.show(Array("\u{1B}[H\u{1B}[K".utf8) + Array((shown + "|").utf8))
      let library = shown.unicodeScalars.reduce(0) { $0 + Int(vt_library_width($1.value)) }
      guard emulator.cursor == (0, min(width, 40) + 1), library == min(width, 40) else {
        Issue.record("round \(round): \(text.unicodeScalars.map { String($0.value, radix: 16) }) ends at \(emulator.cursor), not \(width)")
        return
      }
    }
  }

  @Test func aCanvasShowsTheSameColumnsOnTheEmulator() {
    var random = SplitMix(seed: 2)
    let size = Size(width: 30, height: 6)
    let emulator = Emulator(columns: 30, rows: 6)
    for _ in 0..<2_000 {
      var canvas = Canvas(size: size, glyphs: .utf8)
      for y in 0..<6 {
        canvas.text(RandomText.string(using: &random, maximum: 12), at: Point(x: Int.random(in: 0...10, using: &random), y: y), width: 18)
        canvas.text("|", at: Point(x: 29, y: y))
      }
      emulator.show(Array("\u{1B}[2J".utf8))
      for (y, row) in canvas.rows().enumerated() { emulator.show(Array("\u{1B}[\(y + 1);1H".utf8) + Array(row.utf8)) }
      for y in 0..<6 {
        for x in 0..<30 {
          let cell = emulator.cell(row: y, column: x)
          if cell.text != canvas[Point(x: x, y: y)]?.text {
            Issue.record("\(x),\(y): \(cell.text.debugDescription) for \(canvas[Point(x: x, y: y)]!.text.debugDescription)")
            return
          }
        }
      }
    }
  }
}
