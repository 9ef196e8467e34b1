import EventLoop
import PostgresClient

/// A connection for changing the schema: without time limits, with errors that name the file and line.
@UIActor
public final class SchemaConnection {
  let connection: PostgresConnection

  /// Connects with a libpq connection string. Throws `SchemaError` with one line that says why it cannot.
  public init(_ conninfo: String) async throws {
    do {
      var configuration = try PostgresConfiguration(conninfo)
      configuration.applicationName = "clinicctl"
      configuration.timeLimit = nil
      // A step may take hours; waiting for somebody else's lock may not: everybody behind it would wait too.
      configuration.settings["statement_timeout"] = "0"
      configuration.settings["idle_in_transaction_session_timeout"] = "0"
      configuration.settings["lock_timeout"] = "20s"
      connection = try await PostgresConnection.connect(configuration)
    } catch {
      let words = error.messageForOperators ?? error.reason ?? error.description
      throw SchemaError(.connection, "Cannot connect to the database: " + Self.oneLine(words) + ".")
    }
  }

  public func close() { connection.close() }

  /// Runs SQL that is no file: no parameters, no results.
  public func execute(_ script: String) async throws {
    do { try await connection.execute(script: script) } catch { throw Self.refusal(error, file: nil) }
  }

  /// Runs a file as it is, in one transaction; the error names file and line.
  public func run(_ file: SchemaFile) async throws {
    do { try await connection.execute(script: file.text) } catch { throw Self.refusal(error, file: file) }
  }

  private static let databaseExists = Statement.once(
    "database_exists", "select exists (select 1 from pg_database where datname = $1::text)")

  /// Whether the server has a database of this name.
  public func hasDatabase(_ name: String) async throws -> Bool {
    try await ask(Self.databaseExists, [name]).onlyRow().decode(Bool.self, at: 0)
  }

  /// Creates an empty database in UTF-8 with the order of bytes, whatever the server's default is. Needs a superuser.
  public func createDatabase(_ name: String, template: String = "template0") async throws {
    let encoding = template == "template0" ? " encoding 'UTF8' locale 'C.UTF-8'" : ""
    try await execute("create database \(Self.identifier(name)) template \(Self.identifier(template))\(encoding)")
  }

  /// Removes a database, ending its connections; does nothing when it does not exist.
  public func dropDatabase(_ name: String) async throws {
    try await execute("drop database if exists \(Self.identifier(name)) with (force)")
  }

  /// Gives a database another name; nobody may be connected to it.
  public func renameDatabase(_ name: String, to newName: String) async throws {
    try await execute("alter database \(Self.identifier(name)) rename to \(Self.identifier(newName))")
  }

  /// A quoted SQL identifier.
  public nonisolated static func identifier(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }

  /// A quoted SQL literal; settings that would change its meaning do not matter (E'' with doubled backslashes).
  public nonisolated static func literal(_ text: String) -> String {
    " E'" + text.map { $0 == "'" ? "''" : $0 == "\\" ? "\\\\" : String($0) }.joined() + "'"
  }

  /// One line about what the server refused; with the place in the file where it said one.
  nonisolated static func refusal(_ error: PostgresError, file: SchemaFile?) -> SchemaError {
    let words = oneLine(error.messageForOperators ?? error.reason ?? error.description)
    let place = file.map { file in
      file.path + (error.position.map { ":\(file.line(ofCharacter: $0))" } ?? "") + ": "
    } ?? ""
    let code = error.sqlState.map { " (\($0))" } ?? ""
    if error.condition == .lockNotAvailable {
      return SchemaError(.busy, "\(place)somebody else has a lock on what must be changed\(code): try again when nobody works.")
    }
    return SchemaError(error.condition == .connectionLost ? .connection : .statement, "\(place)\(words)\(code)")
  }

  nonisolated static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ").trimmingSuffix { $0 == "." || $0 == " " }
  }
}

extension String {
  func trimmingSuffix(while condition: (Character) -> Bool) -> String {
    var copy = self[...]
    while let last = copy.last, condition(last) { copy.removeLast() }
    return String(copy)
  }
}
