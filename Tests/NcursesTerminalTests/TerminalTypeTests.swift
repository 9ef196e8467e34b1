import TerminalTestSupport
import Testing
import TerminalUI

@testable import NcursesTerminal

@Suite struct TerminalTypeTests {
  @Test(arguments: ["xterm-256color", "putty-256color", "tmux-256color", "screen", "linux", "xterm-kitty", "rxvt-unicode-256color"])
  func knownTypesComeFirstAmongTheirCandidates(_ name: String) throws {
    let type = try TerminalType(named: name)
    #expect(type.candidates.first == name)
    #expect(Set(type.candidates).count == type.candidates.count)
    #expect(!type.isAsciiOnly)
  }

  @Test func oldHardwareGetsAscii() throws {
    #expect(try TerminalType(named: "vt100").isAsciiOnly)
  }

  @Test func hostileNamesAreRefusedAndQuotedSafely() {
    var random = SplitMix(seed: 9)
    var names = ["", "dumb", "../../x", "/etc/passwd", "xterm/../../x", "xterm\n", "\u{1B}[2J", String(repeating: "A", count: 10_000), "unknown", "XTERM"]
    for _ in 0..<1_000 {
      names.append(String(String.UnicodeScalarView((0..<Int.random(in: 1...60, using: &random)).compactMap { _ in
        Unicode.Scalar(UInt32.random(in: 0...0x2FF, using: &random))
      })))
    }
    for name in names {
      do throws(TerminalError) {
        _ = try TerminalType(named: name)
        Issue.record("accepted \(name.debugDescription)")
      } catch {
        #expect(error == .unknownType(name))
        #expect(error.description.contains("TERM=xterm-256color"))
        #expect(error.description.utf8.allSatisfy { (0x20..<0x7F).contains($0) })
        #expect(error.description.utf8.count < 200)
      }
    }
  }
}

@Suite struct TerminalOptionsTests {
  @Test(arguments: [
    (["LANG": "en_US.UTF-8"], true), (["LANG": "es_ES.utf8"], true), (["LANG": "C"], false), ([:], false), (["LANG": "POSIX"], false),
    (["LANG": "en_US.UTF-8", "LC_ALL": "C"], false), (["LANG": "C", "LC_CTYPE": "C.UTF-8"], true), (["LANG": "de_DE.ISO-8859-1"], false),
    (["LANG": "ca_ES.UTF-8@valencia"], true), (["LC_ALL": "", "LANG": "C.UTF-8"], true),
  ] as [([String: String], Bool)]) func localeDecidesTheCharacterSet(_ environment: [String: String], _ isUTF8: Bool) {
    #expect(TerminalOptions(environment: environment).wantsUTF8 == isUTF8)
  }

  @Test func noColorCountsWhenNotEmpty() {
    #expect(TerminalOptions(environment: ["NO_COLOR": "1"]).isMono)
    #expect(!TerminalOptions(environment: ["NO_COLOR": ""]).isMono)
  }

  @Test func escapeWaitsLongerOverTheNetwork() {
    #expect(TerminalOptions(environment: [:]).escapeDelay == 25)
    #expect(TerminalOptions(environment: ["SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22"]).escapeDelay == 100)
  }

  @Test func asciiByChoiceWins() {
    var options = TerminalOptions(environment: ["LANG": "C.UTF-8"])
    options.isAscii = true
    #expect(!options.wantsUTF8)
  }

  @Test func sizesAreClamped() {
    #expect(ScreenSize.clamped(columns: 0, rows: 0) == Size(width: 80, height: 24))
    #expect(ScreenSize.clamped(columns: 65_535, rows: 65_535) == ScreenSize.maximum)
    #expect(ScreenSize.clamped(columns: 1, rows: 1) == Size(width: 1, height: 1))
    #expect(ScreenSize.clamped(columns: 132, rows: 40) == Size(width: 132, height: 40))
  }

  @Test func directColoursAvoidThePaletteNumbers() {
    #expect(Palette.direct(0, 0, 3) == 0)
    #expect(Palette.direct(0x12, 0x34, 0x56) == 0x123456)
    #expect(Palette.direct(16) == 0 && Palette.direct(231) == 0xFFFFFF && Palette.direct(5) == 5 && Palette.direct(244) == 0x808080)
  }
}
