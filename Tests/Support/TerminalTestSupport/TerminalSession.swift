import CVTerm
import Glibc

/// A real program on a real pseudo-terminal, its screen read through libvterm.
///
/// Nothing happens between calls: the screen changes while `wait(until:)`, `settle()` and their kin read. Not thread-safe;
/// a test owns its sessions.
public final class TerminalSession {
  /// How a program ended.
  public enum Exit: Equatable, Sendable {
    case code(Int32)
    case signal(Int32)
  }

  public struct StartError: Error {
    public let path: String
  }

  public let emulator: Emulator
  public let processID: pid_t
  /// Every byte the program sent.
  public private(set) var output: [UInt8] = []
  /// What must live as long as the program, such as its database.
  public var companion: AnyObject?
  /// How long expectations of a test wait, in seconds; a test that has failed lowers it, so that it does not fail slowly.
  public var patience = 15.0
  private var side: Int32
  private var status: Exit?

  /// An environment with nothing of the test's own: type, locale, PATH.
  public static let plainEnvironment = ["TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": "/nonexistent"]

  /// Starts a program. `environment` is all it gets; `folder` empty is the test's own.
  public init(
    _ path: String, arguments: [String] = [], environment: [String: String] = TerminalSession.plainEnvironment, folder: String = "",
    columns: Int = 100, rows: Int = 30
  ) throws {
    emulator = Emulator(columns: max(4, min(columns, 600)), rows: max(2, min(rows, 250)))
    var argv = ([path] + arguments).map { strdup($0) } + [nil]
    var envp = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in argv + envp { free(text) } }
    var pid: pid_t = 0
    side = vt_spawn(path, &argv, &envp, folder, Int32(rows), Int32(columns), &pid)
    guard side >= 0 else { throw StartError(path: path) }
    processID = pid
    _ = fcntl(side, F_SETFL, O_NONBLOCK)
  }

  deinit {
    if side >= 0 { close(side) }
    if status == nil {
      kill(processID, SIGKILL)
      waitpid(processID, nil, 0)
    }
  }

  // MARK: In

  /// Sends bytes as they are, reading meanwhile so that neither side waits for the other.
  public func send(_ bytes: [UInt8]) {
    var sent = 0
    let deadline = Self.now() + 10_000
    while sent < bytes.count, side >= 0, Self.now() < deadline {
      let count = bytes.withUnsafeBytes { write(side, $0.baseAddress?.advanced(by: sent), $0.count - sent) }
      if count > 0 { sent += count } else if errno == EAGAIN { read(milliseconds: 5) } else { return }
    }
  }

  /// Sends as much as the terminal takes and reads nothing, as a line that stands still.
  public func pushWithoutReading(_ text: String) {
    let bytes = Array(text.utf8)
    guard side >= 0 else { return }
    _ = bytes.withUnsafeBytes { write(side, $0.baseAddress, $0.count) }
  }

  public func send(_ text: String) { send(Array(text.utf8)) }

  /// Pastes as a terminal with bracketed paste does. Wait for the effect before the next key: keys in the same burst count as pasted.
  public func paste(_ text: String) { send("\u{1B}[200~" + text + "\u{1B}[201~") }

  /// Tells the program, and the emulator, another size. The emulator stays between 4 x 2, where it is sound, and 600 x 250.
  public func resize(columns: Int, rows: Int) {
    emulator.resize(columns: max(4, min(columns, 600)), rows: max(2, min(rows, 250)))
    _ = vt_resize(side, Int32(rows), Int32(columns))
  }

  public func signal(_ number: Int32) { kill(processID, number) }

  /// Closes the terminal, as a lost line does: the program gets SIGHUP and end of file.
  public func hangUp() {
    guard side >= 0 else { return }
    close(side)
    side = -1
  }

  // MARK: Out

  /// Reads until the condition holds; false when it did not in time.
  @discardableResult
  public func wait(seconds: Double = 10, until condition: (TerminalSession) -> Bool) -> Bool {
    let deadline = Self.now() + UInt64(seconds * 1_000)
    while !condition(self) {
      guard Self.now() < deadline else { return false }
      if !read(milliseconds: 20), side < 0 || exitStatus != nil { return condition(self) }
    }
    return true
  }

  /// Reads until the screen shows a text.
  @discardableResult
  public func wait(for text: String, seconds: Double = 10) -> Bool {
    wait(seconds: seconds) { session in session.rows.contains { $0.contains(text) } }
  }

  /// Reads until nothing has come for so long: for looking at bytes, not for the content of the screen.
  public func settle(milliseconds: Int = 120) {
    while read(milliseconds: milliseconds) {}
  }

  /// Waits for the end of the program.
  public func waitForExit(seconds: Double = 10) -> Exit? {
    let deadline = Self.now() + UInt64(seconds * 1_000)
    while exitStatus == nil, Self.now() < deadline { read(milliseconds: 10) }
    while read(milliseconds: 0) {}
    return exitStatus
  }

  /// How the program ended; nil while it runs.
  public var exitStatus: Exit? {
    if status != nil { return status }
    var raw: Int32 = 0
    guard waitpid(processID, &raw, WNOHANG) == processID else { return nil }
    status = raw & 0x7F == 0 ? .code(raw >> 8 & 0xFF) : .signal(raw & 0x7F)
    return status
  }

  /// Reads what is there, waiting at most so long for the first byte; false where nothing came.
  @discardableResult
  private func read(milliseconds: Int) -> Bool {
    guard side >= 0 else {
      if milliseconds > 0 { poll(nil, 0, Int32(min(milliseconds, 5))) }
      return false
    }
    var descriptor = pollfd(fd: side, events: Int16(POLLIN), revents: 0)
    guard poll(&descriptor, 1, Int32(milliseconds)) > 0 else { return false }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = Glibc.read(side, &buffer, buffer.count)
    guard count > 0 else {
      // The other side is closed: do not spin on the hang-up flag.
      if milliseconds > 0 { poll(nil, 0, 2) }
      return false
    }
    output += buffer[..<count]
    let answer = emulator.show(buffer[..<count])
    if !answer.isEmpty { answer.withUnsafeBytes { _ = write(side, $0.baseAddress, $0.count) } }
    return true
  }

  private static func now() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000 + UInt64(time.tv_nsec) / 1_000_000
  }
}
