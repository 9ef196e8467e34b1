import EventLoop
import PostgresClient

/// Signing in, password hash included, and what follows until the list is there.
@UIActor
struct SignInFigures {
  private let bench: BenchCluster
  private let seconds: Double

  init(_ bench: BenchCluster, seconds: Double) {
    self.bench = bench
    self.seconds = seconds
  }

  func measure() async throws -> BenchReport.Part {
    let superuser = try await BenchConnection.open(bench.superuser)
    defer { superuser.close() }
    var callers: [Caller] = []
    for number in 1...8 { callers.append(try await Caller.connected(bench.terminal, email: "bench.nurse\(number)@clinic.demo")) }
    defer { callers.forEach { $0.close() } }
    let people = callers
    var part = BenchReport.Part()
    let bare = try await Load.run(callers: 1, seconds: seconds / 2) { _, _ in
      try await superuser.query(BenchStatement.hash, [people[0].email, Caller.password])
    }
    for count in [1, 8] {
      let run = try await Load.run(callers: count, seconds: seconds) { caller, _ in
        _ = try await people[caller].store.repositories.sessions.signIn(people[caller].email, Caller.password)
      }
      part.latencies.append(.init(group: .signIn, name: "sign in", run, withoutRules: count == 1 ? bare : nil))
    }
    let whole = try await Load.run(callers: 1, seconds: seconds) { _, _ in
      let repositories = people[0].store.repositories
      _ = try await repositories.sessions.signIn(people[0].email, Caller.password)
      _ = try await repositories.directory.myPatients()
    }
    part.latencies.append(.init(group: .signIn, name: "sign in and read the list", whole, budget: 250))
    return part
  }
}
