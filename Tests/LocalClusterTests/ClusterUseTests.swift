import DatabaseTestSupport
import Foundation
import Testing

@testable import LocalCluster

/// Who keeps a cluster up, and who stops it. Throw-away clusters: they start in a third of the time.
@Suite(.serialized) struct ClusterUseTests {
  private func configuration(_ scratch: Scratch) -> ClusterConfiguration { TestCluster.configuration(folder: scratch.path + "/c") }

  @Test func lastUserStopsTheServer() throws {
    let scratch = Scratch()
    let (cluster, first) = try LocalCluster.openForUse(configuration(scratch))
    let (_, second) = try LocalCluster.openForUse(configuration(scratch))
    first.end()
    #expect(try !cluster.stopIfAbandoned())
    #expect(cluster.isRunning)
    second.end()
    #expect(try cluster.stopIfAbandoned())
    #expect(!cluster.isRunning)
  }

  @Test func keptServerStaysWithoutUsers() throws {
    let scratch = Scratch()
    let (cluster, use) = try LocalCluster.openForUse(configuration(scratch))
    try cluster.keepRunning(true)
    use.end()
    #expect(try !cluster.stopIfAbandoned())
    try cluster.keepRunning(false)
    #expect(try cluster.stopIfAbandoned())
  }

  @Test func startedProgramInheritsTheUseAndItsEndFreesIt() throws {
    let scratch = Scratch()
    let (cluster, use) = try LocalCluster.openForUse(configuration(scratch))
    use.shareWithChildren()
    let child = Process()
    child.executableURL = URL(fileURLWithPath: "/bin/sh")
    // Foundation closes descriptors it does not know: the shell takes the lock by itself, as an inherited descriptor would.
    child.arguments = ["-c", "exec 9<>\(cluster.folder)/users.lock; flock -s 9; echo ready; read line"]
    let (input, output) = (Pipe(), Pipe())
    child.standardInput = input
    child.standardOutput = output
    try child.run()
    _ = output.fileHandleForReading.availableData
    use.end()
    #expect(try !cluster.stopIfAbandoned())
    kill(child.processIdentifier, SIGKILL)
    child.waitUntilExit()
    #expect(try cluster.stopIfAbandoned())
  }

  @Test func abandonedThrowAwayClusterIsRemoved() throws {
    let scratch = Scratch()
    let (cluster, use) = try LocalCluster.openForUse(configuration(scratch))
    #expect(try !LocalCluster.removeIfAbandoned(configuration(scratch)))
    use.end()
    #expect(try LocalCluster.removeIfAbandoned(configuration(scratch)))
    #expect(!cluster.isRunning)
    #expect(access(cluster.folder, F_OK) != 0)
  }

  @Test func watchIsTakenOnce() throws {
    let scratch = Scratch()
    let (cluster, use) = try LocalCluster.openForUse(configuration(scratch))
    let watch = try cluster.takeWatch(waitingSeconds: 0)
    #expect(watch != nil)
    #expect(try cluster.takeWatch(waitingSeconds: 0) == nil)
    watch?.end()
    #expect(try cluster.takeWatch(waitingSeconds: 0) != nil)
    use.end()
  }

  @Test func preparationIsExclusive() async throws {
    let scratch = Scratch()
    let (cluster, use) = try LocalCluster.openForUse(configuration(scratch))
    defer { use.end() }
    let inside = Locked()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask {
          try cluster.exclusively {
            #expect(inside.enter() == 1)
            usleep(10_000)
            inside.leave()
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(inside.entries == 4)
  }

  @Test func locksOfOthersAreNotInheritedByTheServer() throws {
    let scratch = Scratch()
    let (cluster, use) = try LocalCluster.openForUse(configuration(scratch))
    use.end()
    // Were the server holding the users' lock, it would never be abandoned.
    #expect(try cluster.stopIfAbandoned())
  }

  private final class Locked: @unchecked Sendable {  // every access is under the lock
    private let lock = NSLock()
    private var count = 0
    private(set) var entries = 0
    func enter() -> Int { lock.withLock { count += 1; entries += 1; return count } }
    func leave() { lock.withLock { count -= 1 } }
  }
}
