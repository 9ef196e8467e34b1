import CPostgres

/// Where and how to connect, made from a libpq connection string. Nothing else is asked: no environment variable, service file,
/// password file or home directory has a say (libpq's own defaults are all overridden).
///
/// Required: `host` (an absolute socket directory, or one host), `dbname`, `user`. Over TCP the server must prove itself:
/// `sslmode=verify-full` always, with `sslrootcert`; and the host must be a literal address or come with `hostaddr`, because
/// libpq looks up names with a blocking call (`resolvingHost()` does it beforehand).
public struct PostgresConfiguration: Sendable {
  /// Milliseconds for the whole of connecting.
  public var connectTimeLimit = 10_000
  /// Milliseconds a request may take unless it says otherwise; nil: for ever.
  public var timeLimit: Int? = 30_000
  /// Milliseconds after which a cancelled request counts as lost with its connection.
  public var cancelTimeLimit = 5_000
  /// Shown in pg_stat_activity.
  public var applicationName = "clinic"
  /// Settings sent at start-up, by name. Names are the program's own and checked.
  public var settings: [String: String] = PostgresConfiguration.usualSettings

  /// What was given, with what follows from it; keyword to value.
  private(set) var options: [String: String]

  /// UTC and ISO everywhere, so that nothing depends on the server's or the terminal's locale; limits against what was forgotten.
  public static let usualSettings = [
    "TimeZone": "UTC", "DateStyle": "ISO, YMD", "IntervalStyle": "iso_8601", "extra_float_digits": "1",
    "statement_timeout": "60s", "lock_timeout": "10s", "idle_in_transaction_session_timeout": "30s",
    "client_min_messages": "warning",
  ]

  /// The keywords a connection string may have; all others are refused by name.
  public static let allowedKeywords: Set<String> = [
    "host", "hostaddr", "port", "dbname", "user", "password", "passfile", "requirepeer", "sslmode", "sslrootcert", "sslcert",
    "sslkey", "sslpassword", "sslcrl", "channel_binding", "application_name", "connect_timeout",
  ]

  /// Parses a connection string (keyword=value or URI). Throws `.invalidConfiguration` with the keyword at fault, never a value.
  public init(_ connectionString: String) throws(PostgresError) {
    var given = try Self.parse(connectionString)
    if let unknown = given.keys.sorted().first(where: { !Self.allowedKeywords.contains($0) }) {
      throw Self.refused("keyword \(unknown) is not allowed")
    }
    for keyword in ["host", "dbname", "user"] where given[keyword] == nil { throw Self.refused("\(keyword) is missing") }
    if let name = given.removeValue(forKey: "application_name") { applicationName = name }
    if let seconds = given.removeValue(forKey: "connect_timeout") {
      guard let seconds = Int(seconds), (1...600).contains(seconds) else { throw Self.refused("connect_timeout is not 1 to 600") }
      connectTimeLimit = seconds * 1000
    }
    options = Self.isSocketPath(given["host"] ?? "") ? try Self.socket(given) : try Self.network(given)
  }

  init(like other: PostgresConfiguration, options: [String: String]) {
    self = other
    self.options = options
  }

  /// Connected through a Unix socket of this machine.
  public var isLocal: Bool { Self.isSocketPath(options["host"] ?? "") }
  public var host: String { options["host"] ?? "" }
  public var database: String { options["dbname"] ?? "" }
  public var user: String { options["user"] ?? "" }

  static func isSocketPath(_ host: String) -> Bool { host.hasPrefix("/") || host.hasPrefix("@") }

  static func refused(_ reason: String) -> PostgresError { PostgresError(.invalidConfiguration, reason: reason) }

  private static func parse(_ connectionString: String) throws(PostgresError) -> [String: String] {
    guard !connectionString.utf8.contains(0) else { throw refused("the connection string holds U+0000") }
    var message: UnsafeMutablePointer<CChar>?
    guard let parsed = PQconninfoParse(connectionString, &message) else {
      // libpq's message quotes the string, password included: it is not passed on.
      PQfreemem(message)
      throw refused("the connection string cannot be parsed")
    }
    defer { PQconninfoFree(parsed) }
    var given: [String: String] = [:]
    var option = parsed
    while let keyword = option.pointee.keyword {
      if let value = option.pointee.val, value.pointee != 0 { given[String(cString: keyword)] = String(cString: value) }
      option += 1
    }
    return given
  }
}
