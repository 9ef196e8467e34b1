import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

@testable import ClinicScreens

/// The whole application without a terminal: events in, a canvas out, as the program does it turn by turn.
@UIActor
final class Rig {
  let world: ClinicWorld
  let timers = ManualTimers()
  let model: AppModel
  let application: ClinicApplication
  /// Where it draws after every event.
  var size: Size
  var glyphs = GlyphSet.utf8
  private(set) var canvas = Canvas(size: Size(width: 0, height: 0), glyphs: .utf8)
  private(set) var quits = 0
  private(set) var redraws = 0
  private(set) var bells = 0

  static let themes = ["clinic-dark", "clinic-light", "high-contrast", "cvd-safe", "night-ward"]

  init(_ world: ClinicWorld = ClinicWorld(), size: Size = Size(width: 100, height: 30), language: Language = .english) {
    self.world = world
    self.size = size
    let environment = AppEnvironment(repositories: world.repositories, clock: world.clock, scheduler: timers.scheduler)
    model = AppModel(environment: environment, language: language)
    application = ClinicApplication(model: model, themes: Self.themes, display: Self.display(size, .utf8, .c256))
    application.onQuit = { [unowned self] in quits += 1 }
    application.onRedraw = { [unowned self] in redraws += 1 }
    model.onThemeChange = { [unowned self] in application.display.theme = $0 }
    model.start()
    model.connectionChanged(.connected)
    draw()
  }

  private static func display(_ size: Size, _ glyphs: GlyphSet, _ depth: ColorDepth) -> DisplayDescription {
    DisplayDescription(
      size: size, glyphs: glyphs, depth: depth, theme: depth == .mono ? "mono" : "clinic-dark", terminal: "xterm-256color")
  }

  // MARK: Turns

  /// Lets everything queued on the loop run: each yield puts this test behind all that waits. Forty is several chains of calls.
  func settle() async {
    for _ in 0..<40 { await Task.yield() }
    draw()
  }

  func send(_ event: InputEvent) async {
    application.handle(event)
    await settle()
  }

  func press(_ keys: Key...) async {
    for key in keys { await send(.key(key)) }
  }

  func type(_ text: String) async {
    for character in text { await send(.key(.character(character))) }
  }

  /// Moves the clock by hand and fires the timers that become due.
  func advance(seconds: Int) async {
    timers.advance(milliseconds: seconds * 1000) { moved in
      world.with { $0.now = Instant(microseconds: $0.now.microseconds + Int64(moved) * 1000) }
    }
    await settle()
  }

  // MARK: Drawing

  @discardableResult
  func draw() -> Canvas {
    canvas = application.draw(size: size, glyphs: glyphs)
    if canvas.bellRequested { bells += 1 }
    return canvas
  }

  /// Draws at another size or with other signs, and says so on the display line; stays there.
  @discardableResult
  func draw(_ size: Size, _ glyphs: GlyphSet = .utf8, isMono: Bool = false) -> Canvas {
    self.size = size
    self.glyphs = glyphs
    let dots = application.display.dots
    application.display = Self.display(size, glyphs, isMono ? .mono : .c256)
    application.display.dots = dots
    return draw()
  }

  var text: String { canvas.rows().joined(separator: "\n") }

  /// The row the hardware cursor stands on.
  var cursorRow: String { canvas.cursor.map { canvas.rows()[$0.y] } ?? "" }

  var helpRow: String { canvas.rows().last ?? "" }

  // MARK: Ways in

  func signIn(_ staff: Staff) async {
    await settle()
    world.with { $0.signedIn = staff }
    await send(.paste(staff.login))
    await press(.enter)
    await send(.paste(ClinicWorld.password))
    await press(.enter)
  }

  /// The chart of the first patient of the nurse's or the doctor's list.
  func openFirstChart() async {
    await press(.enter, .enter)
  }

  /// From the list to a chart that is refused.
  func openRefusedChart() async {
    await press(.character("/"))
    await type("klein")
    await press(.enter, .enter)
  }
}
