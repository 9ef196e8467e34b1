import EventLoop
import PostgresClient
import Testing

/// Every value goes to the server and back in binary, and its spelling here equals the server's own text.
@Suite(.onLoop)
struct RoundTripTests {
  @UIActor
  private func check<Value: PostgresEncodable & PostgresDecodable & Equatable>(
    _ values: [Value], _ statement: Statement, spelling: (Value) -> String
  ) async throws {
    let connection = try await connect()
    defer { connection.close() }
    let rows = try await connection.query(statement, [values])
    #expect(rows.count == values.count)
    for (row, value) in zip(rows, values) {
      let (back, text) = try row.decode(Value.self, String.self)
      #expect(back == value)
      #expect(text == spelling(value))
    }
    let whole = try await connection.query(statement, [[Value]()])
    #expect(whole.isEmpty)
  }

  @Test @UIActor func dates() async throws {
    var generator = SeededGenerator(seed: 1)
    var values = (0..<2000).map { _ in PostgresDate(daysSince2000: .random(in: -2_451_545...2_145_031_948, using: &generator)) }
    values += (0..<2000).map { _ in PostgresDate(daysSince2000: .random(in: -60_000...20_000, using: &generator)) }
    values += [.infinity, .negativeInfinity, PostgresDate(daysSince2000: 0)]
    values += [PostgresDate(daysSince2000: -2_451_545), PostgresDate(daysSince2000: 2_145_031_948)]
    try await check(values, Statement("rt_date", "SELECT v, v::text FROM unnest($1) v")) { $0.description }
  }

  @Test @UIActor func datesAgreeWithTheServersCalendar() async throws {
    let connection = try await connect()
    defer { connection.close() }
    let rows = try await connection.query(
      Statement(
        "calendar", "SELECT d::date, extract(year FROM d)::int, extract(month FROM d)::int, extract(day FROM d)::int",
        "FROM generate_series('4713-01-01 BC'::timestamp, '3000-01-01', '97 days') d"))
    #expect(rows.count > 10_000)
    for row in rows {
      let (date, year, month, day) = try row.decode(PostgresDate.self, Int.self, Int.self, Int.self)
      // The server has no year 0: 1 BC is -1 there.
      let astronomical = year < 0 ? year + 1 : year
      #expect(date.components.map { [$0.year, $0.month, $0.day] } == [astronomical, month, day])
      #expect(PostgresDate(year: astronomical, month: month, day: day) == date)
    }
  }

  @Test @UIActor func timestamps() async throws {
    var generator = SeededGenerator(seed: 2)
    let all: Range<Int64> = -211_813_488_000_000_000..<9_223_371_331_200_000_000
    var values = (0..<2000).map { _ in PostgresTimestamp(microsecondsSince2000: .random(in: all, using: &generator)) }
    values += (0..<2000).map { _ in
      PostgresTimestamp(microsecondsSince2000: .random(in: -1_000_000_000_000_000...1_000_000_000_000_000, using: &generator))
    }
    values += [.infinity, .negativeInfinity] + [-1, 0].map { PostgresTimestamp(microsecondsSince2000: $0) }
    try await check(values, Statement("rt_timestamptz", "SELECT v, v::text FROM unnest($1) v")) { $0.description }
  }

