import DatabaseTestSupport
import EventLoop
import Foundation
import PostgresClient
import Testing

/// Over a network: the server proves itself, the password is bound to the channel, nothing weaker is accepted.
@Suite(.onLoop)
struct TLSTests {
  @Test func overTCP() async throws {
    let server = try TLSServer()
    defer { server.remove() }
    let base = "host=db.example hostaddr=\(server.address) dbname=postgres user=tls_user password=tls_secret"
    let good = base + " sslrootcert=\(server.authority)"

    let connection = try await open(good)
    let row = try await connection.query(
      Statement("tls", "SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()")).onlyRow()
    let (isEncrypted, version) = try row.decode(Bool.self, String.self)
    #expect(isEncrypted && version == "TLSv1.3")
    // Large enough for many TLS records in both directions.
    let text = String(repeating: "x", count: 3_000_000)
    let back = try await connection.query(Statement("tls_echo", "SELECT $1"), [text]).onlyRow().decode(String.self, at: 0)
    #expect(back == text)
    let slow = await failure { try await connection.query(Statement("tls_sleep", "SELECT pg_sleep(60)"), timeLimit: 20) }
    #expect(slow?.condition == .timeLimit)
    await connection.close()

    #expect(await refusal(good.replacingOccurrences(of: "db.example", with: "other.example")) == .connectFailed)
    #expect(await refusal(base + " sslrootcert=\(server.stranger)") == .connectFailed)
    #expect(await refusal(base + " sslrootcert=/nonexistent/root.crt") == .connectFailed)
    #expect(await refusal(good.replacingOccurrences(of: "tls_secret", with: "wrong")) == .authenticationFailed)
    // A server that asks for no SCRAM exchange cannot be bound to the channel.
    #expect(await refusal(good.replacingOccurrences(of: "tls_user", with: "postgres")) == .connectFailed)
  }

  @UIActor
  private func open(_ conninfo: String) async throws -> PostgresConnection {
    try await PostgresConnection.connect(PostgresConfiguration(conninfo))
  }

  @UIActor
  private func refusal(_ conninfo: String) async -> PostgresError.Condition? {
    await failure { try await open(conninfo).close() }?.condition
  }
}

/// A cluster that listens with TLS on an address of its own of the loopback network.
private struct TLSServer {
  let address: String
  let authority: String
  let stranger: String
  private var server: PrivateCluster

  init() throws {
    let number = Int(getpid())
    address = "127.\(1 + number % 200).\(number / 200 % 250).\(1 + number / 50_000)"
    server = try PrivateCluster("tls")
    let certificates = server.folder
    try Self.makeCertificate(name: "db.example", file: certificates + "/server")
    try Self.makeCertificate(name: "db.example", file: certificates + "/stranger")
    authority = certificates + "/server.crt"
    stranger = certificates + "/stranger.crt"

    let keys = server.cluster.keyFolder
    try server.cluster.writeKey(String(contentsOfFile: certificates + "/server.key", encoding: .utf8), name: "server.key")
    try server.cluster.writeKey(String(contentsOfFile: authority, encoding: .utf8), name: "server.crt")
    try server.stop()
    server.configuration.settings = [
      "listen_addresses": "'\(address)'", "ssl": "on", "ssl_cert_file": "'\(keys)/server.crt'",
      "ssl_key_file": "'\(keys)/server.key'",
    ]
    try server.start()
    let admin = try SqlSession(server.conninfo)
    try admin.run("CREATE ROLE tls_user LOGIN PASSWORD 'tls_secret'")
    let rules = "hostssl all tls_user all scram-sha-256\nhostssl all postgres all trust\n"
    let file = try admin.run("SHOW hba_file").value ?? ""
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(rules.utf8))
    try handle.close()
    try admin.run("SELECT pg_reload_conf()")
    let deadline = Date().addingTimeInterval(10)
    while try admin.run("SELECT count(*) FROM pg_hba_file_rules WHERE type = 'hostssl'").value != "2", Date() < deadline {}
  }

  func remove() {
    server.remove()
  }

  private static func makeCertificate(name: String, file: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
    process.arguments = [
      "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=\(name)", "-addext",
      "subjectAltName=DNS:\(name)", "-keyout", file + ".key", "-out", file + ".crt",
    ]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }
}
