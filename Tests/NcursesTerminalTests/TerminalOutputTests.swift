import TerminalTestSupport
import Testing

/// What may and what may not be sent, by terminal and environment.
@Suite struct TerminalOutputTests {
  /// Every kind of paint: move, page, bell, theme, redraw, lock and back, end.
  private func exercise(_ probe: ProbeSession) {
    for key in ["Down", "PgDn", "b", "t", "Ctrl-R", "x", "x", "Up", "z"] {
      probe.terminal.press(key)
      probe.terminal.settle(milliseconds: 60)
    }
    #expect(probe.quit() == .code(0))
  }

  @Test(arguments: ["xterm-256color", "putty-256color", "xterm", "screen-256color", "tmux-256color", "linux", "rxvt-unicode-256color"])
  func noAlternateCharacterSetInUTF8(_ type: String) throws {
    let probe = try ProbeSession.ready([], ["TERM": type])
    exercise(probe)
    #expect(probe.terminal.count("\u{1B}(0") == 0)
    #expect(!probe.terminal.output.contains(0x0E))
    #expect(probe.terminal.outputText().contains("│"))
  }

  @Test(arguments: ["putty-256color", "xterm", "screen-256color", "tmux-256color", "linux", "rxvt-unicode-256color"])
  func everyTypeShowsTheSame(_ type: String) throws {
    let one = try ProbeSession.ready()
    let other = try ProbeSession.ready([], ["TERM": type])
    for probe in [one, other] {
      probe.terminal.send(String(repeating: "\u{1B}OB", count: 30) + "\u{1B}[6~\u{1B}OA")
      #expect(probe.terminal.wait { $0.rows[1].contains("131-") || $0.rows[26].contains("157-") }, "\(probe.terminal.screen)")
      probe.terminal.settle()
    }
    #expect(other.terminal.rows.dropFirst() == one.terminal.rows.dropFirst())
    #expect(other.terminal.cursor == one.terminal.cursor)
  }

  @Test func theScreenDoesNotDependOnHowTheBytesArrive() throws {
    let probe = try ProbeSession.ready()
    for _ in 0..<6 { probe.terminal.press("PgDn", "Down", "Down") }
    probe.terminal.settle()
    for size in [2, 3, 7, 1_000] {
      let emulator = Emulator(columns: 100, rows: 30)
      for start in stride(from: 0, to: probe.terminal.output.count, by: size) {
        emulator.show(probe.terminal.output[start..<min(start + size, probe.terminal.output.count)])
      }
      #expect(emulator.rows == probe.terminal.rows)
    }
  }

  @Test func differencesAddUpToTheWholeScreen() throws {
    let probe = try ProbeSession.ready()
    var random = SplitMix(seed: 31)
    for _ in 0..<12 {
      let keys = (0..<Int.random(in: 1...8, using: &random)).map { _ in ["Down", "Up", "PgDn", "PgUp", "t", "z", "x", "x"].randomElement(using: &random)! }
      for key in keys { probe.terminal.send(TerminalSession.bytes(of: key)) }
      probe.terminal.settle(milliseconds: 60)
      let before = probe.terminal.rows
      probe.terminal.emulator.show(Array("\u{1B}[H\u{1B}[2J".utf8) + Array("#".utf8))
      probe.terminal.press("Ctrl-R")
      probe.terminal.settle(milliseconds: 60)
      #expect(probe.terminal.rows.dropLast() == before.dropLast(), "after \(keys)")
    }
  }

  @Test func noColorMeansNoColourCode() throws {
    let probe = try ProbeSession.ready([], ["NO_COLOR": "1"])
    #expect(probe.terminal.contains("mono"))
    #expect(probe.terminal.cell(row: 1, column: 3).isReversed)
    exercise(probe)
    #expect(probe.terminal.colorCodes() == [])
    #expect(probe.terminal.count("\u{1B}[39") == 0)
  }

  @Test func coloursByDepth() throws {
    let rich = try ProbeSession.ready()
    #expect(rich.terminal.contains("c256"))
    #expect(rich.terminal.cell(row: 1, column: 3).background == .index(24))
    #expect(rich.terminal.cell(row: 1, column: 3).foreground == .index(255))
    #expect(rich.terminal.cell(row: 2, column: 3).background == .terminalDefault)
    let poor = try ProbeSession.ready([], ["TERM": "xterm"])
    #expect(poor.terminal.contains("c16"))
    #expect(poor.terminal.cell(row: 1, column: 3).background == .index(4))
    #expect(poor.terminal.cell(row: 1, column: 3).isBold)
  }

  @Test(arguments: ["C", "POSIX", "", "en_US.ISO-8859-1"]) func plainLocalesGetNoByteAbove127(_ locale: String) throws {
    let probe = try ProbeSession.ready([], ["LANG": locale])
    #expect(probe.terminal.rows[2].contains("NUNEZ, Inigo"))
    #expect(probe.terminal.rows[3].contains("??, ??"))
    exercise(probe)
    #expect(probe.terminal.output.allSatisfy { $0 < 0x80 })
  }

