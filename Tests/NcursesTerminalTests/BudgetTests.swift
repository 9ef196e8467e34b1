import TerminalTestSupport
import Testing

/// What a key costs on the line. Counts, never times.
@Suite struct BudgetTests {
  /// Bytes and writes of one key after which the screen is at rest.
  private func cost(of key: String, _ probe: ProbeSession) throws -> (bytes: Int, writes: Int) {
    let before = try #require(probe.metrics())
    let mark = probe.terminal.output.count
    probe.terminal.press(key)
    #expect(probe.terminal.wait { $0.output.count > mark })
    probe.terminal.settle()
    let bytes = probe.terminal.output.count - mark
    let after = try #require(probe.metrics())
    // One write in between showed the first figures.
    return (bytes, after.writes - before.writes - 1)
  }

  @Test func cursorDownInAListWithDetail() throws {
    let probe = try ProbeSession.ready()
    for _ in 0..<4 {
      let cost = try cost(of: "Down", probe)
      #expect(cost.writes == 1)
      #expect(cost.bytes <= 350 + 60, "\(cost.bytes)")
    }
  }

  @Test func cursorDownInAList() throws {
    let probe = try ProbeSession.ready(["list"], columns: 60)
    let mark = probe.terminal.output.count
    probe.terminal.press("Down")
    #expect(probe.terminal.wait { $0.output.count > mark })
    probe.terminal.settle()
    #expect(probe.terminal.output.count - mark <= 200, "\(probe.terminal.output.count - mark)")
  }

  @Test func cursorDownWithDetailInOnePieceOf350Bytes() throws {
    let probe = try ProbeSession.ready()
    for _ in 0..<6 {
      let mark = probe.terminal.output.count
      probe.terminal.press("Down")
      #expect(probe.terminal.wait { $0.output.count > mark })
      probe.terminal.settle()
      #expect(probe.terminal.output.count - mark <= 350, "\(probe.terminal.output.count - mark)")
    }
  }

  @Test func cursorDownWithAMarkerOnly() throws {
    let probe = try ProbeSession.ready(["list", "marker"])
    let mark = probe.terminal.output.count
    probe.terminal.press("Down")
    #expect(probe.terminal.wait { $0.output.count > mark })
    probe.terminal.settle()
    #expect(probe.terminal.output.count - mark <= 40, "\(probe.terminal.output.count - mark)")
  }

  @Test func pageDown() throws {
    let probe = try ProbeSession.ready(["list"])
    let mark = probe.terminal.output.count
    probe.terminal.press("PgDn", "PgDn")
    #expect(probe.terminal.wait { $0.output.count > mark })
    probe.terminal.settle()
    #expect(probe.terminal.output.count - mark <= 2_000, "\(probe.terminal.output.count - mark)")
  }

  @Test func firstPaint() throws {
    let probe = try ProbeSession.ready()
    #expect(probe.terminal.output.count <= 3_500, "\(probe.terminal.output.count)")
  }

  @Test func keysTypedAheadArePaintedOnce() throws {
    let probe = try ProbeSession.ready()
    let before = try #require(probe.metrics())
    probe.terminal.send(String(repeating: "\u{1B}OB", count: 200))
    #expect(probe.terminal.wait { $0.contains("born 2000") || $0.cursor.row > 20 })
    probe.terminal.settle()
    let after = try #require(probe.metrics())
    #expect(after.frames - before.frames <= 20, "\(after.frames - before.frames) frames for 200 keys")
  }

  @Test func aKeyThatChangesNothingSendsNothing() throws {
    let probe = try ProbeSession.ready()
    let mark = probe.terminal.output.count
    probe.terminal.press("Up")
    probe.terminal.settle()
    #expect(probe.terminal.output.count == mark)
  }

  @Test func idleIsSilent() throws {
    let probe = try ProbeSession.ready()
    probe.terminal.settle(milliseconds: 200)
    let mark = probe.terminal.output.count
    let switches = probe.contextSwitches()
    #expect(switches > 0)
    probe.terminal.settle(milliseconds: 700)
    #expect(probe.terminal.output.count == mark)
    #expect(probe.contextSwitches() == switches)
  }

  @Test func aTerminalThatDoesNotReadGetsTheNewestScreenOnly() throws {
    let probe = try ProbeSession.ready()
    let before = try #require(probe.metrics())
    let mark = probe.terminal.output.count
    // Not reading: the kernel's buffer fills up with screens, and the program must not stop for it.
    for _ in 0..<400 { probe.terminal.pushWithoutReading("\u{1B}[6~\u{1B}[5~\u{1B}[6~\u{1B}[6~\u{1B}[5~") }
    probe.terminal.press("z")
    #expect(probe.terminal.wait(for: "key z"))
    probe.terminal.settle()
    let after = try #require(probe.metrics())
    #expect(after.frames > before.frames)
    #expect(probe.terminal.output.count - mark < 200_000, "\(probe.terminal.output.count - mark)")
    #expect(probe.quit() == .code(0))
  }
}
