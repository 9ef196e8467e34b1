import Foundation
import Measuring

/// The real program on a pseudo-terminal, and the way through its screens.
final class BenchTerminal {
  enum Key {
    static let enter = Array("\r".utf8)
    static let tab = Array("\t".utf8)
    static let escape = Array("\u{1B}".utf8)
    static let down = Array("\u{1B}OB".utf8)
    static let left = Array("\u{1B}OD".utf8)
    static let pageDown = Array("\u{1B}[6~".utf8)
    static let pageUp = Array("\u{1B}[5~".utf8)

    static func text(_ text: String) -> [UInt8] { Array(text.utf8) }
  }

  let terminal: MeteredTerminal
  /// Until the sign-in form stands, and until the database has told the site's name, in milliseconds.
  let formAfter: Double
  let siteAfter: Double

  static let environment = ["TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": "/nonexistent"]

  /// Starts the program and waits for its sign-in screen.
  init(_ program: String, database: String, columns: Int = 100, rows: Int = 30) throws {
    terminal = try MeteredTerminal([program, "--database", database], environment: Self.environment, columns: columns, rows: rows)
    guard let form = terminal.measure([], until: ["sign in"]) else {
      throw Failure("\(program) does not show its sign-in screen.")
    }
    formAfter = form.lastAfter
    if terminal.recent.contains(Array("Clinic demo".utf8)) {
      siteAfter = form.lastAfter
    } else {
      guard let site = terminal.measure([], until: ["Clinic demo"]) else {
        throw Failure("\(program) does not reach the measured database.")
      }
      siteAfter = form.lastAfter + site.lastAfter
    }
    _ = terminal.watch(milliseconds: 100)
  }

  /// The record number at the top of the nurses' list, as printed.
  static func firstOfList(_ bench: BenchCluster) throws -> String {
    try onLoop {
      let caller = try await Caller.signedIn(bench.terminal, email: "bench.nurse1@clinic.demo")
      defer { caller.close() }
      guard let first = try await caller.store.repositories.directory.myPatients().first else {
        throw Failure("The measured ward is empty.")
      }
      return "\(first.entry.recordNumber)"
    }
  }

  /// Fills in the form and sends it; the answer's figures until a word of the list stands there, and with all that follows.
  func signIn(_ login: String, until word: String) throws -> (toList: MeteredTerminal.Burst, whole: MeteredTerminal.Burst) {
    _ = terminal.measure(Key.text(login) + Key.tab + Key.text(DemoPerson.password))
    guard let first = terminal.measure(Key.enter, until: [word]) else { throw Failure("\(login) does not come to her list.") }
    return (first, first.followed(by: terminal.watch(milliseconds: 300)))
  }

  /// Presses a key several times, each when the program is quiet again.
  func press(_ key: [UInt8], times: Int = 1, quiet: Int = 80) -> [MeteredTerminal.Burst] {
    (0..<times).map { _ in terminal.measure(key, quiet: quiet) }
  }
}
