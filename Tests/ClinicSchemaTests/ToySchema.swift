import ClinicSchema
import DatabaseTestSupport
import EventLoop
import Foundation

/// A small `sql/` folder of its own, with the real bootstrap; gone with the value.
final class ToySchema {
  let path: String

  /// Two migrations that make `access.wards` and fill it, one table folder, one function people may call.
  init() throws {
    path = "/tmp/clinic-toy-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let real = try TestDatabase.schemaFolder().path
    try FileManager.default.copyItem(atPath: real + "/bootstrap", toPath: path + "/bootstrap")
    try write("order.txt", "access/wards\n")
    try write("migrations/0001_wards.up.sql", Self.table)
    try write("migrations/0001_wards.down.sql", "drop table access.wards cascade;\n")
    try write("migrations/0002_ward_a.up.sql", "insert into access.wards values ('A');\n")
    try write("migrations/0002_ward_a.down.sql", "delete from access.wards;\n")
    try write("access/wards/table.sql", Self.table)
    try write("access/wards/functions.sql", Self.function)
    try write("access/wards/policies.sql", """
      alter table access.wards enable row level security;
      create policy definer_reads on access.wards for select to clinic_definer using (code <> '');
      grant select on access.wards to clinic_definer;
      """)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  static let table = "create table access.wards (code text primary key);\n"
  static let function = """
    create or replace function api.ward_count() returns bigint language sql security definer
    set search_path = pg_catalog, pg_temp as $$ select count(*) from access.wards $$;
    """

  func write(_ name: String, _ text: String) throws {
    let file = path + "/" + name
    try FileManager.default.createDirectory(
      atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try text.write(toFile: file, atomically: true, encoding: .utf8)
  }

  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path + "/" + name) }

  func folder() throws -> SchemaFolder { try SchemaFolder(path: path) }
}

/// Works with a migrator of this database and folder.
func migrate<T: Sendable>(
  _ database: TestDatabase, _ folder: SchemaFolder, _ work: @escaping @UIActor @Sendable (Migrator) async throws -> T
) throws -> T {
  let conninfo = try database.conninfo(as: "clinic_migrator")
  return try TestLoop.wait {
    let connection = try await SchemaConnection(conninfo)
    defer { connection.close() }
    return try await work(Migrator(connection, folder: folder))
  }
}

/// The catalogue of a database, as the superuser sees it.
func catalogue(_ database: TestDatabase) throws -> Catalogue {
  let conninfo = try database.conninfo()
  return try TestLoop.wait {
    let connection = try await SchemaConnection(conninfo)
    defer { connection.close() }
    return try await Catalogue.read(connection)
  }
}

/// The refusal of a call that must fail.
func schemaError(_ body: () throws -> Void) -> SchemaError? {
  do { try body() } catch { return error as? SchemaError }
  return nil
}