  @Test @UIActor func uuids() async throws {
    var generator = SeededGenerator(seed: 3)
    var values = (0..<500).map { _ in PostgresUUID(high: generator.next(), low: generator.next()) }
    values += [PostgresUUID(high: 0, low: 0), PostgresUUID(high: .max, low: .max)]
    for value in values { #expect(PostgresUUID(value.description) == value && PostgresUUID(bytes: value.bytes) == value) }
    try await check(values, Statement("rt_uuid", "SELECT v, v::text FROM unnest($1) v")) { $0.description }
  }

  @Test @UIActor func numerics() async throws {
    var generator = SeededGenerator(seed: 4)
    var values: [PostgresNumeric] = (0..<4000).map { _ in
      let bits = Int.random(in: 1...126, using: &generator)
      let magnitude = Int128(truncatingIfNeeded: UInt128(generator.next()) << 64 | UInt128(generator.next())) >> (127 - bits)
      return .finite(unscaled: magnitude, scale: .random(in: 0...40, using: &generator))
    }
    values += [.notANumber, .infinity, .negativeInfinity, PostgresNumeric(0), .finite(unscaled: 0, scale: 3)]
    values += [.finite(unscaled: .max, scale: 0), .finite(unscaled: -.max, scale: 38), .finite(unscaled: 1, scale: 16_383)]
    values += (0...37).map { .finite(unscaled: (0..<$0).reduce(1) { ten, _ in ten * 10 }, scale: 2) }
    for value in values { #expect(PostgresNumeric(value.description) == value) }
    try await check(values, Statement("rt_numeric", "SELECT v, v::text FROM unnest($1) v")) { $0.description }
  }

  @Test @UIActor func wholeNumbers() async throws {
    let eights = [Int.min, .max, 0, -1, 1 << 33]
    try await check(eights, Statement("rt_int8", "SELECT v, v::text FROM unnest($1) v")) { "\($0)" }
    let fours = [Int32.min, .max, 0, -1]
    try await check(fours, Statement("rt_int4", "SELECT v, v::text FROM unnest($1) v")) { "\($0)" }
    let twos = [Int16.min, .max, 0, -1]
    try await check(twos, Statement("rt_int2", "SELECT v, v::text FROM unnest($1) v")) { "\($0)" }
    try await check([UInt32.max, 0], Statement("rt_oid", "SELECT v, v::text FROM unnest($1) v")) { "\($0)" }
  }

  @Test @UIActor func floatingPoint() async throws {
    var generator = SeededGenerator(seed: 5)
    let connection = try await connect()
    defer { connection.close() }
    let statement = Statement("rt_float8", "SELECT v, v::text FROM unnest($1) v")
    let random = (0..<500).map { _ in Double(bitPattern: generator.next()) }
    let values = random.filter { $0.isFinite } + [.infinity, -.infinity, 0, -0.0]
    for (row, value) in zip(try await connection.query(statement, [values]), values) {
      let (back, text) = try row.decode(Double.self, String.self)
      #expect(back.bitPattern == value.bitPattern)
      #expect(value.isInfinite || Double(text) == value)
    }
    let nan = try await connection.query(statement, [[Double.nan]]).onlyRow().decode(Double.self, at: 0)
    #expect(nan.isNaN)
    let single = try await connection.query(Statement("float4", "SELECT 1.5::float4")).onlyRow().decode(Double.self)
    #expect(single == 1.5)
  }

  @Test @UIActor func text() async throws {
    let values = ["", " ", "Nuñez Öztürk", "漢字 👩‍⚕️", "tab\tline\nquote'\"\\", "\u{1}\u{7f}\u{85}\u{202e}"]
      + [String(repeating: "é", count: 5000)]
    try await check(values, Statement("rt_text", "SELECT v, v::text FROM unnest($1) v")) { $0 }
    try await check([true, false], Statement("rt_bool", "SELECT v, v::text FROM unnest($1) v")) { "\($0)" }
  }

  @Test @UIActor func bytes() async throws {
    let values = [[], [0], Array(0...255), [UInt8](repeating: 7, count: 70_000)].map { PostgresBytes($0) }
    try await check(values, Statement("rt_bytea", "SELECT v, encode(v, 'hex') FROM unnest($1) v")) { value in
      value.bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
  }

  @Test @UIActor func json() async throws {
    let values = [#"{"a": [1, 2, null], "b": "ñ"}"#, "null", "1.50", #""text""#, "[]"].map { PostgresJSON($0) }
    try await check(values, Statement("rt_jsonb", "SELECT v, v::text FROM unnest($1) v")) { $0.text }
    let connection = try await connect()
    defer { connection.close() }
    let row = try await connection.query(Statement("json", #"SELECT '{"a" : 1}'::json, '{"a" : 1}'::jsonb"#)).onlyRow()
    let (plain, binary) = try row.decode(PostgresJSON.self, String.self)
    #expect(plain.text == #"{"a" : 1}"#)
    #expect(binary == #"{"a": 1}"#)
  }

  @Test @UIActor func textLikeTypes() async throws {
    let connection = try await connect()
    defer { connection.close() }
    let row = try await connection.query(
      Statement("text_like", "SELECT 'a'::varchar(3), 'b'::char(3), 'c'::name, 'd'::\"char\", 'e',", "relname FROM pg_class LIMIT 1")
    ).onlyRow()
    let values = try row.decode(String.self, String.self, String.self, String.self, String.self, String.self)
    #expect([values.0, values.1, values.2, values.3, values.4] == ["a", "b  ", "c", "d", "e"])
  }

  @Test @UIActor func arraysWithNulls() async throws {
    let connection = try await connect()
    defer { connection.close() }
    let row = try await connection.query(
      Statement("nulls", "SELECT $1::text[], $2::uuid[], $3::int4[], $4::text[], '{}'::int4[], '[5:6]={7,8}'::int4[]"),
      [["a", nil, ""] as [String?], [PostgresUUID(high: 1, low: 2)], [1, 2, nil] as [Int32?], [String]?.none]
    ).onlyRow()
    let (texts, uuids, numbers, none, empty, shifted) = try row.decode(
      [String?].self, [PostgresUUID].self, [Int32?].self, [String]?.self, [Int].self, [Int].self)
    #expect(texts == ["a", nil, ""])
    #expect(uuids == [PostgresUUID(high: 1, low: 2)])
    #expect(numbers == [1, 2, nil])
    #expect(none == nil)
    #expect(empty == [])
    #expect(shifted == [7, 8])
  }

  @Test @UIActor func nullsKeepTheirType() async throws {
    let connection = try await connect()
    defer { connection.close() }
    let row = try await connection.query(
      Statement("typed_nulls", "SELECT pg_typeof($1)::text, $1, $2, $3"),
      [PostgresDate?.none, String?.none, Int?.none]
    ).onlyRow()
    let (type, date, text, number) = try row.decode(String.self, PostgresDate?.self, String?.self, Int?.self)
    #expect(type == "date")
    #expect(date == nil && text == nil && number == nil)
  }
}
