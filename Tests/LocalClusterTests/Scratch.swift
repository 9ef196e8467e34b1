import Foundation
import LocalCluster

/// A folder under /tmp that is gone with the value, the cluster in it stopped.
final class Scratch {
  let path: String

  init() {
    path = "/tmp/clinic-lct-\(UUID().uuidString.prefix(8))"
    mkdir(path, 0o755)
  }

  deinit {
    try? LocalCluster.remove(ClusterConfiguration(folder: path + "/c"))
    try? FileManager.default.removeItem(atPath: path)
  }

  /// A durable cluster in this folder, as the demo has it.
  var configuration: ClusterConfiguration {
    var configuration = ClusterConfiguration(folder: path + "/c")
    configuration.neededBytes = 50 << 20
    return configuration
  }

  func write(_ text: String, _ name: String, mode: mode_t = 0o644) throws {
    let file = path + "/" + name
    try FileManager.default.createDirectory(
      atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try text.write(toFile: file, atomically: false, encoding: .utf8)
    chmod(file, mode)
  }

  /// Three programs that only tell a version.
  func fakePrograms(version: String, in folder: String) throws -> String {
    for name in ["postgres", "initdb", "pg_ctl"] {
      try write("#!/bin/sh\necho 'postgres (PostgreSQL) \(version)'\n", folder + "/" + name, mode: 0o755)
    }
    return path + "/" + folder
  }

  /// What lies in the cluster's folder, without the locks.
  func remains() -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path + "/c")) ?? []
    return names.filter { !$0.hasSuffix(".lock") }.sorted()
  }
}

/// The error of a call that must fail.
func clusterError(_ body: () throws -> Void) -> ClusterError? {
  do { try body() } catch { return error as? ClusterError }
  return nil
}
