import Measuring
import PostgresClient

/// The chart of 105,000 readings on the real program: from the key to the whole chart on the screen, with the database.
struct LongSeriesFigures {
  private let bench: BenchCluster
  private let program: String
  private static let times = 10
  private static let test = "Capillary glucose"

  init(_ bench: BenchCluster, program: String) {
    self.bench = bench
    self.program = program
  }

  func measure() throws -> BenchReport.Part {
    typealias Key = BenchTerminal.Key
    let session = try BenchTerminal(program, database: bench.terminal)
    defer { session.terminal.end() }
    _ = try session.signIn("bench.doctor1", until: "my patients")
    _ = session.press(Key.text("/"))
    try wait(session, Key.text(try recordNumber()), for: "1 found")
    _ = session.press(Key.enter, quiet: 300)
    try wait(session, Key.enter, for: Self.test)
    try wait(session, Key.enter, for: "Summary:")
    for _ in 0..<30 where !session.terminal.recent.contains(Array("\(Self.test) (".utf8)) {
      try wait(session, Key.text("m"), for: "Summary:")
      _ = session.press([], quiet: 300)
    }
    var bursts: [MeteredTerminal.Burst] = []
    for _ in 0..<Self.times {
      try Interruption.check()
      try wait(session, Key.text("M"), for: "Summary:")
      _ = session.press([], quiet: 300)
      bursts.append(try wait(session, Key.text("m"), for: "Summary:").followed(by: session.terminal.watch(milliseconds: 300)))
    }
    let painted = Samples(bursts.map(\.lastAfter))
    let steps = Samples(session.press(Key.left, times: Self.times, quiet: 200).map(\.lastAfter))
    let zooms = Samples((session.press(Key.text("+"), times: 5, quiet: 300) + session.press(Key.text("["), times: 5, quiet: 300)).map(\.lastAfter))
    var part = BenchReport.Part()
    part.latencies = [
      .init(
        group: .terminal, name: "105,000 readings, key to last byte",
        LoadRun(samples: painted, callers: 1, perSecond: 1_000 / max(1, painted.median)), budget: 250),
      .init(
        group: .terminal, name: "cursor step among 105,000 readings, key to last byte",
        LoadRun(samples: steps, callers: 1, perSecond: 1_000 / max(1, steps.median))),
      .init(
        group: .terminal, name: "zoom and pan over 105,000 readings, key to last byte",
        LoadRun(samples: zooms, callers: 1, perSecond: 1_000 / max(1, zooms.median)), budget: 100),
    ]
    return part
  }

  @discardableResult
  private func wait(_ session: BenchTerminal, _ key: [UInt8], for word: String) throws -> MeteredTerminal.Burst {
    guard let burst = session.terminal.measure(key, until: [word]) else {
      throw Failure("The program does not show “\(word)” on its way to the long series.")
    }
    return burst
  }

  private func recordNumber() throws -> String {
    try onLoop {
      let superuser = try await BenchConnection.open(bench.superuser)
      defer { superuser.close() }
      return try await superuser.query(BenchStatement.longSeriesNumber).onlyRow().decode(String.self, at: 0)
    }
  }
}
