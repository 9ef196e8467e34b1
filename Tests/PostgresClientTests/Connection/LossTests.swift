import EventLoop
import Glibc
import PostgresClient
import Testing

/// Lost connections: what is known of the requests, and the way back.
@Suite(.onLoop)
struct LossTests {
  private static let sleep = Statement("loss_sleep", "SELECT pg_sleep($1)")
  private static let one = Statement("loss_one", "SELECT 1")
  private static let terminate = Statement("terminate", "SELECT pg_terminate_backend($1)")

  @Test @UIActor func aTerminatedBackendInTheMiddle() async throws {
    let (connection, admin) = (try await connect(), try await connect())
    defer { admin.close() }
    var lost: PostgresError?
    connection.onLost = { lost = $0 }
    let running = Task { @UIActor in _ = try await connection.query(Self.sleep, [60.0]) }
    let waiting = Task { @UIActor in _ = try await connection.query(Self.one) }
    #expect(await eventually { connection.counters.flights == 1 })
    try await admin.query(Self.terminate, [connection.processID])
    let error = await failure { try await running.value }
    #expect(error?.condition == .connectionLost)
    #expect(error?.sqlState == "57P01")
    #expect(error?.isOutcomeUnknown == true)
    #expect(await failure { try await waiting.value }?.condition == .notConnected)
    #expect(await eventually { lost != nil })
    #expect(!connection.isOpen)
    #expect(await failure { try await connection.query(Self.one) }?.condition == .notConnected)
  }

  @Test @UIActor func aBackendThatDiesWhileIdleIsNoticedWithoutAsking() async throws {
    let (connection, admin) = (try await connect(), try await connect())
    defer { admin.close() }
    var losses = 0
    connection.onLost = { _ in losses += 1 }
    try await admin.query(Self.terminate, [connection.processID])
    #expect(await eventually { losses == 1 })
    #expect(!connection.isOpen)
    connection.close()
    #expect(losses == 1)
  }

  @Test @UIActor func groupsCommittedBeforeTheLossKeepTheirRows() async throws {
    let (connection, admin) = (try await connect(), try await connect())
    defer { admin.close() }
    var pipeline = PostgresPipeline()
    let first = pipeline.add(Self.one)
    pipeline.commit()
    let second = pipeline.add(Self.sleep, [60.0])
    pipeline.commit()
    let third = pipeline.add(Self.one)
    let task = Task { @UIActor in try await connection.run(pipeline) }
    let isSleeping = Statement("is_sleeping", "SELECT count(*) FROM pg_stat_activity WHERE pid = $1 AND wait_event = 'PgSleep'")
    #expect(try await eventually { try await admin.query(isSleeping, [connection.processID]).onlyRow().decode(Int.self) == 1 })
    // The answer of the first group may still be on its way: end the backend after it has come.
    await EventLoop.shared.sleep(milliseconds: 20)
    try await admin.query(Self.terminate, [connection.processID])
    let results = try await task.value
    #expect(try results.rows(first).onlyRow().decode(Int.self) == 1)
    #expect(await failure { _ = try results.rows(second) }?.condition == .connectionLost)
    #expect(await failure { _ = try results.rows(third) }?.condition == .connectionLost)
  }

  @Test @UIActor func closingAnswersEverybody() async throws {
    let connection = try await connect()
    var losses = 0
    connection.onLost = { _ in losses += 1 }
    let running = Task { @UIActor in _ = try await connection.query(Self.sleep, [60.0]) }
    let waiting = Task { @UIActor in _ = try await connection.query(Self.one) }
    #expect(await eventually { connection.counters.flights == 1 })
    connection.close()
    #expect(await failure { try await running.value }?.condition == .connectionLost)
    #expect(await failure { try await waiting.value }?.condition == .notConnected)
    #expect(losses == 0)
  }

