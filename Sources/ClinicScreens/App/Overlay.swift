import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

enum OverlayOutcome {
  case stay, close
  /// Closed by a key that was meant for what stands below.
  case passOn
}

/// Something over the screen that takes the keys until it is closed. Overlays stand on each other: help over a form leaves
/// the form.
@UIActor
protocol Overlay: AnyObject {
  var entries: [CommandEntry] { get }
  /// Holds what somebody typed: nothing but the person closes it, not even going to another pane.
  var isForm: Bool { get }
  /// What it was about is done or gone; it is taken away at the next frame.
  var isFinished: Bool { get }
  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext)
  func handle(_ event: InputEvent) -> OverlayOutcome
}

extension Overlay {
  var isForm: Bool { false }
  var isFinished: Bool { false }
}

extension Command {
  static let close = Command("overlay.close")
}

extension CommandEntry {
  static let closeEntry = CommandEntry(.close, [.escape], Message(en: "close", es: "cerrar"))
}

/// One text to read; any of Esc and Enter closes it.
@UIActor
final class MessageOverlay: Overlay {
  private let title: String
  private let text: String

  init(title: String, text: String) {
    self.title = title
    self.text = text
  }

  var entries: [CommandEntry] { [.closeEntry] }

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    let lines = Canvas.lines(text, width: 56, canvas.glyphs)
    let inside = canvas.box(in: area, Size(width: 62, height: lines.count + 4), title: title)
    canvas.wrapped(text, in: inside)
    canvas.cursor = inside.origin
  }

  func handle(_ event: InputEvent) -> OverlayOutcome {
    switch event {
    case .key(.escape), .key(.enter): .close
    default: .stay
    }
  }
}
