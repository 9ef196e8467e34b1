import DatabaseTestSupport
import Foundation
import Testing

@testable import LocalCluster

/// The life of durable clusters as the demo uses them, each test with one of its own.
@Suite(.serialized) struct ClusterLifeTests {
  private func ask(_ cluster: LocalCluster, _ sql: String, user: String = "postgres") throws -> String? {
    try SqlSession(cluster.conninfo(database: "postgres", user: user)).run(sql).value
  }

  @Test func newClusterIsPrivateAndDurable() throws {
    let scratch = Scratch()
    let cluster = try LocalCluster.open(scratch.configuration)
    #expect(cluster.wasCreated)
    let expected = ["data_checksums": "on", "fsync": "on", "full_page_writes": "on", "listen_addresses": "", "jit": "off",
      "wal_writer_delay": "10", "log_min_error_statement": "panic", "log_parameter_max_length": "0", "server_encoding": "UTF8",
      "lc_collate": "C.UTF-8", "max_prepared_transactions": "0", "password_encryption": "scram-sha-256"]
    for (name, value) in expected { #expect(try ask(cluster, "select current_setting('\(name)')") == (name == "wal_writer_delay" ? "10ms" : value)) }
    #expect(scratch.remains() == ["cluster", "run"])
    var status = stat()
    #expect(stat(cluster.folder + "/cluster/keys", &status) == 0 && status.st_mode & 0o777 == 0o700)
  }

  @Test func onlyMappedUsersLogIn() throws {
    let scratch = Scratch()
    let cluster = try LocalCluster.open(scratch.configuration)
    _ = try ask(cluster, "create role visitor login")
    #expect(throws: SqlError.self) { try ask(cluster, "select 1", user: "visitor") }
    let lines = ["postgres", "visitor"].map { IdentityMap.Line(systemUser: LocalCluster.callerName, role: $0) }
    try cluster.setIdentities(lines)
    #expect(try eventually { try ask(cluster, "select current_user", user: "visitor") } == "visitor")
    try cluster.setIdentities([lines[0]])
    #expect(try eventually { (try? ask(cluster, "select 1", user: "visitor")) == nil ? "refused" : nil } == "refused")
  }

  @Test func stopsAndStartsWithItsData() throws {
    let scratch = Scratch()
    let cluster = try LocalCluster.open(scratch.configuration)
    _ = try ask(cluster, "create table t as select 42 as n")
    try cluster.stop()
    #expect(!cluster.isRunning)
    let again = try LocalCluster.open(scratch.configuration)
    #expect(!again.wasCreated)
    #expect(try ask(again, "select n from t") == "42")
  }

  @Test func secondOpenReusesTheRunningServer() throws {
    let scratch = Scratch()
    let first = try LocalCluster.open(scratch.configuration)
    let begun = try ask(first, "select pg_postmaster_start_time()")
    let second = try LocalCluster.open(scratch.configuration)
    #expect(!second.wasCreated)
    #expect(try ask(second, "select pg_postmaster_start_time()") == begun)
  }

  @Test func twoFirstStartsAtTheSameTimeMakeOneCluster() async throws {
    let scratch = Scratch()
    let configuration = scratch.configuration
    let made = try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<2 { group.addTask { try LocalCluster.open(configuration).wasCreated } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(made.filter { $0 }.count == 1)
  }

  @Test func recoversAfterTheServerWasKilled() throws {
    let scratch = Scratch()
    let cluster = try LocalCluster.open(scratch.configuration)
    _ = try ask(cluster, "create table t as select 7 as n")
    let pid = try #require(cluster.server.runningPid())
    kill(pid, SIGKILL)
    #expect(cluster.server.waitForEnd(seconds: 10))
    let again = try LocalCluster.open(scratch.configuration)
    #expect(try ask(again, "select n from t") == "7")
  }

  @Test func stalePidOfAnotherProgramIsNoObstacle() throws {
    let scratch = Scratch()
    let cluster = try LocalCluster.open(scratch.configuration)
    let file = cluster.folder + "/cluster/data/postmaster.pid"
    let old = try String(contentsOfFile: file, encoding: .utf8)
    try cluster.stop()
    // As after a restart of the machine: another process has the pid now, and the lock of the socket is still there.
    let other = try #require(old.split(separator: "\n").first)
    try old.replacingOccurrences(of: other, with: "\(getppid())").write(toFile: file, atomically: false, encoding: .utf8)
    try "\(getppid())\n".write(toFile: cluster.socketFolder + "/.s.PGSQL.5432.lock", atomically: false, encoding: .utf8)
    #expect(!cluster.isRunning)
    #expect(try ask(LocalCluster.open(scratch.configuration), "select 1") == "1")
  }

  @Test func lostSocketIsMadeAgain() throws {
    let scratch = Scratch()
    let cluster = try LocalCluster.open(scratch.configuration)
    unlink(cluster.socketFolder + "/.s.PGSQL.5432")
    #expect(try ask(LocalCluster.open(scratch.configuration), "select 1") == "1")
  }

  @Test func serverThatCannotStartLeavesNothing() throws {
    let scratch = Scratch()
    var configuration = scratch.configuration
    configuration.settings = ["max_connections": "'banana'"]
    let error = clusterError { _ = try LocalCluster.open(configuration) }
    #expect(error?.kind == .serverFailed)
    #expect(error?.description.contains("does not start") == true)
    #expect(scratch.remains() == [])
  }

  @Test func leftoversOfKilledStartsAreRemoved() throws {
    let scratch = Scratch()
    try scratch.write("half", "c/.creating-12345/data/PG_VERSION")
    _ = try LocalCluster.open(scratch.configuration)
    #expect(scratch.remains() == ["cluster", "run"])
  }

  @Test func destroyRemovesEverything() throws {
    let scratch = Scratch()
    let cluster = try LocalCluster.open(scratch.configuration)
    try cluster.destroy()
    #expect(!cluster.isRunning)
    #expect(scratch.remains() == [])
    #expect(try LocalCluster.existing(scratch.configuration) == nil)
  }

  @Test func keysBelongToTheServersUserOnly() throws {
    let scratch = Scratch()
    let cluster = try LocalCluster.open(scratch.configuration)
    try cluster.writeKey("secret", name: "key1.hex")
    var status = stat()
    #expect(stat(cluster.keyFolder + "/key1.hex", &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
    #expect(try ask(cluster, "select pg_read_file('\(cluster.keyFolder)/key1.hex')") == "secret")
    #expect(!cluster.keyFolder.hasPrefix(cluster.folder + "/cluster/data"))
  }

  /// Asks until there is an answer, at most ten seconds.
  private func eventually(_ question: () throws -> String?) throws -> String? {
    let end = Date().addingTimeInterval(10)
    while Date() < end {
      if let answer = try? question() { return answer }
      usleep(20_000)
    }
    return try question()
  }
}
