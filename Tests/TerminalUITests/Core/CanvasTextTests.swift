import TerminalTestSupport
import Testing

@testable import TerminalUI

@Suite struct CanvasTextTests {
  private func canvas(_ width: Int = 10, _ height: Int = 2, _ glyphs: GlyphSet = .utf8) -> Canvas {
    Canvas(size: Size(width: width, height: height), glyphs: glyphs)
  }

  @Test func writesAndReportsColumns() {
    var canvas = canvas()
    #expect(canvas.text("高a", at: Point(x: 1, y: 0)) == 3)
    #expect(canvas.rows() == [" 高a", ""])
    #expect(canvas[Point(x: 1, y: 0)]?.text == "高")
    #expect(canvas[Point(x: 2, y: 0)]?.isContinuation == true)
  }

  @Test func longTextIsMarkedAsCut() {
    var canvas = canvas()
    #expect(canvas.text("0123456789ABC", at: Point(x: 0, y: 0)) == 10)
    #expect(canvas.text("morphine 100 mg", at: Point(x: 2, y: 1), width: 6) == 6)
    #expect(canvas.rows() == ["012345678~", "  morph~"])
  }

  @Test func alignsAndPads() {
    var canvas = canvas(10, 3)
    #expect(canvas.text("ab", at: Point(x: 0, y: 0), width: 6, role: .badge, align: .trailing, pad: true) == 6)
    #expect(canvas.text("ab", at: Point(x: 0, y: 1), width: 6, align: .center) == 4)
    #expect(canvas.text("ab", at: Point(x: 0, y: 2), width: 6, role: .badge, pad: true) == 6)
    #expect(canvas.rows() == ["    ab", "  ab", "ab"])
    #expect(canvas.roleRows().rows == ["aaaaaa....", "..........", "aaaaaa...."])
    #expect(canvas.roleRows().legend.map(\.role) == [.badge])
  }

  @Test func clippingLeavesTheOutsideAlone() {
    var canvas = canvas(10, 2)
    canvas.clipped(to: Rect(x: 2, y: 0, width: 4, height: 1)) { canvas in
      canvas.text("abcdefgh", at: Point(x: 0, y: 0), width: 8)
      canvas.text("zz", at: Point(x: 2, y: 1))
      canvas.clipped(to: Rect(x: 0, y: 0, width: 3, height: 2)) { $0.text("!", at: Point(x: 3, y: 0), width: 1) }
    }
    #expect(canvas.rows() == ["  cdef", ""])
    #expect(canvas.clip == canvas.bounds)
  }

  @Test func aWideCharacterIsNeverCutInHalf() {
    var canvas = canvas(6, 3)
    canvas.text("高橋高", at: Point(x: 0, y: 0))
    canvas.text("x", at: Point(x: 1, y: 0), width: 1)
    canvas.text("y", at: Point(x: 4, y: 0), width: 1)
    #expect(canvas.rows()[0] == " x橋y")
    canvas.clipped(to: Rect(x: 1, y: 1, width: 2, height: 1)) { $0.text("高橋", at: Point(x: 0, y: 1), width: 4) }
    #expect(canvas.rows(trimmed: false)[1] == "      ")
    canvas.text("高橋高橋", at: Point(x: 1, y: 2))
    #expect(canvas.rows(trimmed: false)[2] == " 高橋~")
  }

  @Test func textOutsideIsIgnored() {
    var canvas = canvas(4, 1)
    for place in [Point(x: -3, y: 0), Point(x: 9, y: 0), Point(x: 0, y: -1), Point(x: 0, y: 7)] {
      canvas.text("abc", at: place)
    }
    #expect(canvas.rows(trimmed: false) == ["    "])
    canvas.text("abc", at: Point(x: -1, y: 0), width: 3)
    #expect(canvas.rows() == ["bc"])
  }

  @Test func controlsOfDataNeverMoveTheText() {
    var canvas = canvas(20, 2)
    canvas.text("a\nb\u{1B}[H\rc", at: Point(x: 0, y: 0))
    #expect(canvas.rows() == ["a␊b␛[H␍c", ""])
  }

  @Test func asciiCanvasHoldsNoByteAbove127() {
    var random = SplitMix(seed: 11)
    for _ in 0..<500 {
      var canvas = canvas(12, 3, .ascii)
      canvas.frame(canvas.bounds, title: RandomText.string(using: &random, maximum: 8))
      canvas.text(RandomText.string(using: &random, maximum: 16), at: Point(x: Int.random(in: -3...12, using: &random), y: 1))
      canvas.set(braille: UInt8.random(in: 0...255, using: &random), at: Point(x: 3, y: 1), role: .chartSeries)
      #expect(canvas.rows().joined().utf8.allSatisfy { $0 < 128 })
    }
  }

  @Test func continuationsAlwaysFollowTheirWideHalf() {
    var random = SplitMix(seed: 3)
    var canvas = canvas(16, 4)
    for _ in 0..<800 {
      let place = Point(x: Int.random(in: -4...18, using: &random), y: Int.random(in: 0...3, using: &random))
      let width = Bool.random(using: &random) ? Int.random(in: 0...9, using: &random) : nil
      let clip = Rect(x: Int.random(in: -2...12, using: &random), y: 0, width: Int.random(in: 0...16, using: &random), height: 4)
      canvas.clipped(to: clip) {
        $0.text(RandomText.string(using: &random, maximum: 6), at: place, width: width, align: .trailing, pad: true)
      }
      for row in canvas.bounds.rows {
        var columns = 0
        for x in canvas.bounds.columns {
          let cell = canvas[Point(x: x, y: row)]!
          let width = cell.isContinuation ? 0 : DisplayWidth.of(cell.text)
          if columns != (cell.isContinuation ? x + 1 : x) { Issue.record("column \(x) of \(canvas.rows()[row])") }
          columns += width
        }
        #expect(columns == 16)
      }
    }
  }
}
