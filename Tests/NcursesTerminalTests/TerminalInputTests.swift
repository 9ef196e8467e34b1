import Glibc
import TerminalTestSupport
import Testing

/// Keys, pastes and sizes through a real terminal.
@Suite struct TerminalInputTests {
  @Test func theKeysArrive() throws {
    let probe = try ProbeSession.ready()
    for key in [
      "F1", "F5", "F9", "F12", "Alt-4", "Alt-x", "Ctrl-L", "Ctrl-Q", "Ctrl-S", "Ctrl-C", "Ctrl-Z", "Home", "End", "Del", "Ins", "Shift-Tab",
      "Tab", "Enter", "Backspace", "Esc", "Left", "Right", "?", "/",
    ] {
      probe.terminal.press(key)
      #expect(probe.terminal.wait { $0.rows.contains("key " + key) }, "\(key): \(probe.terminal.rows[28])")
    }
    #expect(probe.quit() == .code(0))
  }

  @Test func aLoneEscapeNeedsNoSecondKey() throws {
    let probe = try ProbeSession.ready([], ["SSH_TTY": "/dev/pts/1"])
    probe.terminal.press("Esc")
    #expect(probe.terminal.wait(for: "key Esc"))
  }

  @Test func slowSequencesAreStillOneKey() throws {
    let probe = try ProbeSession.ready([], ["SSH_TTY": "/dev/pts/1"])
    for byte in "\u{1B}[20~".utf8 {
      probe.terminal.send([byte])
      probe.terminal.settle(milliseconds: 2)
    }
    #expect(probe.terminal.wait(for: "key F9"))
  }

  @Test func accentsAndWideCharactersArrive() throws {
    let probe = try ProbeSession.ready()
    probe.terminal.type("ñ")
    #expect(probe.terminal.wait(for: "key ñ"))
    probe.terminal.type("漢")
    #expect(probe.terminal.wait(for: "key 漢"))
  }

  @Test func aPasteIsDataToItsEnd() throws {
    let probe = try ProbeSession.ready()
    probe.terminal.paste("q\rq\u{1B}[201~q\r\u{1B}OP")
    #expect(probe.terminal.wait(for: "paste 7: q␊qq␊OP"), "\(probe.terminal.rows[28])")
    #expect(probe.terminal.exitStatus == nil)
    probe.terminal.press("Down")
    #expect(probe.terminal.wait { $0.cursor.row == 2 })
  }

  @Test func aResizeStormEndsInOneRedraw() throws {
    let probe = try ProbeSession.ready()
    let before = try #require(probe.metrics())
    for step in 0..<200 { probe.terminal.resize(columns: 60 + step % 60, rows: 20 + step % 30) }
    probe.terminal.resize(columns: 132, rows: 40)
    #expect(probe.terminal.wait(for: "resize 132x40"), "\(probe.terminal.screen)")
    probe.terminal.settle()
    let after = try #require(probe.metrics())
    #expect(after.frames - before.frames <= 5, "\(after.frames - before.frames)")
    #expect(probe.terminal.rows[0].contains("132x40"))
    #expect(probe.terminal.cell(row: 38 - 1, column: 0).text != "")
  }

  @Test func resizingBackGivesTheSameScreen() throws {
    let probe = try ProbeSession.ready()
    for _ in 0..<7 { probe.terminal.press("Down") }
    #expect(probe.terminal.wait { $0.cursor.row == 8 })
    let before = Array(probe.terminal.rows[1..<27])
    probe.terminal.resize(columns: 80, rows: 24)
    #expect(probe.terminal.wait(for: "resize 80x24"))
    let mark = probe.terminal.output.count
    probe.terminal.resize(columns: 100, rows: 30)
    #expect(probe.terminal.wait(for: "resize 100x30"))
    probe.terminal.settle()
    #expect(Array(probe.terminal.rows[1..<27]) == before)
    #expect(probe.terminal.output.count - mark <= 4_000)
  }

  @Test(arguments: [(1, 1), (0, 0), (65_535, 65_535), (3, 200), (1_000, 2)]) func strangeSizesAreSurvived(_ columns: Int, _ rows: Int) throws {
    let probe = try ProbeSession([], columns: columns, rows: rows)
    probe.terminal.settle(milliseconds: 300)
    #expect(probe.terminal.exitStatus == nil)
    probe.terminal.resize(columns: 100, rows: 30)
    #expect(probe.terminal.wait(for: "resize 100x30"), "\(probe.terminal.screen)")
    probe.terminal.resize(columns: columns, rows: rows)
    probe.terminal.settle(milliseconds: 300)
    probe.terminal.resize(columns: 90, rows: 20)
    #expect(probe.terminal.wait(for: "resize 90x20"))
    #expect(probe.quit() == .code(0))
  }

  @Test func randomBytesLeaveItAlive() throws {
    let probe = try ProbeSession.ready()
    var random = SplitMix(seed: 77)
    // The keys that end or crash the probe on purpose are left out.
    let forbidden = Set("qFS".utf8)
    for _ in 0..<60 {
      let bytes = (0..<400).map { _ in UInt8.random(in: 0...255, using: &random) }.filter { !forbidden.contains($0) }
      probe.terminal.send(bytes)
    }
    probe.terminal.settle(milliseconds: 300)
    // Out of a paste that never ended, should one have begun.
    probe.terminal.send("\u{1B}[201~")
    probe.terminal.settle(milliseconds: 300)
    probe.terminal.press("Ctrl-K")
    #expect(probe.terminal.wait(for: "key Ctrl-K"), "\(probe.terminal.screen)")
    #expect(probe.quit() == .code(0))
  }

  @Test func randomSequencesLeaveItAlive() throws {
    let probe = try ProbeSession.ready()
    var random = SplitMix(seed: 78)
    for _ in 0..<400 {
      let opening = ["\u{1B}[", "\u{1B}]", "\u{1B}P", "\u{1B}O", "\u{1B}_", "\u{1B}[?", "\u{1B}[<"].randomElement(using: &random)!
      let body = String((0..<Int.random(in: 0...30, using: &random)).map { _ in "0123456789;:".randomElement(using: &random)! })
      let ending = ["m", "~", "\u{07}", "\u{1B}\\", "c", "R", "h"].randomElement(using: &random)!
      probe.terminal.send(opening + body + ending)
    }
    probe.terminal.send("\u{07}\u{1B}\\")
    probe.terminal.settle(milliseconds: 300)
    probe.terminal.press("Ctrl-K")
    #expect(probe.terminal.wait(for: "key Ctrl-K"), "\(probe.terminal.screen)")
    #expect(probe.quit() == .code(0))
  }
}
