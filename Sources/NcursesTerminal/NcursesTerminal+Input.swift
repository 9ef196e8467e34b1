import CLinux
import CNcurses
import EventLoop
import Glibc
import TerminalUI

extension NcursesTerminal {
  /// How long a burst of sizes must rest before one is taken.
  static let resizeRest = 50
  /// Quiet after which a paste is over, and one whose end never comes.
  static let pasteRest = 50
  static let pastePatience = 3_000

  func watchInput() {
    EventLoop.shared.watch(STDIN_FILENO, events: Int16(POLLIN)) { [weak self] events in self?.readInput(events) }
    EventLoop.shared.watch(signals, events: Int16(POLLIN)) { [weak self] _ in self?.readSignals() }
  }

  /// These arrive as events; the rest of what a keyboard or another process of the user can send is ignored.
  func listenToSignals() {
    for ignored in [
      SIGINT, SIGQUIT, SIGTSTP, SIGTTIN, SIGTTOU, SIGPIPE, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGIO, SIGPWR, SIGXFSZ, SIGXCPU,
      SIGSTKFLT,
    ] { signal(ignored, SIG_IGN) }
    let heard = [SIGWINCH, SIGHUP, SIGTERM, SIGCONT]
    signals = linux_signalfd(heard, Int32(heard.count))
  }

  private func readInput(_ events: Int16) {
    let bytes = [UInt8](unsafeUninitializedCapacity: 16_384) { buffer, count in
      count = max(0, read(STDIN_FILENO, buffer.baseAddress, buffer.count))
    }
    if bytes.isEmpty {
      if events & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 || errno != EAGAIN { hangUp() }
      return
    }
    deliver(parser.feed(bytes))
    armParserTimer()
  }

  private func armParserTimer() {
    if let timer = parserTimer { EventLoop.shared.cancel(timer) }
    parserTimer = nil
    let delay: Int
    switch parser.wait {
    case .nothing: return
    case .sequence: delay = options.escapeDelay
    case .pasteEnd: delay = Self.pasteRest
    case .paste: delay = Self.pastePatience
    }
    parserTimer = EventLoop.shared.after(milliseconds: delay) { [weak self] in
      guard let self, self.isRunning else { return }
      self.parserTimer = nil
      self.deliver(self.parser.timeOut())
    }
  }

  private func deliver(_ events: [InputEvent]) {
    for event in events where isRunning { onEvent(event) }
  }

  private func readSignals() {
    while isRunning {
      switch linux_signalfd_read(signals) {
      case 0: return
      case SIGHUP: hangUp()
      case SIGTERM: onEvent(.terminate)
      case SIGWINCH: sizeChanged()
      case SIGCONT: continued()
      default: break
      }
    }
  }

  private func hangUp() {
    EventLoop.shared.unwatch(STDIN_FILENO)
    guard !isHungUp else { return }
    isHungUp = true
    onEvent(.hangUp)
  }

  /// Dragging a window sends dozens of sizes: the last one counts.
  private func sizeChanged() {
    if let timer = resizeTimer { EventLoop.shared.cancel(timer) }
    resizeTimer = EventLoop.shared.after(milliseconds: Self.resizeRest) { [weak self] in
      guard let self, self.isRunning else { return }
      self.resizeTimer = nil
      self.takeSize()
      self.onEvent(.resize(self.size))
    }
  }

  /// The terminal may have moved its text about: everything is sent again with the next canvas.
  private func takeSize() {
    size = ScreenSize.current()
    resize_term(Int32(size.height), Int32(size.width))
    clearok(nc_curscr(), true)
    shown = nil
  }

  /// After a stop by the shell or a debugger: its modes are gone from the terminal.
  private func continued() {
    guard let output else { return }
    reset_prog_mode()
    raw()
    noecho()
    nonl()
    output.send(TerminalSequence.capability("smcup") + TerminalSequence.capability("smkx") + TerminalSequence.begin)
    takeSize()
    isCursorVisible = nil
    onEvent(.resumed)
  }
}
