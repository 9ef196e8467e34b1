import DatabaseTestSupport
import Foundation
import LocalCluster

/// A cluster of one test, for what the shared one cannot bear: stopping it, other settings. Those of killed runs are removed first.
struct PrivateCluster {
  private static let prefix = "clinic-client-"

  let folder: String
  var configuration: ClusterConfiguration
  private(set) var cluster: LocalCluster

  init(_ name: String) throws {
    Self.removeLeftovers()
    folder = "/tmp/\(Self.prefix)\(name)-\(getpid())"
    configuration = TestCluster.configuration(folder: folder + "/server")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    cluster = try LocalCluster.open(configuration)
  }

  var conninfo: String { cluster.conninfo(database: "postgres", user: "postgres") }

  func stop() throws { try cluster.stop() }

  /// Starts it (again), with the configuration as it is now.
  mutating func start() throws { cluster = try LocalCluster.open(configuration) }

  func remove() { Self.remove(folder) }

  private static func remove(_ folder: String) {
    let configuration = TestCluster.configuration(folder: folder + "/server")
    try? LocalCluster.existing(configuration)?.destroy()
    try? FileManager.default.removeItem(atPath: folder)
  }

  private static func removeLeftovers() {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: "/tmp")) ?? [] where name.hasPrefix(prefix) {
      guard let pid = name.split(separator: "-").last.flatMap({ pid_t($0) }), kill(pid, 0) != 0 else { continue }
      remove("/tmp/" + name)
    }
  }
}
