import DatabaseTestSupport
import Testing

@testable import ClinicSchema

/// Steps that PostgreSQL cannot run in a transaction.
@Suite struct ConcurrentStepTests {
  let toy: ToySchema
  let database: TestDatabase

  init() throws {
    toy = try ToySchema()
    database = try TestDatabase.clone(.bootstrapped)
    try toy.write("migrations/0003_index.up.sql", "-- concurrent\ncreate unique index concurrently wards_once on access.wards (left(code, 1));\n")
    try toy.write("migrations/0003_index.down.sql", "drop index concurrently if exists access.wards_once;\n")
  }

  private func ask(_ sql: String) throws -> String? { try database.session().run(sql).value }

  @Test func isAppliedApartAndTakenBack() throws {
    _ = try migrate(database, toy.folder()) { try await $0.up() }
    #expect(try ask("select indisvalid from pg_index where indexrelid = 'access.wards_once'::regclass") == "t")
    #expect(try ask("select pg_get_userbyid(relowner) from pg_class where relname = 'wards_once'") == "clinic_owner")
    _ = try migrate(database, toy.folder()) { try await $0.down(to: 2) }
    #expect(try ask("select to_regclass('access.wards_once')") == nil)
    #expect(try ask("select max(number) from clinic_migrations.applied") == "2")
  }

  @Test func halfMadeIndexOfAFailureIsRemoved() throws {
    _ = try migrate(database, toy.folder()) { try await $0.up(to: 2) }
    try database.session().run("insert into access.wards values ('A2')")
    let folder = try toy.folder()
    let error = schemaError { _ = try migrate(database, folder) { try await $0.up() } }
    #expect(error?.kind == .statement)
    #expect(error?.description.contains("0003_index.up.sql") == true)
    #expect(try ask("select to_regclass('access.wards_once')") == nil)
    #expect(try ask("select max(number) from clinic_migrations.applied") == "2")
  }

  @Test func leftoverOfAKilledAttemptIsReplaced() throws {
    _ = try migrate(database, toy.folder()) { try await $0.up(to: 2) }
    try database.session().run("create index wards_once on access.wards (code); alter index access.wards_once owner to clinic_owner")
    _ = try migrate(database, toy.folder()) { try await $0.up() }
    #expect(try ask("select indisunique and indisvalid from pg_index where indexrelid = 'access.wards_once'::regclass") == "t")
  }
}
