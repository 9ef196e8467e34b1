import DatabaseTestSupport
import EventLoop
import PostgresClient
import Testing

/// Errors by kind, and what they do not tell.
@Suite(.onLoop)
struct ErrorTests {
  private static let statements: [(Statement, PostgresError.Condition, String)] = [
    (Statement("e1", "SELECT 1/0"), .dataException, "22012"),
    (Statement("e2", "SELECT 'x'::int"), .dataException, "22P02"),
    (Statement("e3", "SELEC 1"), .syntaxError, "42601"),
    (Statement("e4", "SELECT * FROM nowhere"), .unknownObject, "42P01"),
    (Statement("e5", "SELECT nothing FROM pg_class"), .unknownObject, "42703"),
    (Statement("e6", "SELECT no_such_function()"), .unknownObject, "42883"),
    (Statement("e7", "SELECT * FROM nowhere.at_all"), .unknownObject, "42P01"),
    (Statement("e8", "SAVEPOINT alone"), .invalidTransactionState, "25P01"),
    (Statement("e9", "CREATE TABLE pg_catalog.pg_class ()"), .duplicateObject, "42P07"),
    (Statement("e10", "SELECT set_config('statement_timeout', 'x', false)"), .dataException, "22023"),
    (Statement("e11", "EXECUTE never_prepared"), .unknownStatement, "26000"),
  ]

  @Test(arguments: statements.indices) @UIActor func byState(_ place: Int) async throws {
    let (statement, condition, state) = Self.statements[place]
    let connection = try await connect()
    defer { connection.close() }
    let error = await failure { try await connection.query(statement) }
    #expect(error?.condition == condition)
    #expect(error?.sqlState == state)
    #expect(error?.statementName == statement.name)
    // The connection is as good as before.
    #expect(try await connection.query(Statement("after", "SELECT 1")).onlyRow().decode(Int.self) == 1)
  }

  @Test(arguments: [
    ("40001", PostgresError.Condition.serializationFailure), ("40P01", .deadlock), ("42501", .insufficientPrivilege),
    ("P0001", .raised), ("P0002", .noDataFound), ("55P03", .lockNotAvailable), ("53100", .insufficientResources),
    ("XX001", .systemError), ("54001", .insufficientResources), ("99999", .other), ("", .other),
    ("25006", .invalidTransactionState), ("57P03", .cannotConnectNow), ("28P01", .authenticationFailed),
    ("3D000", .unknownDatabase), ("08006", .connectionLost),
  ])
  func conditions(_ state: String, _ condition: PostgresError.Condition) {
    #expect(PostgresError.Condition(sqlState: state) == condition)
  }

  @Test @UIActor func constraintsAreNamedAndValuesAreNot() async throws {
    let connection = try await connect()
    defer { connection.close() }
    try await connection.execute(script: """
      CREATE SCHEMA IF NOT EXISTS errors;
      DROP TABLE IF EXISTS errors.people;
      CREATE TABLE errors.people (
        id int CONSTRAINT people_pk PRIMARY KEY, name text CONSTRAINT name_known NOT NULL,
        age int CONSTRAINT age_sane CHECK (age < 130), friend int CONSTRAINT friend_known REFERENCES errors.people);
      INSERT INTO errors.people VALUES (1, 'Rosalind', 40, NULL);
      """)
    let insert = Statement("insert_person", "INSERT INTO errors.people VALUES ($1::int, $2, $3::int, $4::int)")
    func error(_ parameters: [any PostgresEncodable]) async -> PostgresError? {
      await failure { try await connection.query(insert, parameters) }
    }
    let twice = await error([Int32(1), "Wilhelmina", Int32(3), Int32?.none])
    #expect(twice?.condition == .uniqueViolation && twice?.constraintName == "people_pk")
    #expect(twice?.schemaName == "errors" && twice?.tableName == "people")
    let nameless = await error([Int32(2), String?.none, Int32(3), Int32?.none])
    #expect(nameless?.condition == .notNullViolation && nameless?.columnName == "name")
    let old = await error([Int32(2), "Wilhelmina", Int32(777), Int32?.none])
    #expect(old?.condition == .checkViolation && old?.constraintName == "age_sane")
    let alone = await error([Int32(2), "Wilhelmina", Int32(3), Int32(99)])
    #expect(alone?.condition == .foreignKeyViolation && alone?.constraintName == "friend_known")
    for error in [twice, nameless, old, alone].compactMap({ $0 }) {
      var dumped = ""
      dump(error, to: &dumped)
      for text in ["\(error)", String(reflecting: error), dumped, "\(error as any Error)"] {
        for value in ["Wilhelmina", "777", "99)", "(1)"] { #expect(!text.contains(value)) }
      }
      #expect(error.messageForOperators?.isEmpty == false)
    }
    #expect(old?.detailForOperators?.contains("Wilhelmina") == true)
    #expect(
      old?.description == "PostgresError(checkViolation, SQLSTATE 23514, statement insert_person, table errors.people,"
        + " constraint age_sane)")
  }

  @Test @UIActor func aRaisedWordReachesTheOneWhoAsksForIt() async throws {
    let connection = try await connect()
    defer { connection.close() }
    let script = "DO $$ BEGIN RAISE EXCEPTION 'NO_SESSION' USING ERRCODE = '42501'; END $$"
    let error = await failure { try await connection.execute(script: script) }
    #expect(error?.condition == .insufficientPrivilege)
    #expect(error?.messageForOperators == "NO_SESSION")
    #expect(error?.description.contains("NO_SESSION") == false)
  }

  @Test @UIActor func noticesDoNotReachTheTerminal() async throws {
    let connection = try await connect { $0.settings["client_min_messages"] = "notice" }
    defer { connection.close() }
    var seen: [PostgresNotice] = []
    connection.onNotice = { seen.append($0) }
    try await connection.execute(script: """
      DO $$ BEGIN RAISE NOTICE 'first'; RAISE WARNING 'second' USING ERRCODE = '01234'; END $$
      """)
    #expect(seen.map(\.severity) == ["NOTICE", "WARNING"])
    #expect(seen.map(\.messageForOperators) == ["first", "second"])
    #expect(seen.map(\.sqlState) == ["00000", "01234"])
  }
}
