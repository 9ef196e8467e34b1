import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicSchema

/// The migrator on a small schema of its own, each test with a fresh database.
@Suite struct MigratorTests {
  let toy: ToySchema
  let database: TestDatabase

  init() throws {
    toy = try ToySchema()
    database = try TestDatabase.clone(.bootstrapped)
  }

  private func up(to last: Int? = nil) throws -> [String] { try migrate(database, toy.folder()) { try await $0.up(to: last) } }

  private func refusal(_ work: @escaping @UIActor @Sendable (Migrator) async throws -> Void) throws -> SchemaError? {
    let folder = try toy.folder()
    return schemaError { try migrate(database, folder, work) }
  }

  private func ask(_ sql: String) throws -> String? { try database.session().run(sql).value }

  @Test func appliesWhatIsPendingOnce() throws {
    #expect(try up() == ["0001_wards", "0002_ward_a"])
    #expect(try ask("select api.ward_count()") == "1")
    #expect(try up() == [])
    #expect(try migrate(database, toy.folder()) { try await $0.isCurrent() })
  }

  @Test func ownersAreNeverTheMigrator() throws {
    _ = try up()
    #expect(try ask("select pg_get_userbyid(relowner) from pg_class where oid = 'access.wards'::regclass") == "clinic_owner")
    #expect(try ask("select pg_get_userbyid(proowner) from pg_proc where proname = 'ward_count'") == "clinic_definer")
  }

