import Glibc
import Measuring
import Testing

@Suite struct MeteredTerminalTests {
  private static func shell(_ script: String) throws -> MeteredTerminal {
    try MeteredTerminal(["/bin/sh", "-c", script], environment: ["PATH": "/usr/bin:/bin"], columns: 100, rows: 30)
  }

  @Test func theProgramGetsATerminalOfTheSizeAskedFor() throws {
    let terminal = try Self.shell("tty; stty size; sleep 20")
    let burst = try #require(terminal.measure([], until: ["30 100"]))
    #expect(burst.bytes > 0)
    #expect(String(decoding: terminal.recent, as: UTF8.self).hasPrefix("/dev/pts/"))
  }

  @Test func bytesAndWritesOfAKeyAreCounted() throws {
    // Without echo; each key is answered by two writes.
    let terminal = try Self.shell("stty raw -echo; printf ready; while dd bs=1 count=1 2>/dev/null >/dev/null; do printf 12345; sleep 0.05; printf 678; done")
    _ = try #require(terminal.measure([], until: ["ready"]))
    let burst = terminal.measure(Array("x".utf8), quiet: 400)
    #expect(burst.bytes == 8)
    #expect(burst.writes == 2)
    #expect(burst.firstAfter <= burst.lastAfter)
    #expect(terminal.watch(milliseconds: 100) == MeteredTerminal.Burst())
  }

  @Test func wordsThatDoNotComeAreNil() throws {
    let terminal = try Self.shell("printf something; sleep 20")
    #expect(terminal.measure([], until: ["nothing"], timeLimit: 300) == nil)
  }

  @Test func hangUpEndsTheProgram() throws {
    let terminal = try Self.shell("printf ready; sleep 20")
    _ = try #require(terminal.measure([], until: ["ready"]))
    #expect(terminal.end())
    #expect(kill(terminal.processID, 0) == -1)
  }

  @Test func figuresOfARunningProcess() throws {
    let figures = ProcessFigures(getpid())
    #expect(try #require(figures.pss) > 100)
    #expect(try #require(figures.wakeUps) > 0)
    #expect(try #require(figures.processorTime) > 0)
    #expect(ProcessFigures(-1).pss == nil)
  }

  @Test func aMissingProgramIsAnError() {
    #expect(throws: MeteredTerminal.StartError.self) {
      _ = try MeteredTerminal(["/nonexistent/clinic"], environment: [:], columns: 80, rows: 24)
    }
  }
}
