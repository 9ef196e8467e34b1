import ClinicSchema
import Foundation
import LocalCluster

/// A durable cluster of one test, with the people of the template, that can be killed like a machine without power and started
/// again. Those of killed runs are removed first.
public final class CrashCluster {
  private static let prefix = "clinic-crash-"
  private static let database = "clinic"
  private let configuration: ClusterConfiguration
  private var cluster: LocalCluster

  public init() throws {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: "/tmp")) ?? [] where name.hasPrefix(Self.prefix) {
      guard let pid = pid_t(name.dropFirst(Self.prefix.count)), kill(pid, 0) != 0 || pid == getpid() else { continue }
      Self.remove("/tmp/" + name)
    }
    configuration = Self.configuration("/tmp/\(Self.prefix)\(getpid())")
    cluster = try LocalCluster.open(configuration)
    try build()
  }

  deinit { Self.remove(configuration.folder) }

  /// A blocking connection of a role.
  public func session(as role: String = "postgres") throws -> SqlSession { try SqlSession(cluster.conninfo(database: Self.database, user: role)) }

  /// Kills every process of the server at the same moment, then starts it: what was not on disk is gone.
  public func crash() throws {
    let file = configuration.folder + "/cluster/data/postmaster.pid"
    guard let pid = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").first.flatMap({ pid_t($0) }), pid > 1 else {
      throw CocoaError(.fileReadCorruptFile)
    }
    kill(pid, SIGSTOP)                                        // it must not notice, and start no other process
    let children = try String(contentsOfFile: "/proc/\(pid)/task/\(pid)/children", encoding: .utf8).split(separator: " ").compactMap { pid_t($0) }
    for process in children + [pid] { kill(process, SIGKILL) }
    cluster = try LocalCluster.open(configuration)
  }

  private func build() throws {
    try cluster.writeKey(String(repeating: "0123456789abcdef", count: 12), name: "key1.hex")
    try SqlSession(cluster.conninfo(database: "postgres", user: "postgres")).run("create database \(Self.database)")
    let folder = try TestDatabase.schemaFolder()
    let (superuser, migrator, keys) = (
      cluster.conninfo(database: Self.database, user: "postgres"), cluster.conninfo(database: Self.database, user: "clinic_migrator"),
      cluster.keyFolder
    )
    try TestLoop.wait {
      let inside = try await SchemaConnection(superuser)
      defer { inside.close() }
      try await Bootstrap(inside, folder: folder).run(keyFolder: keys)
      let connection = try await SchemaConnection(migrator)
      defer { connection.close() }
      try await Migrator(connection, folder: folder).up()
    }
    try session().run(TestFixture.script)
  }

  private static func configuration(_ folder: String) -> ClusterConfiguration {
    var configuration = ClusterConfiguration(folder: folder)
    configuration.isTrusting = true
    configuration.neededBytes = 100 << 20
    return configuration
  }

  private static func remove(_ folder: String) {
    try? LocalCluster.remove(configuration(folder))
    try? FileManager.default.removeItem(atPath: folder)
  }
}
