import DatabaseTestSupport
import EventLoop
import PostgresClient
import Testing

/// What the server sent is not what the code expects: a typed error, never a trap, never a value in it.
@Suite(.onLoop)
struct DecodingErrorTests {
  @UIActor
  private func onlyRow(_ statement: Statement) async throws -> PostgresRow {
    let connection = try await connect()
    defer { connection.close() }
    return try await connection.query(statement).onlyRow()
  }

  @UIActor
  private func refusal<Value: PostgresDecodable>(_ type: Value.Type, _ statement: Statement) async throws -> PostgresError? {
    let row = try await onlyRow(statement)
    return await failure { _ = try row.decode(Value.self, at: 0) }
  }

  @Test @UIActor func otherTypes() async throws {
    #expect(try await refusal(Int.self, Statement("t1", "SELECT 'secret'::text"))?.condition == .unexpectedType)
    #expect(try await refusal(String.self, Statement("t2", "SELECT 1"))?.condition == .unexpectedType)
    #expect(try await refusal(Int32.self, Statement("t3", "SELECT 1::int8"))?.condition == .unexpectedType)
    #expect(try await refusal(Int16.self, Statement("t4", "SELECT 1::int4"))?.condition == .unexpectedType)
    #expect(try await refusal(Double.self, Statement("t5", "SELECT 1.5::numeric"))?.condition == .unexpectedType)
    #expect(try await refusal(PostgresNumeric.self, Statement("t6", "SELECT 1.5::float8"))?.condition == .unexpectedType)
    #expect(try await refusal(PostgresTimestamp.self, Statement("t7", "SELECT now()::timestamp"))?.condition == .unexpectedType)
    #expect(try await refusal(PostgresDate.self, Statement("t8", "SELECT now()"))?.condition == .unexpectedType)
    #expect(try await refusal(PostgresUUID.self, Statement("t9", "SELECT 'x'::bytea"))?.condition == .unexpectedType)
    #expect(try await refusal(Bool.self, Statement("t10", "SELECT 1"))?.condition == .unexpectedType)
    #expect(try await refusal([Int].self, Statement("t11", "SELECT 1"))?.condition == .unexpectedType)
    #expect(try await refusal([Int].self, Statement("t12", "SELECT ARRAY['a']"))?.condition == .unexpectedType)
    #expect(try await refusal(PostgresBytes.self, Statement("t13", "SELECT 'a'"))?.condition == .unexpectedType)
    #expect(try await refusal(PostgresJSON.self, Statement("t14", "SELECT 'a'::text"))?.condition == .unexpectedType)
    #expect(try await refusal(String.self, Statement("t15", "SELECT point(1, 2)"))?.condition == .unexpectedType)
  }

  @Test @UIActor func nulls() async throws {
    #expect(try await refusal(Int.self, Statement("n1", "SELECT NULL::int8"))?.condition == .unexpectedNull)
    #expect(try await refusal([Int].self, Statement("n2", "SELECT ARRAY[1, NULL]"))?.condition == .unexpectedNull)
    let row = try await onlyRow(Statement("n3", "SELECT NULL::int8"))
    let null: Int? = try row.decode(at: 0)
    #expect(null == nil)
  }

  @Test @UIActor func valuesBeyondTheType() async throws {
    let long = try await refusal(PostgresNumeric.self, Statement("v1", "SELECT 10::numeric ^ 60"))
    #expect(long?.condition == .invalidValue)
    #expect(long?.reason == "numeric of more than 38 digits")
    #expect(try await refusal([Int].self, Statement("v2", "SELECT ARRAY[[1, 2], [3, 4]]"))?.reason == "array of 2 dimensions")
  }

  @Test @UIActor func columnCounts() async throws {
    let row = try await onlyRow(Statement("counts", "SELECT 1, 2, 3"))
    #expect(await failure { _ = try row.decode(Int.self, Int.self) }?.condition == .unexpectedColumnCount)
    #expect(await failure { _ = try row.decode(Int.self, Int.self, Int.self, Int.self) }?.condition == .unexpectedColumnCount)
    #expect(await failure { _ = try row.decode(Int.self, at: 3) }?.condition == .unexpectedColumnCount)
    #expect(await failure { _ = try row.decode(Int.self, at: -1) }?.condition == .unexpectedColumnCount)
    let sum = try row.decode { (reader: inout PostgresRowReader) throws(PostgresError) in
      let first = try reader.next(Int.self)
      reader.skip()
      return first + (try reader.next(Int.self))
    }
    #expect(sum == 4)
  }

  @Test @UIActor func rowCounts() async throws {
    let connection = try await connect()
    defer { connection.close() }
    let many = try await connection.query(Statement("many", "SELECT generate_series(1, 2)"))
    #expect(await failure { _ = try many.onlyRow() }?.condition == .unexpectedRowCount)
    #expect(await failure { _ = try many.rowIfAny() }?.condition == .unexpectedRowCount)
    let none = try await connection.query(Statement("none", "SELECT 1 WHERE false"))
    #expect(await failure { _ = try none.onlyRow() }?.condition == .unexpectedRowCount)
    #expect(try none.rowIfAny() == nil)
    #expect(none.columnName(0) == "?column?" && none.columnName(1) == nil && none.commandTag == "SELECT 0")
  }

  @Test @UIActor func textThatIsNotUTF8() async throws {
    try await blocking {
      _ = try TestCluster.superuser().run(
        "CREATE DATABASE sql_ascii_text ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0")
    }
    let connection = try await connect(database: "sql_ascii_text")
    defer { connection.close() }
    // As long as the client's encoding is UTF8 the server itself refuses to send it.
    let latin = Statement("latin1", "SELECT chr(233)")
    #expect(await failure { try await connection.query(latin) }?.sqlState == "22021")
    try await connection.execute(script: "SET client_encoding = 'SQL_ASCII'")
    let row = try await connection.query(latin).onlyRow()
    let error = await failure { _ = try row.decode(String.self, at: 0) }
    #expect(error?.condition == .invalidValue)
    #expect(error?.reason == "text is not valid UTF-8")
  }

  @Test @UIActor func parametersThatCannotBeHeld() async throws {
    let connection = try await connect()
    defer { connection.close() }
    let statement = Statement("parameters", "SELECT $1")
    let text = await failure { try await connection.query(statement, ["a\0b"]) }
    #expect(text?.condition == .invalidParameter)
    #expect(text?.description == "PostgresError(invalidParameter, statement parameters, parameter $1: text with U+0000)")
    #expect(await failure { try await connection.query(statement, [["a\0b"]]) }?.condition == .invalidParameter)
    #expect(await failure { try await connection.query(statement, [[[1]]]) }?.condition == .invalidParameter)
    #expect(await failure { try await connection.query(statement, [PostgresJSON("\0")]) }?.condition == .invalidParameter)
    let scale = await failure { try await connection.query(statement, [PostgresNumeric.finite(unscaled: 1, scale: 20_000)]) }
    #expect(scale?.condition == .invalidParameter)
    #expect(connection.counters.flights == 0)
  }

  @Test @UIActor func aDecodingErrorNamesStatementAndColumn() async throws {
    let row = try await onlyRow(Statement("named_statement", "SELECT 1, 'Rosalind'"))
    let error = await failure { _ = try row.decode(Int.self, Int.self) }
    #expect(
      error?.description
        == "PostgresError(unexpectedType, statement named_statement, result column 1, expected int8, found text)")
  }
}
