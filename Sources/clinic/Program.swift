import ClinicModel
import ClinicScreens
import ClinicStore
import ClinicViewModels
import EventLoop
import Glibc
import NcursesTerminal
import TerminalUI

/// The composition root: the only place that sees both the store and the terminal.
@UIActor
final class Program {
  private let options: Options
  private let terminal: NcursesTerminal
  private let store: ClinicStore
  private let model: AppModel
  private let application: ClinicApplication
  private let themes: String
  private var isLeaving = false

  init(_ options: Options) throws {
    self.options = options
    themes = try ShareFolder.find(explicit: options.share).path + "/themes"
    var terminalOptions = TerminalOptions(environment: Self.environment)
    if options.isMono { terminalOptions.isMono = true }
    if options.isASCII { terminalOptions.isAscii = true }
    let themeName = options.theme ?? "clinic-dark"
    let theme = terminalOptions.isMono ? Theme.mono : try Theme.load(name: themeName, folder: themes)
    terminal = NcursesTerminal(options: terminalOptions, theme: theme)
    store = try ClinicStore(database: options.database)
    model = AppModel(
      environment: AppEnvironment(repositories: store.repositories, clock: .system, scheduler: .eventLoop),
      language: options.language ?? Self.localeLanguage)
    application = ClinicApplication(
      model: model, themes: Theme.names(folder: themes),
      display: DisplayDescription(
        size: Size(width: 80, height: 24), glyphs: .ascii, depth: .mono, theme: themeName, terminal: "",
        dots: options.usesBlocks ? .blocks : .braille)
    )
  }

  /// Runs until the person leaves or the terminal goes away.
  func run() throws {
    try terminal.start()
    connectTerminal()
    connectStore()
    describeDisplay()
    EventLoop.shared.beforeSleep = { [unowned self] in paint() }
    model.start()
    store.start()
    EventLoop.shared.run()
    store.close()
    terminal.stop()
  }

  private func connectTerminal() {
    terminal.onEvent = { [unowned self] event in
      switch event {
      case .hangUp, .terminate: leave()
      case .resize, .resumed:
        describeDisplay()
        application.invalidate()
      case .key, .paste: application.handle(event)
      }
    }
    application.onQuit = { [unowned self] in leave() }
    application.onRedraw = { [unowned self] in terminal.redraw() }
    model.onThemeChange = { [unowned self] in useTheme($0) }
  }

  private func connectStore() {
    store.onState = { [unowned self] in model.connectionChanged($0) }
    store.onEvent = { [unowned self] in model.received($0) }
  }

  /// Ends the session in the database too, drafts kept; not for long, since its line may be as dead as the terminal's.
  private func leave() {
    guard !isLeaving else { return }
    isLeaving = true
    _ = EventLoop.shared.after(milliseconds: 1_500) { EventLoop.shared.stop() }
    UIActor.spawn { [self] in
      await model.leave()
      EventLoop.shared.stop()
    }
  }

  /// One frame a turn, however much happened in it.
  private func paint() {
    guard application.needsDrawing else { return }
    terminal.present(application.draw(size: terminal.size, glyphs: terminal.glyphs))
  }

  private func useTheme(_ name: String) {
    // Without colours there is one look; a theme that cannot be read leaves the one in use.
    guard terminal.colorDepth != .mono, let theme = try? Theme.load(name: name, folder: themes) else { return }
    terminal.setTheme(theme)
    application.display.theme = name
  }

  private func describeDisplay() {
    application.display.size = terminal.size
    application.display.glyphs = terminal.glyphs
    application.display.depth = terminal.colorDepth
    application.display.terminal = terminal.typeName
    if terminal.colorDepth == .mono { application.display.theme = "mono" }
  }

  /// What the rebuilt environment says of the terminal.
  private static var environment: [String: String] {
    var values: [String: String] = [:]
    for name in ["TERM", "COLORTERM", "NO_COLOR", "LANG", "LC_ALL", "LC_CTYPE", "SSH_CONNECTION", "SSH_TTY"] {
      if let value = getenv(name) { values[name] = String(cString: value) }
    }
    return values
  }

  private static var localeLanguage: Language {
    let locale = environment["LC_ALL"] ?? environment["LANG"] ?? ""
    return locale.hasPrefix("es") ? .spanish : .english
  }
}
