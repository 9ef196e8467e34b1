import TerminalTestSupport
import Testing

/// What is never sent: colours where none are wanted, bytes that the terminal does not take, modes nobody asked for.
@Suite struct PlainOutputTests {
  /// Through every pane of a nurse.
  private func walk(_ terminal: TerminalSession) {
    terminal.expect("most overdue first")
    terminal.press("Down", "Down", "s", "f", "f")
    terminal.escape()
    terminal.openChart("garcia nunez 1971-03-12")
    terminal.press("Enter", expect: "Summary:")
    terminal.press("Left", "+", "[", "t")
    terminal.expect("RECORDED BY")
    terminal.escape()
    terminal.escape()
    terminal.press("r", expect: "MEDICINE")
    terminal.press("?", expect: "HH LL")
    terminal.escape()
    terminal.press("Alt-4", expect: "Emergency access")
    terminal.press("F2", expect: "Display test")
    terminal.escape()
    terminal.press("Ctrl-L", expect: "LOCKED")
    terminal.press("Ctrl-Q", expect: "E-mail")
    terminal.press("Ctrl-Q")
    #expect(terminal.waitForExit() == .code(0))
  }

  @Test(arguments: [["NO_COLOR": "1"], ["TERM": "vt220"], ["NO_COLOR": "anything", "COLORTERM": "truecolor", "TERM": "xterm-direct"]])
  func withoutColoursNotOneColourCode(_ environment: [String: String]) throws {
    let terminal = try Shared.clinic.get().signedIn(.nurse, environment: environment)
    walk(terminal)
    #expect(terminal.colorCodes() == [])
  }

  @Test func monoByOptionIsTheSame() throws {
    let terminal = try Shared.clinic.get().signedIn(.nurse, arguments: ["--mono"])
    walk(terminal)
    #expect(terminal.colorCodes() == [])
  }

  @Test(arguments: [["LANG": "C"], ["LANG": "POSIX"], ["TERM": "vt100", "LANG": "C.UTF-8"]])
  func inAnAsciiTerminalNoByteAbove127(_ environment: [String: String]) throws {
    let terminal = try Shared.clinic.get().signedIn(.nurse, environment: environment)
    terminal.expectRow { $0.contains("GOMEZ ROBLES") }
    walk(terminal)
    #expect(terminal.output.allSatisfy { $0 < 0x80 })
  }

  @Test func noMouseNoAlternateCharacterSetNoTitle() throws {
    let terminal = try Shared.clinic.get().signedIn(.nurse)
    walk(terminal)
    let sequences = SequenceScanner.sequences(in: terminal.output)
    for mode in ["1000", "1002", "1003", "1005", "1006", "1015", "1004"] {
      #expect(!sequences.contains("\u{1B}[?\(mode)h"), "mouse mode \(mode)")
    }
    #expect(!sequences.contains { $0.hasPrefix("\u{1B}(0") || $0.hasPrefix("\u{1B}]") || $0.hasPrefix("\u{1B}P") || $0.hasPrefix("\u{1B}_") })
    #expect(!terminal.output.contains(0x0E))
    #expect(terminal.count("\u{1B}[?2004h") == terminal.count("\u{1B}[?2004l"))
  }
}
