import EventLoop
import PostgresClient
import Testing

/// Statements are prepared on first use, once per connection, and come back after they were lost.
@Suite(.onLoop)
struct PreparedStatementTests {
  private static let echo = Statement("prepared_echo", "SELECT $1")

  @UIActor
  private func serverSide(_ connection: PostgresConnection) async throws -> [String] {
    let names = Statement.once("names", "SELECT name FROM pg_prepared_statements ORDER BY name")
    return try await connection.query(names).map { row throws in try row.decode(String.self) }
  }

  @Test @UIActor func onceAndWithoutARoundTripOfItsOwn() async throws {
    let connection = try await connect()
    defer { connection.close() }
    for number in 1...5 { #expect(try await connection.query(Self.echo, [number]).onlyRow().decode(Int.self) == number) }
    #expect(connection.counters.flights == 5)
    #expect(connection.counters.prepares == 1)
    #expect(try await serverSide(connection) == ["prepared_echo"])
  }

  @Test @UIActor func oncePerTypes() async throws {
    let connection = try await connect()
    defer { connection.close() }
    #expect(try await connection.query(Self.echo, [1]).onlyRow().decode(Int.self) == 1)
    #expect(try await connection.query(Self.echo, ["one"]).onlyRow().decode(String.self) == "one")
    let null: String? = try await connection.query(Self.echo, [String?.none]).onlyRow().decode(at: 0)
    #expect(null == nil)
    #expect(try await serverSide(connection) == ["prepared_echo", "prepared_echo/2"])
  }

  @Test @UIActor func afterDiscardAll() async throws {
    let connection = try await connect()
    defer { connection.close() }
    _ = try await connection.query(Self.echo, [1])
    try await connection.execute(script: "DISCARD ALL")
    #expect(try await connection.query(Self.echo, [2]).onlyRow().decode(Int.self) == 2)
    try await connection.query(Statement.once("deallocate", "DEALLOCATE ALL"))
    #expect(try await connection.query(Self.echo, [3]).onlyRow().decode(Int.self) == 3)
    #expect(connection.counters.prepares == 3)
  }

  @Test @UIActor func lostBehindOurBack() async throws {
    let connection = try await connect()
    defer { connection.close() }
    _ = try await connection.query(Self.echo, [1])
    let before = connection.counters.flights
    // The command tag says DO: only the failing use tells that the statement is gone.
    try await connection.execute(script: "DO $$ BEGIN EXECUTE 'DEALLOCATE ALL'; END $$")
    #expect(try await connection.query(Self.echo, [2]).onlyRow().decode(Int.self) == 2)
    #expect(connection.counters.flights == before + 3)
  }

  @Test @UIActor func aTableThatChangedItsColumns() async throws {
    let connection = try await connect()
    defer { connection.close() }
    let all = Statement("all_columns", "SELECT * FROM pg_temp.changing")
    try await connection.execute(script: "CREATE TEMP TABLE changing AS SELECT 1::int8 AS a")
    #expect(try await connection.query(all).columnCount == 1)
    try await connection.execute(script: "ALTER TABLE changing ADD b int8")
    #expect(await failure { try await connection.query(all) }?.condition == .featureNotSupported)
    #expect(try await connection.query(all).columnCount == 2)
  }

  @Test @UIActor func unpreparedOnes() async throws {
    let connection = try await connect()
    defer { connection.close() }
    let once = Statement.once("once", "SELECT", "$1")
    #expect(try await connection.query(once, ["x"]).onlyRow().decode(String.self) == "x")
    #expect(connection.counters.prepares == 0)
    #expect(try await serverSide(connection) == [])
  }

  @Test @UIActor func partsAreJoined() {
    #expect(Statement("parts", "SELECT a", "FROM b").sql == "SELECT a\nFROM b")
  }
}