  @Test func vt100GetsAsciiWithoutColourAndIsClearedAtTheEnd() throws {
    let probe = try ProbeSession.ready([], ["TERM": "vt100"], columns: 80, rows: 24)
    #expect(probe.terminal.contains("NUNEZ"))
    exercise(probe)
    #expect(probe.terminal.output.allSatisfy { $0 < 0x80 })
    #expect(probe.terminal.colorCodes() == [])
    #expect(probe.terminal.count("\u{1B}[3J") >= 1)
    #expect(!probe.terminal.screen.contains("NUNEZ"))
    #expect(!probe.terminal.emulator.scrollback.contains("NUNEZ"))
  }

  @Test func anUninstalledUTF8LocaleStillShowsAccents() throws {
    let probe = try ProbeSession.ready([], ["LANG": "xx_YY.UTF-8"])
    #expect(probe.terminal.rows[2].contains("NÚÑEZ, Íñigo"))
  }

  @Test func rowsStayInTheirColumnsWhateverTheNames() throws {
    let probe = try ProbeSession.ready()
    for row in 1..<27 {
      #expect(probe.terminal.cell(row: row, column: 60).text == "│")
      #expect(probe.terminal.cell(row: row, column: 35).text == "1" || probe.terminal.cell(row: row, column: 35).text == "2")
    }
    #expect(probe.terminal.cell(row: 3, column: 12).text == "高")
    #expect(probe.terminal.cell(row: 3, column: 12).width == 2)
    #expect(probe.terminal.contains("BAUER<U+202E>, Kai"))
  }

  @Test func theHardwareCursorStandsOnTheSelection() throws {
    let probe = try ProbeSession.ready()
    #expect(probe.terminal.cursor == (1, 0))
    #expect(probe.terminal.isCursorVisible)
    for _ in 0..<5 { probe.terminal.press("Down") }
    #expect(probe.terminal.wait { $0.cursor == (6, 0) })
    #expect(probe.terminal.cell(row: 6, column: 0).text == ">")
  }

  @Test func onlyKnownSequencesAreSent() throws {
    let probe = try ProbeSession.ready()
    exercise(probe)
    let finals = Set(SequenceScanner.sequences(in: probe.terminal.output).map { $0.hasPrefix("\u{1B}[") ? "[" + String($0.last ?? " ") : String($0.dropFirst()) })
    let known: Set<String> = [
      "[H", "[J", "[K", "[X", "[d", "[G", "[C", "[A", "[B", "[D", "[m", "[h", "[l", "[r", "[t", "[P", "[@", "[L", "[M", "[S", "[T", "(B", "=", ">",
      "M", ")0",
    ]
    #expect(finals.isSubset(of: known), "\(finals.subtracting(known))")
    for mode in ["?1000", "?1002", "?1003", "?1006"] { #expect(probe.terminal.count("\u{1B}[\(mode)h") == 0) }
    #expect(!probe.terminal.emulator.isMouseOn)
  }

  @Test func theBellRings() throws {
    let probe = try ProbeSession.ready()
    probe.terminal.press("b")
    #expect(probe.terminal.wait { $0.emulator.bells == 1 })
    probe.terminal.settle()
    #expect(probe.terminal.emulator.bells == 1)
  }

  @Test func aLockLeavesNothingOnTheScreen() throws {
    let probe = try ProbeSession.ready()
    let mark = probe.terminal.output.count
    probe.terminal.press("x")
    #expect(probe.terminal.wait { $0.screen.allSatisfy(\.isWhitespace) })
    #expect(probe.terminal.count("\u{1B}[2J", from: mark) >= 1)
    probe.terminal.press("x")
    #expect(probe.terminal.wait(for: "ALDER, Jane"))
  }

  @Test func anotherThemeRecolours() throws {
    let probe = try ProbeSession.ready()
    #expect(probe.terminal.cell(row: 0, column: 2).foreground == .index(6))
    probe.terminal.press("t")
    #expect(probe.terminal.wait { $0.cell(row: 0, column: 2).foreground == .index(1) })
  }

  @Test func redrawSendsEverythingAgain() throws {
    let probe = try ProbeSession.ready()
    let before = probe.terminal.rows
    probe.terminal.emulator.show(Array("\u{1B}[2J".utf8))
    #expect(!probe.terminal.contains("ALDER"))
    probe.terminal.press("Ctrl-R")
    #expect(probe.terminal.wait { $0.screen.contains("ALDER") })
    probe.terminal.settle()
    #expect(Array(probe.terminal.rows.dropLast(2)) == Array(before.dropLast(2)))
  }
}
