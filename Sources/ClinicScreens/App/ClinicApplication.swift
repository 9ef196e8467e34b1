import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

/// The application on a terminal: routes events to overlays, screens and commands, and draws everything into one canvas.
@UIActor
public final class ClinicApplication {
  public let model: AppModel
  /// What the screen needs drawn again; set by every change, cleared by `draw`.
  public private(set) var needsDrawing = true
  /// The person asked to leave the program.
  public var onQuit: () -> Void = {}
  /// Draw everything anew (Ctrl-R).
  public var onRedraw: () -> Void = {}
  /// Names of the themes that can be chosen.
  public let themes: [String]
  /// What the display line of the sign-in screen says of this terminal.
  public var display: DisplayDescription { didSet { signIn.display = display } }

  static let smallest = Size(width: 80, height: 24)

  private let signIn: SignInScreen
  private let lock: LockScreen
  private var panes: [SessionModel.Pane: any Screen] = [:]
  private var paneOwner: ObjectIdentifier?
  private let home: HomeScreen
  private var presented: (overlay: any Overlay, stage: AppModel.Stage)?
  private var rings = false
  private var size = Size(width: 0, height: 0)

  public init(model: AppModel, themes: [String], display: DisplayDescription) {
    self.model = model
    self.themes = themes
    self.display = display
    signIn = SignInScreen(model: model.signIn, app: model, display: display)
    lock = LockScreen(model: model.unlock, app: model)
    home = HomeScreen(app: model)
    model.onChange = { [unowned self] in needsDrawing = true }
    model.onBell = { [unowned self] in
      rings = true
      needsDrawing = true
    }
  }

  var wording: Wording { Wording(model.language) }

  /// Everything about the next frame is stale: the theme, the size or the terminal changed.
  public func invalidate() { needsDrawing = true }

  // MARK: What is shown

  /// The screen below overlays.
  var screen: any Screen {
    switch model.stage {
    case .signedOut: return signIn
    case .locked: return lock
    case .signedIn:
      guard let session = model.session, session.panes.contains(session.pane) else { return home }
      return pane(session.pane, of: session)
    }
  }

  private func pane(_ pane: SessionModel.Pane, of session: SessionModel) -> any Screen {
    if paneOwner != ObjectIdentifier(session) {
      panes = [:]
      presented = nil
      paneOwner = ObjectIdentifier(session)
    }
    if let known = panes[pane] { return known }
    let made: any Screen =
      switch pane {
      case .patients: PatientListScreen(session: session, application: self)
      case .chart: ChartScreen(session: session, application: self)
      case .prescriptions: PrescriptionsScreen(session: session, application: self)
      case .emergency: EmergencyScreen(session: session, application: self)
      case .registration: RegistrationScreen(session: session, application: self)
      }
    panes[pane] = made
    return made
  }

  /// The overlay over the screen. One of a signed-in person is neither drawn nor reached while the screen is locked, and comes
  /// back with the password.
  var overlay: (any Overlay)? {
    guard let presented, presented.stage == model.stage, !presented.overlay.isFinished else { return nil }
    return presented.overlay
  }

  func present(_ overlay: any Overlay) {
    presented = (overlay, model.stage)
    needsDrawing = true
  }

  func dismissOverlay() {
    presented = nil
    needsDrawing = true
  }

  // MARK: Events

  /// Takes one event of the terminal. Sizes are told by `draw`.
  public func handle(_ event: InputEvent) {
    needsDrawing = true
    guard case .key(let key) = event else {
      if case .paste = event, !isTooSmall {
        model.noteActivity()
        if let overlay { _ = overlay.handle(event) } else { _ = screen.handle(event) }
      }
      return
    }
    model.noteActivity()
    if let notice = model.notice, notice.isProblem { model.dismissNotice() }
    if performGlobal(key, onlyAlways: true) { return }
    if isTooSmall { return }
    if let overlay {
      // Only this one closes: running a command may have put another in its place.
      if overlay.handle(event) == .close, self.overlay === overlay { dismissOverlay() }
      return
    }
    if screen.handle(event) { return }
    if let command = keyTable(of: screen).binding(for: key) {
      guard !(screen.isEditingText && key.isText) else { return }
      return run(command)
    }
    if !(screen.isEditingText && key.isText) { _ = performGlobal(key, onlyAlways: false) }
  }

  private var isTooSmall: Bool { size.width < Self.smallest.width || size.height < Self.smallest.height }

  private func run(_ binding: KeyBinding<Command>) {
    if binding.isEnabled {
      perform(binding.action)
    } else if let reason = binding.disabledReason {
      present(MessageOverlay(title: binding.label, text: reason))
    }
  }

  /// Runs a command wherever it belongs: the application's own, or the screen's.
  func perform(_ command: Command) {
    needsDrawing = true
    if !performOwn(command) { screen.perform(command) }
  }

  private func performGlobal(_ key: Key, onlyAlways: Bool) -> Bool {
    for entry in globalEntries where entry.keys.contains(key) {
      let isPlain = key.isText || key == .escape
      if onlyAlways && isPlain { continue }
      run(entry.binding(wording))
      return true
    }
    return false
  }

  // MARK: Drawing

  /// The next frame; call once a turn when `needsDrawing`.
  public func draw(size: Size, glyphs: GlyphSet) -> Canvas {
    self.size = size
    needsDrawing = false
    var canvas = Canvas(size: size, glyphs: glyphs)
    let context = DrawContext(wording: wording, clock: model.clock, now: model.now)
    if rings {
      canvas.bellRequested = true
      rings = false
    }
    guard !isTooSmall else {
      drawTooSmall(&canvas)
      return canvas
    }
    let body = drawFrame(&canvas, context)
    screen.draw(on: &canvas, in: body, context)
    overlay?.draw(on: &canvas, in: canvas.bounds.inset(left: 1, top: 1, right: 1, bottom: 1), context)
    return canvas
  }

  private func drawTooSmall(_ canvas: inout Canvas) {
    let lines: [Message] = [
      Message(en: "The window is too small.", es: "La ventana es demasiado pequeña."),
      Message(en: "80 x 24 are needed; it has \(size.width) x \(size.height).", es: "Hacen falta 80 x 24; tiene \(size.width) x \(size.height)."),
      Message(en: "Ctrl-L lock   Ctrl-Q sign out", es: "Ctrl-L bloquear   Ctrl-Q salir"),
    ]
    let top = max(0, (size.height - lines.count) / 2)
    for (index, line) in lines.enumerated() {
      canvas.text(wording(line), at: Point(x: 0, y: top + index), width: size.width, align: .center)
    }
    canvas.cursor = Point(x: 0, y: min(top, max(0, size.height - 1)))
  }

  /// Status line above, notice and help bar below; the rest is the screen's.
  private func drawFrame(_ canvas: inout Canvas, _ context: DrawContext) -> Rect {
    let (above, rest) = canvas.bounds.split(top: 1)
    let (body, helpRow) = rest.split(bottom: 1)
    if model.stage == .signedIn { StatusLine(model: model, title: screen.title).draw(on: &canvas, in: above, context) }
    HelpBar(helpEntries).draw(on: &canvas, in: helpRow)
    guard model.stage == .signedIn else { return body }
    let (inner, noticeRow) = body.split(bottom: 1)
    NoticeLine(model: model).draw(on: &canvas, in: noticeRow, context)
    return inner
  }
}
