import DatabaseTestSupport
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
    case .reception, .privacy: "type a name, birth date"
    case .admin: "This role sees no patient"
    }
  }
}

/// For tests that only look: one clinic for all of them.
enum Shared {
  static let clinic = Result { try Clinic() }
}
