import DatabaseTestSupport
import Foundation
import Testing

@testable import LocalCluster

/// Whether this machine lets the tests mount a small disk.
private let mayMount: Bool = {
  guard geteuid() == 0 else { return false }
  let place = "/tmp/clinic-lct-mount-\(getpid())"
  mkdir(place, 0o755)
  defer { rmdir(place) }
  guard mount("tmpfs", place, "tmpfs", 0, "size=1m") == 0 else { return false }
  return umount(place) == 0
}()

/// Every obstacle: one line that says what to do, and nothing half-made.
@Suite struct ClusterRefusalTests {
  @Test func clusterOfAnotherVersion() throws {
    let scratch = Scratch()
    try scratch.write("9\n", "c/cluster/data/PG_VERSION")
    chownToServer(scratch.path + "/c/cluster/data")
    let error = clusterError { _ = try LocalCluster.open(scratch.configuration) }
    #expect(error?.kind == .otherClusterVersion)
    #expect(error?.description.contains("postgresql-9") == true)
    #expect(try String(contentsOfFile: scratch.path + "/c/cluster/data/PG_VERSION", encoding: .utf8) == "9\n")
  }

  @Test func folderThatIsNoCluster() throws {
    let scratch = Scratch()
    try scratch.write("holiday photos", "c/cluster/readme.txt")
    let error = clusterError { _ = try LocalCluster.open(scratch.configuration) }
    #expect(error?.kind == .damaged)
    #expect(scratch.remains() == ["cluster"])
  }

  @Test(.enabled(if: geteuid() == 0)) func clusterOfAnotherUser() throws {
    let scratch = Scratch()
    try scratch.write("15\n", "c/cluster/data/PG_VERSION")
    let error = clusterError { _ = try LocalCluster.open(scratch.configuration) }
    #expect(error?.kind == .unreachable)
  }

  @Test func fileInTheWay() throws {
    let scratch = Scratch()
    try scratch.write("", "file")
    let error = clusterError { _ = try LocalCluster.open(ClusterConfiguration(folder: scratch.path + "/file/clinic")) }
    #expect(error?.kind == .unwritable)
    #expect(error?.description.contains("--data-dir") == true)
  }

  @Test func folderThatNobodyMayWrite() throws {
    let error = clusterError { _ = try LocalCluster.open(ClusterConfiguration(folder: "/proc/clinic")) }
    #expect(error?.kind == .unwritable)
  }

  @Test(.enabled(if: geteuid() == 0)) func folderThatTheServersUserCannotEnter() throws {
    let scratch = Scratch()
    chmod(scratch.path, 0o700)
    let error = clusterError { _ = try LocalCluster.open(scratch.configuration) }
    #expect(error?.kind == .unreachable)
    #expect(error?.description.contains("postgres") == true)
    chmod(scratch.path, 0o755)
    #expect(scratch.remains() == [])
  }

  @Test func tooLittleFreeSpace() throws {
    let scratch = Scratch()
    var configuration = scratch.configuration
    configuration.neededBytes = .max
    let error = clusterError { _ = try LocalCluster.open(configuration) }
    #expect(error?.kind == .diskFull)
    #expect(error?.description.contains("MB are free") == true)
    #expect(scratch.remains() == [])
  }

  @Test(.enabled(if: mayMount)) func diskThatRunsFullWhileTheClusterIsMade() throws {
    let scratch = Scratch()
    let place = scratch.path + "/c"
    mkdir(place, 0o755)
    try #require(mount("tmpfs", place, "tmpfs", 0, "size=25m") == 0)
    defer { umount2(place, Int32(MNT_DETACH)) }
    var configuration = scratch.configuration
    configuration.neededBytes = 0
    let error = clusterError { _ = try LocalCluster.open(configuration) }
    #expect(error?.kind == .diskFull)
    #expect(error?.description.contains("is full: free some space") == true)
    #expect(scratch.remains() == [])
  }

  @Test(.enabled(if: mayMount)) func diskThatHasNoRoomForTheServer() throws {
    let scratch = Scratch()
    let place = scratch.path + "/c"
    mkdir(place, 0o755)
    // Room for initdb's files, none for what a start adds.
    try #require(mount("tmpfs", place, "tmpfs", 0, "size=42m") == 0)
    defer { umount2(place, Int32(MNT_DETACH)) }
    var configuration = scratch.configuration
    configuration.neededBytes = 0
    configuration.settings = ["min_wal_size": "80MB"]
    if let error = clusterError({ _ = try LocalCluster.open(configuration) }) {
      #expect(error.kind == .diskFull)
      #expect(scratch.remains() == [])
    } else {
      try LocalCluster.remove(configuration)
    }
  }

  @Test func anotherStartThatDoesNotEnd() throws {
    let scratch = Scratch()
    var configuration = scratch.configuration
    configuration.patienceSeconds = 0.2
    mkdir(configuration.folder, 0o755)
    let lock = try #require(try FileLock.tryLock(configuration.folder + "/start.lock", isShared: false))
    let error = withExtendedLifetime(lock) { clusterError { _ = try LocalCluster.open(configuration) } }
    #expect(error?.kind == .busy)
    #expect(error?.description.contains("try again") == true)
    #expect(scratch.remains() == [])
  }

  @Test func programsGivenExplicitlyMustFit() throws {
    let scratch = Scratch()
    var configuration = scratch.configuration
    configuration.programs = try scratch.fakePrograms(version: "14.2", in: "old")
    #expect(clusterError { _ = try LocalCluster.open(configuration) }?.kind == .versionTooOld)
    #expect(scratch.remains() == [])
  }

  private func chownToServer(_ path: String) {
    guard let user = try? ServerUser.current() else { return }
    chown(path, user.uid, user.gid)
  }
}
