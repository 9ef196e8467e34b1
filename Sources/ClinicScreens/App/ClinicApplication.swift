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
  private weak var owner: SessionModel?
  /// A key was pressed since the sign-in: nothing comes between the keys of somebody at work any more.
  private var isInUse = false
  private let home: HomeScreen
  /// What stands over the screen, the last on top, with the stage it belongs to.
  private var presented: [(overlay: any Overlay, stage: AppModel.Stage)] = []
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
    forgetOtherSession()
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

  /// Nothing that was shown to one person is kept for the next.
  private func forgetOtherSession() {
    guard owner !== model.session else { return }
    panes = [:]
    isInUse = false
    presented.removeAll { $0.stage == .signedIn }
    owner = model.session
  }

  /// The overlay over the screen. Those of a signed-in person are neither drawn nor reached while the screen is locked, and come
  /// back with the password.
  var overlay: (any Overlay)? { presented.last { $0.stage == model.stage }?.overlay }

  private var hasForm: Bool { presented.contains { $0.stage == model.stage && $0.overlay.isForm } }

  func present(_ overlay: any Overlay) {
    presented.removeAll { $0.stage != model.stage && $0.stage != .signedIn }
    presented.append((overlay, model.stage))
    needsDrawing = true
  }

  func dismiss(_ overlay: any Overlay) {
    presented.removeAll { $0.overlay === overlay }
    needsDrawing = true
  }

  /// Takes away what is over; forms stay until the person closes them. False where one stays.
  func dismissOverlays() -> Bool {
    presented.removeAll { $0.stage == model.stage && !$0.overlay.isForm }
    needsDrawing = true
    return !hasForm
  }

  private func dropWhatIsOver() {
    forgetOtherSession()
    presented.removeAll { $0.overlay.isFinished }
    offerDraft()
  }

  /// A form begun at an earlier time is offered before the first key; later it is only said.
  private func offerDraft() {
    guard model.stage == .signedIn, overlay == nil, let session = model.session, session.pane == .patients,
      let offer = DraftOfferOverlay(session: session, application: self)
    else { return }
    guard isInUse else { return presented.append((offer, .signedIn)) }
    session.begun.putOff()
    model.show(.formBegun(offer.offer.kind, bed: offer.patient.bed, name: offer.patient.name.listed))
  }

  // MARK: Events

  /// Takes one event of the terminal. Sizes are told by `draw`.
  public func handle(_ event: InputEvent) {
    needsDrawing = true
    dropWhatIsOver()
    guard case .key(let key) = event else {
      if case .paste = event, !isTooSmall {
        model.noteActivity()
        if let overlay { pass(event, to: overlay) } else { _ = screen.handle(event) }
      }
      return
    }
    model.noteActivity()
    if model.stage == .signedIn { isInUse = true }
    if let notice = model.notice, notice.isProblem { model.dismissNotice() }
    if performGlobal(key, onlyAlways: true) || isTooSmall { return }
    if let overlay { return pass(event, to: overlay) }
    if screen.handle(event) { return }
    let isForField = screen.isEditingText && key.isText
    if let binding = keyTable(of: screen).binding(for: key) {
      if !isForField { run(binding) }
    } else if !isForField {
      _ = performGlobal(key, onlyAlways: false)
    }
  }

  private func pass(_ event: InputEvent, to overlay: any Overlay) {
    switch overlay.handle(event) {
    case .stay: break
    case .close: dismiss(overlay)
    case .passOn:
      dismiss(overlay)
      handle(event)
    }
  }

  private var isTooSmall: Bool { size.width < Self.smallest.width || size.height < Self.smallest.height }

  private func run(_ binding: KeyBinding<Command>) {
    if binding.isEnabled { perform(binding.action) } else { refuse(binding.disabledReason ?? "", title: binding.label) }
  }

  /// Says why something cannot be done now.
  func refuse(_ reason: String, title: String? = nil) {
    present(MessageOverlay(title: title ?? wording(Message(en: "Not now", es: "Ahora no")), text: reason))
  }

  /// Runs a command chosen in a list of commands; the list is gone.
  func run(_ command: Command, from list: any Overlay) {
    dismiss(list)
    perform(command)
  }

  /// Runs a command wherever it belongs: the application's own, the overlay's, or the screen's.
  func perform(_ command: Command) {
    needsDrawing = true
    if performOwn(command) { return }
    guard let overlay else { return screen.perform(command) }
    // An overlay knows its commands by their keys.
    if let key = overlay.entries.first(where: { $0.command == command })?.keys.first { pass(.key(key), to: overlay) }
  }

  private func performGlobal(_ key: Key, onlyAlways: Bool) -> Bool {
    for entry in globalEntries where entry.keys.contains(key) {
      if onlyAlways && (key.isText || key == .escape) { continue }
      // What nobody can see must not happen: in a window that is too small only what ends or hides.
      if isTooSmall && ![Command.lock, .signOut, .quit, .redraw].contains(entry.command) { continue }
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
    dropWhatIsOver()
    var canvas = Canvas(size: size, glyphs: glyphs)
    canvas.dots = display.dots
    let context = DrawContext(wording: wording, clock: model.clock, now: model.now, showsTints: display.depth >= .c256)
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
    for item in presented where item.stage == model.stage {
      item.overlay.draw(on: &canvas, in: canvas.bounds.inset(left: 1, top: 1, right: 1, bottom: 1), context)
    }
    return canvas
  }

  private func drawTooSmall(_ canvas: inout Canvas) {
    let smallest = Self.smallest
    let keys: Message =
      switch model.stage {
      case .signedIn: Message(en: "Ctrl-L lock   Ctrl-Q sign out", es: "Ctrl-L bloquear   Ctrl-Q cerrar sesión")
      case .locked: Message(en: "Ctrl-Q sign out", es: "Ctrl-Q cerrar sesión")
      case .signedOut: Message(en: "Ctrl-Q quit", es: "Ctrl-Q salir")
      }
    let lines: [Message] = [
      Message(en: "The window is too small.", es: "La ventana es demasiado pequeña."),
      Message(
        en: "\(smallest.width) x \(smallest.height) are needed; it has \(size.width) x \(size.height).",
        es: "Hacen falta \(smallest.width) x \(smallest.height); tiene \(size.width) x \(size.height)."),
      keys,
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
    let notice = NoticeLine(model: model)
    let (inner, noticeRows) = body.split(bottom: notice.height(width: body.width, canvas.glyphs, context))
    notice.draw(on: &canvas, in: noticeRows, context)
    return inner
  }
}
