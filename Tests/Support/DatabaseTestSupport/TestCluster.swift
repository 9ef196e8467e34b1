import Foundation
import LocalCluster
import Synchronization

/// The private cluster of this test process: without durability, every role logs in without a password, removed at exit.
public enum TestCluster {
  private static let prefix = "clinic-test-"
  private static let opened = Mutex<(cluster: LocalCluster, use: ClusterUse)?>(nil)

  /// The running cluster; the first call removes what killed runs left, and starts it (about a second).
  public static func shared() throws -> LocalCluster {
    try opened.withLock { opened in
      if let opened { return opened.cluster }
      removeLeftovers()
      let new = try LocalCluster.openForUse(configuration(folder: "/tmp/\(prefix)\(getpid())"))
      opened = new
      atexit { TestCluster.remove() }
      return new.cluster
    }
  }

  /// The connection string of a role (`postgres` is the superuser).
  public static func conninfo(database: String = "postgres", role: String = "postgres") throws -> String {
    try shared().conninfo(database: database, user: role)
  }

  /// A connection as superuser.
  public static func superuser(database: String = "postgres") throws -> SqlSession {
    try SqlSession(conninfo(database: database))
  }

  /// The shape of a cluster for tests in this folder.
  public static func configuration(folder: String) -> ClusterConfiguration {
    var configuration = ClusterConfiguration(folder: folder)
    configuration.isDurable = false
    configuration.isTrusting = true
    configuration.neededBytes = 100 << 20
    return configuration
  }

  private static func remove() {
    opened.withLock { opened in
      guard let folder = opened?.cluster.folder else { return }
      opened = nil
      _ = try? LocalCluster.removeIfAbandoned(configuration(folder: folder))
    }
  }

  private static func removeLeftovers() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/tmp")) ?? []
    for name in names where name.hasPrefix(prefix) {
      guard let pid = pid_t(name.dropFirst(prefix.count)), kill(pid, 0) != 0 || pid == getpid() else { continue }
      _ = try? LocalCluster.removeIfAbandoned(configuration(folder: "/tmp/" + name))
    }
  }
}
