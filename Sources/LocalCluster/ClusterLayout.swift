import Foundation

/// The paths of a cluster. Only `data` belongs to PostgreSQL; the keys lie beside it, never inside.
struct ClusterLayout: Sendable {
  let folder: String
  let run: String

  init(_ configuration: ClusterConfiguration) {
    var folder = configuration.folder
    if !folder.hasPrefix("/") { folder = FileManager.default.currentDirectoryPath + "/" + folder }
    while folder.count > 1 && folder.hasSuffix("/") { folder.removeLast() }
    self.folder = folder
    run = configuration.socketFolder ?? folder + "/run"
  }

  var cluster: String { folder + "/cluster" }
  var data: String { cluster + "/data" }
  var keys: String { cluster + "/keys" }
  var log: String { cluster + "/server.log" }
  var startLock: String { folder + "/start.lock" }
  var usersLock: String { folder + "/users.lock" }
  var prepareLock: String { folder + "/prepare.lock" }
  var watchLock: String { folder + "/watch.lock" }
  /// Exists while the cluster is to stay up without users.
  var keep: String { folder + "/keep" }
  var socket: String { run + "/.s.PGSQL.5432" }

  /// A sibling in which a cluster is built before it gets its name.
  static let buildPrefix = ".creating-"

  /// The kernel's limit of a socket's path, in bytes.
  static let socketPathLimit = 107

  func checkSocketPath() throws {
    let length = socket.utf8.count
    guard length > Self.socketPathLimit else { return }
    throw ClusterError(.socketPathTooLong, "The socket's path \(socket) has \(length) bytes, the system allows"
      + " \(Self.socketPathLimit): choose a shorter folder with --socket-dir.")
  }

  /// Makes the folders above the cluster, and checks that the server's user can work in them.
  func makeFolders(for user: ServerUser, isPrivate: Bool) throws {
    var path = ""
    for part in folder.split(separator: "/").dropLast() {
      path += "/" + part
      if mkdir(path, 0o755) != 0 && errno != EEXIST { throw ServerUser.failure(path) }
    }
    // As root the folder stays root's, and others may pass through it to the socket.
    if isPrivate || !user.isOther {
      try user.makeFolder(folder, mode: 0o700)
    } else if mkdir(folder, 0o755) != 0 && errno != EEXIST {
      throw ServerUser.failure(folder)
    }
    guard access(folder, W_OK) == 0 else { throw ServerUser.failure(folder) }
    if user.isOther, try !user.run(["/usr/bin/test", "-x", folder]).isSuccess {
      throw ClusterError(.unreachable, "The server's user \(user.name) cannot enter \(folder):"
        + " choose a --data-dir that everybody can pass through, such as \(ClusterConfiguration.defaultFolder()).")
    }
  }

  func makeSocketFolder(for user: ServerUser) throws {
    try user.makeFolder(run, mode: user.isOther ? 0o755 : 0o700)
  }

  /// Removes what earlier attempts left when they were killed. Call only under the start lock.
  func removeLeftovers() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where name.hasPrefix(Self.buildPrefix) {
      try? FileManager.default.removeItem(atPath: folder + "/" + name)
    }
  }

  /// Refuses to create a cluster on a disk that is nearly full.
  func checkFreeSpace(_ needed: UInt64) throws {
    var status = statvfs()
    guard statvfs(folder, &status) == 0 else { throw ServerUser.failure(folder) }
    let free = UInt64(status.f_bavail) * UInt64(status.f_frsize)
    guard free < needed else { return }
    throw ClusterError(.diskFull, "Only \(free >> 20) MB are free on the disk of \(folder), \(needed >> 20) MB are needed:"
      + " free some space, or choose another --data-dir.")
  }
}
