import DatabaseTestSupport
import Testing

@testable import ClinicSchema

/// Migrations on a database that is in use: row-level security forced, and tables too big to be written anew.
@Suite struct LiveUpgradeTests {
  private static let tables = """
    from pg_class where relkind = 'r' and relnamespace in ('access'::regnamespace, 'medical_data'::regnamespace, 'audit_logs'::regnamespace)
    """

  @Test("no migration writes a table anew that an earlier one made, and row-level security stays forced")
  func changesTablesInPlace() throws {
    let folder = try TestDatabase.schemaFolder()
    let database = try TestDatabase.clone(.bootstrapped)
    let root = try database.session()
    var compared = 0
    for migration in folder.migrations {
      try root.run("""
        do $$
        declare
          t regclass;
        begin
          for t in select oid \(Self.tables) loop
            execute format('alter table %s enable row level security; alter table %s force row level security', t, t);
          end loop;
        end $$
        """)
      let before = try Self.files(root)
      _ = try migrate(database, folder) { try await $0.up(to: migration.number) }
      let after = try Self.files(root)
      for (table, file) in before {
        #expect(after[table] == file, "\(migration.name) writes \(table) anew, drops it, or lifts its row-level security")
      }
      compared += before.count
    }
    #expect(compared > 100)
  }

  /// By table: the file its rows are in, and whether row-level security is forced.
  private static func files(_ session: SqlSession) throws -> [String: String] {
    let rows = try session.run("select oid::regclass::text, relfilenode || ' ' || relforcerowsecurity \(Self.tables)").rows
    return Dictionary(uniqueKeysWithValues: rows.map { ($0[0] ?? "", $0[1] ?? "") })
  }
}
