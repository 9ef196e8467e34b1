import Foundation

/// Starts programs beside this one.
enum TerminalProgram {
  /// The path of a program that stands in the same folder as this one.
  static func beside(_ name: String) throws -> String {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    let path = URL(fileURLWithPath: own).deletingLastPathComponent().path + "/" + name
    guard access(path, X_OK) == 0 else { throw Failure("\(path) is missing: build or install it beside clinicctl.") }
    return path
  }

  /// A folder that comes with the program: in `share/clinic` next to it, or in the repository it was built in; nil where it is
  /// not.
  static func shared(_ name: String) -> String? {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    var folder = URL(fileURLWithPath: own).deletingLastPathComponent()
    let installed = folder.deletingLastPathComponent().appendingPathComponent("share/clinic/" + name).path
    if FileManager.default.fileExists(atPath: installed) { return installed }
    while folder.path.count > 1 {
      let candidate = folder.appendingPathComponent(name).path
      if FileManager.default.fileExists(atPath: folder.path + "/Package.swift"), FileManager.default.fileExists(atPath: candidate)
      {
        return candidate
      }
      folder.deleteLastPathComponent()
    }
    return nil
  }

  /// Runs a program on this terminal to its end; its exit code, or 128 + the signal that ended it.
  static func run(_ arguments: [String]) throws -> Int32 {
    // Its own terminal signals are the program's business; this one stays to clean up behind it.
    let ignored = [SIGINT, SIGQUIT, SIGHUP, SIGTSTP]
    for number in ignored { signal(number, SIG_IGN) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var defaults = sigset_t()
    sigemptyset(&defaults)
    for number in ignored { sigaddset(&defaults, number) }
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    let pid = try spawn(arguments, actions: nil, attributes: &attributes)
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
    return status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
  }

  /// Starts a program that outlives this one: a session of its own, no terminal, its words in `log`.
  static func detach(_ arguments: [String], log: String) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    _ = try spawn(["/usr/bin/setsid"] + arguments, actions: &actions, attributes: nil)
  }

  private static func spawn(
    _ arguments: [String], actions: UnsafePointer<posix_spawn_file_actions_t>?, attributes: UnsafePointer<posix_spawnattr_t>?
  ) throws -> pid_t {
    var argv: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { argv.forEach { free($0) } }
    var pid: pid_t = 0
    let code = posix_spawn(&pid, arguments[0], actions, attributes, &argv, environ)
    guard code == 0 else { throw Failure("Cannot start \(arguments[0]): \(String(cString: strerror(code))).") }
    return pid
  }
}

/// An error in one line that says what to do.
struct Failure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
