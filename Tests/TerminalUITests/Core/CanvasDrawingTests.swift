import Testing

@testable import TerminalUI

@Suite struct CanvasDrawingTests {
  @Test func frames() {
    var utf8 = Canvas(size: Size(width: 14, height: 3), glyphs: .utf8)
    utf8.frame(utf8.bounds, title: "Sign in", role: .frameFocus)
    #expect(utf8.rows() == ["╭─ Sign in ──╮", "│            │", "╰────────────╯"])
    var ascii = Canvas(size: Size(width: 14, height: 3), glyphs: .ascii)
    ascii.frame(ascii.bounds, title: "Sign in")
    #expect(ascii.rows() == ["+- Sign in --+", "|            |", "+------------+"])
  }

  @Test func aLongTitleIsCutInsideTheCorners() {
    var canvas = Canvas(size: Size(width: 12, height: 2), glyphs: .ascii)
    canvas.frame(canvas.bounds, title: "ALDERSON, Tom")
    #expect(canvas.rows()[0] == "+- ALDER~ -+")
  }

  @Test func framesUnderTwoCellsDrawNothing() {
    var canvas = Canvas(size: Size(width: 5, height: 1), glyphs: .utf8)
    canvas.frame(canvas.bounds, title: "x")
    #expect(canvas.rows() == [""])
  }

  @Test func restyleKeepsTheTextAndBothHalves() {
    var canvas = Canvas(size: Size(width: 6, height: 1), glyphs: .utf8)
    canvas.text("a高b", at: Point(x: 0, y: 0), role: .flagHigh)
    canvas.restyle(Rect(x: 2, y: 0, width: 2, height: 1), role: .selectRow)
    #expect(canvas.rows() == ["a高b"])
    #expect((0..<4).map { canvas[Point(x: $0, y: 0)]!.role } == [.flagHigh, .selectRow, .selectRow, .selectRow])
  }

  @Test func brailleHasAnAsciiForm() {
    var utf8 = Canvas(size: Size(width: 3, height: 1), glyphs: .utf8)
    var ascii = Canvas(size: Size(width: 3, height: 1), glyphs: .ascii)
    for (x, dots) in [UInt8(0), 0b1, 0xFF].enumerated() {
      utf8.set(braille: dots, at: Point(x: x, y: 0), role: .chartSeries)
      ascii.set(braille: dots, at: Point(x: x, y: 0), role: .chartSeries)
    }
    #expect(utf8.rows() == [" ⠁⣿"])
    #expect(ascii.rows() == [" .o"])
  }

  /// Every dot of braille lies in its quadrant, and nothing else does.
  @Test func dotsAreBlocksWhereThereIsNoBraille() {
    var canvas = Canvas(size: Size(width: 9, height: 1), glyphs: .utf8)
    canvas.dots = .blocks
    for (x, dots) in [UInt8(0x01), 0x02, 0x04, 0x40, 0x08, 0x10, 0x20, 0x80, 0xFF].enumerated() {
      canvas.set(braille: dots, at: Point(x: x, y: 0), role: .chartSeries)
    }
    #expect(canvas.rows() == ["▘▘▖▖▝▝▗▗█"])
    for dots in UInt8.min...UInt8.max {
      canvas.set(braille: dots, at: .init(x: 0, y: 0), role: .chartSeries)
      #expect((canvas[Point(x: 0, y: 0)]?.text == " ") == (dots == 0))
      #expect(DisplayWidth.of(canvas[Point(x: 0, y: 0)]?.text ?? "", glyphs: .utf8) == 1)
    }
  }

  @Test func everyGlyphIsOneColumnInBothForms() {
    let all: [Glyph] = [
      .horizontal, .vertical, .topLeft, .topRight, .bottomLeft, .bottomRight, .teeLeft, .teeRight, .teeTop, .teeBottom, .cross, .cut,
      .marker, .bullet, .check, .mask, .up, .down, .left, .right, .scrollTrack, .scrollThumb, .chartPoint, .chartTarget, .chartBand,
      .chartCursor,
    ]
    for glyph in all + Glyph.bars {
      #expect(DisplayWidth.of(glyph.utf8) == 1)
      #expect(glyph.ascii.utf8.count == 1 && glyph.ascii.utf8.allSatisfy { $0 < 128 })
    }
    #expect(Glyph("高", ascii: "é") == Glyph("?", ascii: "?"))
  }

  @Test func equalityIsWhatIsSeenHeardAndPointedAt() {
    let plain = Canvas(size: Size(width: 3, height: 1), glyphs: .utf8)
    var other = plain
    other.cursor = Point(x: 1, y: 0)
    #expect(plain != other)
    other.cursor = nil
    #expect(plain == other)
    other.fill(other.bounds, role: .badge)
    #expect(plain != other)
  }

  @Test func anEmptyCanvasTakesAnything() {
    var canvas = Canvas(size: Size(width: -4, height: 0), glyphs: .utf8)
    canvas.text("abc", at: Point(x: 0, y: 0))
    canvas.frame(Rect(x: 0, y: 0, width: 10, height: 10), title: "x")
    canvas.restyle(Rect(x: 0, y: 0, width: 10, height: 10), role: .badge)
    #expect(canvas.rows() == [])
  }
}
