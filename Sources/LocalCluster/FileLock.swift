import Foundation

/// An advisory `flock` on a file; ends with the last process that holds its descriptor, however that process ends.
final class FileLock: Sendable {
  let descriptor: Int32

  private init(descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// Nil when somebody else holds it in a way that excludes this. The descriptor is not inherited by programs started.
  static func tryLock(_ path: String, isShared: Bool) throws -> FileLock? {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw ClusterError(.unwritable, "Cannot write \(path) (\(String(cString: strerror(errno)))):"
        + " choose a folder of your own with --data-dir.")
    }
    if flock(descriptor, (isShared ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0 { return FileLock(descriptor: descriptor) }
    close(descriptor)
    return nil
  }

  /// Waits for the exclusive lock at most `seconds`; nil when it stayed taken. `whenWaiting` is called once, after a second.
  static func waitForLock(_ path: String, seconds: Double, whenWaiting: () -> Void) throws -> FileLock? {
    let begin = Date()
    var told = false
    while true {
      if let lock = try tryLock(path, isShared: false) { return lock }
      let waited = Date().timeIntervalSince(begin)
      if waited > seconds { return nil }
      if waited > 1 && !told {
        told = true
        whenWaiting()
      }
      usleep(50_000)
    }
  }
}
