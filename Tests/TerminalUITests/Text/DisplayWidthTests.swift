import TerminalTestSupport
import Testing

@testable import TerminalUI

@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("Jane", 4), ("Núñez", 5), ("e\u{301}", 1), ("高橋", 4), ("한국", 4), ("ｱ", 1), ("👩", 2), ("🇪🇸", 2), ("שלום", 4), ("\n", 1),
    ("\u{200B}", 8),
  ]) func columns(_ text: String, _ width: Int) {
    #expect(DisplayWidth.of(text) == width)
  }

  @Test func asciiCountsWhatItShows() {
    #expect(DisplayWidth.of("Straße\n", glyphs: .ascii) == 9)
    #expect(DisplayWidth.of("高橋", glyphs: .ascii) == 2)
  }

  @Test func fittedTextMarksTheCut() {
    #expect(DisplayWidth.fitted("ALDERSON", width: 5) == "ALDE~")
    #expect(DisplayWidth.fitted("ALDER", width: 5) == "ALDER")
    #expect(DisplayWidth.fitted("高橋涼子", width: 5) == "高橋~")
    #expect(DisplayWidth.fitted("高橋涼子", width: 4) == "高 ~")
    #expect(DisplayWidth.fitted("abc", width: 1) == "~")
    #expect(DisplayWidth.fitted("abc", width: 0) == "")
  }

  @Test func prefixCountsWholeCharacters() {
    #expect(DisplayWidth.prefix(of: "e\u{301}高x", width: 2) == "e\u{301}")
    #expect(DisplayWidth.prefix(of: "e\u{301}高x", width: 3) == "e\u{301}高")
    #expect(DisplayWidth.prefix(of: "ab", width: 9) == "ab")
  }

  @Test func fittedNeverExceedsItsWidth() {
    var random = SplitMix(seed: 7)
    for _ in 0..<3_000 {
      let text = RandomText.string(using: &random, maximum: 24)
      let width = Int.random(in: 0...20, using: &random)
      for glyphs in GlyphSet.allCases {
        let pieces = FittedText(text, width: width, glyphs: glyphs)
        #expect(pieces.cells.reduce(0) { $0 + $1.width } == pieces.width)
        let whole = DisplayWidth.of(text, glyphs: glyphs)
        #expect(whole <= width ? pieces.width == whole : pieces.width == width, "\(text.unicodeScalars.map(\.value))")
      }
    }
  }
}
