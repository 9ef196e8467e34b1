import Glibc
import TerminalTestSupport
import Testing

/// The probe program on a terminal of its own.
struct ProbeSession {
  let terminal: TerminalSession

  init(_ arguments: [String] = [], _ changes: [String: String] = [:], columns: Int = 100, rows: Int = 30) throws {
    let path = try #require(TestExecutable.path("terminal-probe"))
    let environment = TerminalSession.plainEnvironment.merging(changes) { $1 }
    terminal = try TerminalSession(path, arguments: arguments, environment: environment, columns: columns, rows: rows)
  }

  /// Started, and its first screen is up.
  static func ready(_ arguments: [String] = [], _ changes: [String: String] = [:], columns: Int = 100, rows: Int = 30) throws -> ProbeSession {
    let probe = try ProbeSession(arguments, changes, columns: columns, rows: rows)
    #expect(probe.terminal.wait(for: "started"), "\(probe.terminal.screen)")
    probe.terminal.settle(milliseconds: 40)
    return probe
  }

  struct Metrics { var bytes, writes, frames, wakes: Int }

  /// The probe's own count, taken before the screen that shows it.
  func metrics() -> Metrics? {
    let frame = terminal.rows.last ?? ""
    terminal.press("m")
    guard terminal.wait(until: { ($0.rows.last ?? "").contains("wakes=") && $0.rows.last != frame }) else { return nil }
    terminal.settle(milliseconds: 40)
    let numbers = (terminal.rows.last ?? "").split(separator: " ").compactMap { $0.split(separator: "=").last.flatMap { Int($0) } }
    return numbers.count == 4 ? Metrics(bytes: numbers[0], writes: numbers[1], frames: numbers[2], wakes: numbers[3]) : nil
  }

  /// Ends the probe by its key.
  func quit() -> TerminalSession.Exit? {
    terminal.press("q")
    return terminal.waitForExit()
  }

  /// Context switches of all threads so far; grows whenever something wakes.
  func contextSwitches() -> Int {
    (try? Self.switches(of: terminal.processID)) ?? -1
  }

  private static func switches(of process: pid_t) throws -> Int {
    let tasks = try #require(opendir("/proc/\(process)/task"))
    defer { closedir(tasks) }
    var sum = 0
    while let entry = readdir(tasks) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      guard Int(name) != nil, let file = fopen("/proc/\(process)/task/\(name)/status", "r") else { continue }
      defer { fclose(file) }
      var line = [CChar](repeating: 0, count: 512)
      while fgets(&line, 512, file) != nil {
        let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        if text.hasPrefix("voluntary_ctxt_switches"), let count = text.split(whereSeparator: \.isWhitespace).last.flatMap({ Int($0) }) { sum += count }
      }
    }
    return sum
  }
}