  @Test func remembersNameSumAndWho() throws {
    _ = try up()
    #expect(try ask("select string_agg(name || ' ' || applied_by, ', ' order by number) from clinic_migrations.applied")
      == "0001_wards clinic_migrator, 0002_ward_a clinic_migrator")
    #expect(try ask("""
      select up_sum = encode(sha256(convert_to('\(ToySchema.table)', 'UTF8')), 'hex') from clinic_migrations.applied where number = 1
      """) == "t")
  }

  @Test func upToANumberStopsThere() throws {
    #expect(try up(to: 1) == ["0001_wards"])
    #expect(try ask("select to_regprocedure('api.ward_count()')") == nil)
    #expect(try up() == ["0002_ward_a"])
  }

  @Test func failedMigrationLeavesEverythingAsItWas() throws {
    try toy.write("migrations/0002_ward_a.up.sql", "insert into access.wards values ('A');\n\ninsert into access.nowhere values (1);\n")
    let error = try refusal { try await $0.up() }
    #expect(error?.kind == .statement)
    #expect(error?.description.contains("migrations/0002_ward_a.up.sql:3: ") == true)
    #expect(error?.description.contains("42P01") == true)
    #expect(try ask("select count(*) from access.wards") == "0")
    #expect(try ask("select string_agg(name, ',') from clinic_migrations.applied") == "0001_wards")
  }

  @Test func failedDefinitionIsNamedAndTakenBack() throws {
    _ = try up()
    try toy.write("access/wards/policies.sql", "create policy p on access.beds using (code <> '');\n")
    let error = try refusal { try await $0.up() }
    #expect(error?.description.hasPrefix("access/wards/policies.sql:") == true)
    #expect(try ask("select count(*) from pg_policy where polrelid = 'access.wards'::regclass") == "1")
  }

  @Test func changedMigrationIsRefusedByName() throws {
    _ = try up()
    try toy.write("migrations/0001_wards.up.sql", ToySchema.table + "-- later\n")
    let error = try refusal { try await $0.up() }
    #expect(error?.kind == .changed)
    #expect(error?.description.contains("0001_wards") == true)
    #expect(try refusal { try await $0.down(to: 1) }?.kind == .changed)
  }

  @Test func removedMigrationIsRefusedByName() throws {
    _ = try up()
    try toy.remove("migrations/0002_ward_a.up.sql")
    try toy.remove("migrations/0002_ward_a.down.sql")
    let error = try refusal { try await $0.up() }
    #expect(error?.kind == .unknown)
    #expect(error?.description.contains("0002_ward_a") == true)
  }

  @Test func statusTellsEachOne() throws {
    _ = try up(to: 1)
    let statuses = try migrate(database, toy.folder()) { try await $0.status() }
    #expect(statuses.map { "\($0.name) \($0.state.rawValue)" } == ["0001_wards applied", "0002_ward_a pending"])
    #expect(statuses[0].appliedAt?.hasSuffix("UTC") == true)
  }

  @Test func downTakesBackNewestFirst() throws {
    _ = try up()
    #expect(try migrate(database, toy.folder()) { try await $0.down(to: 1) } == ["0002_ward_a"])
    #expect(try ask("select count(*) from access.wards") == "0")
    #expect(try ask("select to_regprocedure('api.ward_count()')") == nil)
    #expect(try migrate(database, toy.folder()) { try await $0.isCurrent() } == false)
    #expect(try up() == ["0002_ward_a"])
    #expect(try ask("select api.ward_count()") == "1")
  }

  @Test func downToNothingIsRefusedUnlessAllowed() throws {
    _ = try up()
    #expect(try refusal { try await $0.down(to: 0) }?.kind == .refused)
    #expect(try ask("select count(*) from access.wards") == "1")
    let names = try migrate(database, toy.folder()) { try await $0.down(to: 0, mayEmpty: true) }
    #expect(names == ["0002_ward_a", "0001_wards"])
    #expect(try ask("select to_regclass('access.wards')") == nil)
  }

  @Test func databaseWithoutBootstrapSaysWhatToDo() throws {
    let empty = try TestDatabase.empty()
    let error = schemaError { _ = try migrate(empty, toy.folder()) { try await $0.status() } }
    #expect(error?.kind == .notBootstrapped)
    #expect(error?.description.contains("clinicctl bootstrap") == true)
  }

  @Test func unreachableDatabaseIsOneLine() throws {
    let error = schemaError {
      try TestLoop.wait { _ = try await SchemaConnection("host=/nowhere dbname=x user=y") }
    }
    #expect(error?.kind == .connection)
    #expect(error?.description.contains("\n") == false)
  }

  @Test func twoMigratorsAtOnceApplyEachStepOnce() throws {
    try toy.write("migrations/0002_ward_a.up.sql", "select pg_sleep(0.3); insert into access.wards values ('A');\n")
    let folder = try toy.folder()
    let conninfo = try database.conninfo(as: "clinic_migrator")
    let applied = try TestLoop.wait {
      let connections = [try await SchemaConnection(conninfo), try await SchemaConnection(conninfo)]
      async let first = Migrator(connections[0], folder: folder).up()
      async let second = Migrator(connections[1], folder: folder).up()
      let both = try await first + second
      connections.forEach { $0.close() }
      return both
    }
    #expect(applied.sorted() == ["0001_wards", "0002_ward_a"])
  }

  @Test func migrationUnderWayIsToldAfterTheWait() throws {
    let other = try database.session(as: "clinic_migrator")
    try other.run("select pg_advisory_lock(\(Migrator.lockKey))")
    let error = try refusal { migrator in
      try await migrator.connection.execute("set lock_timeout = '100ms'")
      try await migrator.up()
    }
    #expect(error?.kind == .busy)
    #expect(error?.description.contains("Another migration") == true)
  }

  @Test func transactionControlIsRefused() throws {
    try toy.write("migrations/0002_ward_a.up.sql", "insert into access.wards values ('A');\ncommit;\n")
    #expect(try refusal { try await $0.up() }?.kind == .refused)
    #expect(try ask("select count(*) from access.wards") == "0")
  }

  @Test func hiddenTransactionControlIsNoticed() throws {
    try toy.write("migrations/0002_ward_a.up.sql", "insert into access.wards values ('A'); commit; begin;\n")
    #expect(try refusal { try await $0.up() }?.description.contains("ends its transaction itself") == true)
  }
}
