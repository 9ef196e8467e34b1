import EventLoop
import PostgresClient

/// Lists: "my patients" of a nurse with newest results, opened each time; and a ward through the directory.
@UIActor
struct ListFigures {
  private let bench: BenchCluster
  private let seconds: Double

  init(_ bench: BenchCluster, seconds: Double) {
    self.bench = bench
    self.seconds = seconds
  }

  func measure() async throws -> BenchReport.Part {
    let superuser = try await BenchConnection.open(bench.superuser)
    defer { superuser.close() }
    let callers = try await Caller.signedIn(bench.terminal, role: "nurse", count: 8)
    defer { callers.forEach { $0.close() } }
    let email = callers[0].email
    var part = BenchReport.Part()

    let listed = try await ReadingFigures.watch(bench, email: email, count: 10) { caller, _ in
      _ = try await caller.store.repositories.directory.myPatients()
    }
    let bareList = try await Load.run(callers: 1, seconds: seconds / 4) { _, _ in
      try await superuser.query(BenchStatement.workList, [email])
    }
    for count in [1, 8] {
      let run = try await Load.run(callers: count, seconds: seconds) { caller, _ in
        _ = try await callers[caller].store.repositories.directory.myPatients()
      }
      part.latencies.append(
        .init(
          group: .list, name: "work list of 40, opened and read", run, withoutRules: count == 1 ? bareList : nil, reading: listed)
      )
    }

    let ward = try await ReadingFigures.watch(bench, email: email, count: 10) { caller in
      _ = try await caller.store.repositories.directory.search("", "B")
    } calls: { caller, _ in
      _ = try await caller.store.repositories.directory.search("", "A")
    }
    let bareWard = try await Load.run(callers: 1, seconds: seconds / 4) { _, _ in
      try await superuser.query(BenchStatement.search, ["", "A"])
    }
    for count in [1, 8] {
      let run = try await Load.run(callers: count, seconds: seconds) { caller, _ in
        _ = try await callers[caller].store.repositories.directory.search("", "A")
      }
      part.latencies.append(
        .init(group: .list, name: "ward of 40 in the directory", run, withoutRules: count == 1 ? bareWard : nil, reading: ward))
    }
    return part
  }
}
