import Foundation
import Testing

@testable import LocalCluster

@Suite struct ClusterConfigurationTests {
  @Test func defaultFolderFollowsTheUser() {
    let folder = ClusterConfiguration.defaultFolder(environment: ["XDG_DATA_HOME": "/srv/data", "HOME": "/home/x"])
    #expect(folder == (geteuid() == 0 ? "/var/lib/clinic" : "/srv/data/clinic"))
    let home = ClusterConfiguration.defaultFolder(environment: ["HOME": "/home/x"])
    #expect(home == (geteuid() == 0 ? "/var/lib/clinic" : "/home/x/.local/share/clinic"))
  }

  @Test func settingsOfTheCallerWin() {
    var configuration = ClusterConfiguration(folder: "/x")
    configuration.settings = ["shared_buffers": "1GB", "log_min_messages": "panic"]
    let lines = configuration.settingsText.split(separator: "\n")
    #expect(lines.contains("shared_buffers = 1GB"))
    #expect(lines.contains("log_min_messages = panic"))
    #expect(lines.filter { $0.hasPrefix("shared_buffers") }.count == 1)
  }

  @Test func durableSettingsLeaveDurabilityOn() {
    let text = ClusterConfiguration(folder: "/x").settingsText
    #expect(!text.contains("fsync"))
    #expect(!text.contains("full_page_writes"))
    #expect(text.contains("listen_addresses = ''"))
    #expect(text.contains("log_min_error_statement = panic"))
    #expect(text.contains("wal_writer_delay = 10ms"))
  }

  @Test func tooLongSocketPathIsRefusedBeforeAnythingIsMade() {
    let folder = "/tmp/clinic-lct-" + String(repeating: "x", count: 90)
    let error = clusterError { _ = try LocalCluster.open(ClusterConfiguration(folder: folder)) }
    #expect(error?.kind == .socketPathTooLong)
    #expect(error?.description.contains("--socket-dir") == true)
    #expect(access(folder, F_OK) != 0)
  }

  @Test(arguments: [(107, true), (108, false)])
  func socketPathLimitIsExact(_ length: Int, _ isFine: Bool) {
    var configuration = ClusterConfiguration(folder: "/tmp/x")
    configuration.socketFolder = "/" + String(repeating: "s", count: length - 1 - "/.s.PGSQL.5432".utf8.count)
    let layout = ClusterLayout(configuration)
    #expect(layout.socket.utf8.count == length)
    #expect((clusterError { try layout.checkSocketPath() } == nil) == isFine)
  }

  @Test func identityLinesAreQuoted() {
    let text = IdentityMap.text([.init(systemUser: "o\"brien", role: "clinic_terminal")])
    #expect(text == "clinic \"o\"\"brien\" \"clinic_terminal\"\n")
  }

  @Test func errorsAreOneLine() {
    #expect(ClusterError(.damaged, "one\ntwo\n").description == "one two")
  }

  @Test(arguments: ["initdb: error: could not write file: No space left on device", "ERROR: File too large"])
  func fullDiskIsRecognised(_ output: String) {
    let error = LocalCluster.failure("initdb failed", output, ClusterLayout(ClusterConfiguration(folder: "/data")))
    #expect(error.kind == .diskFull)
    #expect(error.description == "The disk that holds /data is full: free some space and start again.")
  }
}
