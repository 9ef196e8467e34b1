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

/// Text that mixes what names hold with what attacks hold.
enum RandomText {
  private static let pools: [ClosedRange<UInt32>] = [
    0x20...0x7E, 0x20...0x7E, 0x00...0x1F, 0x80...0x24F, 0x300...0x36F, 0x370...0x5FF, 0x600...0x6FF, 0x900...0xDFF,
    0x1100...0x11FF, 0x1E00...0x1EFF, 0x2000...0x206F, 0x2500...0x27BF, 0x3000...0x30FF, 0x4E00...0x4FFF, 0xAC00...0xADFF,
    0xFE00...0xFE0F, 0xFF00...0xFFFF, 0x1F1E6...0x1F1FF, 0x1F300...0x1FAFF, 0xE0000...0xE01EF, 0x0...0x10FFFF,
  ]

  static func string(using random: inout SplitMix, maximum: Int) -> String {
    var scalars = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...maximum, using: &random) {
      if let scalar = Unicode.Scalar(UInt32.random(in: pools.randomElement(using: &random) ?? 0x20...0x7E, using: &random)) {
        scalars.append(scalar)
      }
    }
    return String(scalars)
  }
}
