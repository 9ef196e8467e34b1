import DatabaseTestSupport
import Foundation
import TerminalTestSupport
import Testing

/// A demo of its own, made and stopped by `clinicctl demo`: a durable server that may go down in the middle of anything.
final class DemoServer: Sendable {
  let folder: String
  private let program: String
  private static let prefix = "clinic-journey-"

  init() throws {
    program = try #require(TestExecutable.path("clinicctl"), "clinicctl is not built")
    Self.removeLeftovers(program)
    folder = "/tmp/\(Self.prefix)\(getpid())"
    let words = try Self.run(program, ["demo", "start", "--patients", "40", "--data-dir", folder])
    let description = try JSONSerialization.jsonObject(with: Data(words.utf8)) as? [String: Any]
    conninfo = try #require(description?["database"] as? String)
    atexit { DemoServer.removeOwn() }
  }

  /// The ward terminal's.
  let conninfo: String

  func stop() throws { try run(["stop"]) }
  func start() throws { try run(["start"]) }

  /// The superuser.
  func superuser() throws -> SqlSession {
    try SqlSession(conninfo.replacingOccurrences(of: "user='clinic_terminal'", with: "user='postgres'"))
  }

  /// `clinic` on a terminal with somebody signed in.
  func signedIn(_ person: Person, at place: SourceLocation = #_sourceLocation) throws -> TerminalSession {
    let terminal = try Clinic.start(conninfo)
    terminal.companion = self
    terminal.expect("Clinic demo", at: place)
    terminal.signIn(person)
    terminal.expect(person.firstSight, at: place)
    return terminal
  }

  @discardableResult
  private func run(_ arguments: [String]) throws -> String { try Self.run(program, ["demo"] + arguments + ["--data-dir", folder]) }

  private static func run(_ program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    let (output, errors) = (Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let words = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let complaint = String(decoding: errors.fileHandleForReading.availableData, as: UTF8.self)
    try #require(process.terminationStatus == 0, "clinicctl \(arguments.joined(separator: " ")): \(complaint)")
    return String(decoding: words, as: UTF8.self)
  }

  private static func removeOwn() {
    guard let program = TestExecutable.path("clinicctl") else { return }
    remove("/tmp/\(prefix)\(getpid())", program)
  }

  private static func remove(_ folder: String, _ program: String) {
    _ = try? run(program, ["demo", "reset", "--yes", "--data-dir", folder])
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Of runs that were killed.
  private static func removeLeftovers(_ program: String) {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: "/tmp")) ?? [] where name.hasPrefix(prefix) {
      guard let pid = pid_t(name.dropFirst(prefix.count)), kill(pid, 0) != 0 else { continue }
      remove("/tmp/" + name, program)
    }
  }
}
