import EventLoop
import PostgresClient
import Testing

/// Time limits and cancelled tasks: the server is asked to stop, and the connection stays usable.
@Suite(.onLoop)
struct CancelTests {
  private static let sleep = Statement("cancel_sleep", "SELECT pg_sleep($1)")
  private static let one = Statement("cancel_one", "SELECT 1")

  @Test @UIActor func aTimeLimitEndsTheStatement() async throws {
    let connection = try await connect()
    defer { connection.close() }
    let error = await failure { try await connection.query(Self.sleep, [60.0], timeLimit: 20) }
    #expect(error?.condition == .timeLimit)
    #expect(error?.sqlState == "57014")
    #expect(error?.isOutcomeUnknown == false)
    for _ in 0..<20 { #expect(try await connection.query(Self.one).onlyRow().decode(Int.self) == 1) }
  }

  @Test @UIActor func aTimeLimitInTheQueueSendsNothing() async throws {
    let connection = try await connect()
    defer { connection.close() }
    let blocking = UIActor.spawn { _ = try? await connection.query(Self.sleep, [60.0]) }
    #expect(await eventually { connection.counters.flights == 1 })
    let error = await failure { try await connection.query(Self.one, timeLimit: 20) }
    #expect(error?.condition == .timeLimit)
    #expect(error?.reason == "not sent")
    #expect(connection.counters.flights == 1)
    blocking.cancel()
    await blocking.value
  }

  @Test @UIActor func aCancelledTask() async throws {
    let connection = try await connect()
    defer { connection.close() }
    let task = Task { @UIActor in try await connection.query(Self.sleep, [60.0]) }
    #expect(await eventually { connection.counters.flights == 1 })
    task.cancel()
    #expect(await failure { _ = try await task.value }?.condition == .cancelled)
    #expect(try await connection.query(Self.one).onlyRow().decode(Int.self) == 1)
  }

  @Test @UIActor func aTaskCancelledBefore() async throws {
    let connection = try await connect()
    defer { connection.close() }
    let task = Task { @UIActor in
      withUnsafeCurrentTask { $0?.cancel() }
      _ = try await connection.query(Self.one)
    }
    #expect(await failure { try await task.value }?.condition == .cancelled)
    #expect(connection.counters.flights == 0)
  }

  @Test @UIActor func aCancelDoesNotHitTheNextRequest() async throws {
    let connection = try await connect()
    defer { connection.close() }
    for _ in 0..<20 {
      let task = Task { @UIActor in _ = try await connection.query(Self.sleep, [60.0]) }
      let next = Task { @UIActor in try await connection.query(Self.sleep, [0.002]) }
      await EventLoop.shared.sleep(milliseconds: 1)
      task.cancel()
      #expect(await failure { try await task.value }?.condition == .cancelled)
      _ = try await next.value
    }
  }

  @Test @UIActor func theLimitOfCancellingEndsWithTheCancel() async throws {
    let connection = try await connect { $0.cancelTimeLimit = 300 }
    defer { connection.close() }
    #expect(await failure { try await connection.query(Self.sleep, [60.0], timeLimit: 10) }?.condition == .timeLimit)
    _ = try await connection.query(Self.sleep, [0.5])
    #expect(connection.isOpen)
  }

  @Test @UIActor func aLimitOverAWholePipeline() async throws {
    let connection = try await connect()
    defer { connection.close() }
    let results = try await connection.pipeline(timeLimit: 50) { pipeline in
      pipeline.add(Self.one)
      for _ in 0..<4 {
        pipeline.commit()
        pipeline.add(Self.sleep, [60.0])
      }
    }
    #expect(results.firstError?.condition == .timeLimit)
    #expect(try await connection.query(Self.one).onlyRow().decode(Int.self) == 1)
  }

  @Test @UIActor func theServersOwnLimit() async throws {
    let connection = try await connect { $0.settings["statement_timeout"] = "20ms" }
    defer { connection.close() }
    let error = await failure { try await connection.query(Self.sleep, [60.0]) }
    #expect(error?.condition == .queryCancelled)
  }

  @Test @UIActor func cancellingAConnectionAttempt() async throws {
    let task = Task { @UIActor in _ = try await connect() }
    task.cancel()
    let error = await failure { try await task.value }
    #expect(error == nil || error?.condition == .cancelled)
  }
}
