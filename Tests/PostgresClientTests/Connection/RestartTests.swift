import EventLoop
import Glibc
import PostgresClient
import Testing

/// A server that stops and starts again.
@Suite(.onLoop)
struct RestartTests {
  @Test func theSupervisorOutlivesTheServer() async throws {
    var server = try PrivateCluster("restart")
    defer { server.remove() }
    let supervisor = try await supervise(server.conninfo)
    let writing = Task { @UIActor in
      try await supervisor.connection?.query(Statement("restart_sleep", "SELECT pg_sleep(60)"))
    }
    #expect(await eventually { await supervisor.connection?.counters.flights == 1 })
    try server.stop()
    #expect(await failure { _ = try await writing.value }?.condition == .connectionLost)
    #expect(await eventually { await supervisor.connection == nil })
    try server.start()
    #expect(await eventually { await supervisor.connection != nil })
    let one = try await supervisor.connection?.query(Statement("restart_one", "SELECT 1")).onlyRow().decode(Int.self)
    #expect(one == 1)
    await supervisor.stop()
  }

  /// On a server of its own: a stopped process of the shared one would hold up everybody's DROP DATABASE.
  @Test func aServerThatDoesNotAnswerACancelIsLost() async throws {
    let server = try PrivateCluster("silence")
    defer { server.remove() }
    try await loseToSilence(server.conninfo)
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
