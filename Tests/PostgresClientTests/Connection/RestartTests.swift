import DatabaseTestSupport
import EventLoop
import Foundation
import LocalCluster
import PostgresClient
import Testing

/// A server that stops and starts again.
@Suite(.onLoop)
struct RestartTests {
  @Test func theSupervisorOutlivesTheServer() async throws {
    let configuration = TestCluster.configuration(folder: "/tmp/clinic-client-restart-\(getpid())")
    let cluster = try LocalCluster.open(configuration)
    defer {
      try? cluster.destroy()
      try? FileManager.default.removeItem(atPath: configuration.folder)
    }
    let conninfo = cluster.conninfo(database: "postgres", user: "postgres")
    let supervisor = try await supervise(conninfo)
    let writing = Task { @UIActor in
      try await supervisor.connection?.query(Statement("restart_sleep", "SELECT pg_sleep(60)"))
    }
    #expect(await eventually { await supervisor.connection?.counters.flights == 1 })
    try cluster.stop()
    #expect(await failure { _ = try await writing.value }?.condition == .connectionLost)
    #expect(await eventually { await supervisor.connection == nil })
    _ = try LocalCluster.open(configuration)
    #expect(await eventually { await supervisor.connection != nil })
    let one = try await supervisor.connection?.query(Statement("restart_one", "SELECT 1")).onlyRow().decode(Int.self)
    #expect(one == 1)
    await supervisor.stop()
  }

  /// On a server of its own: a stopped process of the shared one would hold up everybody's DROP DATABASE.
  @Test func aServerThatDoesNotAnswerACancelIsLost() async throws {
    let configuration = TestCluster.configuration(folder: "/tmp/clinic-client-silent-cancel-\(getpid())")
    let cluster = try LocalCluster.open(configuration)
    defer {
      try? cluster.destroy()
      try? FileManager.default.removeItem(atPath: configuration.folder)
    }
    try await loseToSilence(cluster.conninfo(database: "postgres", user: "postgres"))
  }

  @UIActor
  private func loseToSilence(_ conninfo: String) async throws {
    var configuration = try PostgresConfiguration(conninfo)
    configuration.cancelTimeLimit = 100
    let connection = try await PostgresConnection.connect(configuration)
    // Stopped, the server process can neither answer nor be cancelled.
    kill(connection.processID, SIGSTOP)
    defer { kill(connection.processID, SIGCONT) }
    let error = await failure { try await connection.query(Statement("silent", "SELECT 1"), timeLimit: 20) }
    #expect(error?.condition == .connectionLost)
    #expect(error?.isOutcomeUnknown == true)
    #expect(!connection.isOpen)
  }

  @UIActor
  private func supervise(_ conninfo: String) async throws -> PostgresSupervisor {
    let supervisor = PostgresSupervisor(try PostgresConfiguration(conninfo), pauses: .init(first: 10, longest: 50))
    supervisor.start()
    #expect(await eventually { supervisor.connection != nil })
    return supervisor
  }
}
