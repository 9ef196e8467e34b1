import Testing

@testable import TerminalUI

@Suite struct TextFunnelTests {
  private func utf8(_ text: String) -> String { TextFunnel.visible(text) }
  private func ascii(_ text: String) -> String { TextFunnel.visible(text, glyphs: .ascii) }

  @Test func plainTextPassesUnchanged() {
    #expect(utf8("ALDER, Jane 1961-03-04") == "ALDER, Jane 1961-03-04")
    #expect(utf8("Núñez Ærø Łódź 高橋 Ελένη") == "Núñez Ærø Łódź 高橋 Ελένη")
  }

  @Test func controlsBecomePictures() {
    #expect(utf8("a\nb\tc\u{1B}[2Jd\u{7F}\0") == "a␊b␉c␛[2Jd␡␀")
    #expect(ascii("a\nb\tc\u{1B}[2Jd\u{7F}\0") == "a^Jb^Ic^[[2Jd^?^@")
    #expect(utf8("\r\n") == "␍␊")
  }

  @Test func eightBitControlsAreSpelled() {
    #expect(utf8("\u{9B}31m\u{85}") == "<U+009B>31m<U+0085>")
    #expect(ascii("\u{9B}31m") == "<U+009B>31m")
  }

  @Test func directionMarksAreSpelled() {
    #expect(utf8("ALDER\u{202E}enaJ") == "ALDER<U+202E>enaJ")
    #expect(utf8("a\u{2066}b\u{2069}") == "a<U+2066>b<U+2069>")
    #expect(utf8("\u{E0041}") == "<U+E0041>")
  }

  @Test func everyCodePointIsShownByTheRules() {
    var hidden: [UInt32] = []
    var raw: [UInt32] = []
    var notPlain: [UInt32] = []
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = "x" + String(scalar) + "y"
      switch scalar.properties.generalCategory {
      case .format, .control, .privateUse, .lineSeparator, .paragraphSeparator:
        let shown = utf8(text).unicodeScalars
        if shown.contains(scalar) { raw.append(value) }
        // Skin tones and variation selectors are no format characters: nothing here may vanish.
        if shown.count < 3 { hidden.append(value) }
      default: break
      }
      if !ascii(text).utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { notPlain.append(value) }
    }
    #expect(hidden.isEmpty)
    #expect(raw.isEmpty)
    #expect(notPlain.isEmpty)
  }

  @Test func marksStayOnTheirBaseUpToFour() {
    let bomb = "e" + String(repeating: "\u{301}", count: 5_000) + "x"
    var cells: [FunnelCell] = []
    TextFunnel.forEachCell(of: bomb, glyphs: .utf8) {
      cells.append($0)
      return true
    }
    #expect(cells.map(\.width) == [1, 1])
    #expect(cells[0].text.unicodeScalars.count == 5)
    #expect(cells[1].text == "x")
    #expect(ascii(bomb) == "ex")
  }

  @Test func aMarkWithoutABaseGetsACircle() {
    #expect(utf8("\u{301}x").unicodeScalars.elementsEqual("\u{25CC}\u{301}x".unicodeScalars))
    #expect(utf8("\n\u{301}").unicodeScalars.elementsEqual("␊\u{25CC}\u{301}".unicodeScalars))
    #expect(ascii("\u{301}x") == "?x")
  }

  @Test func cellsStayWithinFifteenBytes() {
    let text = "\u{20000}" + String(repeating: "\u{1D167}", count: 6) + "\u{1D165}"
    TextFunnel.forEachCell(of: text, glyphs: .utf8) {
      #expect($0.text.utf8.count <= 15)
      return true
    }
  }

  @Test func joinersArePartOfSpellingOrVisible() {
    #expect(utf8("علی\u{200C}رضا") == "علیرضا")
    #expect(utf8("An\u{200D}n") == "An<U+200D>n")
    #expect(utf8("\u{200C}") == "<U+200C>")
    #expect(utf8("An\u{200B}n") == "An<U+200B>n")
  }

  @Test func emojiSequencesFallApart() {
    #expect(utf8("👩\u{200D}👧") == "👩👧")
    #expect(DisplayWidth.of("👩\u{200D}👧") == 4)
    #expect(utf8("❤\u{FE0F}") == "❤")
    #expect(utf8("👍🏽") == "👍")
  }

  @Test func otherSpacesAreSpaces() {
    #expect(utf8("a\u{A0}b\u{3000}c\u{2009}d") == "a b c d")
  }

  @Test func disputedWidthsAreReplaced() {
    #expect(utf8("\u{1F9E6}") == "\u{FFFD}")
    #expect(ascii("\u{1F9E6}") == "?")
  }

  @Test func theWalkStopsWhenNothingMoreIsWanted() {
    var seen = 0
    TextFunnel.forEachCell(of: String(repeating: "漢", count: 1_000), glyphs: .utf8) { _ in
      seen += 1
      return seen < 3
    }
    #expect(seen == 3)
  }
}
