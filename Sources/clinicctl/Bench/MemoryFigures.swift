import Foundation
import Measuring

/// Memory of the program, signed in and with its list on screen: one process alone, and 50 that share what can be shared.
struct MemoryFigures {
  private let bench: BenchCluster
  private let program: String
  private static let many = 50

  init(_ bench: BenchCluster, program: String) {
    self.bench = bench
    self.program = program
  }

  func measure() throws -> BenchReport.Part {
    var part = BenchReport.Part()
    var sessions: [BenchTerminal] = []
    let firstNumber = try BenchTerminal.firstOfList(bench)
    defer { for session in sessions { session.terminal.end() } }
    for number in 1...Self.many {
      try Interruption.check()
      let session = try BenchTerminal(program, database: bench.terminal)
      _ = try session.signIn("bench.nurse\(number)", until: firstNumber)
      sessions.append(session)
      if number == 1 { part.counts += figures("1 process", sessions, budget: nil) }
    }
    part.counts += figures("\(Self.many) processes", sessions, budget: 6)
    return part
  }

  private func figures(_ name: String, _ sessions: [BenchTerminal], budget: Double?) -> [BenchReport.Count] {
    let all = sessions.map { ProcessFigures($0.terminal.processID) }
    let sizes = Samples(all.compactMap(\.pss).map { Double($0) / 1_024 })
    let own = Samples(all.compactMap(\.privatePages).map { Double($0) / 1_024 })
    guard sizes.count == sessions.count else {
      note("The kernel does not tell the memory of \(program) to this user: run the bench as root.")
      return []
    }
    return [
      .init(
        .memory, "PSS, \(name)", sizes.maximum, "MB", budget: budget,
        remark: sessions.count > 1 ? "most; median \(String(format: "%.2f", sizes.median))" : nil),
      .init(.memory, "private pages, \(name)", own.maximum, "MB"),
    ]
  }
}