  @Test @UIActor func aTransactionThatLosesItsConnection() async throws {
    let (connection, admin) = (try await connect(), try await connect())
    defer { admin.close() }
    let error = await failure {
      try await connection.transaction { transaction in
        try await transaction.query(Self.one)
        try await admin.query(Self.terminate, [connection.processID])
        try await transaction.query(Self.sleep, [60.0])
      }
    }
    #expect(error?.condition == .connectionLost || error?.condition == .notConnected)
    #expect(!connection.isOpen)
  }

  @Test @UIActor func theSupervisorComesBack() async throws {
    let admin = try await connect()
    defer { admin.close() }
    var prepared = 0
    let supervisor = PostgresSupervisor(
      admin.configuration, pauses: .init(first: 5, longest: 20)
    ) { connection throws(PostgresError) in
      prepared += 1
      try await connection.listen("supervised")
    }
    var states: [String] = []
    supervisor.onStateChange = { state in
      switch state {
      case .stopped: states.append("stopped")
      case .connecting(let attempt): states.append("connecting \(attempt)")
      case .connected: states.append("connected")
      case .lost: states.append("lost")
      }
    }
    supervisor.start()
    supervisor.start()
    #expect(await eventually { supervisor.connection != nil })
    let first = try #require(supervisor.connection)
    #expect(try await first.query(Self.one).onlyRow().decode(Int.self) == 1)
    try await admin.query(Self.terminate, [first.processID])
    #expect(await eventually { supervisor.connection.map { $0 !== first } ?? false })
    let second = try #require(supervisor.connection)
    #expect(try await second.query(Self.one).onlyRow().decode(Int.self) == 1)
    #expect(second.counters.prepares == 1)
    supervisor.stop()
    #expect(!second.isOpen)
    #expect(states == ["connecting 1", "connected", "lost", "connecting 1", "connected", "stopped"])
    #expect(prepared == 2)
  }

  @Test @UIActor func theSupervisorWaitsLongerAndLonger() async throws {
    let nowhere = try PostgresConfiguration("host=/nonexistent dbname=postgres user=postgres")
    let supervisor = PostgresSupervisor(nowhere, pauses: .init(first: 1, longest: 4, jitter: 0))
    var pauses: [Int] = []
    supervisor.onStateChange = { state in
      if case .lost(let error, let pause) = state {
        pauses.append(pause)
        #expect(error.condition == .connectFailed)
      }
    }
    supervisor.start()
    #expect(await eventually { pauses.count >= 5 })
    supervisor.stop()
    let count = pauses.count
    #expect(Array(pauses.prefix(5)) == [1, 2, 4, 4, 4])
    await EventLoop.shared.sleep(milliseconds: 30)
    #expect(pauses.count == count)
  }

  @Test @UIActor func retryingNow() async throws {
    let nowhere = try PostgresConfiguration("host=/nonexistent dbname=postgres user=postgres")
    let supervisor = PostgresSupervisor(nowhere, pauses: .init(first: 600_000, longest: 600_000))
    var attempts = 0
    supervisor.onStateChange = { state in if case .connecting = state { attempts += 1 } }
    supervisor.retryNow()
    #expect(attempts == 0)
    supervisor.start()
    #expect(await eventually { if case .lost = supervisor.state { true } else { false } })
    supervisor.retryNow()
    #expect(await eventually { if case .lost = supervisor.state { true } else { false } })
    #expect(attempts == 2)
    supervisor.stop()
  }

  @Test func pausesAreBoundedAndSpread() {
    let pauses = PostgresSupervisor.Pauses(first: 250, longest: 15_000, jitter: 0.5)
    let longest = (1...8).map { pauses.pause(after: $0, random: 0) }
    #expect(longest == [250, 500, 1000, 2000, 4000, 8000, 15_000, 15_000])
    #expect(pauses.pause(after: 1, random: 1) == 125)
    #expect(pauses.pause(after: .max, random: 1) == 7500)
  }
}
