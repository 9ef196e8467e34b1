import Glibc

/// A program on a pseudo-terminal whose output is timed and counted, and otherwise thrown away. Not thread-safe.
public final class MeteredTerminal {
  /// What a program sent after a key.
  public struct Burst: Sendable, Equatable {
    public var bytes = 0
    /// Reads that found something. One write of the program is one read, unless it is beyond 4 kB (the terminal's buffer) or
    /// another follows within microseconds.
    public var writes = 0
    /// From the key to the first and to the last byte, in milliseconds.
    public var firstAfter = 0.0
    public var lastAfter = 0.0

    public init() {}

    /// This and what came behind it, whose times count from this one's last byte.
    public func followed(by other: Burst) -> Burst {
      var sum = self
      sum.bytes += other.bytes
      sum.writes += other.writes
      if other.writes > 0 { sum.lastAfter += other.lastAfter }
      return sum
    }
  }

  public struct StartError: Error {
    public let path: String
    public let code: Int32
  }

  public let processID: pid_t
  /// The last 64 kB of output, for waiting for words.
  public private(set) var recent: [UInt8] = []
  private let side: Int32
  private var status: Int32?
  private var buffer = [UInt8](repeating: 0, count: 65_536)

  /// Starts `arguments[0]` in a session of its own on a new terminal; `environment` is all it gets.
  public init(_ arguments: [String], environment: [String: String], columns: Int, rows: Int) throws {
    side = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK)
    var (isLocked, number): (Int32, UInt32) = (0, 0)
    guard side >= 0, ioctl(side, Self.setLock, &isLocked) == 0, ioctl(side, Self.getNumber, &number) == 0 else {
      throw StartError(path: "/dev/ptmx", code: errno)
    }
    var size = winsize(ws_row: UInt16(clamping: rows), ws_col: UInt16(clamping: columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(side, UInt(TIOCSWINSZ), &size)
    processID = try Self.spawn(arguments, environment, terminal: "/dev/pts/\(number)")
  }

  /// TIOCSPTLCK and TIOCGPTN of <asm/ioctls.h>: macros that are not imported.
  private static let setLock: UInt = 0x4004_5431
  private static let getNumber: UInt = 0x8004_5430

  deinit {
    close(side)
    guard status == nil else { return }
    kill(processID, SIGKILL)
    waitpid(processID, nil, 0)
  }

  /// A session leader that opens a terminal gets it as its own: no fork of this program is needed.
  private static func spawn(_ arguments: [String], _ environment: [String: String], terminal: String) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGTSTP] { sigaddset(&signals, number) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    // 0x80: POSIX_SPAWN_SETSID
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | 0x80))
    var argv: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    var envp: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in argv + envp { free(text) } }
    var pid: pid_t = 0
    let code = posix_spawn(&pid, arguments[0], &actions, &attributes, &argv, &envp)
    guard code == 0 else { throw StartError(path: arguments[0], code: code) }
    return pid
  }

  /// Sends keys as bytes.
  public func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(side, $0.baseAddress, $0.count) }
      if count > 0 { rest = rest.dropFirst(count) } else if errno == EAGAIN { poll(nil, 0, 1) } else if errno != EINTR { return }
    }
  }

  /// Sends keys, then reads until the program has been quiet for so long; the times count from the key.
  public func measure(_ bytes: [UInt8], quiet: Int = 80, timeLimit: Int = 5_000) -> Burst {
    let begin = Self.now()
    send(bytes)
    return read(since: begin, quiet: quiet, timeLimit: timeLimit) { _ in false }
  }

  /// Sends keys, then reads until one of the words has come; nil when it did not in time.
  public func measure(_ bytes: [UInt8], until words: [String], timeLimit: Int = 10_000) -> Burst? {
    recent = []
    let begin = Self.now()
    if !bytes.isEmpty { send(bytes) }
    let wanted = words.map { Array($0.utf8) }
    var isFound = false
    let burst = read(since: begin, quiet: timeLimit, timeLimit: timeLimit) { terminal in
      isFound = wanted.contains { terminal.recent.contains($0) }
      return isFound
    }
    return isFound ? burst : nil
  }

  /// Reads for so long, whatever comes.
  public func watch(milliseconds: Int) -> Burst {
    read(since: Self.now(), quiet: milliseconds, timeLimit: milliseconds) { _ in false }
  }

  /// Ends the program and gives its resources back; true when it left by itself after SIGHUP.
  @discardableResult
  public func end(timeLimit: Int = 3_000) -> Bool {
    kill(processID, SIGHUP)
    let deadline = Self.now() + UInt64(timeLimit) * 1_000_000
    var raw: Int32 = 0
    while Self.now() < deadline {
      if waitpid(processID, &raw, WNOHANG) == processID {
        status = raw
        return true
      }
      _ = watch(milliseconds: 10)
    }
    return false
  }

  private func read(since begin: UInt64, quiet: Int, timeLimit: Int, until isDone: (MeteredTerminal) -> Bool) -> Burst {
    var burst = Burst()
    let deadline = begin + UInt64(timeLimit) * 1_000_000
    while true {
      let now = Self.now()
      guard now < deadline else { return burst }
      var descriptor = pollfd(fd: side, events: Int16(POLLIN), revents: 0)
      let wait = min(quiet, Int((deadline - now + 999_999) / 1_000_000))
      let ready = poll(&descriptor, 1, Int32(wait))
      if ready == 0 { return burst }
      guard ready > 0 else { continue }
      let count = Glibc.read(side, &buffer, buffer.count)
      guard count > 0 else { return burst }
      let after = Double(Self.now() - begin) / 1_000_000
      if burst.writes == 0 { burst.firstAfter = after }
      burst.lastAfter = after
      burst.bytes += count
      burst.writes += 1
      recent += buffer[..<count]
      if recent.count > 65_536 { recent.removeFirst(recent.count - 65_536) }
      if isDone(self) { return burst }
    }
  }

  static func now() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
