import EventLoop
import PostgresClient

/// How strictly a server is judged.
public enum ServerProfile: String, Sendable, CaseIterable {
  /// A private cluster behind a Unix socket: an old minor version is a warning, TLS does not matter.
  case embedded
  /// Patients depend on it.
  case production
}

/// Something about a server's version or settings that endangers data or rules (gate 13 of the threat model).
public struct ServerFinding: Sendable, Equatable, CustomStringConvertible {
  public enum Severity: String, Sendable { case warning = "Warning", refusal = "Refused" }
  public var severity: Severity
  /// The setting, or `server_version`.
  public var subject: String
  /// What it is, and what to do.
  public var advice: String
  public var description: String { "\(severity.rawValue): \(subject) \(advice)" }
}

/// Gate 13: the minor version and the settings that everything else relies on.
@UIActor
public struct ServerCheck {
  /// Earlier minors keep row decisions in cached plans after a role change (CVE-2026-14666).
  public static let oldestSafeVersion = 150_019

  private static let settings = Statement.once("server_settings", """
    select name, setting from pg_settings where name = any ($1)
    """)

  private let profile: ServerProfile

  public init(_ profile: ServerProfile) { self.profile = profile }

  /// What is wrong, refusals first; empty where nothing is.
  public func findings(_ connection: SchemaConnection) async throws -> [ServerFinding] {
    let names = Self.rules.map(\.name) + ["server_version_num"]
    let rows = try await connection.ask(Self.settings, [names]).decode { row throws(PostgresError) in
      (try row.next(String.self), try row.next(String.self))
    }
    return judge(Dictionary(rows, uniquingKeysWith: { first, _ in first }))
  }

  /// Pure: settings by name, as `pg_settings` shows them.
  func judge(_ settings: [String: String]) -> [ServerFinding] {
    var all: [ServerFinding] = []
    if let version = settings["server_version_num"].flatMap({ Int($0) }), version < Self.oldestSafeVersion {
      all.append(ServerFinding(
        severity: profile == .embedded && version >= 150_000 ? .warning : .refusal, subject: "server_version",
        advice: "is \(version / 10_000).\(version % 10_000): 15.19 or newer is needed (apt-get upgrade postgresql-15)."))
    }
    for rule in Self.rules {
      guard let value = settings[rule.name], !rule.isFine(value), profile == .production || rule.isForEmbedded else { continue }
      all.append(ServerFinding(severity: .refusal, subject: rule.name, advice: "is \(value): \(rule.advice)"))
    }
    return all.sorted { $0.severity == .refusal && $1.severity == .warning }
  }

  private struct Rule {
    var name: String
    var isForEmbedded = true
    var advice: String
    var isFine: @Sendable (String) -> Bool
  }

  private static let rules: [Rule] = [
    on("fsync", "set it to on, or a power cut loses the database."),
    on("full_page_writes", "set it to on, or a power cut damages pages."),
    Rule(name: "synchronous_commit", advice: "set it to on: what was saved must survive a crash.") {
      $0 != "off" && $0 != "local"
    },
    Rule(name: "ssl", isForEmbedded: false, advice: "set it to on, or passwords and records travel openly.") { $0 == "on" },
    on("data_checksums", "enable them with pg_checksums: silent damage must be noticed."),
    Rule(name: "password_encryption", advice: "set it to scram-sha-256.") { $0 == "scram-sha-256" },
    Rule(name: "max_prepared_transactions", advice: "set it to 0: a forgotten one keeps locks for ever.") { $0 == "0" },
    Rule(name: "log_parameter_max_length", advice: "set it to 0: the log must not hold what people type.") { $0 == "0" },
    Rule(name: "log_parameter_max_length_on_error", advice: "set it to 0: the log must not hold what people type.") { $0 == "0" },
    Rule(name: "log_min_error_statement", advice: "set it to panic: the log must not hold what people type.") { $0 == "panic" },
    Rule(name: "log_statement", advice: "set it to none: the log must not hold what people type.") {
      $0 == "none" || $0 == "ddl"
    },
    Rule(name: "log_min_duration_statement", advice: "set it to -1: the log must not hold what people type.") { $0 == "-1" },
  ]

  private static func on(_ name: String, _ advice: String) -> Rule { Rule(name: name, advice: advice) { $0 == "on" } }
}
