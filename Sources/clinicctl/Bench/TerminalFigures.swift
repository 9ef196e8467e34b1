import EventLoop
import Foundation
import Measuring

/// The real program on a terminal of 100x30: start, sign-in, bytes and writes for each key, and what it does when nobody types.
struct TerminalFigures {
  private let bench: BenchCluster
  private let program: String
  private static let starts = 10

  init(_ bench: BenchCluster, program: String) {
    self.bench = bench
    self.program = program
  }

  func measure() throws -> BenchReport.Part {
    var part = BenchReport.Part()
    let firstNumber = try BenchTerminal.firstOfList(bench)
    part.latencies += try starting(firstNumber)
    let session = try BenchTerminal(program, database: bench.terminal)
    part.counts += typing(session)
    let (_, whole) = try session.signIn("bench.nurse1", until: firstNumber)
    part.counts += counts("first paint of the list, 100x30", [whole], bytes: 6_000)
    part.counts += list(session)
    part.counts += try chart(session)
    part.counts += idle(session)
    session.terminal.end()

    let narrow = try BenchTerminal(program, database: bench.terminal, columns: 80, rows: 24)
    _ = try narrow.signIn("bench.nurse1", until: firstNumber)
    part.counts += counts("cursor down, list only, 80x24", narrow.press(BenchTerminal.Key.down, times: 10), bytes: 350, writes: 1)
    narrow.terminal.end()
    part.latencies += try LongSeriesFigures(bench, program: program).measure().latencies
    return part
  }

  /// Starts and sign-ins of new processes, one after the other.
  private func starting(_ word: String) throws -> [BenchReport.Latency] {
    var (form, site, list): ([Double], [Double], [Double]) = ([], [], [])
    for _ in 0..<Self.starts {
      try Interruption.check()
      let session = try BenchTerminal(program, database: bench.terminal)
      form.append(session.formAfter)
      site.append(session.siteAfter)
      list.append(try session.signIn("bench.nurse1", until: word).toList.lastAfter)
      session.terminal.end()
    }
    return [
      latency("start to sign-in form", form, budget: 60), latency("start to site name from the database", site),
      latency("sign-in key to list on screen", list, budget: 250),
    ]
  }

  private func typing(_ session: BenchTerminal) -> [BenchReport.Count] {
    let bursts = "bench".flatMap { session.press(BenchTerminal.Key.text(String($0))) }
    _ = session.press(BenchTerminal.Key.text(String(repeating: "\u{7F}", count: 5)))
    return counts("typed character in a field", bursts, bytes: 40, writes: 1)
  }

  private func list(_ session: BenchTerminal) -> [BenchReport.Count] {
    typealias Key = BenchTerminal.Key
    var found = counts("cursor down, list with detail, 100x30", session.press(Key.down, times: 10), bytes: 350, writes: 1)
    found += times("cursor down, key to last byte", session.press(Key.down, times: 10))
    found += counts("page down", session.press(Key.pageDown), bytes: 3_000, writes: 1)
    _ = session.press(Key.pageUp, times: 3)
    _ = session.press(Key.text("/"))
    found += counts(
      "typed character in the search, list changes", "gar m".flatMap { session.press(Key.text(String($0)), quiet: 200) },
      bytes: 2_500)
    _ = session.press(Key.escape, quiet: 300)
    return found
  }

  private func chart(_ session: BenchTerminal) throws -> [BenchReport.Count] {
    typealias Key = BenchTerminal.Key
    var found = counts("purpose asked", session.press(Key.enter))
    let opened = session.press(Key.enter, quiet: 300)
    found += counts("chart opened", opened, bytes: 5_000)
    found += times("chart opened, key to last byte", opened)
    let drawn = session.press(Key.enter, quiet: 300)
    found += counts("biomarker drawn over time", drawn, bytes: 5_000)
    found += counts("chart cursor step with its line", session.press(Key.left, times: 8), bytes: 700, writes: 1)
    _ = session.press(Key.escape, times: 2, quiet: 300)
    return found
  }

  /// From just after one tick of the minute to just after the next.
  private func idle(_ session: BenchTerminal) -> [BenchReport.Count] {
    let second = Int(Date().timeIntervalSince1970) % 60
    _ = session.terminal.watch(milliseconds: (62 - second) * 1_000)
    let before = ProcessFigures(session.terminal.processID)
    let between = session.terminal.watch(milliseconds: 50_000)
    let after = ProcessFigures(session.terminal.processID)
    let tick = session.terminal.watch(milliseconds: 11_000)
    let afterTick = ProcessFigures(session.terminal.processID)
    var found = [
      BenchReport.Count(.terminal, "idle, 50 s between ticks: bytes", Double(between.bytes), "bytes", budget: 0),
      BenchReport.Count(
        .terminal, "minute tick: bytes", Double(tick.bytes), "bytes", budget: 25, remark: "writes \(tick.writes)"),
    ]
    if let first = before.wakeUps, let second = after.wakeUps, let third = afterTick.wakeUps {
      found.append(.init(.terminal, "idle, 50 s between ticks: wake-ups", Double(second - first), "", budget: 0))
      found.append(.init(.terminal, "minute tick: wake-ups", Double(third - second), "", budget: 1))
    }
    if let first = before.processorTime, let third = afterTick.processorTime {
      found.append(.init(.terminal, "processor time of an idle minute", Double(third - first) / 1_000_000, "ms"))
    }
    return found
  }

  /// The median of bytes, with the worst beside it, and the most writes. A step that shows or hides a warning costs more.
  private func counts(_ name: String, _ bursts: [MeteredTerminal.Burst], bytes: Double? = nil, writes: Double? = nil)
    -> [BenchReport.Count]
  {
    let all = Samples(bursts.map { Double($0.bytes) })
    let mostWrites = Double(bursts.map(\.writes).max() ?? 0)
    var found = [
      BenchReport.Count(
        .terminal, name + ": bytes", all.median, "bytes", budget: bytes,
        remark: bursts.count > 1 ? "median of \(bursts.count) keys; most \(Int(all.maximum))" : nil)
    ]
    found.append(.init(.terminal, name + ": writes", mostWrites, "", budget: writes))
    return found
  }

  private func times(_ name: String, _ bursts: [MeteredTerminal.Burst]) -> [BenchReport.Count] {
    let all = Samples(bursts.map(\.lastAfter))
    return [
      .init(
        .terminal, name, all.median, "ms", remark: bursts.count > 1 ? "median; most \(String(format: "%.1f", all.maximum))" : nil)
    ]
  }

  private func latency(_ name: String, _ values: [Double], budget: Double? = nil) -> BenchReport.Latency {
    let total = values.reduce(0, +) / 1_000
    return .init(
      group: .terminal, name: name,
      LoadRun(samples: Samples(values), callers: 1, perSecond: total > 0 ? Double(values.count) / total : 0), budget: budget)
  }
}
