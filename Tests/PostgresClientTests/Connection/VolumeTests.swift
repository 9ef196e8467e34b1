import EventLoop
import PostgresClient
import Testing

/// Much of everything.
@Suite(.onLoop)
struct VolumeTests {
  @Test @UIActor func tenThousandRows() async throws {
    let connection = try await connect()
    defer { connection.close() }
    let rows = try await connection.query(
      Statement(
        "ten_thousand",
        "SELECT n, n::int4, 'name ' || n, n::numeric / 10, '2000-01-01'::date + n::int4,",
        "  '2000-01-01 00:00+00'::timestamptz + n * interval '1 second', n % 2 = 0, md5(n::text)::uuid",
        "FROM generate_series(1, 10000::int8) n"))
    #expect(rows.count == 10_000 && rows.affectedRows == 10_000)
    var number = 0
    for row in rows {
      number += 1
      let (long, short, name, tenth, date, time, isEven, _) = try row.decode(
        Int.self, Int32.self, String.self, PostgresNumeric.self, PostgresDate.self, PostgresTimestamp.self, Bool.self,
        PostgresUUID.self)
      guard long == number, short == number, name == "name \(number)", date.daysSince2000 == number, isEven == (number % 2 == 0),
        time.microsecondsSince2000 == number * 1_000_000, case .finite(_, let scale) = tenth,
        tenth == exactTenth(of: number, scale: scale)
      else {
        Issue.record("row \(number) differs")
        return
      }
    }
    #expect(connection.counters.flights == 1)
  }

  /// numeric / 10 comes with the scale the server chose.
  private func exactTenth(of number: Int, scale: Int) -> PostgresNumeric? {
    let digits = "\(number / 10).\(number % 10)" + String(repeating: "0", count: max(0, scale - 1))
    return PostgresNumeric(digits)
  }

  @Test @UIActor func eightMegabytes() async throws {
    let connection = try await connect()
    defer { connection.close() }
    let value = PostgresBytes([UInt8](repeating: 0xA5, count: 8_000_000))
    let row = try await connection.query(Statement("large", "SELECT length($1), $1"), [value]).onlyRow()
    let (length, back) = try row.decode(Int.self, PostgresBytes.self)
    #expect(length == 8_000_000 && back == value)
  }

  @Test @UIActor func aThousandParameters() async throws {
    let connection = try await connect()
    defer { connection.close() }
    let sum = try await connection.query(
      Statement("sum", "SELECT sum(v)::int8, count(*) FROM unnest($1) v"), [Array(1...100_000)]
    ).onlyRow().decode(Int.self, Int.self)
    #expect(sum == (5_000_050_000, 100_000))
  }

  @Test @UIActor func manyConnectionsAtOnce() async throws {
    var connections: [PostgresConnection] = []
    for _ in 0..<20 { connections.append(try await connect()) }
    var tasks: [Task<Int, any Error>] = []
    for connection in connections {
      tasks.append(Task { @UIActor in
        try await connection.query(Statement("pid", "SELECT pg_backend_pid()")).onlyRow().decode(Int.self)
      })
    }
    var seen: [Int] = []
    for task in tasks { seen.append(try await task.value) }
    #expect(seen == connections.map { Int($0.processID) })
    #expect(Set(seen).count == 20)
    for connection in connections { connection.close() }
  }

  @Test @UIActor func aDroppedConnectionIsClosed() async throws {
    let admin = try await connect()
    defer { admin.close() }
    let pid: Int32
    do {
      let connection = try await connect()
      pid = connection.processID
    }
    let isGone = Statement("is_gone", "SELECT count(*) FROM pg_stat_activity WHERE pid = $1")
    #expect(try await eventually { try await admin.query(isGone, [pid]).onlyRow().decode(Int.self) == 0 })
  }
}
