import DatabaseTestSupport
import EventLoop
import PostgresClient
import Testing

/// LISTEN and NOTIFY.
@Suite(.onLoop)
struct NotificationTests {
  @Test @UIActor func arriveWithoutAsking() async throws {
    let (listener, sender) = (try await connect(), try await connect())
    defer {
      listener.close()
      sender.close()
    }
    var seen: [PostgresNotification] = []
    listener.onNotification = { seen.append($0) }
    try await listener.listen("notification_test")
    let flights = listener.counters.flights
    try await sender.execute(script: "NOTIFY notification_test, 'one'; NOTIFY notification_test; NOTIFY other_channel")
    #expect(await eventually { seen.count == 2 })
    #expect(seen.map(\.channel) == ["notification_test", "notification_test"])
    #expect(seen.map(\.payload) == ["one", ""])
    #expect(seen.allSatisfy { $0.processID == sender.processID })
    #expect(listener.counters.flights == flights)
  }

  @Test @UIActor func endWithUnlisten() async throws {
    let connection = try await connect()
    defer { connection.close() }
    var seen = 0
    connection.onNotification = { _ in seen += 1 }
    let notify = Statement("notify_self", "SELECT pg_notify('self_test', '')")
    try await connection.listen("self_test")
    try await connection.query(notify)
    #expect(await eventually { seen == 1 })
    try await connection.unlisten("self_test")
    try await connection.query(notify)
    try await connection.query(Statement("nothing", "SELECT 1"))
    #expect(seen == 1)
  }

  @Test @UIActor func aRolledBackOneIsNeverSeen() async throws {
    let connection = try await connect()
    defer { connection.close() }
    var seen: [String] = []
    connection.onNotification = { seen.append($0.payload) }
    try await connection.listen("rollback_test")
    _ = try? await connection.execute(script: "NOTIFY rollback_test, 'lost'; SELECT 1 / 0")
    try await connection.execute(script: "NOTIFY rollback_test, 'kept'")
    #expect(await eventually { !seen.isEmpty })
    #expect(seen == ["kept"])
  }

  @Test @UIActor func aHandlerMayUseAndCloseTheConnection() async throws {
    let connection = try await connect()
    var answered = false
    connection.onNotification = { [weak connection] _ in
      UIActor.spawn {
        answered = (try? await connection?.query(Statement("in_handler", "SELECT 1"))) != nil
      }
    }
    try await connection.listen("handler_test")
    try await connection.execute(script: "NOTIFY handler_test")
    #expect(await eventually { answered })
    connection.onNotification = { [weak connection] _ in connection?.close() }
    try await connection.execute(script: "NOTIFY handler_test")
    #expect(await eventually { !connection.isOpen })
  }

  @Test @UIActor func aThousandOfThem() async throws {
    let connection = try await connect()
    defer { connection.close() }
    var seen: [String] = []
    connection.onNotification = { seen.append($0.payload) }
    try await connection.listen("many_test")
    try await connection.query(Statement("many_notify", "SELECT pg_notify('many_test', n::text) FROM generate_series(1, 1000) n"))
    #expect(await eventually { seen.count == 1000 })
    #expect(seen == (1...1000).map(String.init))
  }
}
