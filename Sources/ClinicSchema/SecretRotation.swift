import EventLoop
import PostgresClient

/// Re-encrypts every secret column with the current key, while people work. Needs a superuser.
///
/// The list of columns is `access.secret_columns()`. A step is a transaction over some pages of a table. Triggers are off:
/// nothing changes but the form in which a value is
/// stored, so there is no new version and no event for each row; the command records one event for the whole.
@UIActor
public struct SecretRotation {
  /// A secret column and how many values it has under each version of the key.
  public struct Column: Sendable {
    public var table: String
    public var name: String
    /// Values by version of their key.
    public var values: [Int: Int]

    /// Values of other versions than `current`.
    public func outdated(_ current: Int) -> Int { values.reduce(0) { $0 + ($1.key == current ? 0 : $1.value) } }
  }

  private struct Place {
    var table: String
    var column: String
    var pages: Int
  }

  private static let places = Statement.once("secret_columns", """
    select table_name, column_name, (pg_relation_size(table_name::regclass) / current_setting('block_size')::int)::int
      from access.secret_columns() order by 1, 2
    """)
  private static let versions = Statement.once(
    "secret_versions", "select table_name, column_name, version, n from access.secret_versions() order by 1, 2, 3")
  private static let reencrypt = Statement("reencrypt", "select access.reencrypt($1, $2, $3, $4)")
  private static let version = Statement.once("key_version", "select access.key_version()")
  private static let folder = Statement.once("key_folder", #"""
    select substring(prosrc from $$pg_read_file\('([^']+)'$$) from pg_proc where oid = 'access.read_key(int,int)'::regprocedure
    """#)
  private static let transaction = Statement.once("transaction", "select pg_current_xact_id()::text::bigint")
  private static let oldest = Statement.once("oldest_transaction", "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
  private static let event = Statement.once(
    "rotation_event",
    "select audit_logs.record_event(null, null, 'ROTATE_KEYS', null, null, jsonb_build_object('version', $1::int, 'values', $2::int))"
  )
  /// Pages of a table that one transaction goes through.
  private static let pagesPerStep = 256

  private let connection: PostgresConnection

  public init(_ connection: SchemaConnection) { self.connection = connection.connection }

  /// The version of the key that new values get.
  public func currentVersion() async throws -> Int {
    try await asking { try await connection.query(Self.version).onlyRow().decode(Int.self, at: 0) }
  }

  /// The folder of the key files, as the server sees it.
  public func keyFolder() async throws -> String {
    guard let folder = try await asking({ try await connection.query(Self.folder).onlyRow().decode(String?.self, at: 0) }) else {
      throw SchemaError(.statement, "The folder of the key files is not known: run clinicctl bootstrap.")
    }
    return folder
  }

  /// Every secret column that holds something, with the versions of its values.
  public func status() async throws -> [Column] {
    let rows = try await asking {
      try await connection.query(Self.versions).decode { row throws(PostgresError) in
        (try row.next(String.self), try row.next(String.self), try row.next(Int.self), try row.next(Int.self))
      }
    }
    var columns: [Column] = []
    for (table, name, version, count) in rows {
      if columns.last.map({ ($0.table, $0.name) != (table, name) }) ?? true {
        columns.append(Column(table: table, name: name, values: [:]))
      }
      columns[columns.count - 1].values[version] = count
    }
    return columns
  }

  /// Brings every value to the current version; the number of values changed. `progress` gets pages done and pages in all,
  /// `waiting` is called once while a transaction is waited for that may still write with an older key.
  public func run(progress: (_ done: Int, _ total: Int) -> Void, waiting: () -> Void) async throws -> Int {
    let current = try await currentVersion()
    // Whoever began before this may have encrypted with the older key and not committed yet.
    let mark = try await asking { try await connection.query(Self.transaction).onlyRow().decode(Int.self, at: 0) }
    var changed = try await pass(current, progress: progress)
    var isWaiting = false
    while try await asking({ try await connection.query(Self.oldest).onlyRow().decode(Int.self, at: 0) }) <= mark {
      if !isWaiting { waiting() }
      isWaiting = true
      await EventLoop.shared.sleep(milliseconds: 250)
    }
    while try await status().contains(where: { $0.outdated(current) > 0 }) { changed += try await pass(current) { _, _ in } }
    try await asking { _ = try await connection.query(Self.event, [current, changed]) }
    return changed
  }

  private func pass(_ current: Int, progress: (_ done: Int, _ total: Int) -> Void) async throws -> Int {
    let places = try await asking {
      try await connection.query(Self.places).decode { row throws(PostgresError) in
        Place(table: try row.next(), column: try row.next(), pages: try row.next())
      }
    }
    let total = places.reduce(0) { $0 + $1.pages }
    var (changed, before) = (0, 0)
    for place in places {
      for first in stride(from: 0, to: place.pages, by: Self.pagesPerStep) {
        changed += try await asking {
          try await connection.query(Self.reencrypt, [place.table, place.column, first, Self.pagesPerStep]).onlyRow().decode(
            Int.self, at: 0)
        }
        progress(before + min(place.pages, first + Self.pagesPerStep), total)
      }
      before += place.pages
    }
    return changed
  }

  @discardableResult
  private func asking<T>(_ body: () async throws -> T) async throws -> T {
    do { return try await body() } catch let error as PostgresError { throw SchemaConnection.refusal(error, file: nil) }
  }
}
