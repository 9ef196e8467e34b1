import Foundation

/// The operating system's user that runs the server: the caller, or `postgres` where the caller is root (initdb refuses root).
struct ServerUser: Sendable, Equatable {
  var name: String
  var uid: uid_t
  var gid: gid_t

  static func current() throws -> ServerUser {
    if geteuid() != 0 {
      guard let entry = getpwuid(geteuid()) else {
        throw ClusterError(.missingUser, "This user (\(geteuid())) has no entry in /etc/passwd: PostgreSQL needs one.")
      }
      return ServerUser(name: String(cString: entry.pointee.pw_name), uid: entry.pointee.pw_uid, gid: entry.pointee.pw_gid)
    }
    guard let entry = getpwnam("postgres") else {
      throw ClusterError(
        .missingUser, "The user postgres does not exist: apt-get install postgresql, or start as another user than root.")
    }
    return ServerUser(name: "postgres", uid: entry.pointee.pw_uid, gid: entry.pointee.pw_gid)
  }

  /// Whether programs must be started as somebody else than the caller.
  var isOther: Bool { uid != geteuid() }

  /// The command that runs `arguments` as this user.
  func command(_ arguments: [String]) -> [String] {
    isOther ? ["/usr/bin/setpriv", "--reuid=\(uid)", "--regid=\(gid)", "--init-groups", "--"] + arguments : arguments
  }

  func run(_ arguments: [String]) throws -> ChildProcess.Result { try ChildProcess.run(command(arguments)) }

  /// Creates a folder of this user; an existing one is left alone. Throws `unwritable` or `diskFull`.
  func makeFolder(_ path: String, mode: mode_t) throws {
    if mkdir(path, mode) != 0 {
      if errno == EEXIST { return }
      throw Self.failure(path)
    }
    guard chmod(path, mode) == 0, !isOther || chown(path, uid, gid) == 0 else { throw Self.failure(path) }
  }

  /// Writes a file of this user in one step: a reader sees the old content or the new one.
  func write(_ content: String, to path: String, mode: mode_t = 0o600) throws {
    let temporary = path + ".new"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw Self.failure(path) }
    var bytes = Array(content.utf8)[...]
    var isWritten = fchmod(descriptor, mode) == 0 && (!isOther || fchown(descriptor, uid, gid) == 0)
    while isWritten && !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 { bytes = bytes.dropFirst(count) } else if errno != EINTR { isWritten = false }
    }
    isWritten = isWritten && fsync(descriptor) == 0
    let error = isWritten ? nil : Self.failure(path)
    close(descriptor)
    if error == nil && rename(temporary, path) == 0 { return }
    let reason = error ?? Self.failure(path)
    unlink(temporary)
    throw reason
  }

  static func failure(_ path: String) -> ClusterError {
    if errno == ENOSPC || errno == EDQUOT || errno == EFBIG {
      return ClusterError(.diskFull, "The disk that holds \(path) is full: free some space and start again.")
    }
    return ClusterError(.unwritable, "Cannot write \(path) (\(String(cString: strerror(errno)))):"
      + " choose a folder of your own with --data-dir.")
  }
}
