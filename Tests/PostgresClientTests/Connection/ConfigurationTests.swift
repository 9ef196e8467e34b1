import DatabaseTestSupport
import EventLoop
import PostgresClient
import Testing

/// Connection strings: what is allowed, what is demanded, what is said about the rest.
@Suite(.onLoop)
struct ConfigurationTests {
  @Test(arguments: [
    ("dbname=a user=b", "host is missing"), ("host=/tmp user=b", "dbname is missing"), ("host=/tmp dbname=a", "user is missing"),
    ("host=/tmp dbname=a user=b options='-c x=y'", "keyword options is not allowed"),
    ("host=/tmp dbname=a user=b service=x", "keyword service is not allowed"),
    ("host=/tmp dbname=a user=b target_session_attrs=any", "keyword target_session_attrs is not allowed"),
    ("host=/tmp dbname=a user=b gssencmode=prefer", "keyword gssencmode is not allowed"),
    ("host=/tmp dbname=a user=b sslmode=require", "sslmode has no meaning on a socket"),
    ("host=/tmp dbname=a user=b connect_timeout=0", "connect_timeout is not 1 to 600"),
    ("host=/tmp dbname=a user=b connect_timeout=x", "connect_timeout is not 1 to 600"),
    ("host=192.0.2.1 dbname=a user=b", "sslrootcert is missing"),
    ("host=192.0.2.1 dbname=a user=b sslmode=require sslrootcert=/r", "sslmode must be verify-full"),
    ("host=192.0.2.1 dbname=a user=b sslmode=disable", "sslmode must be verify-full"),
    ("host=192.0.2.1,192.0.2.2 dbname=a user=b sslrootcert=/r", "host: one server only"),
    ("host=192.0.2.1 dbname=a user=b sslrootcert=/r channel_binding=disable", "channel_binding must be require"),
    ("host=192.0.2.1 dbname=a user=b sslrootcert=/r channel_binding=prefer", "channel_binding must be require"),
    ("host=192.0.2.1 dbname=a user=b sslrootcert=/r requirepeer=root", "requirepeer has no meaning over a network"),
    ("host=db dbname=a user=b sslrootcert=/r hostaddr=db", "hostaddr is not an address"),
    ("host=/tmp dbname=a user=b password='sec ret", "the connection string cannot be parsed"),
    ("host=/tmp dbname=a user=b nonsense=1", "the connection string cannot be parsed"),
    ("host=/tmp dbname=a\0 user=b", "the connection string holds U+0000"),
  ])
  func refused(_ string: String, _ reason: String) {
    #expect {
      try PostgresConfiguration(string)
    } throws: { error in
      guard let error = error as? PostgresError else { return false }
      return error.condition == .invalidConfiguration && error.reason == reason && !"\(error)".contains("sec ret")
    }
  }

  @Test func accepted() throws {
    let socket = try PostgresConfiguration("host=/run/x port=5433 dbname='my db' user=u requirepeer=postgres sslmode=disable")
    #expect(socket.isLocal && socket.host == "/run/x" && socket.database == "my db" && socket.user == "u")
    let uri = try PostgresConfiguration(
      "postgresql://u:p@db.example:5433/clinic?sslrootcert=/r&hostaddr=192.0.2.1&connect_timeout=3")
    #expect(!uri.isLocal && uri.host == "db.example" && uri.connectTimeLimit == 3000)
    _ = try PostgresConfiguration("host=::1 dbname=a user=b sslrootcert=/r sslcert=/c sslkey=/k channel_binding=prefer")
    #expect(try PostgresConfiguration("host=/x dbname=a user=b application_name=ward").applicationName == "ward")
  }

  @Test @UIActor func aNameWithoutAnAddressIsNotLookedUp() async throws {
    let configuration = try PostgresConfiguration("host=localhost dbname=a user=b sslrootcert=/r")
    let error = await failure { _ = try await PostgresConnection.connect(configuration) }
    #expect(error?.reason == "host is a name: hostaddr is missing")
    // Resolved beforehand it gets as far as the missing server.
    let resolved = try configuration.resolvingHost()
    #expect(await failure { _ = try await PostgresConnection.connect(resolved) }?.condition == .connectFailed)
  }

  @Test @UIActor func settingsArrive() async throws {
    let connection = try await connect { configuration in
      configuration.applicationName = "ward 3 'night'"
      configuration.settings["application_name.test"] = "two  words\\and a backslash"
    }
    defer { connection.close() }
    let row = try await connection.query(
      Statement(
        "settings",
        "SELECT current_setting('TimeZone'), current_setting('client_encoding'), current_setting('statement_timeout'),",
        "current_setting('application_name'), current_setting('application_name.test'), current_setting('DateStyle')")).onlyRow()
    let values = try row.decode(String.self, String.self, String.self, String.self, String.self, String.self)
    #expect(values == ("UTC", "UTF8", "1min", "ward 3 'night'", "two  words\\and a backslash", "ISO, YMD"))
    #expect(connection.serverVersion >= 150_000)
  }

  @Test @UIActor func aSettingsNameIsNoPlaceForOptions() async throws {
    let error = await failure { _ = try await connect { $0.settings["x -c y"] = "1" } }
    #expect(error?.condition == .invalidConfiguration)
  }

  @Test @UIActor func refusalsOfTheServer() async throws {
    let unknown = await failure { _ = try await connect(database: "no_such_database") }
    #expect(unknown?.condition == .unknownDatabase && unknown?.sqlState == "3D000")
    let stranger = await failure { _ = try await connect(role: "no_such_role") }
    #expect(stranger?.condition == .authenticationFailed && stranger?.sqlState == "28000")
    let setting = await failure { _ = try await connect { $0.settings["work_mem"] = "lots" } }
    #expect(setting?.condition == .dataException)
    #expect(setting?.description.contains("lots") == false)
  }

  @Test @UIActor func nobodyListens() async throws {
    let nowhere = try PostgresConfiguration("host=/nonexistent dbname=postgres user=postgres")
    let error = await failure { _ = try await PostgresConnection.connect(nowhere) }
    #expect(error?.condition == .connectFailed)
  }

  @Test @UIActor func theServersOwner() async throws {
    let owner = try TestCluster.shared().serverUser
    func attempt(_ peer: String) async -> PostgresError? {
      await failure {
        let string = try TestCluster.conninfo() + " requirepeer=" + peer
        try await PostgresConnection.connect(PostgresConfiguration(string)).close()
      }
    }
    #expect(await attempt(owner) == nil)
    #expect(await attempt("nobody")?.condition == .connectFailed)
  }
}
