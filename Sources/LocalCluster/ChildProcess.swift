import Foundation

/// Runs one program to its end with an environment of its own (no PG* variable of the caller gets through), in `/`.
struct ChildProcess {
  struct Result {
    var status: Int32
    var output: String
    var isSuccess: Bool { status == 0 }
  }

  static let environment = ["PATH=/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL=C.UTF-8"]

  /// Standard output and error together; the input is empty. `status` is 128 + the signal where one ended it.
  static func run(_ arguments: [String]) throws -> Result {
    var pipes: [Int32] = [-1, -1]
    // Closed on exec from the beginning: a server started by another thread must not keep this end open.
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &pipes) == 0 else { throw failure("socketpair") }
    defer { close(pipes[0]) }
    let pid: pid_t
    do {
      pid = try spawn(arguments, output: pipes[1])
      close(pipes[1])
    } catch {
      close(pipes[1])
      throw error
    }
    let output = readAll(pipes[0])
    return Result(status: wait(for: pid), output: output)
  }

  private static func spawn(_ arguments: [String], output: Int32) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, output, 2)
    // The server's user may not enter the caller's folder.
    let command = ["/usr/bin/env", "-C", "/", "--"] + arguments
    var argv: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    var envp: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
    defer { (argv + envp).forEach { free($0) } }
    var pid: pid_t = 0
    let code = posix_spawn(&pid, command[0], &actions, nil, &argv, &envp)
    guard code == 0 else {
      throw ClusterError(.serverFailed, "Cannot run \(arguments[0]): \(String(cString: strerror(code))).")
    }
    return pid
  }

  private static func readAll(_ descriptor: Int32) -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count > 0 {
        bytes.append(contentsOf: buffer[..<count])
      } else if count == 0 || errno != EINTR {
        return String(decoding: bytes, as: UTF8.self)
      }
    }
  }

  private static func wait(for pid: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
    return status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
  }

  private static func failure(_ call: String) -> ClusterError {
    ClusterError(.serverFailed, "\(call): \(String(cString: strerror(errno))).")
  }
}
