import Foundation

/// A folder with PostgreSQL's server programs, and their version.
public struct PostgresPrograms: Sendable, Equatable {
  /// The folder that holds `postgres`, `initdb` and `pg_ctl`.
  public let folder: String
  public let major: Int
  public let minor: Int

  /// The oldest major version that can serve the clinic.
  public static let oldestMajor = 15

  static let needed = ["postgres", "initdb", "pg_ctl"]

  /// Finds the programs: `explicit`, then PATH, `pg_config --bindir`, `/usr/lib/postgresql/*/bin` (newest first).
  /// With `major`, only that version will do: the one a cluster was made with. Throws `ClusterError` that says what to install.
  public static func find(explicit: String? = nil, major: Int? = nil) throws -> PostgresPrograms {
    try find(
      explicit: explicit, major: major, path: ProcessInfo.processInfo.environment["PATH"] ?? "", versions: "/usr/lib/postgresql")
  }

  static func find(explicit: String?, major: Int?, path: String, versions: String) throws -> PostgresPrograms {
    if let explicit {
      guard let found = try probe(explicit) else {
        throw ClusterError(.missingPrograms, "\(explicit) does not hold PostgreSQL's server programs"
          + " (\(needed.joined(separator: ", "))): name the folder that does.")
      }
      return try accept(found, major: major)
    }
    var seen: [PostgresPrograms] = []
    for folder in candidates(path: path, root: versions) {
      guard let found = try? probe(folder) else { continue }
      if let accepted = try? accept(found, major: major) { return accepted }
      seen.append(found)
    }
    if let best = seen.max(by: { $0.major < $1.major }) { return try accept(best, major: major) }
    throw ClusterError(.missingPrograms, "PostgreSQL \(oldestMajor) or newer is not installed:"
      + " apt-get install postgresql, or name the folder of its programs with --postgres.")
  }

  private static func accept(_ found: PostgresPrograms, major: Int?) throws -> PostgresPrograms {
    if found.major < oldestMajor {
      throw ClusterError(.versionTooOld, "PostgreSQL \(found.major) in \(found.folder) is too old:"
        + " install version \(oldestMajor) or newer (apt-get install postgresql).")
    }
    if let major, found.major != major {
      throw ClusterError(.otherClusterVersion, "The cluster was made with PostgreSQL \(major), found is \(found.major) in"
        + " \(found.folder): install postgresql-\(major), or start anew with clinicctl demo reset.")
    }
    return found
  }

  private static func candidates(path: String, root: String) -> [String] {
    var folders = path.split(separator: ":").map(String.init)
    if let config = folders.map({ $0 + "/pg_config" }).first(where: { access($0, X_OK) == 0 }),
      let answer = try? ChildProcess.run([config, "--bindir"]), answer.isSuccess {
      folders.append(answer.output.trimmingCharacters(in: .whitespacesAndNewlines))
    }
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
    folders += versions.compactMap(Int.init).sorted(by: >).map { "\(root)/\($0)/bin" }
    return folders
  }

  /// The programs in this folder; nil where one is missing. Links are followed, so that the folder is the real one.
  private static func probe(_ folder: String) throws -> PostgresPrograms? {
    guard needed.allSatisfy({ access("\(folder)/\($0)", X_OK) == 0 }) else { return nil }
    let answer = try ChildProcess.run(["\(folder)/postgres", "--version"])
    guard answer.isSuccess, let number = answer.output.split(separator: " ").first(where: { $0.first?.isNumber == true }) else {
      return nil
    }
    let parts = number.split(separator: ".").map { Int($0.prefix { $0.isNumber }) ?? 0 }
    guard let major = parts.first else { return nil }
    return PostgresPrograms(folder: folder, major: major, minor: parts.count > 1 ? parts[1] : 0)
  }
}
