import CLinux
import CNcurses
import CTerminalGuard
import EventLoop
import Glibc
import TerminalUI

/// The terminal of this process: keys in, canvases out. The only place that knows ncurses. One per process, started once.
@UIActor
public final class NcursesTerminal {
  /// What was sent so far.
  public struct Metrics: Sendable, Equatable {
    public var bytesWritten = 0
    public var writes = 0
    /// Canvases painted.
    public var frames = 0
  }

  /// Receives keys, pastes, sizes and signals, in order, from the loop.
  public var onEvent: (InputEvent) -> Void = { _ in }

  /// Cells of the screen; 80 x 24 where the terminal does not say.
  public internal(set) var size = Size(width: 80, height: 24)

  /// UTF-8, or ASCII by locale, terminal type or option.
  public private(set) var glyphs = GlyphSet.ascii

  /// Colours the terminal has and may use.
  public var colorDepth: ColorDepth { styles?.depth ?? .mono }

  /// The terminfo name in use; may be a substitute of the one asked for.
  public private(set) var typeName = ""

  public var metrics: Metrics {
    Metrics(bytesWritten: output?.bytesWritten ?? 0, writes: output?.writes ?? 0, frames: frames)
  }

  let options: TerminalOptions
  var theme: any ThemeStyle
  var output: OutputChannel?
  var styles: StyleTable?
  var parser = InputParser()
  var parserTimer: EventLoop.Timer?
  var resizeTimer: EventLoop.Timer?
  var signals: Int32 = -1
  var frames = 0
  /// What the screen shows; nil forces every cell to be put again.
  var shown: Canvas?
  /// The newest canvas, while the terminal is too slow to take it.
  var waiting: Canvas?
  var isCursorVisible: Bool?
  var isHungUp = false
  private var hasAlternateScreen = false
  private var savedStandardError: Int32 = -1
  private(set) var isRunning = false

  public init(options: TerminalOptions, theme: any ThemeStyle = PlainStyle()) {
    self.options = options
    self.theme = theme
  }

  /// Takes the terminal: raw mode, alternate screen, bracketed paste, no mouse. Call before other threads start, since it blocks
  /// the signals it listens to in the calling thread.
  public func start() throws(TerminalError) {
    guard !isRunning else { return }
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1, let output = OutputChannel() else { throw .notATerminal }
    let type = try TerminalType(named: options.type)
    glyphs = TerminalLocale.start(options) && !type.isAsciiOnly ? .utf8 : .ascii
    size = ScreenSize.current()
    terminal_guard_save_modes(STDIN_FILENO)
    listenToSignals()
    typeName = try Self.open(type, size: size)
    self.output = output
    configure()
    hushStandardError()
    isRunning = true
    output.onDrained = { [weak self] in self?.presentWaiting() }
    watchInput()
  }

  /// The first of the type's descriptions that is installed. ncurses must not read descriptions or sizes from the environment.
  private static func open(_ type: TerminalType, size: Size) throws(TerminalError) -> String {
    for name in [
      "TERMINFO", "TERMINFO_DIRS", "TERMCAP", "TERMPATH", "TABSIZE", "ESCDELAY", "BAUDRATE", "COLORTERM", "NCURSES_TRACE",
      "NCURSES_ASSUMED_COLORS", "NCURSES_NO_PADDING", "NCURSES_NO_MAGIC_COOKIE", "NCURSES_CONSOLE2", "NCURSES_GPM_TERMS",
      "NCURSES_NO_HARD_TABS", "NCURSES_NO_SETBUF",
    ] { unsetenv(name) }
    let home = getenv("HOME").map { String(cString: $0) }
    // ~/.terminfo would be read first.
    setenv("HOME", "/nonexistent", 1)
    setenv("LINES", String(size.height), 1)
    setenv("COLUMNS", String(size.width), 1)
    defer {
      if let home { setenv("HOME", home, 1) } else { unsetenv("HOME") }
      unsetenv("LINES")
      unsetenv("COLUMNS")
    }
    for name in type.candidates where nc_newterm(name) != nil { return name }
    throw .noDescription(type.name)
  }

  private func configure() {
    guard let output else { return }
    nc_forget_repeat()
    raw()
    noecho()
    nonl()
    typeahead(-1)
    let window = nc_stdscr()
    leaveok(window, false)
    scrollok(window, false)
    hasAlternateScreen = nc_capability("smcup") != nil
    let screen = output.gather {
      keypad(window, true)
      styles = StyleTable(isMono: options.isMono)
    }
    terminal_guard_arm(output.terminal, crashSequence)
    output.send(screen + TerminalSequence.begin)
  }

  /// Clears what patients' data there is, then leaves: paste mode, alternate screen, attributes, hidden cursor, keypad mode.
  private var crashSequence: String {
    "\u{1B}[?2004l\u{1B}[8h\u{1B}[m\u{1B}[H\u{1B}[2J" + (hasAlternateScreen ? "\u{1B}[?1049l" : "\u{1B}[3J") + "\u{1B}[?25h\u{1B}[?1l\u{1B}>\r"
  }

  /// Messages of libraries would stand in the middle of the screen, and could name a patient.
  private func hushStandardError() {
    guard isatty(STDERR_FILENO) == 1 else { return }
    savedStandardError = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 10)
    let null = Glibc.open("/dev/null", O_WRONLY | O_CLOEXEC)
    guard savedStandardError >= 0, null >= 0 else { return }
    dup2(null, STDERR_FILENO)
    close(null)
  }

  /// Gives the terminal back: clears the screen, leaves the alternate one, restores the modes. Nothing stays readable.
  public func stop() {
    guard isRunning, let output else { return }
    isRunning = false
    for descriptor in [STDIN_FILENO, signals] { EventLoop.shared.unwatch(descriptor) }
    for timer in [parserTimer, resizeTimer].compactMap({ $0 }) { EventLoop.shared.cancel(timer) }
    output.onDrained = {}
    let last = output.gather {
      nc_set_background(nc_stdscr(), 0, 0)
      wclear(nc_stdscr())
      wnoutrefresh(nc_stdscr())
      doupdate()
      endwin()
    }
    output.send(TerminalSequence.end + (hasAlternateScreen ? last : last + TerminalSequence.clearScrollback), isLast: true)
    output.drain(milliseconds: 300)
    terminal_guard_disarm()
    terminal_guard_restore_modes()
    if savedStandardError >= 0 {
      dup2(savedStandardError, STDERR_FILENO)
      close(savedStandardError)
      savedStandardError = -1
    }
  }

  /// Blanks the screen at once, and what a terminal without alternate screen has scrolled away: for the lock.
  public func clear() {
    guard isRunning, let output else { return }
    waiting = nil
    shown = nil
    let bytes = output.gather {
      wclear(nc_stdscr())
      wnoutrefresh(nc_stdscr())
      doupdate()
    }
    output.send(hasAlternateScreen ? bytes : bytes + TerminalSequence.clearScrollback)
  }
}
