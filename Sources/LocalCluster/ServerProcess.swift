import Foundation

/// The server's process as its files and /proc tell: nothing here trusts a pid that merely exists.
struct ServerProcess {
  let layout: ClusterLayout

  private var pidFile: String { layout.data + "/postmaster.pid" }

  /// The postmaster's pid, when a process with that pid works in this very data folder.
  func runningPid() -> pid_t? {
    guard let text = try? String(contentsOfFile: pidFile, encoding: .utf8),
      let pid = text.split(separator: "\n").first.flatMap({ pid_t($0) }), pid > 0,
      let place = folderOfProcess(pid), let data = realPath(layout.data), place == data
    else { return nil }
    return pid
  }

  /// Running, open for connections, and its socket still there.
  var isReady: Bool {
    guard runningPid() != nil, let text = try? String(contentsOfFile: pidFile, encoding: .utf8) else { return false }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.count > 7 && lines[7].hasPrefix("ready") && access(layout.socket, F_OK) == 0
  }

  /// Files of a server that was killed: a pid used again by another program would keep PostgreSQL from starting.
  func removeStaleFiles() {
    guard runningPid() == nil else { return }
    unlink(pidFile)
    unlink(layout.socket)
    unlink(layout.socket + ".lock")
  }

  /// Waits until no postmaster works in the data folder; false when it still does after `seconds`.
  func waitForEnd(seconds: Double) -> Bool {
    let begin = Date()
    while runningPid() != nil {
      if Date().timeIntervalSince(begin) > seconds { return false }
      usleep(20_000)
    }
    return true
  }

  /// The last complaint in the server's log, without time and pid.
  func lastComplaint() -> String? {
    guard let handle = FileHandle(forReadingAtPath: layout.log) else { return nil }
    defer { try? handle.close() }
    let size = (try? handle.seekToEnd()) ?? 0
    try? handle.seek(toOffset: size > 8192 ? size - 8192 : 0)
    let text = String(decoding: (try? handle.readToEnd()) ?? Data(), as: UTF8.self)
    let line = text.split(separator: "\n").last { $0.contains("FATAL:") || $0.contains("PANIC:") || $0.contains("could not") }
    guard let line else { return nil }
    return line.range(of: "FATAL:  ").map { String(line[$0.upperBound...]) } ?? String(line)
  }

  private func folderOfProcess(_ pid: pid_t) -> String? {
    try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/cwd")
  }

  private func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
