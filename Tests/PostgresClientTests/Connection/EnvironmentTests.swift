import DatabaseTestSupport
import EventLoop
import Foundation
import PostgresClient
import Testing

/// Nothing but the connection string decides where to connect and how.
@Suite(.onLoop)
struct EnvironmentTests {
  /// In a process of its own: the environment belongs to all threads.
  @Test func hostileVariablesChangeNothing() async throws {
    let conninfo = try TestCluster.conninfo()
    await #expect(processExitsWith: .success) { [conninfo = conninfo as String] in
      let hostile = [
        "PGHOST": "/tmp/evil", "PGHOSTADDR": "192.0.2.66", "PGPORT": "1", "PGDATABASE": "evil", "PGUSER": "evil",
        "PGPASSWORD": "evil", "PGPASSFILE": "/tmp/evil", "PGSERVICE": "evil", "PGSERVICEFILE": "/tmp/evil",
        "PGSYSCONFDIR": "/tmp",
        "PGOPTIONS": "-c evil", "PGAPPNAME": "evil",
        "PGSSLMODE": "require", "PGREQUIRESSL": "1", "PGSSLCERT": "/tmp/evil", "PGSSLROOTCERT": "/tmp/evil",
        "PGREQUIREPEER": "evil", "PGGSSENCMODE": "require", "PGKRBSRVNAME": "evil", "PGGSSLIB": "evil", "PGCONNECT_TIMEOUT": "1",
        "PGCLIENTENCODING": "SQL_ASCII", "PGTARGETSESSIONATTRS": "standby", "PGCHANNELBINDING": "require", "PGTZ": "America/Lima",
        "PGDATESTYLE": "German", "PGGEQO": "evil", "PGLOCALEDIR": "/tmp", "PGSSLMINPROTOCOLVERSION": "evil", "PGSSLSNI": "0",
      ]
      for (name, value) in hostile { setenv(name, value, 1) }
      EventLoop.runInBackground()
      let connection = try await PostgresConnection.connect(PostgresConfiguration(conninfo))
      let row = try await connection.query(
        Statement(
          "identity", "SELECT current_database()::text, current_user::text, current_setting('TimeZone'),",
          "current_setting('DateStyle'), current_setting('client_encoding'), current_setting('application_name')")).onlyRow()
      let found = try row.decode(String.self, String.self, String.self, String.self, String.self, String.self)
      guard found == ("postgres", "postgres", "UTC", "ISO, YMD", "UTF8", "clinic") else { exit(1) }
      exit(environmentIsFree(of: hostile.keys) ? 0 : 2)
    }
  }

  /// A connection that listens and is kept by a supervisor costs nothing while nobody asks.
  @Test func anIdleConnectionIsNoWakeUp() async throws {
    let conninfo = try TestCluster.conninfo()
    await #expect(processExitsWith: .success) { [conninfo = conninfo as String] in
      EventLoop.runInBackground()
      let supervisor = try await startSupervisor(conninfo)
      let before = await wakeUps()
      usleep(300_000)
      // This very question wakes the loop once; the one before may have, late, when it came while the loop was still at work.
      let after = await wakeUps()
      exit(await supervisor.connection != nil && after - before <= 2 ? 0 : 1)
    }
  }

  @Test func everyOptionWithAVariableIsSet() throws {
    // A later libpq may know more variables: each must have a value of ours.
    let ours = try TestConfiguration.options()
    // These have no value that means "none": only their variables' removal, tested above, keeps them out.
    let withoutNeutralValue = ["hostaddr", "requirepeer", "service", "password", "sslpassword"]
    for (keyword, variable) in TestConfiguration.variables() where !withoutNeutralValue.contains(keyword) {
      #expect(ours.contains(keyword), "\(keyword) would be taken from \(variable)")
    }
  }
}

private func environmentIsFree(of names: some Sequence<String>) -> Bool {
  names.allSatisfy { getenv($0) == nil }
}

@UIActor private func wakeUps() -> Int { EventLoop.shared.wakeUps }

@UIActor
private func startSupervisor(_ conninfo: String) async throws -> PostgresSupervisor {
  let supervisor = PostgresSupervisor(try PostgresConfiguration(conninfo)) { connection throws(PostgresError) in
    try await connection.listen("idle_test")
  }
  supervisor.start()
  while supervisor.connection == nil { await EventLoop.shared.sleep(milliseconds: 1) }
  // The timers of connecting are gone, nothing is left to fire.
  _ = try await supervisor.connection?.query(Statement("idle", "SELECT 1"))
  return supervisor
}
