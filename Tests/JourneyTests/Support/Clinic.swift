import DatabaseTestSupport
import Foundation
import TerminalTestSupport
import Testing

/// A clinic of one test: its database, and terminals of the real program on it. Lives as long as its last terminal.
///
/// Unchecked: `superuser` is used by the one test that made the clinic; tests of the shared one do not touch it.
final class Clinic: @unchecked Sendable {
  let database: TestDatabase
  /// The superuser's connection, to look at rows and to move times.
  let superuser: SqlSession

  init() throws {
    database = try DemoDatabase.clone()
    superuser = try database.session()
  }

  /// `clinic` on a terminal, from the ward's login; its sign-in screen is up.
  func terminal(
    columns: Int = 100, rows: Int = 30, arguments: [String] = [], environment: [String: String] = [:], role: String = "clinic_terminal"
  ) throws -> TerminalSession {
    let conninfo = try database.conninfo(as: role)
    let terminal = try Self.start(conninfo, columns: columns, rows: rows, arguments: arguments, environment: environment)
    terminal.companion = self
    #expect(terminal.wait { $0.contains("Clinic demo") }, "\(terminal.screen)")
    return terminal
  }

  /// `clinic` on a terminal, whatever comes of it.
  static func start(
    _ conninfo: String, columns: Int = 100, rows: Int = 30, arguments: [String] = [], environment: [String: String] = [:]
  ) throws -> TerminalSession {
    let path = try #require(TestExecutable.path("clinic"), "clinic is not built")
    return try TerminalSession(
      path, arguments: ["--database", conninfo] + arguments,
      environment: TerminalSession.plainEnvironment.merging(environment) { $1 }, columns: columns, rows: rows)
  }

  /// A terminal with somebody signed in, and her first screen filled.
  func signedIn(
    _ person: Person, columns: Int = 100, rows: Int = 30, arguments: [String] = [], environment: [String: String] = [:],
    at place: SourceLocation = #_sourceLocation
  ) throws -> TerminalSession {
    let terminal = try terminal(columns: columns, rows: rows, arguments: arguments, environment: environment)
    terminal.signIn(person)
    terminal.expect(person.firstSight, at: place)
    return terminal
  }

  /// One value of the database.
  func value(_ sql: String, _ parameters: [String?] = []) throws -> String? { try superuser.run(sql, parameters).value }

  /// A number of the database.
  func count(_ sql: String, _ parameters: [String?] = []) throws -> Int {
    try Int(value(sql, parameters) ?? "") ?? -1
  }
}

extension Person {
  /// What stands on the screen once she is in.
  var firstSight: String {
    switch self {
    case .nurse, .nurse2, .doctor, .doctor2: "my patients: "
    case .reception, .privacy: "name, birth date or record number"
    case .admin: "This role sees no patient"
    }
  }
}

/// For tests that only look: one clinic for all of them.
enum Shared {
  static let clinic = Result { try Clinic() }
}

extension Clinic {
  /// True as soon as so many connections of this database wait for a lock; false after ten seconds.
  func waitsForLocks(_ number: Int) throws -> Bool {
    let watcher = try TestCluster.superuser()
    let sql = "select count(*) from pg_stat_activity where datname = '\(database.name)' and wait_event_type = 'Lock'"
    for _ in 0..<200 {
      if try watcher.run(sql).value == String(number) { return true }
      usleep(50_000)
    }
    return false
  }
}

extension Clinic {
  /// Shorter times until the lock and until the end of the session, as the database tells them to who signs in.
  func shortenIdleTimes(lock: Int, signOut: Int) throws {
    let definition = try value("select pg_get_functiondef('api.whoami()'::regprocedure)") ?? ""
    let known = "case u.role_code when 'RECEPTIONIST' then 120 else 300 end, 900"
    try #require(definition.contains(known), "api.whoami() says its times another way now")
    try superuser.run(definition.replacingOccurrences(of: known, with: "\(lock), \(signOut)"))
  }

  /// True as soon as a query has this value; false after ten seconds.
  func eventually(_ sql: String, is expected: String) throws -> Bool {
    for _ in 0..<200 {
      if try value(sql) == expected { return true }
      usleep(50_000)
    }
    return false
  }
}

extension Clinic {
  /// Ends every connection of the application, as a broken line does.
  func cutConnections() throws {
    try superuser.run("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()")
  }
}
