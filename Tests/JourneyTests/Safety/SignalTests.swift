import Glibc
import TerminalTestSupport
import Testing

/// Signals from the keyboard do nothing; those that end the program end it whole.
@Suite struct SignalTests {
  /// Words of patients that are on the nurse's screen.
  private static let names = ["GÓMEZ", "GARC", "1968-07-21", "100-000-032"]

  private func expectNothingLeft(_ terminal: TerminalSession, at place: SourceLocation = #_sourceLocation) {
    #expect(!terminal.isAlternateScreen, sourceLocation: place)
    for name in Self.names {
      #expect(!terminal.contains(name) && !terminal.emulator.scrollback.contains(name), "\(name) is left:\n\(terminal.screen)", sourceLocation: place)
    }
    #expect(terminal.isCursorVisible, sourceLocation: place)
  }

  /// The screen without the line of the clock.
  private func rows(_ terminal: TerminalSession) -> [Substring] {
    Array(terminal.screen.split(separator: "\n", omittingEmptySubsequences: false).dropFirst())
  }

  @Test func signalsOfTheKeyboardDoNothing() throws {
    let terminal = try Clinic().signedIn(.nurse)
    terminal.expect("my patients: 30")
    terminal.settle()
    let before = rows(terminal)
    for number in [SIGTSTP, SIGQUIT, SIGINT, SIGTTIN, SIGTTOU, SIGUSR1, SIGUSR2, SIGALRM, SIGPIPE, SIGIO, SIGPWR, SIGXCPU, SIGVTALRM, SIGPROF] {
      terminal.signal(number)
      terminal.settle(milliseconds: 20)
      #expect(terminal.exitStatus == nil && !ProcessFacts(pid: terminal.processID).isStopped, "signal \(number)")
    }
    for key in ["Ctrl-C", "Ctrl-Z", "Ctrl-\\", "Ctrl-S"] { terminal.press(key) }
    terminal.settle()
    #expect(rows(terminal) == before, "\(terminal.screen)")
    terminal.press("Down")
    terminal.expectRow { $0.hasPrefix(">GÁMEZ") }
  }

  @Test func theTerminalIsNotLeftStoppedByCtrlS() throws {
    let terminal = try Clinic().signedIn(.nurse)
    terminal.press("Ctrl-S")
    terminal.press("s", expect: "by name")
  }

  @Test(arguments: [SIGHUP, SIGTERM])
  func theEndByASignalEndsTheSessionToo(_ number: Int32) throws {
    let clinic = try Clinic()
    let terminal = try clinic.signedIn(.nurse)
    terminal.expect("GÓMEZ")
    terminal.signal(number)
    #expect(terminal.waitForExit(seconds: 2) == .code(0))
    #expect(try clinic.value("select end_reason from access.sessions") == "SIGNED_OUT")
    #expect(try clinic.eventually("select count(*) from pg_stat_activity where datname = current_database() and usename = 'clinic_terminal'", is: "0"))
    if number == SIGTERM { expectNothingLeft(terminal) }
  }

  @Test func aLineThatIsCutEndsTheSession() throws {
    let clinic = try Clinic()
    let terminal = try clinic.signedIn(.nurse)
    terminal.expect("GÓMEZ")
    terminal.hangUp()
    #expect(terminal.waitForExit(seconds: 2) == .code(0))
    #expect(try clinic.value("select end_reason from access.sessions") == "SIGNED_OUT")
  }

  @Test func aHangUpWhileTheDatabaseDoesNotAnswerStillEndsInTime() throws {
    let clinic = try Clinic()
    let terminal = try clinic.signedIn(.nurse)
    try clinic.superuser.run("begin; lock table access.sessions in access exclusive mode")
    terminal.signal(SIGHUP)
    #expect(terminal.waitForExit(seconds: 2) == .code(0))
    try clinic.superuser.run("rollback")
  }

  @Test func aCrashLeavesNoPatientOnTheScreen() throws {
    let terminal = try Clinic().signedIn(.nurse)
    terminal.expect("GÓMEZ")
    terminal.signal(SIGSEGV)
    #expect(terminal.waitForExit() == .signal(SIGSEGV))
    expectNothingLeft(terminal)
    #expect(terminal.isBlank, "\(terminal.screen)")
  }

  @Test func theEndLeavesNothingOnScreenAndInScrollback() throws {
    let terminal = try Clinic().signedIn(.nurse)
    terminal.expect("GÓMEZ")
    for _ in 0..<40 { terminal.press("Down") }
    terminal.press("/")
    terminal.type("garcia")
    terminal.expect("17 found")
    terminal.press("Ctrl-Q", expect: "E-mail")
    for name in Self.names { #expect(!terminal.contains(name)) }
    terminal.press("Ctrl-Q")
    #expect(terminal.waitForExit() == .code(0))
    expectNothingLeft(terminal)
    #expect(terminal.isBlank && terminal.emulator.scrollback.isEmpty)
  }

  @Test func withoutAnAlternateScreenTheScrollbackIsClearedToo() throws {
    let terminal = try Clinic().signedIn(.nurse, environment: ["TERM": "vt220"])
    terminal.expectRow { $0.contains("GOMEZ ROBLES") }
    terminal.press("Ctrl-L", expect: "LOCKED")
    #expect(!terminal.contains("GOMEZ"))
    terminal.press("Ctrl-Q", expect: "E-mail")
    terminal.press("Ctrl-Q")
    #expect(terminal.waitForExit() == .code(0))
    #expect(!terminal.contains("GOMEZ") && !terminal.contains("LOCKED"), "\(terminal.screen)")
    #expect(terminal.count("\u{1B}[3J") >= 1)
  }

  @Test func afterAStopTheScreenIsDrawnAnew() throws {
    let terminal = try Clinic().signedIn(.nurse)
    terminal.expect("GÓMEZ")
    terminal.settle()
    let before = rows(terminal)
    terminal.signal(SIGSTOP)
    terminal.emulator.show(Array("\u{1B}[2J\u{1B}[Hsomething of a shell".utf8))
    terminal.signal(SIGCONT)
    #expect(terminal.wait { rows($0) == before }, "\(terminal.screen)")
  }
}
