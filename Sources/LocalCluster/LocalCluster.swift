import Foundation

/// A private PostgreSQL cluster that is reached over a Unix socket only. Knows no schema.
///
/// All calls block; all errors are `ClusterError` with one line that says what to do.
public final class LocalCluster: Sendable {
  public let programs: PostgresPrograms
  /// True when this call of `open` made the cluster.
  public let wasCreated: Bool
  /// The operating system's user that runs the server.
  public var serverUser: String { user.name }
  /// The folder of everything.
  public var folder: String { layout.folder }
  /// The folder for keys: beside the data, readable by the server's user only.
  public var keyFolder: String { layout.keys }
  public var socketFolder: String { layout.run }

  let configuration: ClusterConfiguration
  let layout: ClusterLayout
  let user: ServerUser

  init(
    _ configuration: ClusterConfiguration, layout: ClusterLayout, user: ServerUser, programs: PostgresPrograms, wasCreated: Bool
  ) {
    self.configuration = configuration
    self.layout = layout
    self.user = user
    self.programs = programs
    self.wasCreated = wasCreated
  }

  var server: ServerProcess { ServerProcess(layout: layout) }

  /// Finds or creates the cluster and starts it where it does not run. A second call at the same time waits for the first.
  public static func open(_ configuration: ClusterConfiguration, report: (String) -> Void = { _ in }) throws -> LocalCluster {
    let layout = ClusterLayout(configuration)
    try layout.checkSocketPath()
    let user = try ServerUser.current()
    try layout.makeFolders(for: user, isPrivate: configuration.isTrusting)
    return try withStartLock(layout, configuration, report: report) {
      let cluster = try locate(configuration, layout, user) ?? create(configuration, layout, user, report: report)
      do {
        try cluster.startLocked()
      } catch {
        if cluster.wasCreated { removeFiles(layout) }
        throw error
      }
      return cluster
    }
  }

  /// The cluster of this folder if there is one, running or not. Starts nothing.
  public static func existing(_ configuration: ClusterConfiguration) throws -> LocalCluster? {
    let layout = ClusterLayout(configuration)
    guard access(layout.cluster, F_OK) == 0 else { return nil }
    return try locate(configuration, layout, ServerUser.current())
  }

  /// Whether something stands where the cluster would, usable or not.
  public static func isPresent(_ configuration: ClusterConfiguration) -> Bool {
    access(ClusterLayout(configuration).cluster, F_OK) == 0
  }

  /// Stops and removes whatever stands there, also a cluster that no installed PostgreSQL can start.
  public static func remove(_ configuration: ClusterConfiguration) throws {
    let layout = ClusterLayout(configuration)
    let user = try ServerUser.current()
    try withStartLock(layout, configuration) {
      let server = ServerProcess(layout: layout)
      if let pid = server.runningPid() {
        // As pg_ctl's immediate mode: the data goes anyway.
        kill(pid, SIGQUIT)
        guard server.waitForEnd(seconds: 30) else {
          throw ClusterError(.serverFailed, "PostgreSQL (process \(pid)) does not stop: end it and try again.")
        }
      }
      var status = stat()
      guard stat(layout.cluster, &status) != 0 || geteuid() == 0 || status.st_uid == user.uid else {
        throw ClusterError(.unreachable, "\(layout.cluster) belongs to another user: run this as that user.")
      }
      removeFiles(layout)
    }
  }

  public var isRunning: Bool { server.runningPid() != nil }

  /// Stops the server, ending its connections; does nothing when it does not run.
  public func stop() throws {
    try Self.withStartLock(layout, configuration) { try stopLocked() }
  }

  /// Stops the server and removes the cluster with all its data.
  public func destroy() throws { try Self.remove(configuration) }

  /// libpq's connection string for this database and role.
  public func conninfo(database: String, user: String) -> String {
    func quoted(_ value: String) -> String {
      "'" + value.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "'", with: "\\'") + "'"
    }
    return "host=\(quoted(layout.run)) port=5432 dbname=\(quoted(database)) user=\(quoted(user))"
  }

  /// Writes a file that only the server's user may read into the key folder.
  public func writeKey(_ content: String, name: String) throws {
    try user.makeFolder(layout.keys, mode: 0o700)
    try user.write(content, to: layout.keys + "/" + name)
  }

  func startLocked() throws {
    if server.isReady { return }
    if server.runningPid() != nil {
      // Starting up, shutting down, or its socket was cleaned away: begin from a known state.
      try stopLocked()
    }
    try layout.makeSocketFolder(for: user)
    try user.write(configuration.settingsText, to: layout.data + "/clinic.conf")
    try user.write(hostRules, to: layout.data + "/pg_hba.conf")
    var output = ""
    // After a kill -9 the orphans of the old server need a moment to notice.
    for _ in 0..<40 {
      server.removeStaleFiles()
      let answer = try user.run([programs.folder + "/pg_ctl", "-D", layout.data, "-l", layout.log, "-w", "-t", "300",
        "-o", "-k '\(layout.run)'", "start"])
      if answer.isSuccess { return }
      output = server.lastComplaint() ?? answer.output
      guard output.contains("pre-existing shared memory") || output.contains("is already running") else { break }
      usleep(250_000)
    }
    throw Self.failure("PostgreSQL does not start", output, layout)
  }

  func stopLocked(isFast: Bool = true) throws {
    guard server.runningPid() != nil else { return }
    let mode = isFast && configuration.isDurable ? "fast" : "immediate"
    let answer = try user.run([programs.folder + "/pg_ctl", "-D", layout.data, "-m", mode, "-w", "-t", "120", "stop"])
    guard server.waitForEnd(seconds: answer.isSuccess ? 10 : 1) else {
      throw Self.failure("PostgreSQL does not stop", answer.output, layout)
    }
  }

  private static func removeFiles(_ layout: ClusterLayout) {
    for path in [layout.cluster, layout.keep, layout.socket, layout.socket + ".lock", layout.folder + "/watch.log"] {
      try? FileManager.default.removeItem(atPath: path)
    }
    rmdir(layout.run)
  }

  private var hostRules: String {
    "# Rewritten at every start.\nlocal all all " + (configuration.isTrusting ? "trust\n" : "peer map=clinic\n")
  }

  static func withStartLock<T>(
    _ layout: ClusterLayout, _ configuration: ClusterConfiguration, report: (String) -> Void = { _ in }, _ body: () throws -> T
  ) throws -> T {
    let lock = try FileLock.waitForLock(layout.startLock, seconds: configuration.patienceSeconds) {
      report("Another start or stop of \(layout.folder) is under way: waiting for it.")
    }
    guard let lock else {
      throw ClusterError(.busy, "Another start or stop of \(layout.folder) has not ended for"
        + " \(Int(configuration.patienceSeconds)) s: wait for it, or end that process and try again.")
    }
    return try withExtendedLifetime(lock, body)
  }

  /// One line out of what a program printed; a full disk is recognised.
  static func failure(_ what: String, _ output: String, _ layout: ClusterLayout) -> ClusterError {
    if output.contains("No space left on device") || output.contains("Disk quota exceeded") || output.contains("File too large") {
      return ClusterError(.diskFull, "The disk that holds \(layout.folder) is full: free some space and start again.")
    }
    let lines = output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    let line =
      lines.last { $0.contains("error") || $0.contains("FATAL") || $0.contains("could not") } ?? lines.last ?? "no message"
    return ClusterError(.serverFailed, "\(what): \(line) (see \(layout.log)).")
  }
}
