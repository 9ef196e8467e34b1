import CLinux
import EventLoop
import Glibc

/// The way to the terminal. ncurses writes at every cursor move; here its output is gathered and sent by one `write()`.
///
/// The descriptor is a description of its own where the system allows, non-blocking: a terminal that does not read stops
/// the painting, not the program, and the shell's own descriptor keeps its mode.
@UIActor
final class OutputChannel {
  /// Where bytes leave; also used by the crash guard.
  let terminal: Int32
  private let standardOutput: Int32
  private let memory: Int32
  private var pending: [UInt8] = []
  private var rowSteps = RowStepFilter()
  private var renditions = RenditionFilter()
  private(set) var bytesWritten = 0
  private(set) var writes = 0
  /// The terminal does not exist any more: what is sent is dropped.
  private(set) var isGone = false
  /// Called when everything that waited has been written.
  var onDrained: () -> Void = {}

  init?() {
    standardOutput = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 10)
    guard standardOutput >= 0 else { return nil }
    let own = open("/proc/self/fd/\(STDOUT_FILENO)", O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    terminal = own >= 0 && isatty(own) == 1 ? own : standardOutput
    if own >= 0 && terminal != own { close(own) }
    memory = linux_memfd("screen")
  }

  /// True while bytes wait for a slow terminal.
  var isBusy: Bool { !pending.isEmpty }

  /// Runs curses calls and returns what they wrote to standard output.
  func gather(_ body: () -> Void) -> [UInt8] {
    guard memory >= 0, dup2(memory, STDOUT_FILENO) >= 0 else {
      body()
      return []
    }
    body()
    dup2(standardOutput, STDOUT_FILENO)
    let count = Int(lseek(memory, 0, SEEK_CUR))
    guard count > 0 else { return [] }
    lseek(memory, 0, SEEK_SET)
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = max(0, pread(memory, buffer.baseAddress, count, 0))
    }
  }

  /// Sends bytes after those that wait; behind the last ones the terminal has the rendition they ended with.
  func send(_ bytes: [UInt8], isLast: Bool = false) {
    guard !isGone, !bytes.isEmpty else { return }
    let bytes = rowSteps.reduce(renditions.reduce(bytes) + (isLast ? renditions.end() : []))
    if pending.isEmpty { pending = bytes } else { pending += bytes }
    flush()
  }

  /// Writes what waits; what the terminal does not take now goes when it can.
  private func flush() {
    var sent = 0
    while sent < pending.count {
      let count = pending.withUnsafeBytes { write(terminal, $0.baseAddress?.advanced(by: sent), $0.count - sent) }
      if count > 0 {
        sent += count
        writes += 1
        bytesWritten += count
      } else if count < 0, errno == EINTR {
        continue
      } else {
        if count < 0, errno != EAGAIN { lose() }
        break
      }
    }
    if isGone { return }
    pending.removeFirst(min(sent, pending.count))
    if pending.isEmpty {
      EventLoop.shared.unwatch(terminal)
    } else {
      EventLoop.shared.watch(terminal, events: Int16(POLLOUT)) { [weak self] _ in self?.resume() }
    }
  }

  private func resume() {
    flush()
    if pending.isEmpty { onDrained() }
  }

  /// Drops what waits and all that follows.
  func lose() {
    isGone = true
    pending = []
    EventLoop.shared.unwatch(terminal)
  }

  /// Waits at most so long for what is pending; for the last words only.
  func drain(milliseconds: Int) {
    let deadline = EventLoop.now() + UInt64(milliseconds) * 1_000_000
    while isBusy, EventLoop.now() < deadline {
      var descriptor = pollfd(fd: terminal, events: Int16(POLLOUT), revents: 0)
      if poll(&descriptor, 1, Int32(milliseconds)) <= 0 { break }
      if descriptor.revents & Int16(POLLERR | POLLHUP) != 0 { lose() } else { flush() }
    }
    EventLoop.shared.unwatch(terminal)
  }
}
