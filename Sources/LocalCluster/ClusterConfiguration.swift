import Foundation

/// Where a private cluster lives and how it behaves.
public struct ClusterConfiguration: Sendable {
  /// The folder of everything: data, keys, socket, log. Created where it is missing.
  public var folder: String
  /// The folder of PostgreSQL's programs; nil: look for them.
  public var programs: String?
  /// The folder of the socket; nil: `run` in `folder`. With the socket's name it must fit in 107 bytes.
  public var socketFolder: String?
  /// Durable: what was committed survives a crash. Throw-away clusters of tests are not.
  public var isDurable = true
  /// Throw-away clusters let anybody who reaches their folder (mode 0700) be any role; others map users by pg_ident.
  public var isTrusting = false
  /// Settings added to the built-in ones, name and value as in postgresql.conf (quotes included).
  public var settings: [String: String] = [:]
  /// Creating a cluster on a disk with less free space than this is refused.
  public var neededBytes: UInt64 = 300 << 20
  /// How long to wait for another start or stop of the same cluster.
  public var patienceSeconds: Double = 120

  public init(folder: String) { self.folder = folder }

  /// `$XDG_DATA_HOME/clinic`, `~/.local/share/clinic`, as root `/var/lib/clinic` (the server's user cannot enter root's home).
  public static func defaultFolder(environment: [String: String] = ProcessInfo.processInfo.environment) -> String {
    if geteuid() == 0 { return "/var/lib/clinic" }
    if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") { return data + "/clinic" }
    let home = environment["HOME"] ?? getpwuid(geteuid()).map { String(cString: $0.pointee.pw_dir) } ?? "/tmp"
    return home + "/.local/share/clinic"
  }

  /// Durable: small, quick to flush, nothing that a person typed in the log.
  static let baseSettings: [String: String] = [
    "listen_addresses": "''",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "jit": "off",
    // Parallel workers need /dev/shm, which containers keep tiny.
    "max_parallel_workers_per_gather": "0",
    "max_parallel_maintenance_workers": "0",
    "password_encryption": "'scram-sha-256'",
    "max_prepared_transactions": "0",
    // A cancelled sign-in must not write its literals into the log.
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "temp_file_limit": "2GB",
    // Bounds how long a read waits until the trace of a chart opening is on disk.
    "wal_writer_delay": "10ms",
    "client_connection_check_interval": "10s",
    "log_line_prefix": "'%m [%p] '",
    "log_timezone": "'UTC'",
  ]

  static let throwAwaySettings: [String: String] = [
    "fsync": "off", "full_page_writes": "off", "autovacuum": "off", "wal_level": "minimal", "max_wal_senders": "0",
    "shared_buffers": "64MB", "checkpoint_timeout": "1h",
  ]

  /// The settings file of the cluster.
  var settingsText: String {
    var all = Self.baseSettings
    if !isDurable { all.merge(Self.throwAwaySettings) { $1 } }
    all.merge(settings) { $1 }
    return "# Rewritten at every start.\n" + all.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)\n" }.joined()
  }
}
