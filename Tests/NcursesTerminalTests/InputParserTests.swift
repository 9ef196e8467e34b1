import TerminalTestSupport
import Testing
import TerminalUI

@testable import NcursesTerminal

@Suite struct InputParserTests {
  private func events(_ bytes: [UInt8]) -> [InputEvent] {
    var parser = InputParser()
    return parser.feed(bytes) + parser.timeOut()
  }

  private func events(_ text: String) -> [InputEvent] { events(Array(text.utf8)) }

  private static let sequences: [(String, Key)] = [
    ("\u{1B}[A", .up), ("\u{1B}OA", .up), ("\u{1B}[1;5B", .down), ("\u{1B}OC", .right), ("\u{1B}[D", .left), ("\u{1B}[H", .home),
    ("\u{1B}OH", .home), ("\u{1B}[1~", .home), ("\u{1B}[7~", .home), ("\u{1B}[F", .end), ("\u{1B}[4~", .end), ("\u{1B}[8~", .end),
    ("\u{1B}[2~", .insert), ("\u{1B}[3~", .delete), ("\u{1B}[5~", .pageUp), ("\u{1B}[6~", .pageDown), ("\u{1B}[Z", .backTab),
    ("\u{1B}OP", .function(1)), ("\u{1B}OS", .function(4)), ("\u{1B}[11~", .function(1)), ("\u{1B}[15~", .function(5)),
    ("\u{1B}[17~", .function(6)), ("\u{1B}[21~", .function(10)), ("\u{1B}[23~", .function(11)), ("\u{1B}[24~", .function(12)),
    ("\u{1B}[[A", .function(1)), ("\u{1B}[[E", .function(5)), ("\u{1B}4", .alt("4")), ("\u{1B}x", .alt("x")), ("\u{1B}é", .alt("é")),
    ("\u{0C}", .control("l")), ("\u{10}", .control("p")), ("\u{12}", .control("r")), ("\r", .enter), ("\n", .control("j")),
    ("\t", .tab), ("\u{7F}", .backspace), ("\u{08}", .backspace), ("\0", .control("@")), ("\u{1C}", .control("\\")),
    ("a", .character("a")), (" ", .character(" ")), ("ñ", .character("ñ")), ("漢", .character("漢")), ("👩", .character("👩")),
    ("\u{1B}Op", .character("0")), ("\u{1B}Oy", .character("9")), ("\u{1B}On", .character(".")), ("\u{1B}Ol", .character(",")),
    ("\u{1B}OM", .enter), ("\u{1B}Ok", .character("+")),
  ]

  @Test(arguments: sequences) func oneKey(_ text: String, _ key: Key) {
    #expect(events(text) == [.key(key)])
  }

  @Test(arguments: sequences) func piecesOfASequenceAreOneKey(_ text: String, _ key: Key) {
    var parser = InputParser()
    var result: [InputEvent] = []
    for byte in text.utf8 { result += parser.feed([byte]) }
    #expect(result == [.key(key)])
    #expect(parser.wait == .nothing)
  }

  @Test func keysInARowStayInOrder() {
    #expect(events("j\u{1B}[Bk\u{1B}OP\r") == [.key(.character("j")), .key(.down), .key(.character("k")), .key(.function(1)), .key(.enter)])
  }

  @Test func aLoneEscapeIsTheKeyAfterQuiet() {
    var parser = InputParser()
    #expect(parser.feed([0x1B]).isEmpty)
    #expect(parser.wait == .sequence)
    #expect(parser.timeOut() == [.key(.escape)])
    #expect(parser.wait == .nothing)
  }

  @Test func escapesTypedAhead() {
    #expect(events("\u{1B}\u{1B}") == [.key(.escape), .key(.escape)])
    #expect(events("\u{1B}\r") == [.key(.escape), .key(.enter)])
    #expect(events("\u{1B}\u{1B}[A") == [.key(.escape), .key(.up)])
  }

  @Test func altKeysThatBeginSequences() {
    for letter in "[OP]_^X" { #expect(events("\u{1B}\(letter)") == [.key(.alt(letter))]) }
  }

  @Test(arguments: [
    "\u{1B}[99~", "\u{1B}[1;2P", "\u{1B}[20;2~", "\u{1B}[?1;2c", "\u{1B}[>0;276;0c", "\u{1B}[I", "\u{1B}[O", "\u{1B}[<0;10;10M", "\u{1B}[M !!",
    "\u{1B}]0;title\u{07}", "\u{1B}]11;rgb:00/00/00\u{1B}\\", "\u{1B}P1$r0m\u{1B}\\", "\u{1B}_payload q\u{1B}\\", "\u{1B}[27;5;113~", "\u{1B}[113;5u",
    "\u{1B}[1$q", "\u{85}", "\u{200B}", "\u{202E}", "\u{E000}",
  ]) func whatIsNotAKeyIsSwallowedWhole(_ text: String) {
    #expect(events(text + "z") == [.key(.character("z"))])
  }

  @Test func invalidBytesAreDropped() {
    #expect(events([0xFF, 0xC3, 0x28, 0x80, 0xE2, 0x82, UInt8(ascii: "a"), 0xED, 0xA0, 0x80, 0xC0, 0xAF]) == [.key(.character("(")), .key(.character("a"))])
    #expect(events([0xF4, 0x90, 0x80, 0x80, UInt8(ascii: "b")]) == [.key(.character("b"))])
  }

  @Test func anEndlessSequenceEndsAtItsFinalByte() {
    #expect(events("\u{1B}[" + String(repeating: "1;", count: 5_000) + "Az") == [.key(.character("z"))])
  }

  @Test func randomBytesNeverTrapAndAlwaysComeToRest() {
    var random = SplitMix(seed: 21)
    for _ in 0..<20_000 {
      var parser = InputParser()
      let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in
        Bool.random(using: &random) ? UInt8.random(in: 0...255, using: &random) : [0x1B, 0x5B, 0x4F, 0x3B, 0x7E, 0x32, 0x30].randomElement(using: &random)!
      }
      let split = Int.random(in: 0...bytes.count, using: &random)
      _ = parser.feed(bytes[..<split])
      _ = parser.feed(bytes[split...])
      _ = parser.timeOut()
      #expect(parser.wait == .nothing)
      #expect(parser.feed(Array("k".utf8)) == [.key(.character("k"))])
    }
  }

  @Test func randomSequencesNeverBecomeLetters() {
    var random = SplitMix(seed: 22)
    for _ in 0..<20_000 {
      let parameters = String((0..<Int.random(in: 0...80, using: &random)).map { _ in "0123456789;:<=>?".randomElement(using: &random)! })
      let final = Character(Unicode.Scalar(UInt8.random(in: 0x40...0x7E, using: &random)))
      if parameters.isEmpty && "[M".contains(final) || parameters == "200" && final == "~" { continue }
      let result = events("\u{1B}[" + parameters + String(final))
      #expect(result.count <= 1)
      if case .key(let key)? = result.first { #expect(!key.isText, "\(parameters)\(final)") }
    }
  }
}
