import Glibc
import TerminalTestSupport
import Testing

/// Start, end, signals, crashes: the terminal is always given back, and nothing stays readable.
@Suite struct TerminalLifeTests {
  private func expectRestored(_ probe: ProbeSession, _ place: SourceLocation = #_sourceLocation) {
    let terminal = probe.terminal
    #expect(!terminal.isAlternateScreen, sourceLocation: place)
    #expect(terminal.isCursorVisible, sourceLocation: place)
    #expect(terminal.count("\u{1B}[?2004l") == 1, sourceLocation: place)
    #expect(!terminal.contains("ALDER"), sourceLocation: place)
    #expect(!terminal.emulator.scrollback.contains("ALDER"), sourceLocation: place)
    // The alternate screen was cleared before it was left.
    let text = terminal.outputText()
    let left = text.range(of: "\u{1B}[?1049l")
    let cleared = text.lastRange(of: "\u{1B}[2J")
    #expect(left != nil && cleared != nil && cleared! < left!, sourceLocation: place)
  }

  @Test func theEndClearsAndLeaves() throws {
    let probe = try ProbeSession.ready()
    #expect(probe.terminal.isAlternateScreen)
    #expect(probe.quit() == .code(0))
    expectRestored(probe)
  }

  @Test(arguments: [SIGHUP, SIGTERM]) func signalsEndItInOrder(_ signal: Int32) throws {
    let probe = try ProbeSession.ready()
    probe.terminal.signal(signal)
    #expect(probe.terminal.waitForExit(seconds: 2) == .code(0))
    expectRestored(probe)
  }

  @Test func aLostLineEndsIt() throws {
    let probe = try ProbeSession.ready()
    probe.terminal.hangUp()
    #expect(probe.terminal.waitForExit(seconds: 2) == .code(0))
  }

  @Test func otherSignalsChangeNothing() throws {
    let probe = try ProbeSession.ready()
    let others = [
      SIGINT, SIGQUIT, SIGTSTP, SIGTTIN, SIGTTOU, SIGPIPE, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGIO, SIGPWR, SIGXFSZ, SIGWINCH,
      SIGCONT, SIGCHLD, SIGURG,
    ]
    for signal in others {
      for _ in 0..<3 { probe.terminal.signal(signal) }
      let row = probe.terminal.cursor.row
      probe.terminal.press("Down")
      #expect(probe.terminal.wait { $0.cursor.row == row + 1 }, "after signal \(signal)")
    }
    #expect(probe.quit() == .code(0))
  }

  @Test func everyByteOfAKeyboardIsSurvived() throws {
    let probe = try ProbeSession.ready()
    for byte in UInt8(0)...255 where !"qFSx".utf8.contains(byte) {
      probe.terminal.send([byte])
      probe.terminal.settle(milliseconds: 3)
    }
    probe.terminal.settle()
    probe.terminal.press("Ctrl-K")
    #expect(probe.terminal.wait(for: "key Ctrl-K"))
    #expect(probe.quit() == .code(0))
  }

  @Test func continuingAfterAStopDrawsAgain() throws {
    let probe = try ProbeSession.ready()
    probe.terminal.signal(SIGSTOP)
    probe.terminal.emulator.show(Array("\u{1B}[?1049l\u{1B}[2Jshell$ ".utf8))
    let mark = probe.terminal.output.count
    probe.terminal.signal(SIGCONT)
    #expect(probe.terminal.wait(for: "resumed"), "\(probe.terminal.screen)")
    #expect(probe.terminal.isAlternateScreen)
    #expect(probe.terminal.rows[1].contains("ALDER, Jane"))
    #expect(probe.terminal.count("\u{1B}[?2004h", from: mark) == 1)
  }

  @Test(arguments: ["F", "S"]) func aCrashGivesTheTerminalBack(_ key: String) throws {
    let probe = try ProbeSession.ready([], ["SWIFT_BACKTRACE": "enable=yes"])
    probe.terminal.press(key)
    let exit = probe.terminal.waitForExit()
    #expect(exit == .signal(SIGILL) || exit == .signal(SIGTRAP) || exit == .signal(SIGSEGV), "\(String(describing: exit))")
    expectRestored(probe)
    #expect(!probe.terminal.outputText().contains("asked to crash"))
    #expect(!probe.terminal.outputText().contains("Thread 0"))
  }

  @Test(arguments: ["../../x", "dumb", "", "no-such-terminal"]) func anUnknownTerminalIsRefusedWithAdvice(_ type: String) throws {
    let probe = try ProbeSession([], ["TERM": type])
    #expect(probe.terminal.waitForExit() == .code(2))
    #expect(probe.terminal.screen.contains("TERM=xterm-256color"), "\(probe.terminal.screen)")
    #expect(probe.terminal.count("\u{1B}[?1049h") == 0)
  }

  @Test func aDescriptionInTheEnvironmentIsNotRead() throws {
    let folder = "/tmp/terminal-test-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
    for path in [folder, folder + "/x", folder + "/.terminfo", folder + "/.terminfo/x"] { mkdir(path, 0o700) }
    defer {
      for path in ["/x/xterm-256color", "/.terminfo/x/xterm-256color"] { unlink(folder + path) }
      for path in ["/.terminfo/x", "/.terminfo", "/x", ""] { rmdir(folder + path) }
    }
    // Not a description at all: reading it would make the type unknown.
    for path in ["/x/xterm-256color", "/.terminfo/x/xterm-256color"] {
      let file = try #require(fopen(folder + path, "w"))
      fputs("not a terminal", file)
      fclose(file)
    }
    let probe = try ProbeSession.ready([], ["TERMINFO": folder, "TERMINFO_DIRS": folder, "HOME": folder, "LINES": "7", "COLUMNS": "20"])
    #expect(probe.terminal.rows[0].contains("xterm-256color c256 100x30"))
    #expect(probe.quit() == .code(0))
  }
}

extension String {
  fileprivate func range(of text: String) -> Int? { places(of: text).first }
  fileprivate func lastRange(of text: String) -> Int? { places(of: text).last }

  private func places(of text: String) -> [Int] {
    let bytes = Array(utf8)
    let wanted = Array(text.utf8)
    guard bytes.count >= wanted.count else { return [] }
    return (0...(bytes.count - wanted.count)).filter { Array(bytes[$0..<($0 + wanted.count)]) == wanted }
  }
}
