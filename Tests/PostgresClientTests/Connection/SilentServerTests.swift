import EventLoop
import Foundation
import PostgresClient
import Testing

/// A server that accepts and says nothing.
@Suite(.onLoop)
struct SilentServerTests {
  @Test @UIActor func theTimeLimitOfConnecting() async throws {
    let folder = "/tmp/clinic-client-silent-\(getpid())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(listener) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { path in
      path.copyBytes(from: Array("\(folder)/.s.PGSQL.5432".utf8))
    }
    let isBound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
    #expect(isBound && listen(listener, 5) == 0)
    var configuration = try PostgresConfiguration("host=\(folder) dbname=a user=b")
    configuration.connectTimeLimit = 50
    let error = await failure { _ = try await PostgresConnection.connect(configuration) }
    #expect(error?.condition == .connectTimedOut)
  }
}
