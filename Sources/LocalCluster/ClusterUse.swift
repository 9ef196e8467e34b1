import Foundation
import Synchronization

/// One user of a running cluster: a lock that ends with the process, so that the last one can stop the server.
public final class ClusterUse: Sendable {
  private let lock: Mutex<FileLock?>

  init(_ lock: FileLock?) { self.lock = Mutex(lock) }

  /// Stops counting, now and not when the value is released.
  public func end() { lock.withLock { $0 = nil } }

  /// Lets a program started later inherit the lock: the cluster then stays up as long as that program runs.
  public func shareWithChildren() {
    lock.withLock { lock in
      if let descriptor = lock?.descriptor { _ = fcntl(descriptor, F_SETFD, 0) }
    }
  }
}

extension LocalCluster {
  /// Keeps the server up without users (`demo start`), or no longer.
  public func keepRunning(_ isKept: Bool) throws {
    if isKept {
      let descriptor = creat(layout.keep, 0o600)
      guard descriptor >= 0 else { throw ServerUser.failure(layout.keep) }
      close(descriptor)
    } else {
      unlink(layout.keep)
    }
  }

  /// Stops the server when nobody uses it and nobody asked to keep it; tells whether it did.
  /// Safe against a start at the same time: both take the start lock, and a user's lock is taken under it.
  @discardableResult
  public func stopIfAbandoned() throws -> Bool {
    try Self.withStartLock(layout, configuration) {
      guard access(layout.keep, F_OK) != 0,
        let alone = try FileLock.tryLock(layout.usersLock, isShared: false)
      else { return false }
      return try withExtendedLifetime(alone) {
        try stopLocked()
        return true
      }
    }
  }

  /// Runs `body` while no other process does the same for this cluster: what it makes is made once.
  public func exclusively<Value>(report: (String) -> Void = { _ in }, _ body: () throws -> Value) throws -> Value {
    let lock = try FileLock.waitForLock(layout.prepareLock, seconds: configuration.patienceSeconds) {
      report("Another start of \(layout.folder) is preparing it: waiting for it.")
    }
    guard let lock else {
      throw ClusterError(.busy, "Another start of \(layout.folder) is still preparing it: wait for it and try again.")
    }
    return try withExtendedLifetime(lock, body)
  }

  /// The right to watch over this cluster, for one process at a time; nil when another has it for longer than this.
  public func takeWatch(waitingSeconds: Double) throws -> ClusterUse? {
    try FileLock.waitForLock(layout.watchLock, seconds: waitingSeconds) {}.map { ClusterUse($0) }
  }

  /// Removes a throw-away cluster whose last user is gone, with its folder; false while somebody uses it or is starting it.
  @discardableResult
  public static func removeIfAbandoned(_ configuration: ClusterConfiguration) throws -> Bool {
    let layout = ClusterLayout(configuration)
    guard let starting = try FileLock.tryLock(layout.startLock, isShared: false),
      let alone = try FileLock.tryLock(layout.usersLock, isShared: false)
    else { return false }
    try withExtendedLifetime((starting, alone)) {
      try locate(configuration, layout, ServerUser.current())?.stopLocked()
      try FileManager.default.removeItem(atPath: layout.folder)
    }
    return true
  }

  /// `open` and `use` as one step, so that no other user's end comes between them.
  public static func openForUse(
    _ configuration: ClusterConfiguration, report: (String) -> Void = { _ in }
  ) throws -> (cluster: LocalCluster, use: ClusterUse) {
    for _ in 0..<20 {
      let cluster = try open(configuration, report: report)
      let use = try withStartLock(cluster.layout, configuration) { () -> ClusterUse? in
        guard cluster.server.isReady else { return nil }
        return try FileLock.tryLock(cluster.layout.usersLock, isShared: true).map { ClusterUse($0) }
      }
      if let use { return (cluster, use) }
    }
    throw ClusterError(
      .busy, "The cluster in \(configuration.folder) is stopped again and again: see \(configuration.folder)/cluster/server.log.")
  }
}
