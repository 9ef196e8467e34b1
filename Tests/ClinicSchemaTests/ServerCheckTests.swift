import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicSchema

@Suite struct ServerCheckTests {
  private static let good = [
    "server_version_num": "150019", "fsync": "on", "full_page_writes": "on", "synchronous_commit": "on", "ssl": "on",
    "data_checksums": "on", "password_encryption": "scram-sha-256", "max_prepared_transactions": "0", "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0", "log_min_error_statement": "panic", "log_statement": "none",
    "log_min_duration_statement": "-1",
  ]

  @UIActor private static func judge(_ profile: ServerProfile, _ change: [String: String]) -> [String] {
    ServerCheck(profile).judge(good.merging(change) { $1 }).map { "\($0.severity.rawValue) \($0.subject)" }
  }

  @Test func goodServerHasNoFinding() async {
    #expect(await Self.judge(.production, [:]) == [])
    #expect(await Self.judge(.embedded, [:]) == [])
  }

  @Test func oldMinorIsAWarningForTheDemoOnly() async {
    #expect(await Self.judge(.embedded, ["server_version_num": "150018"]) == ["Warning server_version"])
    #expect(await Self.judge(.production, ["server_version_num": "150018"]) == ["Refused server_version"])
    #expect(await Self.judge(.embedded, ["server_version_num": "140022"]) == ["Refused server_version"])
    #expect(await Self.judge(.production, ["server_version_num": "160001"]) == [])
  }

  @Test func tlsMattersInProductionOnly() async {
    #expect(await Self.judge(.embedded, ["ssl": "off"]) == [])
    #expect(await Self.judge(.production, ["ssl": "off"]) == ["Refused ssl"])
  }

  @Test(arguments: [
    ("fsync", "off"), ("full_page_writes", "off"), ("synchronous_commit", "off"), ("data_checksums", "off"), ("password_encryption", "md5"),
    ("max_prepared_transactions", "5"), ("log_parameter_max_length", "-1"), ("log_parameter_max_length_on_error", "-1"),
    ("log_min_error_statement", "error"), ("log_statement", "all"), ("log_min_duration_statement", "0"),
  ])
  func dangerousSettingIsRefused(_ name: String, _ value: String) async {
    #expect(await Self.judge(.embedded, [name: value]) == ["Refused \(name)"])
  }

  @Test func throwAwayClusterWouldBeRefused() throws {
    let conninfo = try TestCluster.conninfo()
    let subjects = try TestLoop.wait {
      let connection = try await SchemaConnection(conninfo)
      defer { connection.close() }
      return try await ServerCheck(.embedded).findings(connection).filter { $0.severity == .refusal }.map(\.subject)
    }
    #expect(subjects.sorted() == ["data_checksums", "fsync", "full_page_writes"])
  }
}
