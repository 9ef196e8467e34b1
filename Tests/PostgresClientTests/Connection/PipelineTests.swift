import EventLoop
import PostgresClient
import Testing

/// Groups of statements in one flight.
@Suite(.onLoop)
struct PipelineTests {
  private static let insert = Statement("pipeline_insert", "INSERT INTO pg_temp.log VALUES ($1) RETURNING n")
  private static let count = Statement("pipeline_count", "SELECT count(*) FROM pg_temp.log")
  private static let divide = Statement("pipeline_divide", "SELECT 1 / $1")

  @UIActor
  private func connectWithTable() async throws -> PostgresConnection {
    let connection = try await connect()
    try await connection.execute(script: "CREATE TEMP TABLE log (n int8 CONSTRAINT positive CHECK (n > 0))")
    return connection
  }

  @Test @UIActor func resultsComeBackInOrder() async throws {
    let connection = try await connect()
    defer { connection.close() }
    let echo = Statement("echo", "SELECT $1")
    var pipeline = PostgresPipeline()
    let places = (0..<50).map { pipeline.add(echo, [$0]) }
    let results = try await connection.run(pipeline)
    for (number, place) in places.enumerated() { #expect(try results.rows(place).onlyRow().decode(Int.self) == number) }
    #expect(connection.counters.flights == 1)
    #expect(connection.counters.statements == 50)
    #expect(connection.counters.prepares == 1)
    #expect(results.firstError == nil)
  }

  @Test @UIActor func aGroupIsCommittedBeforeTheNextBegins() async throws {
    let connection = try await connect()
    defer { connection.close() }
    let identity = Statement("xid", "SELECT pg_current_xact_id()::text")
    var pipeline = PostgresPipeline()
    let first = [pipeline.add(identity), pipeline.add(identity)]
    pipeline.commit()
    let second = pipeline.add(identity)
    let results = try await connection.run(pipeline)
    let ids = try (first + [second]).map { try results.rows($0).onlyRow().decode(String.self) }
    #expect(ids[0] == ids[1])
    #expect(ids[1] != ids[2])
    #expect(connection.counters.flights == 1)
  }

  @Test @UIActor func aFailureInTheMiddleUndoesItsGroupOnly() async throws {
    let connection = try await connectWithTable()
    defer { connection.close() }
    var pipeline = PostgresPipeline()
    let before = pipeline.add(Self.insert, [1])
    pipeline.commit()
    let undone = pipeline.add(Self.insert, [2])
    let failing = pipeline.add(Self.divide, [0])
    let skipped = pipeline.add(Self.insert, [3])
    pipeline.commit()
    let after = pipeline.add(Self.count)
    let results = try await connection.run(pipeline)
    #expect(try results.rows(before).onlyRow().decode(Int.self) == 1)
    for place in [undone, failing, skipped] {
      let error = await failure { _ = try results.rows(place) }
      #expect(error?.condition == .dataException)
      #expect(error?.statementName == "pipeline_divide")
    }
    #expect(try results.rows(after).onlyRow().decode(Int.self) == 1)
    #expect(results.firstError?.sqlState == "22012")
  }

  @Test @UIActor func aStatementThatCannotBePreparedIsReportedAsThat() async throws {
    let connection = try await connectWithTable()
    defer { connection.close() }
    var pipeline = PostgresPipeline()
    pipeline.add(Self.insert, [1])
    pipeline.commit()
    let broken = pipeline.add(Statement("broken", "SELECT * FROM nowhere"))
    pipeline.commit()
    let after = pipeline.add(Self.count)
    let results = try await connection.run(pipeline)
    #expect(await failure { _ = try results.rows(broken) }?.condition == .unknownObject)
    // Preparing comes first: nothing was done, and everything works when asked again without the broken one.
    #expect(await failure { _ = try results.rows(after) }?.condition == .unknownObject)
    #expect(try await connection.query(Self.count).onlyRow().decode(Int.self) == 0)
    #expect(try await connection.query(Self.insert, [1]).onlyRow().decode(Int.self) == 1)
  }

  @Test @UIActor func aConstraintCheckedAtTheEndFailsTheGroup() async throws {
    let connection = try await connect()
    defer { connection.close() }
    try await connection.execute(script: """
      CREATE TEMP TABLE late (n int8 CONSTRAINT once UNIQUE DEFERRABLE INITIALLY DEFERRED); INSERT INTO late VALUES (1)
      """)
    let results = try await connection.pipeline { pipeline in
      pipeline.add(Statement("late", "INSERT INTO pg_temp.late VALUES ($1)"), [1])
      pipeline.commit()
      pipeline.add(Statement("late_count", "SELECT count(*) FROM pg_temp.late"))
    }
    #expect(results.firstError?.condition == .uniqueViolation)
    #expect(results.firstError?.constraintName == "once")
    let count = Statement("late_count", "SELECT count(*) FROM pg_temp.late")
    #expect(try await connection.query(count).onlyRow().decode(Int.self) == 1)
  }

  @Test @UIActor func anUnrepresentableParameterSendsNothing() async throws {
    let connection = try await connectWithTable()
    defer { connection.close() }
    let flights = connection.counters.flights
    let error = await failure {
      _ = try await connection.pipeline { pipeline in
        pipeline.add(Self.insert, [1])
        pipeline.add(Statement("text", "SELECT $1"), ["\0"])
      }
    }
    #expect(error?.condition == .invalidParameter)
    #expect(connection.counters.flights == flights)
  }

  @Test @UIActor func anEmptyPipelineIsNoFlight() async throws {
    let connection = try await connect()
    defer { connection.close() }
    let results = try await connection.pipeline { $0.commit() }
    #expect(results.firstError == nil)
    #expect(connection.counters.flights == 0)
  }

  @Test @UIActor func manyGroupsWithLargeParametersDoNotStall() async throws {
    let connection = try await connect()
    defer { connection.close() }
    let echo = Statement("large_echo", "SELECT $1, length($1)")
    let text = String(repeating: "ü", count: 200_000)
    var pipeline = PostgresPipeline()
    var places: [PostgresPipeline.Place] = []
    for _ in 0..<40 {
      places.append(pipeline.add(echo, [text]))
      pipeline.commit()
    }
    let results = try await connection.run(pipeline)
    for place in places {
      let (back, length) = try results.rows(place).onlyRow().decode(String.self, Int.self)
      #expect(back.utf8.count == 400_000 && length == 200_000)
    }
  }

  @Test @UIActor func requestsOfSeveralTasksAreAnsweredInOrder() async throws {
    let connection = try await connect()
    defer { connection.close() }
    let echo = Statement("task_echo", "SELECT $1")
    var order: [Int] = []
    var tasks: [Task<Void, Never>] = []
    for number in 0..<20 {
      tasks.append(UIActor.spawn {
        let value = try? await connection.query(echo, [number]).onlyRow().decode(Int.self)
        order.append(value ?? -1)
      })
    }
    for task in tasks { await task.value }
    #expect(order == Array(0..<20))
    #expect(connection.counters.prepares == 1)
  }
}
