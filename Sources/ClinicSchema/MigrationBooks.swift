import EventLoop
import PostgresClient

/// What the database remembers about migrations, and the sums of files (made by the server: no library needed).
enum MigrationBooks {
  private static let sums = Statement.once("file_sums", """
    select encode(sha256(convert_to(t, 'UTF8')), 'hex') from unnest($1::text[]) with ordinality u(t, place) order by place
    """)
  private static let isBootstrapped = Statement.once("books_exist", "select to_regclass('clinic_migrations.applied') is not null")
  private static let applied = Statement.once("applied_migrations", """
    select number, name, up_sum, down_sum, to_char(applied_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI "UTC"')
      from clinic_migrations.applied order by number
    """)
  private static let record = Statement.once(
    "record_migration", "insert into clinic_migrations.applied (number, name, up_sum, down_sum) values ($1, $2, $3, $4)")
  private static let erase = Statement.once("erase_migration", "delete from clinic_migrations.applied where number = $1")
  private static let definitions = Statement.once("definitions_sum", "select files_sum from clinic_migrations.definitions")
  private static let recordDefinitions = Statement.once("record_definitions", """
    insert into clinic_migrations.definitions (files_sum) values ($1)
    on conflict (is_current) do update set files_sum = excluded.files_sum, applied_at = clock_timestamp()
    """)
  private static let eraseDefinitions = Statement.once("erase_definitions", "delete from clinic_migrations.definitions")

  /// SHA-256 of each text in UTF-8, in hex.
  @UIActor static func sums(_ texts: [String], on connection: SchemaConnection) async throws -> [String] {
    try await connection.ask(sums, [texts]).decode { row throws(PostgresError) in try row.next(String.self) }
  }

  @UIActor static func summed(_ migrations: [Migration], on connection: SchemaConnection) async throws -> [SummedMigration] {
    let sums = try await sums(migrations.flatMap { [$0.up.text, $0.down.text] }, on: connection)
    return migrations.enumerated().map { index, migration in
      SummedMigration(migration: migration, upSum: sums[2 * index], downSum: sums[2 * index + 1])
    }
  }

  /// One sum for all files that are applied again after a migration, their order and roles included.
  @UIActor static func sum(of steps: [SchemaStep], on connection: SchemaConnection) async throws -> String {
    let text = steps.map { "\($0.role.rawValue) \($0.file.path)\n\($0.file.text)\u{1}" }.joined()
    return try await sums([text], on: connection).first ?? ""
  }

  @UIActor static func applied(on connection: SchemaConnection) async throws -> [AppliedMigration] {
    guard try await connection.ask(isBootstrapped, []).onlyRow().decode(Bool.self, at: 0) else {
      throw SchemaError(
        .notBootstrapped, "This database was not prepared for the clinic: run clinicctl bootstrap as superuser first.")
    }
    return try await connection.ask(applied, []).decode { row throws(PostgresError) in
      AppliedMigration(
        number: Int(try row.next(Int32.self)), name: try row.next(), upSum: try row.next(), downSum: try row.next(),
        appliedAt: try row.next())
    }
  }

  @UIActor static func definitionsSum(on connection: SchemaConnection) async throws -> String? {
    try await connection.ask(definitions, []).rowIfAny()?.decode(String.self, at: 0)
  }

  @UIActor static func record(_ step: SummedMigration, in transaction: PostgresTransaction) async throws {
    try await transaction.query(record, [Int32(step.migration.number), step.migration.name, step.upSum, step.downSum])
  }

  @UIActor static func erase(_ number: Int, in transaction: PostgresTransaction) async throws {
    try await transaction.query(erase, [Int32(number)])
  }

  @UIActor static func recordDefinitions(_ sum: String?, in transaction: PostgresTransaction) async throws {
    if let sum {
      try await transaction.query(recordDefinitions, [sum])
    } else {
      try await transaction.query(eraseDefinitions, [])
    }
  }
}

extension SchemaConnection {
  /// One statement outside a transaction; its error in one line.
  func ask(_ statement: Statement, _ parameters: [any PostgresEncodable]) async throws -> PostgresRows {
    do {
      return try await connection.query(statement, parameters)
    } catch {
      throw Self.refusal(error, file: nil)
    }
  }
}
