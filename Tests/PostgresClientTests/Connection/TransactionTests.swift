import EventLoop
import PostgresClient
import Testing

/// Transactions that have the connection for themselves.
@Suite(.onLoop)
struct TransactionTests {
  private static let insert = Statement("tx_insert", "INSERT INTO pg_temp.ledger VALUES ($1)")
  private static let count = Statement("tx_count", "SELECT count(*) FROM pg_temp.ledger")
  private struct Refused: Error {}

  @UIActor
  private final class Log {
    var lines: [String] = []
  }

  @UIActor
  private func connectWithTable() async throws -> PostgresConnection {
    let connection = try await connect()
    try await connection.execute(script: "CREATE TEMP TABLE ledger (n int8)")
    return connection
  }

  @UIActor
  private func count(_ connection: PostgresConnection) async throws -> Int {
    try await connection.query(Self.count).onlyRow().decode(Int.self)
  }

  @Test @UIActor func committedWhenTheBodyReturns() async throws {
    let connection = try await connectWithTable()
    defer { connection.close() }
    let seen = try await connection.transaction { transaction in
      try await transaction.query(Self.insert, [1])
      try await transaction.execute(script: "INSERT INTO ledger VALUES (2); INSERT INTO ledger VALUES (3)")
      return try await transaction.query(Self.count).onlyRow().decode(Int.self)
    }
    #expect(seen == 3)
    #expect(try await count(connection) == 3)
  }

  @Test @UIActor func rolledBackWhenTheBodyThrows() async throws {
    let connection = try await connectWithTable()
    defer { connection.close() }
    await #expect(throws: Refused.self) {
      try await connection.transaction { transaction in
        try await transaction.query(Self.insert, [1])
        throw Refused()
      }
    }
    #expect(try await count(connection) == 0)
  }

  @Test @UIActor func aSwallowedFailureIsNotACommit() async throws {
    let connection = try await connectWithTable()
    defer { connection.close() }
    let error = await failure {
      try await connection.transaction { transaction in
        try await transaction.query(Self.insert, [1])
        _ = try? await transaction.query(Statement("tx_fail", "SELECT 1 / 0"))
      }
    }
    #expect(error?.condition == .transactionRolledBack)
    #expect(try await count(connection) == 0)
  }

  /// Detached: a child task would count as part of the transaction's body.
  @UIActor
  private static func ask(_ connection: PostgresConnection, _ log: Log) -> Task<Void, Never> {
    Task.detached { await answer(connection, log) }
  }

  @UIActor
  private static func answer(_ connection: PostgresConnection, _ log: Log) async {
    _ = try? await connection.query(count)
    log.lines.append("outside")
  }

  @Test @UIActor func othersWaitOutside() async throws {
    let connection = try await connectWithTable()
    defer { connection.close() }
    let log = Log()
    var outside: Task<Void, Never>?
    try await connection.transaction { transaction in
      try await transaction.query(Self.insert, [1])
      outside = Self.ask(connection, log)
      for _ in 0..<10 { try await transaction.query(Self.insert, [2]) }
      log.lines.append("inside")
    }
    await outside?.value
    #expect(log.lines == ["inside", "outside"])
  }

  @Test @UIActor func theConnectionItselfIsRefusedInside() async throws {
    let connection = try await connectWithTable()
    defer { connection.close() }
    let error = await failure {
      try await connection.transaction { _ in _ = try await connection.query(Self.insert, [1]) }
    }
    #expect(error?.condition == .transactionInProgress)
    #expect(try await count(connection) == 0)
  }

  @Test @UIActor func oneAfterTheOther() async throws {
    let connection = try await connectWithTable()
    defer { connection.close() }
    var tasks: [Task<Void, Never>] = []
    for number in 0..<10 {
      tasks.append(UIActor.spawn {
        try? await connection.transaction { transaction in
          let before = try await transaction.query(Self.count).onlyRow().decode(Int.self)
          try await transaction.query(Self.insert, [number])
          let after = try await transaction.query(Self.count).onlyRow().decode(Int.self)
          #expect(after == before + 1)
        }
      })
    }
    for task in tasks { await task.value }
    #expect(try await count(connection) == 10)
  }

  @Test @UIActor func aCancelledTaskStillRollsBack() async throws {
    let connection = try await connectWithTable()
    defer { connection.close() }
    let task = Task { @UIActor in
      try await connection.transaction { transaction in
        try await transaction.query(Self.insert, [1])
        try await transaction.query(Statement("tx_sleep", "SELECT pg_sleep(60)"))
      }
    }
    #expect(await eventually { connection.counters.statements >= 3 })
    task.cancel()
    let error = await failure { try await task.value }
    #expect(error?.condition == .cancelled)
    #expect(try await count(connection) == 0)
    #expect(connection.isOpen)
  }

  @Test @UIActor func scriptsAreOneTransaction() async throws {
    let connection = try await connectWithTable()
    defer { connection.close() }
    let error = await failure {
      try await connection.execute(script: "INSERT INTO ledger VALUES (1); INSERT INTO ledger VALUES (2); SELECT 1 / 0;")
    }
    #expect(error?.condition == .dataException)
    #expect(try await count(connection) == 0)
  }

  @Test @UIActor func scriptsSayWhereTheyAreWrong() async throws {
    let connection = try await connect()
    defer { connection.close() }
    let script = "SELECT 1;\nSELECT 2;\nSELECT * FROM nowhere;"
    let error = await failure { try await connection.execute(script: script) }
    #expect(error?.condition == .unknownObject)
    #expect(error?.position == 35)
    #expect(await failure { try await connection.execute(script: "SELECT '\0'") }?.condition == .invalidParameter)
    try await connection.execute(script: "")
    try await connection.execute(script: "-- nothing but a comment")
  }

  @Test @UIActor func copyIsRefused() async throws {
    for script in ["CREATE TEMP TABLE c (n int); COPY c FROM STDIN", "COPY (SELECT 1) TO STDOUT"] {
      let connection = try await connect()
      let error = await failure { try await connection.execute(script: script) }
      #expect(error?.condition == .protocolViolation)
      #expect(!connection.isOpen)
    }
  }
}
